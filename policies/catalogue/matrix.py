"""Measures counted by instrument and by one thing more: the numbers of the matrix. No drawing.

Every number is that of the list which its address opens: the filters chosen, with the instrument of the row and the
value of the column in place of those that were chosen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from policies.catalogue.column import Column, at
from policies.catalogue.facets import FACETS, FacetType, value_labels
from policies.catalogue.listing import Listing
from policies.catalogue.problems import did_you_mean, repeated
from policies.catalogue.vocabulary import Term, Vocabulary
from policies.choices import NOT_STATED, Kind, Scheme
from policies.models.edition import Facet

ROWS = "instrument"
# What can stand across, the first of them where nothing is asked for.
ACROSS = ("year", "agency", "target", "level", "actor", "strength")
PARAMETER = "across"
# A page has room for so many columns. Years are never left out: a gap in time would not be seen.
MOST_COLUMNS = 12
MOST_EMPTY_YEARS = 40
# A date that lies in one year for certain.
CERTAIN = Q(edition__earliest__year=F("edition__latest_day__year"))


class Number(NamedTuple):
    """How many measures, and how many of them may belong elsewhere: their date may be in another year."""

    measures: int = 0
    possibly: int = 0


@dataclass
class Matrix:
    """The matrix that a query string asks for; one that is wrong in any part has complaints and no rows."""

    data: Any

    @cached_property
    def listing(self) -> Listing:
        return Listing(Kind.MEASURE, self.data, besides=[PARAMETER])

    @cached_property
    def complaints(self) -> dict[str, list[str]]:
        given = self.listing.data.getlist(PARAMETER)
        wrong = [name for name in given if name and name not in ACROSS]
        own = {PARAMETER: [_refusal(name) for name in wrong]} if wrong else {}
        return self.listing.complaints | own | ({PARAMETER: [repeated(PARAMETER)]} if len(given) > 1 else {})

    @property
    def across(self) -> str:
        """The facet whose values stand across."""
        return ACROSS[0] if self.complaints else self.listing.data.get(PARAMETER) or ACROSS[0]

    @property
    def is_by_year(self) -> bool:
        return self.across == "year"

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary.read(self.listing.as_of)

    @cached_property
    def cells(self) -> dict[tuple[str, str], Number]:
        """The numbers by instrument and value across, chosen or not; one query."""
        rows = (
            Facet.objects.filter(
                facet=ROWS, edition__in=self._sequences(ROWS, self.across), edition__facets__facet=self.across
            )
            .values_list("value", "edition__facets__value")
            .annotate(number=Count("edition"), certain=Count("edition", filter=CERTAIN))
        )
        return {
            (instrument, value): Number(number, number - certain if self.is_by_year else 0)
            for instrument, value, number, certain in rows
        }

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The instruments that have a number, as a tree laid flat: a family, what is narrower, the next family."""
        chosen = _with_narrower(self._chosen(ROWS), self.vocabulary.terms(Scheme.INSTRUMENT))
        numbers = self._numbers(ROWS)
        terms = [term for term in _laid_flat(self.vocabulary.tree(Scheme.INSTRUMENT)) if numbers.get(term["code"])]
        return [{"term": term, "number": numbers[term["code"]]} for term in terms if _is_among(term["code"], chosen)]

    @cached_property
    def all_columns(self) -> list[dict[str, Any]]:
        """Every value across that has a number, in the order of its facet; years without a gap."""
        numbers = self._numbers(self.across)
        facet = FACETS[self.across]
        labels = value_labels(facet, list(numbers), self.listing.as_of)
        terms = self.vocabulary.terms(facet.scheme) if facet.scheme else []
        chosen = _with_narrower(self._chosen(self.across), terms)
        known = [value for value in _ordered(facet, numbers, labels) if _is_among(value, chosen)]
        values = _without_gaps(known) if self.is_by_year and not chosen else known
        return [
            {"value": value, "number": numbers.get(value, Number()), **labels.get(value, _year(value))}
            for value in values
        ]

    @cached_property
    def columns(self) -> list[dict[str, Any]]:
        """The columns that a page shows: of too many those with most measures, in their order."""
        if self.is_by_year or len(self.all_columns) <= MOST_COLUMNS:
            return self.all_columns
        most = sorted(self.all_columns, key=lambda column: -column["number"].measures)[:MOST_COLUMNS]
        return [column for column in self.all_columns if column in most]

    @cached_property
    def most(self) -> int:
        """The greatest number of any cell that is shown: others are drawn in proportion to it."""
        shown = ((row["term"]["code"], column["value"]) for row in self.rows for column in self.columns)
        return max((self.cells[key].measures for key in shown if key in self.cells), default=0)

    @cached_property
    def nowhere(self) -> int:
        """How many of the measures are in no column, because they have no value of it."""
        values = [column["value"] for column in self.all_columns]
        somewhere = Facet.objects.filter(edition=OuterRef("pk"), facet=self.across, value__in=values)
        return self.listing.narrowed.filter(~Exists(somewhere)).count()

    @property
    def uncertain(self) -> int:
        """How many of the measures are in several columns, because their date may be in any of several years."""
        if not self.is_by_year:
            return 0
        years = Facet.objects.filter(edition=OuterRef("pk"), facet=self.across)
        dated = self.listing.narrowed.filter(Exists(years))
        return dated.exclude(earliest__year=F("latest_day__year")).count()

    def table(self) -> list[dict[str, Any]]:
        """Every number, one row each: those of the cells, of the rows, of the columns, and that of all."""
        rows = [{"term": None, "number": Number(self.listing.count)}, *self.rows] if self.rows else []
        return [
            {"across": self.across, "term": row["term"], "column": column, **number._asdict()}
            for row in rows
            for column in (None, *self.all_columns)
            if (number := self._number(row, column)).measures
        ]

    def _number(self, row: Mapping[str, Any], column: Mapping[str, Any] | None) -> Number:
        if column is None:
            return row["number"]
        return self.cells.get((row["term"]["code"], column["value"]), Number()) if row["term"] else column["number"]

    def _sequences(self, *but: str) -> QuerySet:
        """The measures that every filter keeps but these; none where the address is wrong."""
        if self.complaints:
            return self.listing.narrowed.none().values("sequence")
        return self.listing.filter.narrowed(but=but).sequences()

    def _numbers(self, facet: str) -> dict[str, Number]:
        """The number of each value of a facet under all filters but its own; one query."""
        rows = (
            Facet.objects.filter(facet=facet, edition__in=self._sequences(facet))
            .values_list("value")
            .annotate(number=Count("edition"), certain=Count("edition", filter=CERTAIN))
        )
        is_year = facet == "year"
        return {value: Number(number, number - certain if is_year else 0) for value, number, certain in rows}

    def _chosen(self, facet: str) -> list[str]:
        return [] if self.complaints else self.listing.filter.form.cleaned_data[facet]


