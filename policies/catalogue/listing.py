"""A list as asked for: which records, in which order, which portion, with which counts."""

import base64
import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from policies.catalogue.counting import Counting, Counts
from policies.catalogue.filters import FILTERS, CatalogueFilter
from policies.catalogue.maintained import number_of
from policies.catalogue.ordering import by_title
from policies.catalogue.search import LAST_RANK
from policies.choices import Kind
from policies.models.edition import Edition, EditionQuerySet

ORDERS: dict[str, tuple[str, ...]] = {
    "date": ("earliest", "latest_day", "place", "record_id"),
    "-date": ("-earliest", "-latest_day", "place", "record_id"),
    "title": ("title_key", "record_id"),
    "relevance": ("rank", "earliest", "latest_day", "place", "title_key", "record_id"),
}
DEFAULT_SORT: dict[str, str] = {
    Kind.DOCUMENT: "date",
    Kind.MEASURE: "date",
    Kind.AGENCY: "title",
    Kind.SOURCE: "title",
    Kind.STATEMENT: "date",
}
PAGE_SIZE, MOST_ON_A_PAGE = 25, 100
LIMIT, MOST_AT_ONCE = 100, 1000
# Each value that is wrong has its sentence, and each that is right its link: thousands of them would be a page of
# hundreds of megabytes.
MOST_VALUES = 200
PAGE_PARAMETERS = ("page", "page_size")
API_PARAMETERS = ("cursor", "limit", "facets", "fields", "expand", "lang")


@dataclass
class Portion:
    """Some records of a list, and how to come to the ones before and after."""

    editions: list[Edition]
    next: Any = None
    previous: Any = None
    number: int = 1
    pages: int = 1


