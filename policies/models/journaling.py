"""The triggers that write the journal. They follow from the models, and from the columns that the tables have: no table
and no column can be forgotten."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import CASCADE

from policies.choices import JournalAct, Kind
from policies.models.record import Desk

# The names of all tables there are, each with those of its columns.
Columns = Mapping[str, Sequence[str]]

JOURNAL, REVISIONS, TERMS = "policies_journalentry", "policies_revision", "policies_term"
# Tables of the desk beside the records and all that is a part of them.
BESIDE = {"policies_merge", "policies_notsame", "policies_schedule", REVISIONS}
# Columns that never change and have a checksum beside them: they are written down only when the row is deleted.
CHECKED = {"policies_snapshot": ("text",), REVISIONS: ("content",)}
# Revisions never change: it is written down that one came.
ADDED_ONLY = {REVISIONS}
# A snapshot is a part of its source, though a source cannot be deleted with it.
PART_OF = {"policies_snapshot": "source"}


class Trigger(NamedTuple):
    name: str
    table: str
    statement: str


class Dialect(NamedTuple):
    """How a database says it."""

    now: str
    differs: str
    json: Callable[[str, Sequence[str], Sequence[str]], str]
    # A value of the content of a revision.
    value: Callable[[str, str], str]


def _json_object(row: str, columns: Sequence[str], without: Sequence[str]) -> str:
    pairs = ", ".join(f"'{column}', {row}.\"{column}\"" for column in columns if column not in without)
    return f"json_object({pairs})"


def _row_to_json(row: str, _columns: Sequence[str], without: Sequence[str]) -> str:
    names = ", ".join(f"'{column}'" for column in without)
    return f"(to_jsonb({row}) - ARRAY[{names}])::text" if without else f"row_to_json({row})::text"


SQLITE = Dialect(
    "strftime('%Y-%m-%d %H:%M:%f', 'now')",
    "IS NOT",
    _json_object,
    lambda row, name: f"json_extract({row}.content, '$.{name}')",
)
POSTGRESQL = Dialect(
    "clock_timestamp()",
    "IS DISTINCT FROM",
    _row_to_json,
    lambda row, name: f"{row}.content::json ->> '{name}'",
)


@cache
def journaled() -> dict[str, Any]:
    """The model of every table whose rows are written down, by name: records, their parts, and a few more."""
    models = {model._meta.db_table: model for model in apps.get_app_config("policies").get_models()}
    return {table: model for table, model in models.items() if table in BESIDE or is_record(model) or parts(model)}


def is_record(model: Any) -> bool:
    return issubclass(model, Desk)


def parts(model: Any) -> list[Any]:
    """The columns by which a row is a part of a record, or of a row that is a part of one: it goes with that."""
    return [field for field in model._meta.concrete_fields if field.related_model and _is_part(model, field)]


def _is_part(model: Any, field: Any) -> bool:
    goes_with_it = field.remote_field.on_delete is CASCADE or PART_OF.get(model._meta.db_table) == field.name
    return goes_with_it and (is_record(field.related_model) or bool(parts(field.related_model)))


def sqlite(columns: Columns) -> list[Trigger]:
    """A trigger for each event."""
    return [trigger for table in _there(columns) for trigger in _on_sqlite(Rows(table, columns[table], SQLITE))]


def postgresql(columns: Columns) -> tuple[list[str], list[Trigger]]:
    """A function for each table, and the trigger that calls it at any event."""
    rows = [Rows(table, columns[table], POSTGRESQL) for table in _there(columns)]
    return [_function(one) for one in rows], [_on_postgresql(one) for one in rows]


def names() -> list[tuple[str, str]]:
    """(name, table) of every trigger that there may be on either database."""
    ends = ("", *(f"_{act}" for act in JournalAct))
    return [(f"{table}_journal{end}", table) for table in journaled() for end in ends]


def _there(columns: Columns) -> list[str]:
    """Nothing is written down before there is a journal."""
    return sorted(set(journaled()) & set(columns)) if JOURNAL in columns else []


class Rows:
    """The rows of a table, and the statements that write them down."""

    def __init__(self, table: str, columns: Sequence[str], dialect: Dialect) -> None:
        self.table, self.columns, self.dialect = table, columns, dialect
        self.name = f"{table}_journal"
        self.model = journaled()[table]

    def inserted(self) -> str:
        return self._entry(JournalAct.INSERTED, "NEW", "''", self._json("NEW"))

    def changed(self) -> str:
        """A row that becomes a part of another record is a change of both."""
        words = self._json("OLD"), self._json("NEW")
        statement = self._entry(JournalAct.CHANGED, "NEW", *words)
        if self.record("NEW"):
            moved = f"{self.record('OLD')} {self.dialect.differs} {self.record('NEW')}"
            statement += self._entry(JournalAct.CHANGED, "OLD", *words, where=f" WHERE {moved}")
        return statement

    def deleted(self) -> str:
        whole = self.dialect.json("OLD", self.columns, ())
        return self._entry(JournalAct.DELETED, "OLD", whole, "''")

    def differs(self) -> str:
        return " OR ".join(f'OLD."{column}" {self.dialect.differs} NEW."{column}"' for column in self.columns)

    def record(self, row: str) -> str:
        """The key of the record that the row is, or is a part of; nothing if it is a part of none."""
        if self.table != REVISIONS:
            return _record(self.model, row, self.columns)
        scheme, code = (self.dialect.value(row, name) for name in ("scheme", "code"))
        # The public knows a term by another id than the desk.
        term = f"SELECT t.id FROM {TERMS} t WHERE t.key = ({scheme}) || ':' || ({code})"  # noqa: S608 - our own names
        return f"CASE WHEN {row}.kind = '{Kind.TERM}' THEN ({term}) ELSE {row}.record_id END"

    def _json(self, row: str) -> str:
        return self.dialect.json(row, self.columns, CHECKED.get(self.table, ()))

    def _entry(self, act: JournalAct, row: str, before: str, after: str, *, where: str = "") -> str:
        key = f'CAST({row}."{self.model._meta.pk.column}" AS text)'
        values = f"'{self.table}', {key}, {self.record(row) or 'NULL'}, '{act}', {before}, {after}, {self.dialect.now}"
        columns = '"table_name", "row_id", "record_id", "act", "before", "after", "at"'
        return f"INSERT INTO {JOURNAL} ({columns}) SELECT {values}{where}; "


def _record(model: Any, row: str, columns: Sequence[str]) -> str:
    """See `Rows.record`."""
    if is_record(model):
        return f"{row}.id"
    above = [field for field in parts(model) if field.column in columns]
    # Where it names the record and one of its rows, the record is enough.
    direct = [field for field in above if is_record(field.related_model)]
    if found := [_above(field, row) for field in direct or above]:
        return f"COALESCE({', '.join(found)})" if len(found) > 1 else found[0]
    return f"{row}.record_id" if "record_id" in columns else ""


def _above(field: Any, row: str) -> str:
    related, target = field.related_model, field.target_field
    if is_record(related) and target.primary_key:
        return f"{row}.{field.column}"
    columns = [column.column for column in related._meta.concrete_fields]
    above = _record(related, "r", columns)
    named = f"r.{target.column} = {row}.{field.column}"
    return f"(SELECT {above} FROM {related._meta.db_table} r WHERE {named})"  # noqa: S608 - our own names


def _on_sqlite(rows: Rows) -> list[Trigger]:
    events = [("INSERT", JournalAct.INSERTED, "", rows.inserted())]
    if rows.table not in ADDED_ONLY:
        events.append(("UPDATE", JournalAct.CHANGED, f"WHEN {rows.differs()} ", rows.changed()))
        events.append(("DELETE", JournalAct.DELETED, "", rows.deleted()))
    return [
        Trigger(
            name := f"{rows.name}_{act}",
            rows.table,
            f"CREATE TRIGGER {name} AFTER {event} ON {rows.table} FOR EACH ROW {when}BEGIN {body}END",
        )
        for event, act, when, body in events
    ]


def _function(rows: Rows) -> str:
    body = f"IF TG_OP = 'INSERT' THEN {rows.inserted()}"
    if rows.table not in ADDED_ONLY:
        body += f"ELSIF TG_OP = 'DELETE' THEN {rows.deleted()}ELSIF OLD IS DISTINCT FROM NEW THEN {rows.changed()}"
    head = f"CREATE FUNCTION {rows.name}() RETURNS trigger LANGUAGE plpgsql"
    return f"{head} AS $$ BEGIN {body}END IF; RETURN NULL; END $$"


def _on_postgresql(rows: Rows) -> Trigger:
    events = "INSERT" if rows.table in ADDED_ONLY else "INSERT OR UPDATE OR DELETE"
    head = f"CREATE TRIGGER {rows.name} AFTER {events} ON {rows.table} FOR EACH ROW"
    return Trigger(rows.name, rows.table, f"{head} EXECUTE FUNCTION {rows.name}()")
