"""One FilterSet for each kind of record: it narrows the catalogue for page, API, export, feed and picture alike."""

import copy
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.catalogue.facets import FACETS, LINEAGE, OF_KIND, FacetType
from policies.catalogue.fields import (
    CERTAINLY,
    POSSIBLY,
    SORTS,
    DatesField,
    DayField,
    MomentField,
    SortField,
    ValuesField,
    WordsField,
)
from policies.catalogue.lineage import lineage
from policies.catalogue.problems import did_you_mean, repeated
from policies.catalogue.search import Search
from policies.catalogue.through import DATED_BY, THROUGH, At, Through
from policies.choices import Kind
from policies.models.edition import Edition, EditionQuerySet, Facet
from policies.text import edtf

# What narrows by dates, among what may be left out of a list.
PERIOD = "period"


class FacetFilter(django_filters.Filter):
    """Keeps the editions that have any of the chosen values of a facet, themselves or through other records."""

    field_class = ValuesField

    def __init__(self, facet: FacetType, through: Through | None = None, **kwargs: Any) -> None:
        self.through = through
        super().__init__(**{"field_name": facet.name, "label": facet.label, "facet": facet, **kwargs})

    def __deepcopy__(self, _memo: dict[int, Any]) -> "FacetFilter":
        """Each list is given copies of its filters, which get to know it. What they narrow by never changes."""
        return copy.copy(self)

    def filter(self, qs: EditionQuerySet, value: list[str]) -> EditionQuerySet:
        return self.having(qs, value, At(self.parent.moment))

    def having(self, editions: EditionQuerySet, values: list[str], at: At) -> EditionQuerySet:
        if not values:
            return editions
        if self.through:
            return self.through.having(editions, self.field_name, values, at)
        # A list that does not depend on the row: few have a value, and they are not looked for among all.
        return editions.filter(pk__in=Facet.objects.filter(facet=self.field_name, value__in=values).values("edition"))


class LineageFilter(FacetFilter):
    """The same for agencies and all that came before them."""

    def having(self, editions: EditionQuerySet, values: list[str], at: At) -> EditionQuerySet:
        return super().having(editions, lineage(values, self.parent.moment), at) if values else editions


class WordsFilter(django_filters.Filter):
    field_class = WordsField


class DayFilter(django_filters.Filter):
    field_class = DayField


class MomentFilter(django_filters.Filter):
    field_class = MomentField


class SortFilter(django_filters.Filter):
    field_class = SortField


class DatesFilter(django_filters.Filter):
    field_class = DatesField


class MomentForm(forms.Form):
    """A form that knows its moment before its other fields are read. Today ends now, so it is worked out once."""

    @cached_property
    def moment(self) -> datetime | None:
        try:
            return self.fields["as_of"].clean(self["as_of"].data)
        except ValidationError:
            return None

    def clean_as_of(self) -> datetime | None:
        return self.moment


