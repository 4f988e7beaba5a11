"""Which sentences of a snapshot the desk cites, which it excuses, and which are still bare."""

from typing import Any

from policies.models.citation import Citation
from policies.models.source import Excuse, Snapshot
from policies.text.segment import Coverage, coverage_of, sentences, uncovered


def coverage(snapshot: Snapshot) -> Coverage:
    """How far all records, drafts included, cite the snapshot."""
    cited = snapshot.citations.order_by().values_list("start", "end")
    return coverage_of(snapshot.text, cited, snapshot.excuses.values_list("start", "end"))


def bare_snapshots() -> dict[Any, int]:
    """The latest snapshot of each source that has uncovered sentences, by source. Reads every such text."""
    latest = {row.source_id: row for row in Snapshot.objects.order_by("source", "number")}
    cited: dict[int, list] = {}
    for rows in (Citation.objects.all(), Excuse.objects.all()):
        for pk, start, end in rows.order_by().values_list("snapshot", "start", "end"):
            cited.setdefault(pk, []).append((start, end))
    return {
        source: row.pk
        for source, row in latest.items()
        if uncovered(sentences(row.text), sorted(cited.get(row.pk, ())))
    }
