"""A list or a record as a file: a name, a content type, a number of rows and the rows, piece by piece."""

import csv
import itertools
import json
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from policies.catalogue import ledger, linked, matrix
from policies.catalogue.bibliography import FORMS as BIBLIOGRAPHIC
from policies.catalogue.bibliography.entry import entry_of
from policies.catalogue.columns import COLUMNS, Column
from policies.catalogue.kinds import PLURALS
from policies.models.edition import Edition, EditionQuerySet

Record = dict[str, Any]
AT_ONCE = 500
# A spreadsheet takes a cell that begins like this for a formula. Quotes before it are counted too, so that taking one
# quote off again gives back exactly what was there.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True)
class Export:
    """`pieces` is read once; a reader who was given `count` knows whether all came."""

    name: str
    content_type: str
    count: int
    pieces: Iterable[str]
    is_download: bool


@dataclass(frozen=True)
class Place:
    """The site's address without a final stroke, and that of the page which the file is another form of.

    `language` is that of the page; `is_edition` says that it is one edition of a record, for ever.
    """

    base: str = ""
    page: str = ""
    language: str = "en"
    is_edition: bool = False


@dataclass(frozen=True)
class Rows:
    """What is written: records, read once, how many there are, the columns of a table of them, and where they stand."""

    columns: Sequence[Column]
    count: int
    records: Iterator[Record]
    place: Place


@dataclass(frozen=True)
class Format:
    content_type: str
    is_download: bool
    write: Callable[[Rows], Iterator[str]]


def of_list(
    kind: str, suffix: str, editions: EditionQuerySet, as_of: datetime | None = None, place: Place = Place()
) -> Export:
    """All of these editions in their order, from one state of the catalogue however long the reading takes.

    With a moment they are those of that moment, which knew of no end of theirs.

    Their numbers are read at once; what an edition says never changes, so the rest can be read in portions, with
    little memory and without a cursor that a connection pool could cut off.
    """
    sequences, ended = array("q"), {}
    for sequence, superseded_at in editions.values_list("sequence", "superseded_at").iterator(chunk_size=AT_ONCE):
        sequences.append(sequence)
        if superseded_at and not as_of:
            ended[sequence] = superseded_at
    rows = Rows(COLUMNS[kind], len(sequences), _read(sequences, ended), place)
    return _export(rows, suffix, PLURALS[kind])


def of_record(
    kind: str, suffix: str, edition: Edition, as_of: datetime | None = None, place: Place = Place()
) -> Export:
    """One record in the same form as a list of them, as a moment had it; JSON is the record itself."""
    name, record = f"{kind}-{edition.slug}", edition.record_at(as_of)
    if suffix in ALONE:
        itself = _text(ALONE[suffix](record, place))
        return Export(f"{name}.{suffix}", FORMATS[suffix].content_type, 1, [itself], is_download=False)
    return _export(Rows(COLUMNS[kind], 1, iter([record]), place), suffix, name)


def of_ledger(suffix: str, source: Edition, claims: Sequence[Record]) -> Export:
    """The claims of a source, one row each."""
    return _export(Rows(ledger.COLUMNS, len(claims), iter(claims), Place()), suffix, f"source-{source.slug}-ledger")


def of_matrix(suffix: str, table: Sequence[Record]) -> Export:
    """The numbers of a matrix, one row each."""
    return _export(Rows(matrix.COLUMNS, len(table), iter(table), Place()), suffix, "matrix")


def _export(rows: Rows, suffix: str, name: str) -> Export:
    form = FORMATS[suffix]
    return Export(f"{name}.{suffix}", form.content_type, rows.count, form.write(rows), form.is_download)


def _read(sequences: Sequence[int], ended: Mapping[int, datetime]) -> Iterator[Record]:
    for start in range(0, len(sequences), AT_ONCE):
        portion = sequences[start : start + AT_ONCE]
        found = Edition.objects.defer("search_text").in_bulk(portion)
        for sequence in portion:
            # The one thing of an edition that may have changed since the numbers were read.
            found[sequence].superseded_at = ended.get(sequence)
            yield found[sequence].record


def _csv(rows: Rows) -> Iterator[str]:
    """RFC 4180. The mark at the front is how spreadsheets know that it is UTF-8."""
    lines = csv.writer(_Passing())
    yield "\ufeff" + lines.writerow([column.name for column in rows.columns])
    for record in rows.records:
        yield lines.writerow([cell(column, record) for column in rows.columns])


class _Passing:
    """A file that hands on what is written to it."""

    def write(self, text: str) -> str:
        return text


def cell(column: Column, record: Record) -> str:
    """The value of a column as a cell of CSV, which no spreadsheet takes for a formula."""
    text = plain(column.value(record))
    return f"'{text}" if FORMULA.match(text) else text


def plain(value: Any) -> str:
    """A value as text: nothing is empty, yes and no are true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _ndjson(rows: Rows) -> Iterator[str]:
    return (f"{_text(record)}\n" for record in rows.records)


def _json(rows: Rows) -> Iterator[str]:
    yield f'{{"count":{rows.count},"results":['
    yield from _between_commas(map(_text, rows.records))
    yield "]}"


def _jsonld(rows: Rows) -> Iterator[str]:
    yield f'{_text(linked.list_of(rows.count, rows.place.page))[:-1]},"itemListElement":['
    yield from _between_commas(_text(linked.node(record, rows.place.base)) for record in rows.records)
    yield "]}"


def _bibliography(suffix: str) -> Callable[[Rows], Iterator[str]]:
    def write(rows: Rows) -> Iterator[str]:
        place = rows.place
        entries = (entry_of(record, place.base, place.language, is_pinned=place.is_edition) for record in rows.records)
        return BIBLIOGRAPHIC[suffix].write(entries)

    return write


def _between_commas(texts: Iterator[str]) -> Iterator[str]:
    yield from itertools.islice(texts, 1)
    for text in texts:
        yield f",{text}"


def _text(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


FORMATS = {
    "csv": Format("text/csv; charset=utf-8; header=present", is_download=True, write=_csv),
    "json": Format("application/json", is_download=False, write=_json),
    "jsonld": Format("application/ld+json", is_download=False, write=_jsonld),
    "ndjson": Format("application/x-ndjson", is_download=True, write=_ndjson),
    **{
        suffix: Format(form.content_type, is_download=True, write=_bibliography(suffix))
        for suffix, form in BIBLIOGRAPHIC.items()
    },
}
# A line for each record makes sense where there are several.
OF_RECORD = ("csv", "json", "jsonld", *BIBLIOGRAPHIC)
# Forms in which a record is not a list of one.
ALONE: dict[str, Callable[[Record, Place], Record]] = {
    "json": lambda record, _place: record,
    "jsonld": lambda record, place: linked.linked(record, place.base),
}
