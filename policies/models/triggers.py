"""What no code path may do, refused by the database itself on SQLite and PostgreSQL, and the journal that it writes.

SQLite drops a table's triggers when a migration remakes the table. `come_back` makes them again after any.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connections, transaction

from policies.models import journaling
from policies.models.journaling import Trigger

# Table -> columns that may still be set after the row was written.
FROZEN = {
    "policies_revision": (),
    "policies_approval": (),
    "policies_threadentry": (),
    journaling.JOURNAL: (),
    "policies_edition": ("superseded_at",),
    "policies_text": (),
    "policies_facet": (),
    "policies_mention": (),
    "policies_passage": (),
}
SNAPSHOT = "policies_snapshot"
COLUMNS = {
    "sqlite": "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
    "WHERE m.type = 'table' AND m.name LIKE 'policies_%'",
    "postgresql": "SELECT table_name, column_name FROM information_schema.columns "
    "WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position",
}
SNAPSHOT_FROZEN = ("text", "sha256", "source_id", "number")


def create(connection) -> None:
    """Afterwards the triggers exist on all the tables that are there; running it again changes nothing.

    If it is stopped half way, those that were there before still are.
    """
    functions, triggers = _wanted(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        drop(connection)
        for statement in (*functions, *(trigger.statement for trigger in triggers)):
            cursor.execute(statement)


def drop(connection) -> None:
    """Afterwards none of the triggers exist."""
    with connection.cursor() as cursor:
        there = _known(cursor, connection.vendor)
        for name, table in _names():
            if name in there:
                cursor.execute(f"DROP TRIGGER {name}{f' ON {table}' if connection.vendor == 'postgresql' else ''}")
        if connection.vendor == "postgresql":
            for function in _functions():
                cursor.execute(f"DROP FUNCTION IF EXISTS {function}() CASCADE")


def missing(connection) -> list[str]:
    """The names of triggers that the database has not, or, on SQLite, that say something else than they should."""
    _made, triggers = _wanted(connection)
    with connection.cursor() as cursor:
        there = _known(cursor, connection.vendor)
    # PostgreSQL words its triggers anew; what they call stands in functions that have their names.
    is_said = connection.vendor == "sqlite"
    return [row.name for row in triggers if row.name not in there or (is_said and there[row.name] != row.statement)]


def step_aside(using: str, plan: Any, **_more: Any) -> None:
    """Before migrations: SQLite remakes tables, and refuses to while triggers of others name them."""
    if plan and connections[using].vendor == "sqlite":
        drop(connections[using])


def come_back(using: str, plan: Any = (), **_more: Any) -> None:
    """After migrations: whatever they did, all triggers are there, name every column, and say what they should now.

    Where any migration ran they are made anew: `missing` does not see on PostgreSQL that one is of an earlier version.
    """
    if plan or missing(connections[using]):
        create(connections[using])


@contextmanager
def dropped(using: str = "default") -> Iterator[None]:
    """For tests that must damage or empty a database: inside, nothing is refused; afterwards all is as before."""
    connection = connections[using]
    drop(connection)
    try:
        yield
    finally:
        create(connection)


class Guard(NamedTuple):
    """A row that other rows must allow: it is refused with the sentence where the condition holds of NEW."""

    name: str
    table: str
    condition: str
    sentence: str


# Whoever changed a record since its words were last published: the revisions after the one that was.
LAST_PUBLISHED = (
    "SELECT MAX(p.number) FROM policies_revision p WHERE p.kind = NEW.kind AND p.record_id = NEW.record_id "
    "AND p.content_hash = (SELECT e.own_hash FROM policies_edition e WHERE e.record_id = NEW.record_id "
    "AND e.approval_id IS NOT NULL ORDER BY e.sequence DESC LIMIT 1)"
)
REVISIONS = "FROM policies_revision r WHERE r.kind = NEW.kind AND r.record_id = NEW.record_id"
GUARDS = (
    Guard(
        "policies_revision_says_why",
        "policies_revision",
        "TRIM(NEW.reason) = '' AND EXISTS (SELECT 1 FROM policies_edition e WHERE e.record_id = NEW.record_id)",
        "What the public sees, or has seen, is changed for a reason only.",
    ),
    Guard(
        "policies_edition_approved",
        "policies_edition",
        "NEW.approval_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM policies_approval a WHERE a.id = NEW.approval_id "
        "AND a.kind = NEW.kind AND a.record_id = NEW.record_id AND a.content_hash = NEW.own_hash)",
        "An edition needs an approval of exactly its content.",
    ),
    Guard(
        "policies_approval_of_another",
        "policies_approval",
        f"NEW.basis = 'review' AND EXISTS (SELECT 1 {REVISIONS} AND r.by_id = NEW.by_id "
        f"AND r.number > COALESCE(({LAST_PUBLISHED}), 0))",
        "Whoever changed a record since its last edition cannot approve it.",
    ),
    Guard(
        "policies_approval_of_last",
        "policies_approval",
        f"NEW.basis = 'review' AND NEW.content_hash <> COALESCE((SELECT r.content_hash {REVISIONS} "
        "ORDER BY r.number DESC LIMIT 1), '')",
        "An approval is of the last revision of a record, and of no other content.",
    ),
    Guard(
        "policies_approval_of_seed",
        "policies_approval",
        f"NEW.basis <> 'review' AND EXISTS (SELECT 1 {REVISIONS} AND r.by_id IS NOT NULL)",
        "What somebody changed is no part of the seed: it needs a review.",
    ),
)
# Functions of earlier migrations.
OLD_FUNCTIONS = ("policies_edition_needs_approval",)


def _names() -> list[tuple[str, str]]:
    frozen = [(f"{table}_no_{act}", table) for table in FROZEN for act in ("delete", "change", "truncate")]
    return [
        *frozen,
        (f"{SNAPSHOT}_no_truncate", SNAPSHOT),
        (f"{SNAPSHOT}_no_change", SNAPSHOT),
        ("policies_edition_close_once", "policies_edition"),
        *((guard.name, guard.table) for guard in GUARDS),
        *journaling.names(),
    ]


def _functions() -> list[str]:
    journal = [f"{table}_journal" for table in journaling.journaled()]
    return ["policies_refuse", *OLD_FUNCTIONS, *(guard.name for guard in GUARDS), *journal]


def _known(cursor, vendor: str) -> dict[str, str]:
    """The triggers that there are, by name; on SQLite with their statements."""
    if vendor == "sqlite":
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    else:
        cursor.execute(
            "SELECT t.tgname, '' FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
        )
    return dict(cursor.fetchall())


def _wanted(connection) -> tuple[list[str], list[Trigger]]:
    """The functions and triggers of all the tables that are there: a later migration makes some."""
    columns = _columns(connection)
    frozen = {table: columns[table] for table in (*FROZEN, SNAPSHOT) if table in columns}
    if connection.vendor == "sqlite":
        return [], [*_sqlite(frozen), *journaling.sqlite(columns)]
    functions, triggers = _postgresql(frozen)
    written, writing = journaling.postgresql(columns)
    return [*functions, *written], [*triggers, *writing]


def _columns(connection) -> dict[str, list[str]]:
    """The columns of every table, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS[connection.vendor])
        found: dict[str, list[str]] = {}
        for table, column in cursor.fetchall():
            found.setdefault(table, []).append(column)
    return found