def _refusal(name: str) -> str:
    return gettext("“%(name)s” cannot stand across.%(hint)s These can: %(known)s.") % {
        "name": name,
        "hint": did_you_mean(name, ACROSS),
        "known": ", ".join(ACROSS),
    }


def _with_narrower(chosen: Iterable[str], terms: Iterable[Term]) -> set[str]:
    """What was chosen, and the terms below it."""
    found = set(chosen)
    return found | {term["code"] for term in terms if found.intersection(term["broader"])} if found else found


def _is_among(value: str, chosen: set[str]) -> bool:
    return not chosen or value in chosen


def _laid_flat(nodes: Iterable[dict[str, Any]]) -> list[Term]:
    return [term for node in nodes for term in (node["term"], *_laid_flat(node["children"]))]


def _ordered(facet: FacetType, numbers: Mapping[str, Number], labels: Mapping[str, Any]) -> list[str]:
    """Terms in the order of their vocabulary, then records with most measures first, then what is not stated.

    Years as they come.
    """
    terms = [value for value in labels if labels[value]["code"] == value] if facet.scheme else []
    known = [value for value in numbers if value in labels and value not in terms]
    if facet.kind:
        known.sort(key=lambda value: (-numbers[value].measures, labels[value]["code"]))
        silent = [value for value in terms if (facet.scheme, value) in NOT_STATED.values()]
        return [*(value for value in terms if value not in silent), *known, *silent]
    return terms or sorted(known)


def _without_gaps(years: Sequence[str]) -> list[str]:
    """The years with those between them; as they are where very many would be empty."""
    if not years:
        return []
    whole = range(int(years[0]), int(years[-1]) + 1)
    return [f"{year:04d}" for year in whole] if len(whole) - len(years) <= MOST_EMPTY_YEARS else list(years)


def _year(value: str) -> dict[str, Any]:
    return {"code": value, "label": {"en": value}}


COLUMNS = (
    Column(
        "instrument_code", _("Instrument"), _("the code in the vocabulary; empty: of every instrument"), at("term.code")
    ),
    Column("instrument_label_en", _("Instrument"), _("in English"), at("term.label.en")),
    Column("instrument_label_zh", _("Instrument"), _("in Chinese"), at("term.label.zh-Hans")),
    Column("across", _("Across"), _("the parameter whose values are counted"), at("across")),
    Column("value_code", _("Value"), _("as the parameter takes it; empty: of every value"), at("column.code")),
    Column("value_label_en", _("Value"), _("in English"), at("column.label.en")),
    Column("value_label_zh", _("Value"), _("in Chinese"), at("column.label.zh-Hans")),
    Column("measures", _("Measures"), _("how many"), at("measures")),
    Column("possibly", _("Possibly"), _("how many of them may lie in another year"), at("possibly")),
)
