"""Rows that many tests begin with: made once in a process by the application's own verbs, then put back as they were.

Making them takes hundreds of queries; putting them back takes one for each table.
"""

import copy
import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model

from policies.domain import log
from policies.models import Approval, Edition, JournalEntry, Revision, triggers

MEMBERSHIP = User.groups.through
# Nobody refers to these rows by their numbers, which a test may have given to rows of its own.
UNNUMBERED = {MEMBERSHIP}
# The guards of these tables ask for rows that must be there before: approvals for revisions, editions for approvals.
LAST = [Approval, Edition]
# SQLite takes no more values in one statement than this.
MOST_VALUES = 32_766


class Rows(NamedTuple):
    """All rows of a table, by primary key."""

    columns: list[str]
    by_key: dict[Any, tuple[Any, ...]]


class Statement(NamedTuple):
    sql: str
    values: list[Any] | None


class Kept(NamedTuple):
    """What was made, and how to have its rows again."""

    made: Any
    statements: list[Statement]
    is_guarded: bool


_kept: dict[Any, Kept] = {}


def kept(make: Callable[[], Any]) -> Callable[[], Any]:
    """`make` by way of `once`."""

    @functools.wraps(make)
    def put_back() -> Any:
        return once(make)

    return put_back


def once(make: Callable[..., Any], *arguments: Any) -> Any:
    """What `make` returns, and the rows that it makes, as if it had just run.

    Where records are there already, something has been published, or a test has set the clock, it does run: rows of
    another day would be in the way of what is published by that clock, or by the true one.
    """
    if _clock_is_set() or not _is_untouched():
        return make(*arguments)
    key = (connection.vendor, make, arguments)
    if key not in _kept:
        before = _all_rows()
        made = make(*arguments)
        guarded = _is_let_in()
        statements = list(_statements(before, _all_rows(), guarded=guarded))
        _kept[key] = Kept(copy.deepcopy(made), _together(statements), guarded)
        return made
    made, statements, guarded = _kept[key]
    with nullcontext() if guarded else _unguarded(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.sql, statement.values)
    return copy.deepcopy(made)


def _together(statements: list[Statement]) -> list[Statement]:
    """All in one where the database takes several at once, with their values: it need not be asked so often."""
    if connection.vendor == "sqlite":
        return statements
    with connection.cursor() as cursor:
        return [Statement(";".join(cursor.mogrify(*statement) for statement in statements), None)]


def _is_let_in() -> bool:
    """Whether the guards let in these rows table by table: not an approval that a later revision followed.

    PostgreSQL is quicker without them, SQLite with them: it would have to make them again.
    """
    return connection.vendor == "sqlite" and not Revision.objects.filter(number__gt=1).exists()


@contextmanager
def _unguarded() -> Iterator[None]:
    """Within, nothing is refused, and the journal does not write itself."""
    if connection.vendor == "sqlite":
        with triggers.dropped():
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = origin")


def _clock_is_set() -> bool:
    return abs(log.database_clock() - datetime.now(UTC)) > timedelta(minutes=5)


def _is_untouched() -> bool:
    """Nothing of a record was ever written, which the journal would have, nor said of one, nor published."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequence = 0 AND NOT EXISTS (SELECT 1 FROM policies_journalentry) "
            "AND NOT EXISTS (SELECT 1 FROM policies_threadentry) FROM policies_log"
        )
        return bool(cursor.fetchone()[0])


def _models() -> list[type[Model]]:
    """All whose rows count, so that what a guard asks for comes before what it guards."""
    ours = apps.get_app_config("policies").get_models()
    return [User, MEMBERSHIP, *(model for model in ours if model not in LAST), *LAST]


def _all_rows() -> dict[type[Model], Rows]:
    return {model: _rows(model) for model in _models()}


def _rows(model: type[Model]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608 - the name of one of our tables
        columns = [column[0] for column in cursor.description]
        key = columns.index(model._meta.pk.column)
        return Rows(columns, {row[key]: row for row in cursor.fetchall()})


def _statements(
    before: dict[type[Model], Rows], after: dict[type[Model], Rows], *, guarded: bool
) -> Iterator[Statement]:
    """How to come from one state of all tables to the other, which has no row less."""
    for model, (columns, rows) in after.items():
        if guarded and model is JournalEntry:
            # It writes itself.
            continue
        there = before[model].by_key
        assert there.keys() <= rows.keys()
        new = [row for key, row in rows.items() if key not in there]
        size = MOST_VALUES // len(columns)
        for start in range(0, len(new), size):
            yield _insert(model, columns, new[start : start + size])
        for key, row in rows.items():
            if key in there and there[key] != row:
                yield _update(model, columns, key, row)


def _insert(model: type[Model], columns: list[str], rows: list[tuple[Any, ...]]) -> Statement:
    skipped = columns.index(model._meta.pk.column) if model in UNNUMBERED else -1
    places = [place for place in range(len(columns)) if place != skipped]
    names = ", ".join(f'"{columns[place]}"' for place in places)
    one = f"({', '.join(['%s'] * len(places))})"
    sql = f"INSERT INTO {model._meta.db_table} ({names}) VALUES {', '.join([one] * len(rows))}"  # noqa: S608 - our own names
    return Statement(sql, [row[place] for row in rows for place in places])


def _update(model: type[Model], columns: list[str], key: Any, row: tuple[Any, ...]) -> Statement:
    names = ", ".join(f'"{name}" = %s' for name in columns)
    sql = f'UPDATE {model._meta.db_table} SET {names} WHERE "{model._meta.pk.column}" = %s'  # noqa: S608 - our own names
    return Statement(sql, [*row, key])
