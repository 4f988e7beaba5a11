"""Agencies and what came before them: renamed, merged, split, absorbed."""

import json
from collections.abc import Iterable
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
