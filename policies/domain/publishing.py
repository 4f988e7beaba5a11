"""The door between the desk and the catalogue.

Every function here locks the log as its first act and holds it to the commit. So the order of sequence numbers is the
order of commits, without gaps, and publishers cannot deadlock. What is due by the schedule goes first, at its moment.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from policies.choices import ReviewAct, ScheduleState, State
from policies.content.encoding import Content, own_hash
from policies.content.records import dump, public_id
from policies.domain import due, schedule, searching, thread
from policies.domain.locking import all_locked
from policies.domain.log import ORDER, database_clock, lock_log, tombstone, write
from policies.domain.readiness import obstacles
from policies.domain.renewal import Renewal
from policies.domain.review import approve, approve_again, contributors
from policies.domain.texts import cited_texts
from policies.models.approval import Approval
from policies.models.edition import TOMBSTONES, Edition, Log, Text
from policies.models.schedule import Schedule

LONGEST_REASON = 300  # as many as an edition keeps


@transaction.atomic
def publish(records: Sequence[Any]) -> list[Edition]:
    """Afterwards each record's approved content is its current edition, and all that others carry of it is renewed.

    Refused as a whole when any record is not approved exactly as it is, lacks evidence, names one or cites a snapshot
    that is not public, or has the address of another public one.
    """
    log = open_log()
    return _publish(log, records)


def open_log() -> Log:
    """The log, locked, with all that was due before this moment published at its own."""
    log = lock_log()
    return due.publish_due(log, _publish)


def _publish(log: Log, records: Sequence[Any]) -> list[Edition]:
    records = _locked(records)
    contents = {public_id(record): dump(record) for record in records}
    texts = cited_texts(contents.values())
    _refuse_obstacles(records, contents, texts)
    approvals = {public_id(record): _approval(record, contents[public_id(record)]) for record in records}
    _keep_texts(contents.values(), texts)
    editions = write(log, Renewal(contents).settled(), approvals)
    _set_states(records, State.PUBLISHED)
    schedule.fulfil(records)
    return editions


def _set_states(records: Sequence[Any], state: State) -> None:
    for record in records:
        type(record).objects.filter(pk=record.pk).update(state=state)


class Done(NamedTuple):
    """What came of all that was due: editions written, scheduled publications they are of, and those refused."""

    editions: int
    published: int
    refused: list[Schedule]


@transaction.atomic
def publish_due() -> Done:
    """Afterwards all that is due is public at its time, or refused with why. Other publishers may do it first."""
    log = lock_log()
    names = [row.pk for row in Schedule.objects.due(log.published_at)]
    before = log.sequence
    after = due.publish_due(log, _publish)
    came = Schedule.objects.filter(pk__in=names)
    refused = list(came.filter(state=ScheduleState.REFUSED))
    return Done(after.sequence - before, came.filter(state=ScheduleState.DONE).count(), refused)


@transaction.atomic
def approve_for(record: Any, due_at: datetime, *, by: Any, seen_hash: str | None = None) -> Schedule:
    """Afterwards the record is approved exactly as it is, and becomes public at that moment unless it is changed."""
    if due_at <= max(database_clock(), Log.objects.get().published_at):
        raise ValidationError(
            _("%(moment)s is past. Give a moment to come, or approve and publish now.")
            % {"moment": due_at.isoformat(timespec="minutes")}
        )
    approval = approve(record, by=by, seen_hash=seen_hash)
    made = Schedule(kind=record.kind, record_id=public_id(record), approval=approval, due_at=due_at, by=by)
    made.full_clean(exclude=["approval", "by"])
    made.save()
    thread.note([record], ReviewAct.SCHEDULED, by=by, text=due_at.isoformat(), content_hash=approval.content_hash)
    return made


@transaction.atomic
def approve_and_publish(records: Iterable[Any], *, by: Any, seen: dict[str, str] | None = None) -> list[Edition]:
    """Afterwards all the records are approved and public; one that is refused leaves all as they were.

    `seen` has, by public id, the hash of the content that the reviewer read.
    """
    # The log first, and the records after it: in another order two publishers could wait for each other for ever.
    open_log()
    records = list(records)
    for record in records:
        approve(record, by=by, seen_hash=(seen or {}).get(public_id(record)))
    return publish(records)


@transaction.atomic
def withdraw(records: Sequence[Any], *, by: Any, reason: str, takedown: bool = False) -> list[Edition]:
    """Afterwards a tombstone with the reason stands in place of each record; no other public record names it.

    A takedown, for legal reasons, hides the words of past editions too, for as long as it lasts.
    """
    reason = checked_reason(reason)
    log = open_log()
    records = _locked(records)
    names = [public_id(record) for record in records]
    present = {str(edition.record_id): edition for edition in Edition.objects.current().filter(record_id__in=names)}
    for record in records:
        if public_id(record) not in present:
            raise ValidationError(_("%(record)s is not public; there is nothing to withdraw.") % {"record": record})
    renewed = Renewal(dict.fromkeys(names)).settled()
    tombstones = [tombstone(edition, reason, takedown=takedown) for edition in present.values()]
    editions = write(log, renewed, {}, tombstones=tombstones)
    _set_states(records, State.WITHDRAWN)
    schedule.void(records, by=by, why=reason)
    thread.note(records, ReviewAct.TAKEN_DOWN if takedown else ReviewAct.WITHDRAWN, by=by, text=reason)
    return editions


@transaction.atomic
def restore(records: Sequence[Any], *, by: Any, reason: str) -> list[Edition]:
    """Afterwards the records are public again, in the very words they had before they were withdrawn.

    Refused for a record that was changed since: that has to be submitted and approved like any change.
    """
    reason = checked_reason(reason)
    open_log()
    records = _locked(records)
    for record in records:
        if record.state != State.WITHDRAWN:
            raise ValidationError(_("%(record)s is not withdrawn; there is nothing to restore.") % {"record": record})
        approve_again(record, by=by)
    editions = publish(records)
    thread.note(records, ReviewAct.RESTORED, by=by, text=reason)
    return editions


def checked_reason(reason: str) -> str:
    """The reason without space around it; one that is missing or too long is refused."""
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Say why. The reason is public."))
    if len(reason) > LONGEST_REASON:
        raise ValidationError(
            _("The reason has %(length)d characters; %(most)d are kept. Say it shorter.")
            % {"length": len(reason), "most": LONGEST_REASON}
        )
    return reason


def _locked(records: Iterable[Any]) -> list[Any]:
    """The records as they are now, locked always in the same order; named records before those that name them."""
    records = list(records)
    held = {record.pk: record for record in all_locked(records)}
    return [held[record.pk] for record in sorted(records, key=lambda record: ORDER.index(record.kind))]


def _refuse_obstacles(records: list[Any], contents: dict[str, Content], texts: dict[str, str]) -> None:
    complaints = [
        _("%(record)s: %(obstacle)s") % {"record": record, "obstacle": obstacle}
        for record in records
        for obstacle in obstacles(contents[public_id(record)], texts)
    ]
    if complaints:
        raise ValidationError(complaints)


def _approval(record: Any, content: Content) -> Approval:
    """The last approval of exactly this content, by somebody who has not changed the record since.

    One that an edition had counts only while that edition's words are the last that were public.
    """
    name = public_id(record)
    editions = Edition.objects.filter(record_id=name)
    spoken = editions.filter(approval__isnull=False).order_by("-sequence").values("approval")[:1]
    ended = Exists(editions.latest().filter(action__in=TOMBSTONES)) | ~Q(pk=Subquery(spoken))
    spent = Exists(editions.filter(approval=OuterRef("pk"))) & ended
    given = Approval.objects.filter(kind=record.kind, record_id=name, content_hash=own_hash(content)).exclude(spent)
    given = given.exclude(by__in=contributors(record))
    approval = given.order_by("-pk").first()
    if approval is None:
        raise ValidationError(
            _("%(record)s is not approved as it is now. Submit it for review and have somebody else approve it.")
            % {"record": record}
        )
    return approval


def _keep_texts(contents: Iterable[Content], texts: dict[str, str]) -> None:
    """Afterwards the text of every snapshot of a source among the contents is public under its checksum."""
    sums = {row["sha256"] for content in contents for row in content.get("snapshots", ())}
    there = Text.objects.filter(pk__in=sums).values_list("pk", flat=True)
    new = [Text(sha256=name, text=texts[name]) for name in sorted(sums.difference(there))]
    Text.objects.bulk_create(new)
    searching.write_sentences(new)
