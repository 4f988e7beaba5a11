"""Agencies and what came before them: renamed, merged, split, absorbed."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from policies.choices import Kind
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
    """Each agency that has predecessors, with itself and all of them, as known at that moment; one query."""
    before = {}
    for name, content in Edition.objects.public(as_of).of(Kind.AGENCY).values_list("record_id", "content"):
        if rows := json.loads(content)["predecessors"]:
            before[str(name)] = {row["agency"]["id"] for row in rows}
    return {name: _up(name, before) for name in before}


def _up(name: str, before: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    frontier = {name}
    while frontier:
        found |= frontier
        frontier = set().union(*(before.get(member, set()) for member in frontier)) - found
    return found
