"""One FilterSet for each kind of record: it narrows the catalogue for page, API, export, feed and picture alike."""

import difflib
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.catalogue import terms
from policies.catalogue.facets import FACETS, OF_KIND, FacetType
from policies.choices import Kind
from policies.models.edition import Edition, EditionQuerySet, Facet
from policies.text import edtf
from policies.text.tokens import search_words

SORTS = {
    "date": gettext_lazy("earliest first"),
    "-date": gettext_lazy("latest first"),
    "title": gettext_lazy("by title"),
    "relevance": gettext_lazy("best match first"),
}
POSSIBLY, CERTAINLY = "possibly", "certainly"


class ValuesField(forms.Field):
    """Any of several values of a facet, in any case; one that does not exist is refused by name."""

    widget = forms.SelectMultiple

    def __init__(self, *, facet: FacetType, **kwargs: Any) -> None:
        self.facet = facet
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
        """What may be given, in lower case, and the value it stands for."""
        if self.facet.scheme:
            return terms.codes(self.facet.scheme)
        if self.facet.choices:
            return {value.lower(): value for value in self.facet.choices.values}
        if self.facet.kind:
            return _ids(self.facet.kind, given)
        return {item: item for item in given if re.fullmatch(r"[0-9]{4}", item)}

    def refusal(self, item: str, known: dict[str, str]) -> str:
        if self.facet.kind:
            return _("“%(value)s” is no published %(kind)s. Give the last part of its address, or its id.") % {
                "value": item,
                "kind": Kind(self.facet.kind).label,
            }
        if not (self.facet.scheme or self.facet.choices):
            return _("“%(value)s” is no year. Write four digits: 2015.") % {"value": item}
        near = difflib.get_close_matches(item.lower(), known, n=1)
        hint = _(" Did you mean %(near)s?") % {"near": known[near[0]]} if near else ""
        return _("“%(value)s” is not a value of “%(facet)s”.%(hint)s The values are: %(values)s.") % {
            "value": item,
            "facet": self.facet.name,
            "hint": hint,
            "values": ", ".join(known.values()),
        }


