"""Records given whole beside those that name them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from policies.choices import Kind
from policies.models.edition import Edition, EditionQuerySet

Record = dict[str, Any]

EXPANSIONS: dict[str, tuple[str, ...]] = {
    Kind.DOCUMENT: ("measures", "agencies"),
    Kind.MEASURE: ("agencies",),
    Kind.AGENCY: ("agencies",),
    Kind.SOURCE: ("agencies",),
    Kind.STATEMENT: ("agencies",),
}
# An answer with everything in it grows with what is named, not with what is asked for.
MOST_EXPANDED = 100


def expanded(records: Sequence[Record], names: Sequence[str], as_of: datetime | None = None) -> list[Record]:
    """The records with `measures` (of a document) or `agencies` (that it names) whole; one query for each name."""
    public = Edition.objects.public(as_of)
    found = {name: _FINDERS[name](records, public, as_of) for name in names}
    return [{**record, **{name: found[name][record["id"]] for name in names}} for record in records]


def _measures(records: Sequence[Record], public: EditionQuerySet, as_of: datetime | None) -> dict[str, list[Record]]:
    documents = [record["id"] for record in records]
    rows = public.of(Kind.MEASURE).filter(facets__facet="document", facets__value__in=documents)
    found: dict[str, list[Record]] = defaultdict(list)
    for edition in rows.order_by("place", "record_id"):
        measure = edition.record_at(as_of)
        found[measure["document"]["id"]].append(measure)
    return found


def _agencies(records: Sequence[Record], public: EditionQuerySet, as_of: datetime | None) -> dict[str, list[Record]]:
    named = {record["id"]: list(dict.fromkeys(_agencies_in([*record.values()]))) for record in records}
    wanted = {name for names in named.values() for name in names}
    rows = public.of(Kind.AGENCY).filter(record_id__in=wanted)
    found = {str(edition.record_id): edition.record_at(as_of) for edition in rows}
    return {record: [found[name] for name in names if name in found] for record, names in named.items()}


def _agencies_in(node: Any) -> Iterator[str]:
    """The ids of the agencies that a part of a record names, in its order."""
    if isinstance(node, list):
        for item in node:
            yield from _agencies_in(item)
    elif isinstance(node, dict):
        if "id" in node and str(node.get("url")).startswith("/agencies/"):
            yield node["id"]
        yield from _agencies_in([*node.values()])


_FINDERS = {"measures": _measures, "agencies": _agencies}
