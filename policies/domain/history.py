"""Revisions: what a working record said after each change, who changed it, when and why; and bringing one back."""

import json
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, Max, OuterRef, ProtectedError, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.choices import RevisionAct, State
from policies.content.encoding import Content, encode, own_hash
from policies.content.records import MODELS, dump, load, public_id, record_of
from policies.domain import schedule
from policies.domain.locking import locked
from policies.domain.merged import refuse_part_of_a_merge
from policies.models.edition import Edition
from policies.models.revision import Revision


def note_change(record: Any, *, by: Any, reason: str = "", act: str = RevisionAct.CHANGED) -> Revision | None:
    """Afterwards the record's content is kept as its latest revision; nothing is written if it did not change.

    A record that was in review or published becomes a draft again, and is taken off the schedule; an edition of it
    stays public, untouched. What the public has ever seen is changed for a reason only.
    """
    content = dump(record)
    if (last := latest(record)) and last.content_hash == own_hash(content) and last.act != RevisionAct.DELETED:
        return None
    if not reason.strip() and was_public(content["id"]):
        raise ValidationError(say_why())
    revision = keep(record, content, by=by, reason=reason, act=act)
    record.version += 1
    if record.state in {State.IN_REVIEW, State.PUBLISHED}:
        record.state = State.DRAFT
    type(record).objects.filter(pk=record.pk).update(
        version=record.version, state=record.state, updated_at=timezone.now()
    )
    schedule.void([record], by=by, why=_("It was changed."))
    return revision


def latest(record: Any) -> Revision | None:
    return Revision.objects.of(record.kind, public_id(record)).first()


def latest_number(record: Any) -> int | None:
    """The number of its latest revision; None if it has none yet."""
    return Revision.objects.of(record.kind, public_id(record)).values_list("number", flat=True).first()


def deleted(kind: str) -> QuerySet[Revision]:
    """The last revision of each record of this kind that was deleted and not brought back; the latest first."""
    later = Revision.objects.filter(kind=kind, record_id=OuterRef("record_id"), number__gt=OuterRef("number"))
    gone = Revision.objects.filter(kind=kind, act=RevisionAct.DELETED).exclude(Exists(later))
    return gone.select_related("by").order_by("-at", "-pk")


def was_public(record_id: Any) -> bool:
    """Whether the public has ever seen the record with this public id: whoever changes it then says why."""
    return Edition.objects.filter(record_id=record_id).exists()


def say_why() -> str:
    return _("The public sees this record, or has seen it: say why you change it.")


def put_note(record: Any, note: str) -> None:
    """Afterwards the record has this note for curators. It is no content, but it can be lost like any other word."""
    type(record).objects.filter(pk=record.pk).exclude(note=note).update(note=note, version=F("version") + 1)


def keep(record: Any, content: Content, *, by: Any, reason: str, act: str = RevisionAct.CHANGED) -> Revision:
    """Afterwards this content is the record's latest revision."""
    earlier = Revision.objects.of(record.kind, public_id(record)).aggregate(last=Max("number"))["last"] or 0
    return Revision.objects.create(
        kind=record.kind,
        record_id=public_id(record),
        number=earlier + 1,
        act=act,
        content=encode(content),
        content_hash=own_hash(content),
        reason=reason,
        by=by,
    )


@transaction.atomic
def delete(record: Any, *, by: Any, reason: str) -> None:
    """Afterwards the working record is gone, and its last revision can bring it back.

    What was ever public keeps its address for ever: it is withdrawn, and not deleted. A deletion without a reason is
    refused.
    """
    if not reason.strip():
        raise ValidationError(_("Say why it is deleted: the reason stands beside it among the deleted records."))
    record = locked(record)
    if Edition.objects.filter(record_id=public_id(record)).exists():
        raise ValidationError(_("%(record)s has been public: withdraw it instead.") % {"record": record})
    refuse_part_of_a_merge(record)
    schedule.void([record], by=by, why=_("It was deleted."))
    keep(record, dump(record), by=by, reason=reason, act=RevisionAct.DELETED)
    try:
        record.delete()
    except ProtectedError as error:
        others = ", ".join(sorted({str(row) for row in error.protected_objects})[:5])
        raise ValidationError(
            _("%(record)s is named by other records: %(others)s. Change those first.")
            % {"record": record, "others": others}
        ) from error


@transaction.atomic
def bring_back(revision: Revision, *, by: Any, reason: str = "") -> Any:
    """Afterwards the working record says what it said in this revision, as a new change; a deleted one is there again.

    Returns the record. Refused whole where something it names is no longer there.
    """
    if not reason.strip() and not was_public(revision.record_id):
        reason = _("Brought back from revision %(number)d") % {"number": revision.number}
    return put(json.loads(revision.content), by=by, reason=reason, act=RevisionAct.BROUGHT_BACK)


@transaction.atomic
def put(content: Content, *, by: Any, reason: str, act: str = RevisionAct.CHANGED) -> Any:
    """Afterwards the working record says this content, checked like anything that is typed, and it is noted who did."""
    model = MODELS[content["kind"]]
    # One that was deleted comes back.
    with suppress(model.DoesNotExist):
        locked(record_of(content["kind"], content["id"]))
    try:
        # A savepoint: what the database refuses leaves a transaction that can go on.
        with transaction.atomic():
            record = load(content)
            check(record)
    except (IntegrityError, KeyError, model.DoesNotExist) as error:
        raise ValidationError(
            _("These values do not go together, or name something that is no longer there: %(why)s") % {"why": error}
        ) from error
    record = model.objects.get(pk=record.pk)
    note_change(record, by=by, reason=reason[:300], act=act)
    return record


def check(record: Any) -> None:
    """Raises ValidationError with every sentence that the record and its rows have about their values."""
    found: list[str] = []
    for row in (record, *_rows(record)):
        try:
            row.full_clean()
        except ValidationError as error:
            found += error.messages
    if found:
        raise ValidationError(list(dict.fromkeys(found)))


def _rows(record: Any) -> list[Any]:
    """The rows that belong to a record and would go with it."""
    owned = [
        relation
        for relation in record._meta.related_objects
        if relation.one_to_many and relation.on_delete is models.CASCADE
    ]
    return [row for relation in owned for row in getattr(record, relation.get_accessor_name()).all()]
