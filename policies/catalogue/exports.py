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

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from policies.catalogue import codebook, ledger, linked, matrix
from policies.catalogue.bibliography import FORMS as BIBLIOGRAPHIC
from policies.catalogue.bibliography.entry import entry_of
from policies.catalogue.column import Column
from policies.catalogue.columns import COLUMNS
from policies.catalogue.kinds import PLURALS
from policies.catalogue.unit import CITATIONS, RECORDS, columns_of, in_cells, in_lines
from policies.catalogue.xlsx import Sheet, workbook
from policies.models.edition import Edition, EditionQuerySet, Passage

Record = dict[str, Any]
Pieces = Iterator[str] | Iterator[bytes]
# Records are large, and numbers are small: with a hundred of these at once a server process stays under 100 MB.
AT_ONCE = 100
NUMBERS_AT_ONCE = 2_000
# A spreadsheet takes a cell that begins like this for a formula. Quotes before it are counted too, so that taking one
# quote off again gives back exactly what was there.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True)
class Export:
    """`pieces` is read once; a reader who was given `count` knows whether all came."""

    name: str
    content_type: str
    count: int
    pieces: Iterable[str] | Iterable[bytes]
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
    """What is written: records, read once, how many rows there are, the columns of a table of them, where they stand.

    A row is a record, or one of its citations; `table` is the name of the table.
    """

    columns: Sequence[Column]
    count: int
    records: Iterator[Record]
    place: Place = Place()
    unit: str = RECORDS
    table: str = ""

    @property
    def cells(self) -> Iterator[Record]:
        """What the columns are read from, row by row."""
        return in_cells(self.records, self.unit)


@dataclass(frozen=True)
class Format:
    content_type: str
    is_download: bool
    write: Callable[[Rows], Pieces]


def of_list(
    kind: str,
    suffix: str,
    editions: EditionQuerySet,
    as_of: datetime | None = None,
    place: Place = Place(),
    unit: str = RECORDS,
) -> Export:
    """All of these editions in their order, from one state of the catalogue however long the reading takes."""
    name = PLURALS[kind] if unit == RECORDS else f"{PLURALS[kind]}-{unit}"
    return _export(rows_of(COLUMNS[kind], editions, as_of, place, unit, PLURALS[kind]), suffix, name)


def rows_of(
    columns: Sequence[Column],
    editions: EditionQuerySet,
    as_of: datetime | None = None,
    place: Place = Place(),
    unit: str = RECORDS,
    table: str = "",
) -> Rows:
    """The rows of these editions. With a moment they are those of that moment, which knew of no end of theirs.

    Their numbers are read at once; what an edition says never changes, so the rest can be read in portions, with
    little memory and without a cursor that a connection pool could cut off.
    """
    sequences, ended, count = array("q"), {}, 0
    rows = _counted(editions, unit).values_list("sequence", "superseded_at", "citations")
    for sequence, superseded_at, citations in rows.iterator(chunk_size=NUMBERS_AT_ONCE):
        sequences.append(sequence)
        count += citations
        if superseded_at and not as_of:
            ended[sequence] = superseded_at
    number = len(sequences) if unit == RECORDS else count
    return Rows(columns_of(columns, unit), number, _read(sequences, ended), place, unit, table)


def _counted(editions: EditionQuerySet, unit: str) -> EditionQuerySet:
    """Each with the number of its citations, if that is asked for."""
    if unit != CITATIONS:
        return editions.annotate(citations=Value(0))
    of_edition = Passage.objects.filter(edition=OuterRef("pk")).order_by().values("edition")
    return editions.annotate(citations=Coalesce(Subquery(of_edition.annotate(n=Count("pk")).values("n")), 0))


def of_record(
    kind: str, suffix: str, edition: Edition, as_of: datetime | None = None, place: Place = Place()
) -> Export:
    """One record in the same form as a list of them, as a moment had it; JSON is the record itself."""
    name, record = f"{kind}-{edition.slug}", edition.record_at(as_of)
    if suffix in ALONE:
        itself = _text(ALONE[suffix](record, place))
        return Export(f"{name}.{suffix}", FORMATS[suffix].content_type, 1, [itself], is_download=False)
    return _export(Rows(COLUMNS[kind], 1, iter([record]), place, table=PLURALS[kind]), suffix, name)


def of_ledger(suffix: str, source: Edition, claims: Sequence[Record]) -> Export:
    """The claims of a source, one row each."""
    return _export(Rows(ledger.COLUMNS, len(claims), iter(claims)), suffix, f"source-{source.slug}-ledger")


def of_matrix(suffix: str, table: Sequence[Record]) -> Export:
    """The numbers of a matrix, one row each."""
    return _export(Rows(matrix.COLUMNS, len(table), iter(table)), suffix, "matrix")


def of_codebook() -> Export:
    """Every column of every table, one row each."""
    described = list(codebook.rows())
    return _export(Rows(codebook.CODEBOOK, len(described), iter(described)), "csv", "codebook")


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
    for record in rows.cells:
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
    return (f"{_text(record)}\n" for record in in_lines(rows.records, rows.unit))


def _xlsx(rows: Rows) -> Iterator[bytes]:
    """A sheet with the rows, and one that says what its columns mean."""
    return workbook([sheet_of(rows), sheet_of_codebook(rows)])


def sheet_of(rows: Rows) -> Sheet:
    columns = rows.columns
    cells = ([column.value(record) for column in columns] for record in rows.cells)
    return Sheet(rows.table, [column.name for column in columns], cells)


def sheet_of_codebook(*tables: Rows) -> Sheet:
    """What the columns of these tables mean."""
    own = {(rows.table, column.name) for rows in tables for column in rows.columns}
    described = codebook.rows(rows.table for rows in tables)
    found = (row for row in described if (row["table"], row["column"]) in own)
    return sheet_of(Rows(codebook.CODEBOOK, 0, found, table="codebook"))


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
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", is_download=True, write=_xlsx),
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