def _changed(columns: list[str], differ: str) -> str:
    return " OR ".join(f'OLD."{column}" {differ} NEW."{column}"' for column in columns)


def _refusals(columns: dict[str, list[str]], differ: str) -> list[tuple[str, str, str, str, str]]:
    """(name, table, event, when, sentence) of each plain refusal."""
    rows = []
    for table, names in columns.items():
        if table == SNAPSHOT:
            continue
        thing = table.removeprefix("policies_")
        kept = [column for column in names if column not in FROZEN[table]]
        rows.append((f"{table}_no_delete", table, "DELETE", "", f"A row of {thing} is never deleted."))
        rows.append((f"{table}_no_change", table, "UPDATE", _changed(kept, differ), f"A row of {thing} never changes."))
    text = _changed(list(SNAPSHOT_FROZEN), differ)
    rows.append((f"{SNAPSHOT}_no_change", SNAPSHOT, "UPDATE", text, "The text of a snapshot never changes."))
    once = f'OLD."superseded_at" IS NOT NULL AND ({_changed(["superseded_at"], differ)})'
    rows.append(
        ("policies_edition_close_once", "policies_edition", "UPDATE", once, "An edition is superseded only once.")
    )
    return rows


def _sqlite(columns: dict[str, list[str]]) -> list[Trigger]:
    refusals = [
        Trigger(
            name,
            table,
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {f'WHEN {when}' if when else ''} "
            f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END",
        )
        for name, table, event, when, sentence in _refusals(columns, "IS NOT")
    ]
    guards = [
        Trigger(
            guard.name,
            guard.table,
            f"CREATE TRIGGER {guard.name} BEFORE INSERT ON {guard.table} FOR EACH ROW WHEN {guard.condition} "
            f"BEGIN SELECT RAISE(ABORT, '{guard.sentence}'); END",
        )
        for guard in _guards(columns)
    ]
    return [*refusals, *guards]


def _postgresql(columns: dict[str, list[str]]) -> tuple[list[str], list[Trigger]]:
    refuse = (
        "CREATE FUNCTION policies_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    refusals = [
        Trigger(
            name,
            table,
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {f'WHEN ({when})' if when else ''} "
            f"EXECUTE FUNCTION policies_refuse('{sentence}')",
        )
        for name, table, event, when, sentence in _refusals(columns, "IS DISTINCT FROM")
    ]
    guards = _guards(columns)
    return (
        [refuse, *(_asking(guard) for guard in guards)],
        [*refusals, *(_not_emptied(table) for table in columns), *(_guarding(guard) for guard in guards)],
    )


def _guards(columns: dict[str, list[str]]) -> list[Guard]:
    return [guard for guard in GUARDS if guard.table in columns]


def _not_emptied(table: str) -> Trigger:
    """PostgreSQL alone can empty a table without deleting its rows."""
    name, thing = f"{table}_no_truncate", table.removeprefix("policies_")
    head = f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
    return Trigger(name, table, f"{head} EXECUTE FUNCTION policies_refuse('A row of {thing} is never deleted.')")


def _asking(guard: Guard) -> str:
    """PostgreSQL asks other rows in a function only."""
    refusal = f"RAISE EXCEPTION '{guard.sentence}' USING ERRCODE = 'integrity_constraint_violation'"
    body = f"BEGIN IF {guard.condition} THEN {refusal}; END IF; RETURN NEW; END"
    return f"CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"


def _guarding(guard: Guard) -> Trigger:
    head = f"CREATE TRIGGER {guard.name} BEFORE INSERT ON {guard.table} FOR EACH ROW"
    return Trigger(guard.name, guard.table, f"{head} EXECUTE FUNCTION {guard.name}()")
