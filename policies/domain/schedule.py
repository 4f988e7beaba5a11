"""Approved contents that wait for their time, and what happens when it has come."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.choices import ReviewAct, ScheduleState
from policies.content.records import public_id, record_of
from policies.domain import thread
from policies.domain.log import TICK, database_clock
from policies.domain.review import approve
from policies.models.edition import Edition, Log
from policies.models.schedule import Schedule

Publish = Callable[[Log, Sequence[Any]], list[Edition]]


@transaction.atomic
def approve_for(record: Any, due_at: datetime, *, by: Any, seen_hash: str | None = None) -> Schedule:
    """Afterwards the record is approved exactly as it is, and becomes public at that moment unless it is changed."""
    if due_at <= timezone.now():
        raise ValidationError(
            _("%(moment)s is past. Give a moment to come, or approve and publish now.")
            % {"moment": due_at.isoformat(timespec="minutes")}
        )
    approval = approve(record, by=by, seen_hash=seen_hash)
    made = Schedule(kind=record.kind, record_id=public_id(record), approval=approval, due_at=due_at, by=by)
    made.full_clean(exclude=["approval", "by"])
    made.save()
    thread.note([record], ReviewAct.SCHEDULED, by=by, text=due_at.isoformat())
    return made


@transaction.atomic
def take_off(record: Any, *, by: Any) -> None:
    """Afterwards the record is not published by itself; it stays in review, as it was."""
    if not void([record], by=by, why=_("Taken off the schedule.")):
        raise ValidationError(_("%(record)s is not on the schedule.") % {"record": record})


def void(records: Sequence[Any], *, by: Any, why: str) -> int:
    """Afterwards none of the records waits for its time. Returns how many did."""
    number = 0
    for record in records:
        waiting = _of(record).update(state=ScheduleState.VOID, why=why)
        if waiting:
            thread.note([record], ReviewAct.UNSCHEDULED, by=by, text=why)
        number += waiting
    return number


def fulfil(records: Sequence[Any]) -> None:
    """Afterwards records that are public now wait no longer."""
    for record in records:
        _of(record).update(state=ScheduleState.DONE)


def waiting(record: Any) -> Schedule | None:
    return _of(record).first()


def _of(record: Any) -> Any:
    return Schedule.objects.waiting().filter(kind=record.kind, record_id=public_id(record))


def publish_due(log: Log, publish: Publish) -> Log:
    """Afterwards everything due is public, each group of one moment together, at exactly that moment.

    A moment before the last edition, which only a clock put back can give, becomes the first one after it. Returns
    the log, its clock at the present.
    """
    now = log.published_at
    due = list(Schedule.objects.due(now))
    for moment, group in groupby(due, key=lambda row: row.due_at):
        log = _publish_at(log, moment, list(group), publish)
    log.published_at = max(now, database_clock(), log.published_at + TICK) if due else now
    return log


def _publish_at(log: Log, moment: datetime, rows: list[Schedule], publish: Publish) -> Log:
    """All of one moment at once, because they may name each other; if that is refused, one at a time."""
    try:
        return _publish_together(log, moment, rows, publish)
    except ValidationError as error:
        if len(rows) == 1:
            return _refuse(rows[0], error)
    for row in rows:
        log = _publish_at(log, moment, [row], publish)
    return log


@transaction.atomic
def _publish_together(log: Log, moment: datetime, rows: list[Schedule], publish: Publish) -> Log:
    log = Log.objects.get(pk=log.pk)
    log.published_at = max(moment, log.published_at + TICK)
    publish(log, [record_of(row.kind, row.record_id) for row in rows])
    return log


def _refuse(row: Schedule, error: ValidationError) -> Log:
    why = " ".join(error.messages)
    Schedule.objects.filter(pk=row.pk).update(state=ScheduleState.REFUSED, why=why)
    thread.note([record_of(row.kind, row.record_id)], ReviewAct.UNSCHEDULED, by=None, text=why)
    return Log.objects.get(pk=1)
