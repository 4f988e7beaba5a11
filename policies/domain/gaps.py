"""What the texts of sources cite: documents that are here, and documents that are not, each with its places.

The latest snapshot of each source is read. What a source carries itself is no citation of it; a passage that needs no
record cites nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from policies.domain.merged import without_merged
from policies.models.document import Document, DocumentName, Relation
from policies.models.source import Excuse, Snapshot
from policies.text.cited import Cited, Shelf, find_cited


@dataclass(frozen=True)
class Place:
    """Where a text cites a document, and in which words."""

    snapshot: Snapshot
    start: int
    end: int

    @property
    def quote(self) -> str:
        return self.snapshot.text[self.start : self.end]


@dataclass
class Gap:
    """A document that texts cite and that is not here."""

    title: str = ""
    number: str = ""
    places: list[Place] = field(default_factory=list)

    def __str__(self) -> str:
        return " ".join(filter(None, [self.number, self.title]))


@dataclass
class Known:
    """A document that texts cite and that is here. `unrelated` cite it, too, and stand in no relation to it."""

    document: Document
    places: list[Place] = field(default_factory=list)
    unrelated: list[Document] = field(default_factory=list)


@dataclass
class Citations:
    """All that the texts cite, what is cited most first."""

    texts: int
    gaps: list[Gap]
    known: list[Known]


def citations() -> Citations:
    """What the latest text of every source cites. Reads every such text, and takes five queries."""
    shelf = _documents()
    snapshots = _latest()
    missing: list[tuple[Place, Cited]] = []
    here: dict[Any, Known] = {}
    for place, cited in _places(snapshots):
        document = shelf.find(cited.title, cited.number)
        if document is None:
            missing.append((place, cited))
        elif document.pk != place.snapshot.source.document_id:
            here.setdefault(document.pk, Known(document)).places.append(place)
    _tell_unrelated(here.values())
    return Citations(len(snapshots), _most_first(_gathered(missing)), _most_first(here.values()))


def _latest() -> list[Snapshot]:
    rows = Snapshot.objects.select_related("source__document").order_by("source", "number")
    return list({row.source_id: row for row in rows}.values())


def _documents() -> Shelf[Document]:
    names = defaultdict(list)
    for document, text in DocumentName.objects.order_by("pk").values_list("document_id", "text"):
        names[document].append(text)
    shelf: Shelf[Document] = Shelf()
    for document in without_merged(Document.objects.order_by("created_at", "pk")):
        shelf.put(document, [document.title_zh, document.title_en, *names[document.pk]], document.number)
    return shelf


def _places(snapshots: Iterable[Snapshot]) -> Iterator[tuple[Place, Cited]]:
    excused = defaultdict(list)
    for pk, start, end in Excuse.objects.values_list("snapshot_id", "start", "end"):
        excused[pk].append((start, end))
    for snapshot in snapshots:
        for cited in find_cited(snapshot.text):
            if not any(start < cited.end and cited.start < end for start, end in excused[snapshot.pk]):
                yield Place(snapshot, cited.start, cited.end), cited


def _gathered(missing: list[tuple[Place, Cited]]) -> list[Gap]:
    """The same document cited here by its title and there by its number is one, if anywhere they stand together."""
    shelf: Shelf[Gap] = Shelf()
    gaps = []
    for place, cited in sorted(missing, key=lambda row: not (row[1].title and row[1].number)):
        gap = shelf.find(cited.title, cited.number)
        if gap is None:
            gaps.append(gap := Gap())
        gap.places.append(place)
        gap.title, gap.number = gap.title or cited.title, gap.number or cited.number
        shelf.put(gap, [cited.title], gap.number)
    return gaps


def _most_first(found: Iterable[Any]) -> list[Any]:
    return sorted(found, key=lambda row: -len(row.places))


def _tell_unrelated(found: Iterable[Known]) -> None:
    """Afterwards each says which documents, whose own text cites it, stand in no relation to it."""
    related = set(Relation.objects.values_list("document_id", "object_id"))
    for known in found:
        citing = {document for place in known.places if (document := place.snapshot.source.document)}
        alone = [document for document in citing if (document.pk, known.document.pk) not in related]
        known.unrelated = sorted(alone, key=str)
