"""What no code path may do, refused by the database itself on SQLite and PostgreSQL.

SQLite drops a table's triggers when a migration remakes the table: such a migration must call `create` again.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

# Table -> columns that may still be set after the row was written.
FROZEN = {
    "policies_revision": (),
    "policies_approval": (),
    "policies_edition": ("superseded_at",),
    "policies_text": (),
    "policies_facet": (),
    "policies_mention": (),
    "policies_passage": (),
}
SNAPSHOT = "policies_snapshot"
SNAPSHOT_FROZEN = ("text", "sha256", "source_id", "number")


def create(connection) -> None:
    """Afterwards the triggers exist; running it again changes nothing."""
    drop(connection)
    with connection.cursor() as cursor:
        for statement in _statements(connection):
            cursor.execute(statement)


def drop(connection) -> None:
    """Afterwards none of the triggers exist."""
    with connection.cursor() as cursor:
        for name, table in _names():
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS policies_refuse() CASCADE")
            cursor.execute("DROP FUNCTION IF EXISTS policies_edition_needs_approval() CASCADE")


@contextmanager
def dropped(using: str = "default") -> Iterator[None]:
    """For tests that must damage or empty a database: inside, nothing is refused; afterwards all is as before."""
    connection = connections[using]
    drop(connection)
    try:
        yield
    finally:
        create(connection)


def _names() -> list[tuple[str, str]]:
    frozen = [(f"{table}_no_{act}", table) for table in FROZEN for act in ("delete", "change", "truncate")]
    return [
        *frozen,
        (f"{SNAPSHOT}_no_truncate", SNAPSHOT),
        (f"{SNAPSHOT}_no_change", SNAPSHOT),
        ("policies_edition_close_once", "policies_edition"),
        ("policies_edition_approved", "policies_edition"),
    ]


def _statements(connection) -> list[str]:
    write = _postgresql if connection.vendor == "postgresql" else _sqlite
    return write({table: _columns(connection, table) for table in (*FROZEN, SNAPSHOT)})


def _columns(connection, table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def _changed(columns: list[str], differ: str) -> str:
    return " OR ".join(f'OLD."{column}" {differ} NEW."{column}"' for column in columns)


def _refusals(columns: dict[str, list[str]], differ: str) -> list[tuple[str, str, str, str, str]]:
    """(name, table, event, when, sentence) of each plain refusal."""
    rows = []
    for table, free in FROZEN.items():
        thing = table.removeprefix("policies_")
        kept = [column for column in columns[table] if column not in free]
        rows.append((f"{table}_no_delete", table, "DELETE", "", f"A row of {thing} is never deleted."))
        rows.append((f"{table}_no_change", table, "UPDATE", _changed(kept, differ), f"A row of {thing} never changes."))
    text = _changed(list(SNAPSHOT_FROZEN), differ)
    rows.append((f"{SNAPSHOT}_no_change", SNAPSHOT, "UPDATE", text, "The text of a snapshot never changes."))
    once = f'OLD."superseded_at" IS NOT NULL AND ({_changed(["superseded_at"], differ)})'
    rows.append(
        ("policies_edition_close_once", "policies_edition", "UPDATE", once, "An edition is superseded only once.")
    )
    return rows


UNAPPROVED = "An edition needs an approval of exactly its content."
HAS_APPROVAL = (
    "SELECT 1 FROM policies_approval a WHERE a.id = NEW.approval_id AND a.kind = NEW.kind "
    "AND a.record_id = NEW.record_id AND a.content_hash = NEW.own_hash"
)


def _sqlite(columns: dict[str, list[str]]) -> list[str]:
    refusals = [
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {f'WHEN {when}' if when else ''} "
        f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        for name, table, event, when, sentence in _refusals(columns, "IS NOT")
    ]
    approved = (
        "CREATE TRIGGER policies_edition_approved BEFORE INSERT ON policies_edition FOR EACH ROW "
        f"WHEN NEW.approval_id IS NOT NULL AND NOT EXISTS ({HAS_APPROVAL}) "
        f"BEGIN SELECT RAISE(ABORT, '{UNAPPROVED}'); END"
    )
    return [*refusals, approved]


def _postgresql(columns: dict[str, list[str]]) -> list[str]:
    refuse = (
        "CREATE FUNCTION policies_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    needs = (
        "CREATE FUNCTION policies_edition_needs_approval() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF NEW.approval_id IS NOT NULL AND NOT EXISTS ({HAS_APPROVAL}) THEN "
        f"RAISE EXCEPTION '{UNAPPROVED}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
    refusals = [
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {f'WHEN ({when})' if when else ''} "
        f"EXECUTE FUNCTION policies_refuse('{sentence}')"
        for name, table, event, when, sentence in _refusals(columns, "IS DISTINCT FROM")
    ]
    approved = (
        "CREATE TRIGGER policies_edition_approved BEFORE INSERT ON policies_edition FOR EACH ROW "
        "EXECUTE FUNCTION policies_edition_needs_approval()"
    )
    # PostgreSQL alone can empty a table without deleting its rows.
    emptied = [
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
        f"EXECUTE FUNCTION policies_refuse('A row of {table.removeprefix('policies_')} is never deleted.')"
        for table in (*FROZEN, SNAPSHOT)
    ]
    return [refuse, needs, *refusals, *emptied, approved]
