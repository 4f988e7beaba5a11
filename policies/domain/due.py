"""What is on the schedule and due: it becomes public at its very moment, whenever that is carried out."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import groupby
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from policies.choices import ReviewAct, ScheduleState
from policies.content.records import dump, public_id, record_of
from policies.content.references import mentions
from policies.domain import thread
from policies.domain.locking import all_locked
from policies.domain.log import TICK, database_clock
from policies.models.edition import Edition, Log
from policies.models.schedule import Schedule

Publish = Callable[[Log, Sequence[Any]], list[Edition]]
# What is said of the one record and must not keep the others, nor anybody else who publishes, from the log.
REFUSALS = (ValidationError, IntegrityError, ObjectDoesNotExist)


def publish_due(log: Log, publish: Publish) -> Log:
    """Afterwards everything due is public, all of one moment together, at exactly that moment, or refused with why.

    A moment before the last edition, which only a clock put back can give, becomes the first one after it. Returns
    the log, its clock at the present.
    """
    # Again, because what fell due while this was going on would otherwise come after what is published next.
    while due := list(Schedule.objects.due(log.published_at)):
        for moment, rows in groupby(due, key=lambda row: row.due_at):
            log = _publish_at(log, moment, list(rows), publish)
        log.published_at = max(database_clock(), log.published_at + TICK)
    return log


def _publish_at(log: Log, moment: datetime, rows: list[Schedule], publish: Publish) -> Log:
    """All that can be public goes at once: the records may name each other, and their moment is one."""
    while rows:
        try:
            return _publish_together(log, moment, rows, publish)
        except REFUSALS as error:
            refused = _to_refuse(log, moment, rows, publish) or dict.fromkeys(rows, error)
        for row, why in refused.items():
            _refuse(row, why)
        rows = [row for row in rows if row not in refused]
    return Log.objects.get(pk=log.pk)


@transaction.atomic
def _publish_together(log: Log, moment: datetime, rows: Sequence[Schedule], publish: Publish) -> Log:
    log = Log.objects.get(pk=log.pk)
    log.published_at = max(moment, log.published_at + TICK)
    records = [record_of(row.kind, row.record_id) for row in rows]
    all_locked(records)
    # Read under the locks: one that was changed or taken off a moment ago waits no longer.
    waiting = Schedule.objects.waiting().filter(pk__in=[row.pk for row in rows])
    names = {str(name) for name in waiting.values_list("record_id", flat=True)}
    publish(log, [record for record in records if public_id(record) in names])
    return log


def _to_refuse(log: Log, moment: datetime, rows: list[Schedule], publish: Publish) -> dict[Schedule, Exception]:
    """Those that can be public neither by themselves nor with what they name; of these, the ones that need least."""
    found: dict[Schedule, Exception] = {}
    fewest = len(rows)
    for row, needed in sorted(_needs(rows).items(), key=lambda item: len(item[1])):
        if len(needed) > fewest:
            break
        error = _refusal(log, moment, needed, publish)
        if error and len(needed) > 1:
            error = _refusal(log, moment, [row], publish)
        if error:
            found[row], fewest = error, len(needed)
    return found


def _refusal(log: Log, moment: datetime, rows: Sequence[Schedule], publish: Publish) -> Exception | None:
    """Why these cannot be public together, if so. Nothing is left of the attempt."""
    try:
        with transaction.atomic():
            _publish_together(log, moment, rows, publish)
            transaction.set_rollback(True)
    except REFUSALS as error:
        return error
    return None


def _needs(rows: Sequence[Schedule]) -> dict[Schedule, list[Schedule]]:
    """For each row itself, those of the records it names, and those of the records these name, and so on."""
    by_name = {str(row.record_id): row for row in rows}
    named = {name: set(_named(row)) & set(by_name) for name, row in by_name.items()}
    return {row: [by_name[other] for other in _reached(name, named)] for name, row in by_name.items()}


def _named(row: Schedule) -> Iterator[str]:
    """The records whose publication this one may have to wait for: named in it, or public at its address."""
    with suppress(ObjectDoesNotExist):
        content = dump(record_of(row.kind, row.record_id))
        yield from mentions(content)
        holders = Edition.objects.current().of(row.kind).filter(slug=content["slug"])
        yield from (str(name) for name in holders.values_list("record_id", flat=True))


def _reached(name: str, named: dict[str, set[str]]) -> list[str]:
    found, frontier = {name: None}, [name]
    while frontier:
        frontier = [other for name in frontier for other in sorted(named[name]) if other not in found]
        found |= dict.fromkeys(frontier)
    return list(found)


def _refuse(row: Schedule, error: Exception) -> None:
    """Afterwards the row waits no longer, and the thread of its record says why, if there still is one."""
    why = " ".join(error.messages) if isinstance(error, ValidationError) else _reason(error)
    if Schedule.objects.waiting().filter(pk=row.pk).update(state=ScheduleState.REFUSED, why=why):
        with suppress(ObjectDoesNotExist):
            thread.note([record_of(row.kind, row.record_id)], ReviewAct.UNSCHEDULED, by=None, text=why)


def _reason(error: Exception) -> str:
    if isinstance(error, ObjectDoesNotExist):
        return _("The record, or one that it names, is no longer there.")
    return _("The database refused it: %(why)s") % {"why": error}