class CatalogueFilter(django_filters.FilterSet):
    """What every list takes. The subclasses add the facets of their kind."""

    record_kind: ClassVar[str]

    q = WordsFilter(label=gettext_lazy("Search"), method="keep")
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
        form = MomentForm

    @cached_property
    def form(self) -> MomentForm:
        """The form; what its fields may be given is what there was at the moment asked for."""
        form: MomentForm = super().form
        for field in form.fields.values():
            if isinstance(field, ValuesField):
                field.as_of = form.moment
        return form

    @property
    def moment(self) -> datetime | None:
        """The moment asked for, one for the whole list; nothing for now."""
        return self.form.moment

    @cached_property
    def search(self) -> Search:
        """The words asked for, at that moment."""
        return Search(self.form.cleaned_data["q"], self.moment)

    def keep(self, queryset: EditionQuerySet, _name: str, _value: Any) -> EditionQuerySet:
        """For what does not narrow by itself; see `filter_queryset`."""
        return queryset

    def narrowed(self, *, but: Collection[str] = ()) -> EditionQuerySet:
        """The editions that every filter keeps, or every filter but those of these facets, or of `PERIOD`."""
        return self.narrow(self.search.public().of(self.record_kind), At(self.moment), but=but)

    def is_whole(self, *, but: Collection[str] = ()) -> bool:
        """Whether nothing narrows, or nothing but these facets: what is kept is all there is now."""
        chosen = self.form.cleaned_data
        narrows = any(chosen[name] for name in ("q", "from", "to", "as_of"))
        return not narrows and not set(self.chosen_facets()).difference(but)

    def narrow(self, editions: EditionQuerySet, at: At, *, but: Collection[str] = ()) -> EditionQuerySet:
        """Those of the editions that every filter keeps, with other records as they were at that moment."""
        chosen = self.form.cleaned_data
        editions = self.search.narrow(editions) if chosen["q"] else editions
        if PERIOD not in but:
            editions = self._dated(editions, at, certainly=chosen["dates"] == CERTAINLY)
        for name in (*OF_KIND[self.record_kind], LINEAGE):
            if name not in but:
                editions = self.filters[name].having(editions, chosen[name], at)
        return editions

    def only_possibly(self, editions: EditionQuerySet) -> EditionQuerySet:
        """Those of the editions that lie in the period possibly, and not for certain."""
        chosen = self.form.cleaned_data
        if chosen["dates"] == CERTAINLY or not (chosen["from"] or chosen["to"]):
            return editions.none()
        certain = self._dated(Edition.objects.of(self.record_kind), At(self.moment), certainly=True)
        return editions.exclude(pk__in=certain.sequences())

    def _dated(self, editions: EditionQuerySet, at: At, *, certainly: bool) -> EditionQuerySet:
        """Those whose date, or that of one of their documents, may lie, or certainly does lie, in the period."""
        since, until = self.form.cleaned_data["from"], self.form.cleaned_data["to"]
        if not since and not until:
            return editions
        way = DATED_BY.get(self.record_kind)
        if way is None:
            return _in_period(editions, since, until, certainly=certainly)
        return way.reaching(editions, _in_period(way.others(at), since, until, certainly=certainly), at)

    def chosen_facets(self) -> dict[str, list[str]]:
        """The facets that narrow, with their values."""
        chosen = self.form.cleaned_data
        return {name: chosen[name] for name in (*OF_KIND[self.record_kind], LINEAGE) if chosen[name]}

    def _given_often(self) -> list[str]:
        """Parameters that have one value, given several."""
        single = [name for name, row in self.filters.items() if not isinstance(row, FacetFilter)]
        return [name for name in single if len(self.data.getlist(name)) > 1]

    def complaints(self, besides: Iterable[str] = ()) -> dict[str, list[str]]:
        """What is wrong with the query, by parameter: unknown names first, then values that do not exist."""
        known = [*self.filters, *besides]
        found = {name: [_unknown(name, known)] for name in self.data if name not in known}
        found |= {name: [repeated(name)] for name in self._given_often()}
        for name, errors in self.form.errors.get_json_data().items():
            found[name] = [error["message"] for error in errors]
        return found


def _in_period(
    editions: EditionQuerySet, since: edtf.When | None, until: edtf.When | None, *, certainly: bool
) -> EditionQuerySet:
    if since:
        editions = editions.filter(**{"earliest__gte" if certainly else "latest_day__gte": since.earliest})
    if until:
        editions = editions.filter(**{"latest_day__lte" if certainly else "earliest__lte": until.latest})
    return editions.exclude(earliest=date.max)


def _unknown(name: str, known: list[str]) -> str:
    return _("“%(name)s” is not a parameter of this list.%(hint)s Parameters are: %(known)s.") % {
        "name": name,
        "hint": did_you_mean(name, known),
        "known": ", ".join(known),
    }


def _filter_set(kind: str) -> type[CatalogueFilter]:
    through = THROUGH[kind]
    facets: dict[str, FacetFilter] = {name: FacetFilter(FACETS[name], through.get(name)) for name in OF_KIND[kind]}
    facets[LINEAGE] = LineageFilter(FACETS[LINEAGE], through.get("agency"), field_name="agency")
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
