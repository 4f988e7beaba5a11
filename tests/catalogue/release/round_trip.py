"""Texts of every kind of sign, through every form of a release and back, compared cell by cell."""

import csv
import json
import random
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet

from policies.catalogue.columns import COLUMNS
from policies.catalogue.exports import FORMULA, plain
from policies.choices import Kind
from policies.models import Edition
from tests import factories as f
from tests.catalogue.sheets import said

# What begins a formula, ends a cell or a line, is an escape of some form, or is written from right to left.
PIECES = [
    *("=", "+", "-", "@", "'", '"', ",", ";", "\t", "|", "\\", "%", "&", "<", ">", "\n", "\r\n"),
    *("_x000D_", "&lt;", "\\n", "\\u4e00"),
    *("=1+1", "'=HYPERLINK(A1)", "@SUM(A1:A9)", "+86 10", "-1", "1e5", "007", "2015-08", "true", "NULL", "\ufeff"),
    *("\u2028", "\xa0", "\u200f", "é", "e\u0301", "“", "…", "农村电商", "農村電商", "𠀀", "🏠", "שלום", " ", "word"),
]
AT_ONCE = 200


def text(chance: random.Random) -> str:
    """A text that begins and ends with a sign which is no space, as all that is kept does."""
    pieces = [chance.choice(PIECES) for _piece in range(chance.randrange(1, 8))]
    return "".join(pieces).strip() or "="


def publish(number: int, seed: int) -> None:
    """Afterwards so many measures are public whose texts are of all kinds of signs."""
    chance = random.Random(seed)  # noqa: S311 - the same texts for the same number
    source = f.source()
    agency = f.agency(source)
    document = f.document(source, agency)
    f.publish(source, agency, document)
    for start in range(0, number, AT_ONCE):
        f.publish(*(_measure(source, document, chance) for _row in range(start, min(start + AT_ONCE, number))))


def _measure(source: Any, document: Any, chance: random.Random) -> Any:
    return f.measure(source, document, title_en=text(chance), title_zh=text(chance), product=text(chance))


def _csv(folder: Path) -> Iterator[dict[str, Any]]:
    """One quote before what would be a formula is taken off again, as the codebook says."""
    with (folder / "measures.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                name: cell[1:] if cell[:1] == "'" and FORMULA.match(cell[1:]) else cell for name, cell in row.items()
            }


def _sqlite(folder: Path) -> Iterator[dict[str, Any]]:
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as database:
        database.row_factory = sqlite3.Row
        yield from map(dict, database.execute("SELECT * FROM measures"))


def _parquet(folder: Path) -> list[dict[str, Any]]:
    return pyarrow.parquet.read_table(folder / "measures.parquet").to_pylist()


def _xlsx(folder: Path) -> Iterator[dict[str, Any]]:
    head, *rows = openpyxl.load_workbook(folder / "catalogue.xlsx")["measures"].iter_rows(values_only=True)
    return (dict(zip(head, map(said, row), strict=True)) for row in rows)


# Form -> how its rows are read, and as what a value is read: a cell is text, an empty one of a sheet is none at all.
FORMS: dict[str, tuple[Callable[[Path], Iterable[dict[str, Any]]], Callable[[Any], Any]]] = {
    "csv": (_csv, plain),
    "sqlite": (_sqlite, lambda value: value),
    "parquet": (_parquet, lambda value: value),
    "xlsx": (_xlsx, lambda value: None if value == "" else value),
}


def differences(folder: Path) -> list[tuple[str, str, str]]:
    """(form, slug, column) of every cell that a reader of another's making reads otherwise than it was published."""
    records = {edition.slug: edition.record for edition in Edition.objects.current().of(Kind.MEASURE)}
    found = []
    for form, (read, expected) in FORMS.items():
        rows = {row["slug"]: row for row in read(folder)}
        found += [(form, slug, "") for slug in records.keys() ^ rows.keys()]
        found += [
            (form, slug, column.name)
            for slug in records.keys() & rows.keys()
            for column in COLUMNS[Kind.MEASURE]
            if rows[slug][column.name] != expected(column.value(records[slug]))
        ]
    lines = (folder / "measures.ndjson").read_text(encoding="utf-8").split("\n")[:-1]
    kept = {record["slug"]: record for record in map(json.loads, lines)}
    return found + [("ndjson", slug, "") for slug in records | kept if kept.get(slug) != records.get(slug)]


def formulas(folder: Path) -> int:
    """How many cells a program that calculates would calculate."""
    with (folder / "measures.csv").open(encoding="utf-8-sig", newline="") as file:
        of_csv = sum(cell[:1] in set("=+-@\t\r") for row in csv.reader(file) for cell in row)
    sheet = openpyxl.load_workbook(folder / "catalogue.xlsx")["measures"]
    return of_csv + sum(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
