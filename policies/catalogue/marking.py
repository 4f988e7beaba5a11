"""A source's text cut into pieces, each with the passages that cite it: right to the character, overlaps included."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from policies.models.edition import Edition, Passage, Text
from policies.text.segment import paragraphs

# What a marginal note says of a record.
BRIEF = ("kind", "id", "slug", "url", "title", "title_supplied", "official_titles", "instrument", "statement_kind")


@dataclass(frozen=True)
class Mark:
    """A passage of the text and the record that cites it. `spans` are its key words."""

    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    value: str
    stance: str
    stated: str
    record: dict[str, Any]


@dataclass
class Piece:
    """A run of characters that the same passages cite."""

    start: int
    end: int
    text: str
    marks: list[Mark] = field(default_factory=list)
    is_key: bool = False
    is_lit: bool = False


@dataclass
class Paragraph:
    start: int
    pieces: list[Piece]
    marks: list[Mark]


def text_of(sha256: str) -> str:
    """The snapshot with this checksum, to the character."""
    return Text.objects.get(pk=sha256).text


def marks_of(source_id: str, sha256: str, editions: Any = None) -> list[Mark]:
    """Every passage of the snapshot that a public record cites, in the order of the text; one query."""
    standing = Edition.objects.current() if editions is None else editions
    passages = Passage.objects.filter(source_id=source_id, sha256=sha256)
    # Of all that stands, only what cites it is looked at.
    citing = standing.filter(pk__in=passages.values("edition")).sequences()
    rows = (
        passages.filter(edition__in=citing)
        .select_related("edition")
        .order_by("start", "-end", "edition__kind", "edition__place", "pk")
    )
    return [_mark(row) for row in rows]


def _mark(row: Passage) -> Mark:
    record = row.edition.record
    brief = {name: record[name] for name in BRIEF if name in record}
    return Mark(row.start, row.end, tuple((a, b) for a, b in row.spans), row.value, row.stance, row.stated, brief)


def marked(text: str, marks: Iterable[Mark], lit: Iterable[tuple[int, int]] = ()) -> list[Paragraph]:
    """The paragraphs of the text, each cut where a passage, a key span or a lit span begins or ends."""
    marks, lit = list(marks), list(lit)
    cuts = sorted(_edges(marks, lit))
    found = []
    for start, end in paragraphs(text):
        inside = [mark for mark in marks if mark.start < end and start < mark.end]
        edges = [start, *(cut for cut in cuts if start < cut < end), end]
        found.append(Paragraph(start, list(_pieces(text, edges, inside, lit)), inside))
    return found


def _edges(marks: list[Mark], lit: list[tuple[int, int]]) -> set[int]:
    spans = [(mark.start, mark.end) for mark in marks] + lit + [span for mark in marks for span in mark.spans]
    return {edge for span in spans for edge in span}


def _pieces(text: str, edges: list[int], marks: list[Mark], lit: list[tuple[int, int]]) -> Iterator[Piece]:
    for first, last in pairwise(edges):
        here = [mark for mark in marks if mark.start <= first and last <= mark.end]
        key = any(a <= first and last <= b for mark in here for a, b in mark.spans)
        yield Piece(first, last, text[first:last], here, key, any(a <= first and last <= b for a, b in lit))