@dataclass
class Listing:
    """A list as its query string asks for it. One that is wrong in any part has complaints and no rows.

    Of one that asks for too much, nothing is read: its data are empty. Titles stand in the order of the language,
    which is that of the page where none is given.
    """

    kind: str
    data: Any
    besides: Iterable[str] = ()
    language: str = ""
    complaints: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        too_many = _too_many(self.data)
        if too_many:
            self.data = self.data.copy()
            self.data.clear()
        self.complaints = too_many or self.filter.complaints(self.besides)

    @cached_property
    def filter(self) -> CatalogueFilter:
        return FILTERS[self.kind](self.data, queryset=Edition.objects.none())

    @cached_property
    def narrowed(self) -> EditionQuerySet:
        """The editions asked for, in no order; none when anything is wrong."""
        return Edition.objects.none() if self.complaints else self.filter.narrowed()

    @cached_property
    def count(self) -> int:
        return number_of(self.kind) if self.is_whole else self.narrowed.count()

    @property
    def is_whole(self) -> bool:
        """Whether it is all there is of its kind now."""
        return not self.complaints and self.filter.is_whole()

    @property
    def as_of(self) -> datetime | None:
        """The moment whose catalogue this is; nothing for now."""
        return None if self.complaints else self.filter.moment

    def records(self, editions: Iterable[Edition]) -> list[dict[str, Any]]:
        """What these editions say, as the moment had it."""
        return [edition.record_at(self.as_of) for edition in editions]

    @property
    def sort(self) -> str:
        chosen = "" if self.complaints else self.filter.form.cleaned_data["sort"]
        return chosen or ("relevance" if self.words else DEFAULT_SORT[self.kind])

    @property
    def words(self) -> str:
        return "" if self.complaints else self.filter.form.cleaned_data["q"]

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(self._title if name == "title_key" else name for name in ORDERS[self.sort])

    @property
    def _title(self) -> str:
        return by_title(self.language)

    @cached_property
    def ordered(self) -> EditionQuerySet:
        """The editions asked for in a stable order."""
        ranked = self.filter.search.ranked(self.narrowed) if "rank" in self.order else self.narrowed
        return ranked.defer("search_text").order_by(*self.order)

    def only_possibly(self) -> EditionQuerySet:
        """Those of the list that may lie outside its period; none where there is no period, or only certain ones."""
        return Edition.objects.none() if self.complaints else self.filter.only_possibly(self.narrowed)

    def facets(self) -> Counts:
        """Every facet with exact counts; nothing when anything is wrong."""
        return {} if self.complaints else self._counting.counts()

    @property
    def cut_facets(self) -> set[str]:
        """The facets that have more values than are told."""
        return set() if self.complaints else self._counting.cut

    @cached_property
    def _counting(self) -> Counting:
        return Counting(
            self.kind, self.filter.narrowed, self.filter.is_whole, self.filter.chosen_facets(), self.as_of, self._title
        )

    def page(self, number: int, size: int = PAGE_SIZE) -> Portion:
        """The page of that number, from 1; one that does not exist is refused."""
        pages = max(1, -(-self.count // size))
        if not 1 <= number <= pages:
            raise ValidationError(
                _("There is no page %(number)d: the list has %(pages)d.") % {"number": number, "pages": pages}
            )
        editions = self._rows((number - 1) * size, number * size)
        return Portion(
            editions,
            next=number + 1 if number < pages else None,
            previous=number - 1 if number > 1 else None,
            number=number,
            pages=pages,
        )

    def _rows(self, start: int, end: int) -> list[Edition]:
        """That stretch of the list. Without a rank an index alone tells which it is, however far down it lies."""
        if "rank" in self.order:
            return list(self.ordered[start:end])
        stretch = self.narrowed.order_by(*self.order).values("sequence")[start:end]
        return list(Edition.objects.filter(pk__in=stretch).defer("search_text").order_by(*self.order))

    def after(self, cursor: str, limit: int = LIMIT) -> Portion:
        """At most `limit` records after (or before) the cursor; an empty cursor is the beginning.

        A keyset, so that records published meanwhile neither repeat nor hide others.
        """
        backwards, key = _decoded(cursor, self) if cursor else (False, None)
        order = tuple(_turned(name) for name in self.order) if backwards else self.order
        rows = self.ordered.order_by(*order)
        if key:
            rows = rows.filter(_beyond(order, key))
        found = list(rows[: limit + 1])
        more, found = len(found) > limit, found[:limit]
        if backwards:
            found.reverse()
        return Portion(
            found,
            next=self._cursor(found[-1], backwards=False) if found and (more or backwards) else None,
            previous=self._cursor(found[0], backwards=True) if found and (key and (not backwards or more)) else None,
        )

    @cached_property
    def stamp(self) -> str:
        """What this list is: its kind, all that narrows it, and how it is ordered. A cursor is good for one stamp."""
        narrowing = [[name, sorted(self.data.getlist(name))] for name in self.filter.filters if name != "sort"]
        asked = [self.kind, [[name, values] for name, values in narrowing if any(values)], self.order]
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:12]

    def _cursor(self, edition: Edition, *, backwards: bool) -> str:
        values = [_plain(getattr(edition, name.lstrip("-"))) for name in self.order]
        text = json.dumps([self.sort, backwards, values, self.stamp], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _too_many(data: Any) -> dict[str, list[str]]:
    """A complaint about the parameter given most often, where there are too many in all."""
    number = sum(len(values) for _name, values in data.lists())
    if number <= MOST_VALUES:
        return {}
    most = max(data, key=lambda name: len(data.getlist(name)))
    return {
        most: [_("The address has %(number)d values. Give at most %(most)d.") % {"number": number, "most": MOST_VALUES}]
    }


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(order: tuple[str, ...], key: Mapping[str, Any]) -> Q:
    """Rows that come after the key: greater in the first column, or equal there and greater in the next …"""
    condition, equal = Q(), Q()
    for name in order:
        column = name.lstrip("-")
        comparison = "lt" if name.startswith("-") else "gt"
        condition |= equal & Q(**{f"{column}__{comparison}": key[column]})
        equal &= Q(**{column: key[column]})
    return condition


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | str) else str(value)


def _decoded(cursor: str, listing: Listing) -> tuple[bool, dict[str, Any]]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        sort, backwards, values, stamp = json.loads(base64.urlsafe_b64decode(padded.encode()))
        if (sort, stamp) != (listing.sort, listing.stamp) or not isinstance(backwards, bool):
            raise ValidationError(_bad_cursor(cursor))
        columns = [name.lstrip("-") for name in listing.order]
        key = {name: _READ[name](value) for name, value in zip(columns, values, strict=True)}
    # Anybody can write a cursor: one that is no JSON, or is nested without end, is refused like any other.
    except (ValueError, TypeError, RecursionError) as error:
        raise ValidationError(_bad_cursor(cursor)) from error
    return backwards, key


def _text(value: Any) -> str:
    """A text that a database can compare with; raises ValueError or TypeError for anything else."""
    if not isinstance(value, str) or "\x00" in value:
        raise TypeError
    return value.encode().decode()


def _day(value: Any) -> date:
    return date.fromisoformat(_text(value))


def _id(value: Any) -> uuid.UUID:
    return uuid.UUID(_text(value))


def _rank(value: Any) -> int:
    if type(value) is not int or value not in range(LAST_RANK + 1):
        raise ValueError
    return value


_READ: dict[str, Callable[[Any], Any]] = {
    "earliest": _day,
    "latest_day": _day,
    "pinyin_key": _text,
    "place": _text,
    "rank": _rank,
    "record_id": _id,
    "title_key": _text,
}


def _bad_cursor(cursor: str) -> str:
    return _("“%(cursor)s” is no cursor of this list. Take the one from `next`, or start without one.") % {
        "cursor": cursor[:60]
    }
