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

from policies.catalogue import ledger
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
class Format:
    content_type: str
    is_download: bool
    write: Callable[[Sequence[Column], int, Iterator[Record]], Iterator[str]]


def of_list(kind: str, suffix: str, editions: EditionQuerySet, as_of: datetime | None = None) -> Export:
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
    return _export(COLUMNS[kind], suffix, PLURALS[kind], len(sequences), _read(sequences, ended))


def of_record(kind: str, suffix: str, edition: Edition, as_of: datetime | None = None) -> Export:
    """One record in the same form as a list of them, as a moment had it; JSON is the record itself."""
    name, record = f"{kind}-{edition.slug}", edition.record_at(as_of)
    if suffix == "json":
        return Export(f"{name}.json", FORMATS["json"].content_type, 1, [_text(record)], is_download=False)
    return _export(COLUMNS[kind], suffix, name, 1, iter([record]))


def of_ledger(suffix: str, source: Edition, claims: Sequence[Record]) -> Export:
    """The claims of a source, one row each."""
    return _export(ledger.COLUMNS, suffix, f"source-{source.slug}-ledger", len(claims), iter(claims))


def _export(columns: Sequence[Column], suffix: str, name: str, count: int, records: Iterator[Record]) -> Export:
    form = FORMATS[suffix]
    pieces = form.write(columns, count, records)
    return Export(f"{name}.{suffix}", form.content_type, count, pieces, form.is_download)


def _read(sequences: Sequence[int], ended: Mapping[int, datetime]) -> Iterator[Record]:
    for start in range(0, len(sequences), AT_ONCE):
        portion = sequences[start : start + AT_ONCE]
        found = Edition.objects.defer("search_text").in_bulk(portion)
        for sequence in portion:
            # The one thing of an edition that may have changed since the numbers were read.
            found[sequence].superseded_at = ended.get(sequence)
            yield found[sequence].record


def _csv(columns: Sequence[Column], _count: int, records: Iterator[Record]) -> Iterator[str]:
    """RFC 4180. The mark at the front is how spreadsheets know that it is UTF-8."""
    lines = csv.writer(_Passing())
    yield "\ufeff" + lines.writerow([column.name for column in columns])
    for record in records:
        yield lines.writerow([cell(column, record) for column in columns])


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


def _ndjson(_columns: Sequence[Column], _count: int, records: Iterator[Record]) -> Iterator[str]:
    return (f"{_text(record)}\n" for record in records)


def _json(_columns: Sequence[Column], count: int, records: Iterator[Record]) -> Iterator[str]:
    yield f'{{"count":{count},"results":['
    first = (_text(record) for record in itertools.islice(records, 1))
    yield from first
    for record in records:
        yield f",{_text(record)}"
    yield "]}"


def _text(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


FORMATS = {
    "csv": Format("text/csv; charset=utf-8; header=present", is_download=True, write=_csv),
    "json": Format("application/json", is_download=False, write=_json),
    "ndjson": Format("application/x-ndjson", is_download=True, write=_ndjson),
}
# A line for each record makes sense where there are several.
OF_RECORD = ("csv", "json")
