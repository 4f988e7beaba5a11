"""The values that lists are narrowed by. Each is declared here once: pages, API, exports and forms read it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policies.catalogue.through import THROUGH
from policies.catalogue.vocabulary import Vocabulary, by_language
from policies.choices import Kind, Scheme, Stance, StatementKind, Status
from policies.models import counts
from policies.models.edition import Edition, EditionQuerySet, Facet


@dataclass(frozen=True)
class FacetType:
    """`scheme`, `kind` and `choices` say where its values come from; none of them: they are plain numbers.

    One with a scheme and a kind has values of both: terms by their codes, and records.
    """

    name: str
    label: Promise
    scheme: str = ""
    kind: str = ""
    choices: type[TextChoices] | None = None


LINEAGE = counts.LINEAGE
# Of other kinds it is a filter, and not counted.
WITH_LINEAGE = counts.WITH_LINEAGE
FACETS = {
    facet.name: facet
    for facet in (
        FacetType("instrument", _("Instrument"), scheme=Scheme.INSTRUMENT),
        FacetType("type", _("Type"), scheme=Scheme.DOCUMENT_TYPE),
        FacetType("target", _("Target group"), scheme=Scheme.TARGET),
        FacetType("place", _("Place it is aimed at"), scheme=Scheme.TARGET),
        FacetType("level", _("Level"), scheme=Scheme.LEVEL),
        FacetType("sector", _("Sector"), scheme=Scheme.SECTOR),
        FacetType("actor", _("Carried out by"), scheme=Scheme.ACTOR, kind=Kind.AGENCY),
        FacetType("strength", _("Strength of wording"), scheme=Scheme.STRENGTH),
        FacetType("theme", _("Theme"), scheme=Scheme.THEME),
        FacetType("trust", _("Trust"), scheme=Scheme.TRUST),
        FacetType("keyword", _("Keyword"), scheme=Scheme.KEYWORD),
        FacetType("agency", _("Issued by"), kind=Kind.AGENCY),
        FacetType(LINEAGE, _("Issued by an agency or those that came before it"), kind=Kind.AGENCY),
        FacetType("document", _("Document"), kind=Kind.DOCUMENT),
        FacetType("source", _("Source"), kind=Kind.SOURCE),
        FacetType("kind", _("Kind"), choices=StatementKind),
        FacetType("status", _("Status"), choices=Status),
        FacetType("stance", _("Evidence"), choices=Stance),
        FacetType("year", _("Year")),
    )
}

OF_KIND: dict[str, tuple[str, ...]] = {
    Kind.DOCUMENT: (
        *("agency", "type", "year", "instrument", "target", "place", "level", "sector", "actor", "strength", "theme"),
        *("status", "document", "source", "stance"),
    ),
    Kind.MEASURE: (
        *("instrument", "target", "place", "level", "sector", "actor", "strength"),
        *("agency", "document", "year", "type", "theme", "status", "source", "stance"),
    ),
    Kind.AGENCY: (
        *("agency", "type", "year", "instrument", "target", "place", "level", "sector", "actor", "strength", "theme"),
        *("status", "document", "source", "stance"),
    ),
    Kind.SOURCE: (
        *("trust", "keyword", "year", "agency", "type", "instrument", "target", "place", "level", "sector", "actor"),
        *("strength", "theme", "status", "document", "source", "stance"),
    ),
    Kind.STATEMENT: (
        *("kind", "theme", "target", "place", "sector", "agency", "type", "year", "status"),
        *("document", "source", "stance"),
    ),
}

Labels = dict[str, dict[str, Any]]


def counted_facets(kind: str) -> list[str]:
    """The facets whose values are counted on a list of the kind, in their order."""
    return [*OF_KIND[kind], *([LINEAGE] if kind in WITH_LINEAGE else [])]


def own_facets(kind: str) -> list[str]:
    """The facets that records of the kind have themselves, not through others."""
    return [name for name in OF_KIND[kind] if name not in THROUGH[kind]]


def counted(editions: EditionQuerySet, names: Sequence[str]) -> dict[str, Counter[str]]:
    """How many of the editions have each value of these facets themselves; one query."""
    rows = (
        Facet.objects.filter(facet__in=names, edition__in=editions.sequences())
        .values_list("facet", "value")
        .annotate(number=Count("edition"))
    )
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for facet, value, number in rows:
        found[facet][value] = number
    return found


def value_labels(facet: FacetType, values: Iterable[str], as_of: datetime | None = None) -> Labels:
    """The public code and the label by language of each value, now or at that moment; one query for each
    of what its values are: terms, and records.
    """
    wanted = list(values)
    vocabulary = Vocabulary.read(as_of) if facet.scheme else Vocabulary({})
    return labels_of(facet, wanted, vocabulary, records_of([facet], wanted, as_of) if facet.kind else {})


def records_of(
    facets: Iterable[FacetType], values: Iterable[str], as_of: datetime | None, by: str = "title_key"
) -> Labels:
    """The addresses and titles of the records that are values of these facets, in the order of a column; one query."""
    kinds, names = {facet.kind for facet in facets}, [value for value in values if is_id(value)]
    rows = Edition.objects.public(as_of).filter(kind__in=kinds, record_id__in=names).order_by(by, "record_id")
    return {str(edition.record_id): {"code": edition.slug, "label": edition.record["title"]} for edition in rows}


def is_id(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}", text))


def labels_of(facet: FacetType, values: Iterable[str], vocabulary: Vocabulary, records: Labels) -> Labels:
    """The code and the label of each value that there is: terms in the order of their vocabulary, then records in that
    in which they were read; others as given.
    """
    if facet.scheme or facet.kind:
        wanted = set(values)
        terms = vocabulary.terms(facet.scheme) if facet.scheme else []
        named = {term["code"]: {"code": term["code"], "label": term["label"]} for term in terms}
        return {value: label for value, label in {**named, **records}.items() if value in wanted}
    if facet.choices:
        return {value: {"code": value, "label": by_language(facet.choices(value).label)} for value in values}
    return {value: {"code": value, "label": {"en": value}} for value in values}
