"""The page of a source: its text, every cited passage marked, and beside each sentence the records drawn from it."""

import re
from itertools import count, pairwise, product
from string import ascii_lowercase
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from policies.catalogue.fields import MomentField
from policies.catalogue.finding import find, not_yet
from policies.catalogue.ledger import ledger_of
from policies.catalogue.marking import Mark, Paragraph, Piece, marked, marks_of, text_of
from policies.choices import Kind
from policies.models.edition import Edition
from policies.templatetags.reference import local, plain_name_in, staying
from policies.text.segment import sentences
from policies.views import ledger
from policies.views.refusing import asked_of_file, no_file, refused
from policies.views.signposting import part_of

Span = tuple[int, int]
SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


def context(request: HttpRequest, record: dict[str, Any], as_of: str) -> dict[str, Any]:
    problems: list[dict[str, str]] = []
    snapshot = chosen_snapshot(record, request.GET.get("snapshot", ""), problems)
    text = text_of(snapshot["sha256"])
    lit = lit_spans(request.GET.get("spans", ""), len(text), problems)
    public = Edition.objects.public(MomentField(required=False).clean(as_of))
    paragraphs = marked(text, marks_of(record["id"], snapshot["sha256"], public), lit)
    return {
        "snapshot": snapshot,
        "lit": lit,
        "paragraphs": Printing(text, lit, record["language"], as_of).paragraphs(paragraphs),
        "problems": problems,
        "ledger": ledger.shown(ledger_of(record["id"], public), record, as_of, request.GET.get("as_of", "")),
    }


def chosen_snapshot(record: dict[str, Any], number: str, problems: list[dict[str, str]]) -> dict[str, Any]:
    """The snapshot asked for, else the latest; one that is not there is said to be missing."""
    by_number = {str(row["number"]): row for row in record["snapshots"]}
    if number and number not in by_number:
        message = _("This source has no snapshot “%(number)s”. You see the latest.")
        problems.append({"message": message % {"number": number}})
    return by_number.get(number, record["snapshots"][-1])


def lit_spans(given: str, length: int, problems: list[dict[str, str]]) -> list[Span]:
    """The spans to light; what is none is said, and left out."""
    found: list[Span] = []
    for item in filter(None, given.split(",")):
        match = SPAN.fullmatch(item)
        start, end = (int(part) for part in match.groups()) if match else (0, 0)
        if start < end <= length:
            found.append((start, end))
        else:
            message = _("“%(item)s” marks nothing: the text has the characters 0 to %(length)d.")
            problems.append({"message": message % {"item": item[:40], "length": length}})
    return found


class Printing:
    """Paragraphs as the template prints them: runs of characters with their links, notes with their records."""

    def __init__(self, text: str, lit: list[Span], language: str, as_of: str = "") -> None:
        self.text = text
        # Of the whole text: what is said inside it of its records is said in it.
        self.language = language
        self.as_of = as_of
        self.sentences = sentences(text)
        self.places = {span: str(place) for place, span in enumerate(self.sentences, start=1)}
        self.letters = ("".join(row) for length in count(1) for row in product(ascii_lowercase, repeat=length))
        self.first_lit = min((start for start, _end in lit), default=None)

    def paragraphs(self, paragraphs: list[Paragraph]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=True):
            end = paragraph.pieces[-1].end
            # A line that is no sentence, such as a heading, is noted as a whole.
            inside = [span for span in self.sentences if paragraph.start <= span[0] < end] or [(paragraph.start, end)]
            cited = [span for span in inside if _touching(paragraph.marks, span)]
            numbers = {span[0]: self.number(span) for span in cited}
            found.append(
                {
                    "before": "" if found else self.text[: paragraph.start],
                    "pieces": [self.run(piece, numbers) for piece in cut_at(paragraph.pieces, numbers)],
                    "after": self.text[end : following.start if following else None],
                    "notes": [self.note(numbers[span[0]], paragraph.marks, span) for span in cited],
                }
            )
        return found

    def number(self, span: Span) -> str:
        """The place of a sentence among all of the text, cited or not; a letter for a line that is none."""
        return self.places.get(span) or next(self.letters)

    def run(self, piece: Piece, numbers: dict[int, str]) -> dict[str, Any]:
        records = nearest(piece)
        return {
            "text": piece.text,
            "sentence": numbers.get(piece.start, ""),
            "is_lit": piece.is_lit,
            "is_first_lit": piece.is_lit and piece.start == self.first_lit,
            "href": staying(local(records[0]["url"]), self.as_of) if records else "",
            "names": "; ".join(filter(None, (plain_name_in(self.language, record) for record in records))),
            "weight": weight(piece),
        }

    def note(self, number: str, marks: list[Mark], span: Span) -> dict[str, Any]:
        """The records that cite a sentence, each once, with the single values they take from it."""
        entries: dict[str, dict[str, Any]] = {}
        for mark in _touching(marks, span):
            entry = entries.setdefault(mark.record["id"], {"record": mark.record, "values": []})
            if mark.value != "record":
                entry["values"].append({"value": mark.value, "start": mark.start, "end": mark.end})
        return {"number": number, "records": list(entries.values())}


def _touching(marks: list[Mark], span: Span) -> list[Mark]:
    return [mark for mark in marks if mark.start < span[1] and span[0] < mark.end]


def cut_at(pieces: list[Piece], starts: dict[int, str]) -> list[Piece]:
    """The pieces, cut again where a sentence begins, so that its number can stand there."""
    found = []
    for piece in pieces:
        inside = sorted(start for start in starts if piece.start < start < piece.end)
        edges = [piece.start, *inside, piece.end]
        for first, last in pairwise(edges):
            text = piece.text[first - piece.start : last - piece.start]
            found.append(Piece(first, last, text, piece.marks, piece.is_key, piece.is_lit))
    return found


def nearest(piece: Piece) -> list[dict[str, Any]]:
    """The records that cite these characters, those first for which they are key words, then the shortest passage."""
    in_order = sorted(piece.marks, key=lambda mark: (not _is_key(mark, piece), mark.end - mark.start))
    return list({mark.record["id"]: mark.record for mark in in_order}.values())


def _is_key(mark: Mark, piece: Piece) -> bool:
    return any(start <= piece.start and piece.end <= end for start, end in mark.spans)


def weight(piece: Piece) -> str:
    """How thickly a run is underlined: by how many records cite it."""
    number = len({mark.record["id"] for mark in piece.marks})
    return "by-many" if number > 2 else f"by-{number}"


def snapshot_text(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The snapshot, byte for byte; with `as_of`, if the source had it then. Where there is none, why."""
    asked = asked_of_file(request)
    if asked.complaints:
        return refused(request, asked.complaints)
    found = find(Kind.SOURCE, slug, asked.moment)
    if found is None:
        missing = not_yet(Kind.SOURCE, slug, asked.moment) or _("No source has this address.")
        return no_file(request, "no-such-record", missing)
    if found.is_gone:
        detail = _("This %(kind)s was withdrawn: %(reason)s")
        reason = found.edition.reason
        return no_file(request, "withdrawn", detail % {"kind": Kind.SOURCE.label, "reason": reason}, reason=reason)
    for row in found.edition.record["snapshots"]:
        if row["number"] == number:
            link = {"Link": part_of(request, found.edition.record["url"])}
            return HttpResponse(text_of(row["sha256"]).encode(), "text/plain; charset=utf-8", headers=link)
    return no_file(request, "no-such-record", _("This source has no snapshot of that number."))
