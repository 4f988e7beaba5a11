"""What the public says is wrong: taking it in, held against floods, and how far each has come."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policies.catalogue.flooding import SENDER_KEPT, WINDOW, FloodError, code_of, one_at_a_time, seconds_full
from policies.models.correction import Correction

MOST_OF_A_SENDER = 5
MOST_IN_ALL = 200
# Any number that nothing else in this database locks by.
LOCK = 7_304_221


class RepeatedError(ValidationError):
    """The same words for the same record are here already, as `earlier`."""

    def __init__(self, sentence: str, earlier: Correction) -> None:
        super().__init__(sentence)
        self.earlier = earlier


def receive(correction: Correction, address: str) -> None:
    """Afterwards the correction is stored, unless its sender or all senders sent too much in the last hour.

    `address` is the sender's, and is not kept.
    """
    now = timezone.now()
    # Asked before the lock too: a flood must not hold up those who work on the desk.
    _refuse_flood(address, now)
    with transaction.atomic():
        one_at_a_time(LOCK)
        _refuse_repeated(correction)
        _refuse_flood(address, now)
        Correction.objects.filter(sent_at__lt=now - SENDER_KEPT).exclude(sender="").update(sender="")
        correction.sender = sender(address, now)
        correction.save(force_insert=True)


def sender(address: str, at: datetime) -> str:
    """What tells senders of one day apart, and nobody's address."""
    return code_of(address, "policies.correction", at)


def _refuse_repeated(correction: Correction) -> None:
    same = Correction.objects.of(correction.kind, correction.record_id).filter(text=correction.text)
    if earlier := same.first():
        raise RepeatedError(_("These very words about this record have been sent already: once is enough."), earlier)


def _refuse_flood(address: str, now: datetime) -> None:
    recent = Correction.objects.filter(sent_at__gt=now - WINDOW)
    # The hash changes at midnight, the hour does not end there.
    own = recent.filter(sender__in={sender(address, now), sender(address, now - WINDOW)})
    if wait := seconds_full(own, MOST_OF_A_SENDER, now):
        raise FloodError(_too_many_of_yours(), wait)
    if wait := seconds_full(recent, MOST_IN_ALL, now):
        raise FloodError(
            _("Very many corrections came in within the last hour. Keep what you wrote and send it again later."), wait
        )


def _too_many_of_yours() -> str:
    sentence = ngettext(
        "%(most)d correction came from your network in the last hour, and no more are taken. "
        "Keep what you wrote and send it again later.",
        "%(most)d corrections came from your network in the last hour, and no more are taken. "
        "Keep what you wrote and send it again later.",
        MOST_OF_A_SENDER,
    )
    return sentence % {"most": MOST_OF_A_SENDER}


def shown_of(kind: str, record_id: Any) -> list[Correction]:
    """The corrections of a record whose state the public may see, the latest first, without what senders wrote."""
    return list(Correction.objects.of(kind, record_id).shown().only("id", "state", "value", "sent_at"))


def shown(pk: Any) -> Correction | None:
    """One of those, without what its sender wrote."""
    return Correction.objects.shown().defer("text", "source", "contact", "sender").filter(pk=pk).first()
