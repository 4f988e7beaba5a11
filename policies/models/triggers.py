"""What no code path may do, refused by the database itself on SQLite and PostgreSQL.

SQLite drops a table's triggers when a migration remakes the table: such a migration must call `create` again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connections

# Table -> columns that may still be set after the row was written.
FROZEN = {
    "policies_revision": (),
    "policies_approval": (),
    "policies_threadentry": (),
    "policies_edition": ("superseded_at",),
    "policies_text": (),
    "policies_facet": (),
    "policies_mention": (),
    "policies_passage": (),
}
SNAPSHOT = "policies_snapshot"
SNAPSHOT_FROZEN = ("text", "sha256", "source_id", "number")


def create(connection) -> None:
    """Afterwards the triggers exist on all the tables that are there; running it again changes nothing."""
    drop(connection)
    with connection.cursor() as cursor:
        for statement in _statements(connection):
            cursor.execute(statement)


def drop(connection) -> None:
    """Afterwards none of the triggers exist."""
    there = _tables(connection)
    with connection.cursor() as cursor:
        for name, table in _names():
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            if table in there:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
        if connection.vendor == "postgresql":
            for function in ("policies_refuse", *OLD_FUNCTIONS, *(guard.name for guard in GUARDS)):
                cursor.execute(f"DROP FUNCTION IF EXISTS {function}() CASCADE")


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
    ]


def _statements(connection) -> list[str]:
    write = _postgresql if connection.vendor == "postgresql" else _sqlite
    # A table that a later migration makes has its triggers from that one.
    there = _tables(connection)
    return write({table: _columns(connection, table) for table in (*FROZEN, SNAPSHOT) if table in there})


def _tables(connection) -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


def _columns(connection, table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


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


def _sqlite(columns: dict[str, list[str]]) -> list[str]:
    refusals = [
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {f'WHEN {when}' if when else ''} "
        f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        for name, table, event, when, sentence in _refusals(columns, "IS NOT")
    ]
    guards = [
        f"CREATE TRIGGER {guard.name} BEFORE INSERT ON {guard.table} FOR EACH ROW WHEN {guard.condition} "
        f"BEGIN SELECT RAISE(ABORT, '{guard.sentence}'); END"
        for guard in GUARDS
    ]
    return [*refusals, *guards]


def _postgresql(columns: dict[str, list[str]]) -> list[str]:
    refuse = (
        "CREATE FUNCTION policies_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    refusals = [
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {f'WHEN ({when})' if when else ''} "
        f"EXECUTE FUNCTION policies_refuse('{sentence}')"
        for name, table, event, when, sentence in _refusals(columns, "IS DISTINCT FROM")
    ]
    # PostgreSQL alone can empty a table without deleting its rows.
    emptied = [
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
        f"EXECUTE FUNCTION policies_refuse('A row of {table.removeprefix('policies_')} is never deleted.')"
        for table in columns
    ]
    return [refuse, *refusals, *emptied, *(statement for guard in GUARDS for statement in _guarded(guard))]


def _guarded(guard: Guard) -> list[str]:
    """PostgreSQL asks other rows in a function only."""
    refusal = f"RAISE EXCEPTION '{guard.sentence}' USING ERRCODE = 'integrity_constraint_violation'"
    body = f"BEGIN IF {guard.condition} THEN {refusal}; END IF; RETURN NEW; END"
    trigger = f"CREATE TRIGGER {guard.name} BEFORE INSERT ON {guard.table} FOR EACH ROW"
    return [
        f"CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        f"{trigger} EXECUTE FUNCTION {guard.name}()",
    ]
