"""Which sentences of a snapshot the desk cites, which it excuses, and which are still bare."""

from dataclasses import dataclass

from policies.models.citation import OWNERS, Citation
from policies.models.source import Snapshot
from policies.text.segment import sentences, uncovered

Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Coverage:
    """The sentences of a snapshot, as spans of characters."""

    sentences: Spans
    bare: Spans
    excused: Spans

    @property
    def cited(self) -> int:
        return len(self.sentences) - len(self.bare) - len(self.excused)


def coverage(snapshot: Snapshot, kinds: tuple[str, ...] = OWNERS) -> Coverage:
    """How far records of these kinds, drafts included, cite the snapshot."""
    citations = [
        citation
        for citation in Citation.objects.filter(snapshot=snapshot)
        if any(getattr(citation, f"{kind}_id") for kind in kinds)
    ]
    spans = sentences(snapshot.text)
    uncited = uncovered(spans, sorted((citation.start, citation.end) for citation in citations))
    bare = uncovered(uncited, sorted(snapshot.excuses.values_list("start", "end")))
    return Coverage(spans, bare, [span for span in uncited if span not in bare])
