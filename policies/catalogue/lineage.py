"""Agencies and what came before them: renamed, merged, split, absorbed."""

import json
from collections.abc import Iterable
from datetime import datetime

from policies.choices import Kind
from policies.models.counts import Predecessor, families
from policies.models.edition import Edition


def lineage(agencies: Iterable[str], as_of: datetime | None = None) -> list[str]:
    """The ids of these agencies and of all their predecessors as known at that moment; one query for each step back."""
    found: set[str] = set()
    frontier = set(agencies)
    while frontier:
        found |= frontier
        rows = Edition.objects.public(as_of).of(Kind.AGENCY).filter(record_id__in=frontier)
        frontier = {
            row["agency"]["id"]
            for content in rows.values_list("content", flat=True)
            for row in json.loads(content)["predecessors"]
        } - found
    return sorted(found)


def lineages(as_of: datetime | None = None) -> dict[str, set[str]]:
    """Each agency that has predecessors, with itself and all of them, as known now or at that moment; one query."""
    if as_of is None:
        return families(Predecessor.objects.values_list("agency_id", "predecessor_id"))
    contents = Edition.objects.as_of(as_of).of(Kind.AGENCY).values_list("content", flat=True)
    return families(
        (content["id"], row["agency"]["id"]) for content in map(json.loads, contents) for row in content["predecessors"]
    )
