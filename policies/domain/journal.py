"""What the journal tells: the changes of working records that no revision has, because they were made past the desk."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from policies.choices import JournalAct, Kind, RevisionAct
from policies.content.encoding import own_hash
from policies.content.records import MODELS, dump, public_id
from policies.content.references import term_id
from policies.models.journal import JournalEntry
from policies.models.journaling import REVISIONS, is_record, journaled
from policies.models.record import Desk
from policies.models.revision import Revision

# Of a record, not of what it says.
BOOKKEEPING = {field.column for field in Desk._meta.fields} - {"id"}
MOST_NAMED = 5


@dataclass(frozen=True)
class Uncovered:
    """A record that no longer says what its last revision says, and what was done to it since."""

    record: str
    entries: list[JournalEntry]

    def __str__(self) -> str:
        done = [said(entry) for entry in self.entries[:MOST_NAMED]]
        more = len(self.entries) - len(done)
        rest = [_("%(number)d more") % {"number": more}] if more else []
        return _("changed past the desk, and no revision has it: %(what)s.") % {"what": "; ".join([*done, *rest])}


def uncovered() -> Iterator[Uncovered]:
    """Every record that was changed after its last revision, so that it says something else, or was made without one.

    What a later revision has taken in is covered by that: it was reviewed like all that the revision says.
    """
    for record_id, entries in groupby(_later_entries(), key=lambda entry: entry.record_id):
        found = [entry for entry in entries if _bears_on_content(entry)]
        if found and (name := _no_longer_said(record_id, found)):
            yield Uncovered(name, found)


def key_on_the_desk(revision: Revision) -> UUID | None:
    """The id by which the journal knows the record of a revision, there or not; None if it does not know the revision.

    The public knows a term by another id. Of one that was deleted nothing else tells the id that it had on the desk.
    """
    if revision.kind != Kind.TERM:
        return revision.record_id
    noted = JournalEntry.objects.filter(table=REVISIONS, row_id=str(revision.pk)).first()
    return noted.record_id if noted else None


def said(entry: JournalEntry) -> str:
    """What was done to which row, in one line."""
    named = {
        "row": thing(entry),
        "act": entry.get_act_display(),
        "when": date_format(entry.at, "DATETIME_FORMAT"),
        "columns": ", ".join(changed_columns(entry)),
    }
    if entry.act == JournalAct.CHANGED:
        return _("%(row)s %(act)s, %(when)s (%(columns)s)") % named
    return _("%(row)s %(act)s, %(when)s") % named


def thing(entry: JournalEntry) -> str:
    """What the row is, and which: “Date 12”; of a long key the beginning."""
    model = journaled().get(entry.table)
    return f"{capfirst(model._meta.verbose_name) if model else entry.table} {entry.row_id[:8]}"


def columns(entry: JournalEntry) -> list[tuple[str, Any, Any]]:
    """Each column with what it was and what it became; None where there was no row."""
    before, after = (json.loads(text) if text else {} for text in (entry.before, entry.after))
    return [(name, before.get(name), after.get(name)) for name in sorted({**before, **after})]


def changed_columns(entry: JournalEntry) -> list[str]:
    return [name for name, before, after in columns(entry) if before != after]


def _later_entries() -> Iterator[JournalEntry]:
    """The entries after the one of the last revision of their record, record by record.

    After it by their keys: in the order in which they were written, not committed. On PostgreSQL a change past the desk
    that is committed only after a revision written meanwhile may stand before it though the revision has not seen it.
    Then it is not among these, and the record goes unnamed until something else of it changes past the desk.
    """
    last = JournalEntry.objects.filter(table=REVISIONS, record_id=OuterRef("record_id")).order_by("-pk")
    entries = JournalEntry.objects.exclude(record_id=None).exclude(table=REVISIONS)
    later = entries.annotate(last=Coalesce(Subquery(last.values("pk")[:1]), 0)).filter(pk__gt=F("last"))
    return later.order_by("record_id", "pk").iterator(chunk_size=2000)


def _bears_on_content(entry: JournalEntry) -> bool:
    model = journaled().get(entry.table)
    if model is None or not is_record(model) or entry.act != JournalAct.CHANGED:
        return True
    return not set(changed_columns(entry)) <= BOOKKEEPING


def _no_longer_said(record_id: Any, entries: list[JournalEntry]) -> str:
    """What the record is called if it does not say what its last revision says; nothing if it does."""
    for model in MODELS.values():
        if record := model.objects.filter(pk=record_id).first():
            last = Revision.objects.of(record.kind, public_id(record)).first()
            said_last = last and last.act != RevisionAct.DELETED and last.content_hash
            return "" if said_last == own_hash(dump(record)) else f"{record.kind} {record.slug}"
    return _gone(record_id, entries)


def _gone(record_id: Any, entries: list[JournalEntry]) -> str:
    """Of a record that is not there: what it was called if it was deleted past the desk. Of one that no revision had
    nothing is left."""
    for entry in entries:
        model = journaled()[entry.table]
        if is_record(model) and entry.act == JournalAct.DELETED:
            row = {name: before for name, before, _after in columns(entry)}
            name = row.get("slug") or f"{row['scheme']}/{row['code']}"
            return "" if _is_accounted_for(record_id, model, row) else f"{model.kind} {name}"
    return ""


def _is_accounted_for(record_id: Any, model: Any, row: dict[str, Any]) -> bool:
    """Whether a revision knows that it went, or it is there again. A term that came back has another id on the desk,
    and is looked at by that; its later revisions are of the same public id, and say nothing of the row that went."""
    noted = JournalEntry.objects.filter(table=REVISIONS, record_id=record_id).order_by("-pk").first()
    if noted and json.loads(noted.after)["act"] == RevisionAct.DELETED:
        return True
    public = record_id
    if model.kind == Kind.TERM:
        if model.objects.filter(key=row["key"]).exists():
            return True
        public = term_id(row["scheme"], row["code"])
    # Revisions can be older than the journal.
    last = Revision.objects.of(model.kind, public).first()
    return last is None or last.act == RevisionAct.DELETED
