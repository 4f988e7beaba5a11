"""The values that lists are narrowed by. Each is declared here once: pages, API, exports and forms read it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policies.catalogue.vocabulary import by_language, terms_of
from policies.choices import Kind, Scheme, Stance, StatementKind, Status
from policies.models.edition import Edition, EditionQuerySet, Facet


@dataclass(frozen=True)
class FacetType:
    """One of `scheme`, `kind` and `choices` says where its values come from; none of them: they are plain numbers."""

    name: str
    label: Promise
    scheme: str = ""
    kind: str = ""
    choices: type[TextChoices] | None = None


FACETS = {
    facet.name: facet
    for facet in (
        FacetType("instrument", _("Instrument"), scheme=Scheme.INSTRUMENT),
        FacetType("type", _("Type"), scheme=Scheme.DOCUMENT_TYPE),
        FacetType("target", _("Target group"), scheme=Scheme.TARGET),
        FacetType("place", _("Place it is aimed at"), scheme=Scheme.TARGET),
        FacetType("level", _("Level"), scheme=Scheme.LEVEL),
        FacetType("sector", _("Sector"), scheme=Scheme.SECTOR),
        FacetType("actor", _("Carried out by"), scheme=Scheme.ACTOR),
        FacetType("strength", _("Strength of wording"), scheme=Scheme.STRENGTH),
        FacetType("theme", _("Theme"), scheme=Scheme.THEME),
        FacetType("trust", _("Trust"), scheme=Scheme.TRUST),
        FacetType("keyword", _("Keyword"), scheme=Scheme.KEYWORD),
        FacetType("agency", _("Issued by"), kind=Kind.AGENCY),
        FacetType("document", _("Document"), kind=Kind.DOCUMENT),
        FacetType("source", _("Source"), kind=Kind.SOURCE),
        FacetType("kind", _("Kind"), choices=StatementKind),
        FacetType("status", _("Status"), choices=Status),
        FacetType("stance", _("Evidence"), choices=Stance),
        FacetType("year", _("Year")),
    )
}

OF_KIND: dict[str, tuple[str, ...]] = {
    Kind.DOCUMENT: ("agency", "type", "year", "theme", "status", "document", "source", "stance"),
    Kind.MEASURE: (
        "instrument",
        "target",
        "place",
        "level",
        "sector",
        "actor",
        "strength",
        "agency",
        "document",
        "year",
        "source",
        "stance",
    ),
    Kind.AGENCY: ("agency", "source", "stance"),
    Kind.SOURCE: ("trust", "keyword", "year", "document", "source"),
    Kind.STATEMENT: ("kind", "theme", "target", "sector", "document", "source", "stance"),
}

Counts = dict[str, list[dict[str, Any]]]


def counts(
    kind: str,
    narrowed: EditionQuerySet,
    without: Mapping[str, EditionQuerySet],
    as_of: datetime | None = None,
) -> Counts:
    """For each facet its values with the number of records that choosing it would give, labelled as at that moment.

    `narrowed` has every filter applied; `without` has, for each facet that is chosen, all filters but its own.
    """
    found = counted(narrowed, [name for name in OF_KIND[kind] if name not in without])
    for name, editions in without.items():
        found |= counted(editions, [name])
    return {name: _labelled(FACETS[name], found.get(name, Counter()), as_of) for name in OF_KIND[kind]}


def counted(editions: EditionQuerySet, names: Sequence[str]) -> dict[str, Counter[str]]:
    """How many of the editions have each value of these facets; one query."""
    rows = (
        Facet.objects.filter(facet__in=names, edition__in=editions.order_by().values("sequence"))
        .values_list("facet", "value")
        .annotate(number=Count("edition"))
    )
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for facet, value, number in rows:
        found[facet][value] = number
    return found


def _labelled(facet: FacetType, numbers: Counter[str], as_of: datetime | None) -> list[dict[str, Any]]:
    names = value_labels(facet, numbers, as_of)
    rows = [
        {"code": _code(facet, value, names), "label": names[value]["label"], "count": number}
        for value, number in numbers.items()
        if value in names
    ]
    order = {value: place for place, value in enumerate(names)}
    by_code = {row["code"]: row for row in rows}
    return sorted(by_code.values(), key=lambda row: order.get(row["code"], 0) if facet.scheme else _rank(facet, row))


def _rank(facet: FacetType, row: Mapping[str, Any]) -> tuple:
    if facet.kind or facet.choices:
        return (-row["count"], row["code"])
    return (row["code"],)


def _code(facet: FacetType, value: str, names: Mapping[str, Any]) -> str:
    return names[value]["code"] if facet.kind else value


def value_labels(
    facet: FacetType, values: Sequence[str] | Counter[str], as_of: datetime | None = None
) -> dict[str, dict[str, Any]]:
    """The public code and the label by language of each value, now or at that moment; at most one query."""
    if facet.scheme:
        wanted = set(values)
        return {
            term["code"]: {"code": term["code"], "label": term["label"]}
            for term in terms_of(facet.scheme, as_of)
            if term["code"] in wanted
        }
    if facet.kind:
        return _records(facet, list(values), as_of)
    if facet.choices:
        return {value: {"code": value, "label": by_language(facet.choices(value).label)} for value in values}
    return {value: {"code": value, "label": {"en": value}} for value in values}


def _records(facet: FacetType, values: list[str], as_of: datetime | None) -> dict[str, dict[str, Any]]:
    rows = Edition.objects.public(as_of).of(facet.kind).filter(record_id__in=values)
    return {str(edition.record_id): {"code": edition.slug, "label": edition.record["title"]} for edition in rows}
