"""Approved contents that wait for their time. What happens when it has come is in due.py."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from policies.choices import ReviewAct, ScheduleState, State
from policies.content.encoding import own_hash
from policies.content.records import dump, public_id
from policies.domain import thread
from policies.domain.locking import locked
from policies.domain.log import database_clock
from policies.models.schedule import Schedule


@transaction.atomic
def take_off(record: Any, *, by: Any) -> None:
    """Afterwards the record is not published by itself; it stays in review, as it was."""
    # Locked, as whoever publishes locks it: so it is either public already, or never will be by itself.
    record = locked(record)
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


def resume(number: int, record: Any, *, by: Any, counts: bool) -> bool:
    """Afterwards the record waits for its time again, as it did under this number, if it still can.

    It can if it says exactly what was approved for that time, the time is to come, and the approval still `counts`.
    Otherwise its thread says why it must be scheduled anew, unless it is public already or waits for another time.
    """
    if record.state == State.PUBLISHED or waiting(record):
        return False
    row = Schedule.objects.select_related("approval").get(pk=number)
    if why := _why_not(row, record, counts=counts):
        thread.note([record], ReviewAct.UNSCHEDULED, by=by, text=why)
        return False
    row.state, row.why = ScheduleState.WAITING, ""
    row.save(update_fields=["state", "why"])
    thread.note([record], ReviewAct.SCHEDULED, by=by, text=row.due_at.isoformat())
    return True


def _why_not(row: Schedule, record: Any, *, counts: bool) -> str:
    moment = {"moment": row.due_at.isoformat(timespec="minutes")}
    if record.state != State.IN_REVIEW or own_hash(dump(record)) != row.approval.content_hash:
        return _("It does not wait for %(moment)s again, because it was changed meanwhile: schedule it anew.") % moment
    if row.due_at <= database_clock():
        return _("It does not wait for %(moment)s again, because that is past: schedule it anew.") % moment
    if not counts:
        return (
            _("It does not wait for %(moment)s again, because its approval counts no longer: have it approved anew.")
            % moment
        )
    return ""


def waiting(record: Any) -> Schedule | None:
    return _of(record).first()


def waiting_among(records: Iterable[Any]) -> dict[str, int]:
    """Of records that wait for their time, by public id: the number by which they can do so again."""
    names = [public_id(record) for record in records]
    rows = Schedule.objects.waiting().filter(record_id__in=names)
    return {str(name): number for name, number in rows.values_list("record_id", "pk")}


def _of(record: Any) -> Any:
    return Schedule.objects.waiting().filter(kind=record.kind, record_id=public_id(record))


def seconds_to_next() -> float | None:
    """How long until something on the schedule is due, by the database's clock; 0 if it is; None if nothing waits."""
    due_at = Schedule.objects.waiting().order_by("due_at").values_list("due_at", flat=True).first()
    return due_at and max((due_at - database_clock()).total_seconds(), 0.0)