def _ids(kind: str, given: list[str]) -> dict[str, str]:
    """The ids of the published records with these slugs or ids. An address given up still finds its record."""
    slugs = [item.lower() for item in given]
    ids = [item for item in slugs if re.fullmatch(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}", item)]
    rows = Edition.objects.standing().of(kind).filter(Q(slug__in=slugs) | Q(record_id__in=ids))
    found: dict[str, str] = {}
    for slug, name in rows.order_by("sequence").values_list("slug", "record_id"):
        found[slug] = found[str(name)] = found[name.hex] = str(name)
    return found


class FacetFilter(django_filters.Filter):
    """Keeps the editions that have any of the chosen values of a facet."""

    field_class = ValuesField

    def __init__(self, facet: FacetType, **kwargs: Any) -> None:
        super().__init__(field_name=facet.name, label=facet.label, facet=facet, **kwargs)

    def filter(self, qs: EditionQuerySet, value: list[str]) -> EditionQuerySet:
        if not value:
            return qs
        return qs.filter(Exists(Facet.objects.filter(edition=OuterRef("pk"), facet=self.field_name, value__in=value)))


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
        if found > timezone.now():
            raise ValidationError(
                _("“%(value)s” has not come yet. Give a moment in the past, or leave as_of out.") % {"value": text}
            )
        return found


def _moment(text: str) -> datetime | None:
    try:
        if day := parse_date(text):
            return min(datetime(day.year, day.month, day.day, 23, 59, 59, 999999, tzinfo=UTC), timezone.now())
        found = parse_datetime(text)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


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


class DayFilter(django_filters.Filter):
    field_class = DayField


class MomentFilter(django_filters.Filter):
    field_class = MomentField


class SortFilter(django_filters.Filter):
    field_class = SortField


class DatesFilter(django_filters.Filter):
    field_class = DatesField


class CatalogueFilter(django_filters.FilterSet):
    """What every list takes. The subclasses add the facets of their kind."""

    record_kind: ClassVar[str]

    q = django_filters.CharFilter(label=gettext_lazy("Search"), method="keep")
    locals()["from"] = DayFilter(label=gettext_lazy("From"), method="keep")
    to = DayFilter(label=gettext_lazy("To"), method="keep")
    dates = DatesFilter(
        label=gettext_lazy("Dates"),
        method="keep",
        choices=[
            ("", gettext_lazy("possibly in the period")),
            (CERTAINLY, gettext_lazy("certainly in the period")),
            (POSSIBLY, gettext_lazy("possibly in the period")),
        ],
    )
    as_of = MomentFilter(label=gettext_lazy("As of"), method="keep")
    sort = SortFilter(label=gettext_lazy("Order"), method="keep", choices=[("", "—"), *SORTS.items()])

    class Meta:
        model = Edition
        fields: ClassVar[list] = []

    def keep(self, queryset: EditionQuerySet, _name: str, _value: Any) -> EditionQuerySet:
        """For what does not narrow by itself; see `filter_queryset`."""
        return queryset

    def narrowed(self, *, but: str = "") -> EditionQuerySet:
        """The editions that every filter keeps, or every filter but one."""
        chosen = self.form.cleaned_data
        base = Edition.objects.as_of(chosen["as_of"]) if chosen["as_of"] else Edition.objects.current()
        queryset = base.of(self.record_kind)
        queryset = _containing(queryset, search_words(chosen["q"] or ""))
        queryset = _dated(queryset, chosen["from"], chosen["to"], chosen["dates"] or POSSIBLY)
        for name in OF_KIND[self.record_kind]:
            if name != but:
                queryset = self.filters[name].filter(queryset, chosen[name])
        return queryset

    def chosen_facets(self) -> dict[str, list[str]]:
        """The facets that narrow, with their values."""
        return {name: self.form.cleaned_data[name] for name in OF_KIND[self.record_kind] if self.form.cleaned_data[name]}

    def complaints(self, besides: Iterable[str] = ()) -> dict[str, list[str]]:
        """What is wrong with the query, by parameter: unknown names first, then values that do not exist."""
        known = [*self.filters, *besides]
        found = {name: [_unknown(name, known)] for name in self.data if name not in known}
        for name, errors in self.form.errors.get_json_data().items():
            found[name] = [error["message"] for error in errors]
        return found


def _containing(queryset: EditionQuerySet, words: list[str]) -> EditionQuerySet:
    for word in words:
        queryset = queryset.filter(search_text__contains=word)
    return queryset


def _dated(queryset: EditionQuerySet, since: edtf.When | None, until: edtf.When | None, dates: str) -> EditionQuerySet:
    """Records whose date may lie, or with `certainly` does lie, in the period."""
    certainly = dates == CERTAINLY
    if since:
        column = "earliest__gte" if certainly else "latest_day__gte"
        queryset = queryset.filter(**{column: since.earliest})
    if until:
        column = "latest_day__lte" if certainly else "earliest__lte"
        queryset = queryset.filter(**{column: until.latest})
    return queryset.exclude(earliest=date.max) if since or until else queryset


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name.lower(), known, n=1)
    hint = _(" Did you mean %(near)s?") % {"near": near[0]} if near else ""
    return _("“%(name)s” is not a parameter of this list.%(hint)s Parameters are: %(known)s.") % {
        "name": name,
        "hint": hint,
        "known": ", ".join(known),
    }


def _filter_set(kind: str) -> type[CatalogueFilter]:
    facets = {name: FacetFilter(FACETS[name]) for name in OF_KIND[kind]}
    return type(f"{kind.capitalize()}Filter", (CatalogueFilter,), {"record_kind": kind, **facets})


DocumentFilter = _filter_set(Kind.DOCUMENT)
MeasureFilter = _filter_set(Kind.MEASURE)
AgencyFilter = _filter_set(Kind.AGENCY)
SourceFilter = _filter_set(Kind.SOURCE)
StatementFilter = _filter_set(Kind.STATEMENT)

FILTERS: dict[str, type[CatalogueFilter]] = {
    Kind.DOCUMENT: DocumentFilter,
    Kind.MEASURE: MeasureFilter,
    Kind.AGENCY: AgencyFilter,
    Kind.SOURCE: SourceFilter,
    Kind.STATEMENT: StatementFilter,
}
