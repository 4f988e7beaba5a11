"""The release as a database of SQLite: a table for each kind, one with all citations, and the codebook."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from policies.catalogue import codebook
from policies.catalogue.codebook import CODEBOOK, TABLES
from policies.catalogue.column import BOOLEAN, INTEGER, Column, Value
from policies.catalogue.columns import EVIDENCE
from policies.catalogue.licence import OURS
from policies.catalogue.release.tables import Plan
from policies.catalogue.unit import CITATIONS, NUMBER

Row = Sequence[Value]
# Of a row for each citation: which record it is of, and the citation.
OF_RECORD = ("kind", "id", "slug")


def write(plan: Plan, path: Path) -> None:
    """Afterwards the file is a database that is opened as it is."""
    with closing(sqlite3.connect(path)) as database:
        # Nobody else reads it yet: without a journal, and with a fixed size of pages, the same rows are the same bytes.
        database.execute("PRAGMA page_size = 4096")
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        with database:
            _put_release(database, plan)
            for table, columns in TABLES.items():
                _put(database, table, columns, _read(plan.rows(table).cells, columns), key="id")
            _put_citations(database, plan)
            _put(database, "codebook", CODEBOOK, _read(codebook.rows(), CODEBOOK))
        database.execute("VACUUM")


def _put_release(database: sqlite3.Connection, plan: Plan) -> None:
    database.execute("CREATE TABLE release (number INTEGER, cursor TEXT, moment TEXT, address TEXT, licence TEXT)")
    row = (plan.number, f"{plan.epoch}:{plan.sequence}", plan.as_of, f"{plan.base}{plan.path}", OURS.name)
    database.execute("INSERT INTO release VALUES (?, ?, ?, ?, ?)", row)


def _put_citations(database: sqlite3.Connection, plan: Plan) -> None:
    head = [column for column in next(iter(TABLES.values())) if column.name in OF_RECORD]
    columns = (*head, NUMBER, *EVIDENCE)
    cited = [table for table in TABLES if table != "terms"]
    rows = (row for table in cited for row in _read(plan.rows(table, CITATIONS).cells, columns))
    _put(database, "citations", columns, rows)
    database.execute("CREATE INDEX citations_of_record ON citations (id)")


def _read(records: Iterable[dict], columns: Sequence[Column]) -> Iterator[Row]:
    return ([column.value(record) for column in columns] for record in records)


def _put(
    database: sqlite3.Connection, table: str, columns: Sequence[Column], rows: Iterable[Row], key: str = ""
) -> None:
    declared = ", ".join(_declared(column, key) for column in columns)
    database.execute(f'CREATE TABLE "{table}" ({declared})')
    marks = ", ".join("?" * len(columns))
    database.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)  # noqa: S608 - the name is ours


def _declared(column: Column, key: str) -> str:
    is_number = column.type_ in {INTEGER, BOOLEAN} and not column.is_list
    type_ = "INTEGER" if is_number else "TEXT"
    return f'"{column.name}" {type_}{" PRIMARY KEY" if column.name == key else ""}'
