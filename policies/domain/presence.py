"""Who has a record's form open. It is no lock: it tells people of each other, so that they can talk."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from policies.content.records import public_id
from policies.models.presence import Presence

# A browser tells every half minute that the form is still open; one without scripts tells only when it opens it.
BEATING = datetime.timedelta(minutes=2)
OPENED = datetime.timedelta(minutes=15)


def enter(record: Any, person: Any) -> None:
    """Afterwards it is known that this person opened the record's form now."""
    _note(record, person, ["opened_at", "seen_at"])


def stay(record: Any, person: Any) -> None:
    """Afterwards it is known that this person has the record's form open still, since whenever they opened it."""
    _note(record, person, ["seen_at"])


def _note(record: Any, person: Any, columns: list[str]) -> None:
    now = timezone.now()
    Presence.objects.bulk_create(
        [Presence(kind=record.kind, record_id=public_id(record), user=person, opened_at=now, seen_at=now)],
        update_conflicts=True,
        unique_fields=["kind", "record_id", "user"],
        update_fields=columns,
    )


def leave(record: Any, person: Any) -> None:
    """Afterwards this person is not in the record's form any more."""
    Presence.objects.filter(kind=record.kind, record_id=public_id(record), user=person).delete()


def others(record: Any, person: Any, within: datetime.timedelta) -> QuerySet[Presence]:
    """Everybody else who was seen in the record's form in that time before now, whoever was seen last first."""
    since = timezone.now() - within
    here = Presence.objects.filter(kind=record.kind, record_id=public_id(record), seen_at__gte=since)
    return here.exclude(user=person).select_related("user").order_by("-seen_at")
