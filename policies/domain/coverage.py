"""Which sentences of a snapshot the desk cites, which it excuses, and which are still bare."""

from policies.models.source import Snapshot
from policies.text.segment import Coverage, coverage_of


def coverage(snapshot: Snapshot) -> Coverage:
    """How far all records, drafts included, cite the snapshot."""
    cited = snapshot.citations.order_by().values_list("start", "end")
    return coverage_of(snapshot.text, cited, snapshot.excuses.values_list("start", "end"))
