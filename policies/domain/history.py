"""Revisions: what a working record said after each change, who changed it, when and why."""

from typing import Any

from django.db.models import Max
from django.utils import timezone

from policies.choices import State
from policies.content.encoding import Content, encode, own_hash
from policies.content.records import dump, public_id
from policies.models.revision import Revision


def note_change(record: Any, *, by: Any, reason: str = "") -> Revision | None:
    """Afterwards the record's content is kept as its latest revision; nothing is written if it did not change.

    A record that was in review or published becomes a draft again; an edition of it stays public, untouched.
    """
    content = dump(record)
    if (last := latest(record)) and last.content_hash == own_hash(content):
        return None
    revision = keep(record, content, by=by, reason=reason)
    record.version += 1
    if record.state in {State.IN_REVIEW, State.PUBLISHED}:
        record.state = State.DRAFT
    type(record).objects.filter(pk=record.pk).update(
        version=record.version, state=record.state, updated_at=timezone.now()
    )
    return revision


def latest(record: Any) -> Revision | None:
    return Revision.objects.of(record.kind, public_id(record)).first()


def keep(record: Any, content: Content, *, by: Any, reason: str) -> Revision:
    """Afterwards this content is the record's latest revision."""
    earlier = Revision.objects.of(record.kind, public_id(record)).aggregate(last=Max("number"))["last"] or 0
    return Revision.objects.create(
        kind=record.kind,
        record_id=public_id(record),
        number=earlier + 1,
        content=encode(content),
        content_hash=own_hash(content),
        reason=reason,
        by=by,
    )
