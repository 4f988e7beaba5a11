"""The fields of list filters: what may be given, and the sentence that refuses anything else."""

import re
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.catalogue.facets import FacetType, is_id
from policies.catalogue.problems import did_you_mean
from policies.catalogue.vocabulary import codes_of
from policies.choices import Kind
from policies.models.edition import Edition, Log
from policies.text import edtf

SORTS = {
    "date": gettext_lazy("earliest first"),
    "-date": gettext_lazy("latest first"),
    "title": gettext_lazy("by title"),
    "relevance": gettext_lazy("best match first"),
}
POSSIBLY, CERTAINLY = "possibly", "certainly"


class WordsField(forms.Field):
    """Words to search for. Any text is a query; see `catalogue/search.py`."""

    widget = forms.TextInput

    def clean(self, value: Any) -> str:
        return (value or "").strip()


class ValuesField(forms.Field):
    """Any of several values of a facet, in any case; one that does not exist is refused by name."""

    widget = forms.SelectMultiple

    def __init__(self, *, facet: FacetType, **kwargs: Any) -> None:
        self.facet = facet
        # The moment whose values these are; the list that is asked sets it.
        self.as_of: datetime | None = None
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[str]:
        given = [item.strip() for item in (value or []) if item.strip()]
        if not given:
            return []
        known = self.known(given)
        if wrong := [item for item in given if item.lower() not in known]:
            raise ValidationError([self.refusal(item, known) for item in wrong])
        return [known[item.lower()] for item in given]

    def known(self, given: list[str]) -> dict[str, str]:
        """What may be given, in lower case, and the value it stands for. Of records it is those that are given."""
        if self.facet.choices:
            return {value.lower(): value for value in self.facet.choices.values}
        if not self.facet.scheme and not self.facet.kind:
            return {item: item for item in given if re.fullmatch(r"[0-9]{4}", item)}
        codes = codes_of(self.facet.scheme, self.as_of) if self.facet.scheme else {}
        named = [item for item in given if item.lower() not in codes] if self.facet.kind else []
        return {**(_ids(self.facet.kind, named, self.as_of) if named else {}), **codes}

    def refusal(self, item: str, known: dict[str, str]) -> str:
        if self.facet.kind and not self.facet.scheme:
            return _("“%(value)s” is no published %(kind)s. Give the last part of its address, or its id.") % {
                "value": item,
                "kind": Kind(self.facet.kind).label,
            }
        if not (self.facet.scheme or self.facet.choices):
            return _("“%(value)s” is no year. Write four digits: 2015.") % {"value": item}
        codes = [value for value in known.values() if not is_id(value)]
        words = {
            "value": item,
            "facet": self.facet.name,
            "hint": did_you_mean(item, codes),
            "values": ", ".join(codes),
        }
        if self.facet.kind:
            return _(
                "“%(value)s” is not a value of “%(facet)s”.%(hint)s The values are: %(values)s, and the last part of "
                "the address, or the id, of each published %(kind)s."
            ) % {**words, "kind": Kind(self.facet.kind).label}
        return _("“%(value)s” is not a value of “%(facet)s”.%(hint)s The values are: %(values)s.") % words


def _ids(kind: str, given: list[str], as_of: datetime | None) -> dict[str, str]:
    """The ids of the published records with these slugs or ids. An address given up still finds its record.

    At a moment, of those published by then, under the address they had then or have now.
    """
    # PostgreSQL refuses to look for NUL.
    slugs = [item.lower() for item in given if "\x00" not in item]
    ids = [item for item in slugs if is_id(item)]
    rows = Edition.objects.standing().of(kind)
    named = rows.filter(Q(slug__in=slugs) | Q(record_id__in=ids)).order_by("sequence")
    if as_of:
        # Who had the address at the moment comes last, and so goes before who took it later.
        by_then = rows.filter(published_at__lte=as_of)
        named = named.filter(record_id__in=by_then.values("record_id")).order_by(_is_by(as_of), "sequence")
    found: dict[str, str] = {}
    for slug, name in named.values_list("slug", "record_id"):
        found[slug] = found[str(name)] = found[name.hex] = str(name)
    return found


def _is_by(moment: datetime) -> Case:
    """Orders what was published later before what was there."""
    return Case(When(published_at__lte=moment, then=Value(1)), default=Value(0))


class DayField(forms.Field):
    """A year, month or day, as its earliest and latest day."""

    widget = forms.TextInput

    def clean(self, value: Any) -> edtf.When | None:
        text = (value or "").strip()
        if not text:
            return None
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
            raise ValidationError(
                _("“%(value)s” is no date. Write a year, a month or a day: 2015, 2015-11 or 2015-11-09.")
                % {"value": text}
            )
        try:
            return edtf.parse(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class MomentField(forms.Field):
    """A moment in the past, ISO 8601. A day alone is its end."""

    widget = forms.TextInput

    def clean(self, value: Any) -> datetime | None:
        text = (value or "").strip().replace(" ", "+")
        if not text:
            return None
        found = _moment(text)
        if found is None:
            raise ValidationError(
                _("“%(value)s” is no moment. Write it as ISO 8601: 2026-11-24 or 2026-11-24T10:00:00Z.")
                % {"value": text}
            )
        # The database's clock, by which things are published, may be ahead of this process's.
        if found > timezone.now() and found > Log.objects.get(pk=1).published_at:
            raise ValidationError(
                _("“%(value)s” has not come yet. Give a moment in the past, or leave as_of out.") % {"value": text}
            )
        return found


def _moment(text: str) -> datetime | None:
    try:
        day = parse_date(text)
        found = _end_of(day) if day else parse_datetime(text)
        if found and found.tzinfo is None:
            return found.replace(tzinfo=UTC)
        return found and found.astimezone(UTC)
    # In UTC it may be before or after all days.
    except (ValueError, OverflowError):
        return None


def _end_of(day: date) -> datetime:
    """The last moment of the day; of today, now."""
    end = datetime(day.year, day.month, day.day, 23, 59, 59, 999999, tzinfo=UTC)
    now = timezone.now()
    return min(end, now) if day == now.date() else end


class SortField(forms.ChoiceField):
    def validate(self, value: str) -> None:
        if value and value not in SORTS:
            raise ValidationError(
                _("“%(value)s” is not an order. Orders are: %(orders)s.") % {"value": value, "orders": ", ".join(SORTS)}
            )


class DatesField(forms.ChoiceField):
    def validate(self, value: str) -> None:
        if value and value not in {POSSIBLY, CERTAINLY}:
            raise ValidationError(
                _("“%(value)s” is not a way to take dates. Write possibly or certainly.") % {"value": value}
            )
