"""Who asks for a key: taken in, held against floods."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.catalogue.flooding import SENDER_KEPT, WINDOW, FloodError, code_of, one_at_a_time, seconds_full
from policies.models.key import KeyRequest

MOST_OF_A_SENDER = 3
MOST_IN_ALL = 50
SALT = "policies.key-request"
# Any number that nothing else in this database locks by.
LOCK = 7_304_222


def receive(request: KeyRequest, address: str) -> None:
    """Afterwards the request is stored, unless its sender or all senders sent too many in the last hour.

    `address` is the sender's, and is not kept.
    """
    now = timezone.now()
    # Asked before the lock too: a flood must not hold up those who work on the desk.
    _refuse_flood(address, now)
    with transaction.atomic():
        one_at_a_time(LOCK)
        _refuse_flood(address, now)
        KeyRequest.objects.filter(sent_at__lt=now - SENDER_KEPT).exclude(sender="").update(sender="")
        request.sender = code_of(address, SALT, now)
        request.save(force_insert=True)


def _refuse_flood(address: str, now: datetime) -> None:
    recent = KeyRequest.objects.filter(sent_at__gt=now - WINDOW)
    # The hash changes at midnight, the hour does not end there.
    own = recent.filter(sender__in={code_of(address, SALT, now), code_of(address, SALT, now - WINDOW)})
    if wait := seconds_full(own, MOST_OF_A_SENDER, now):
        raise FloodError(_("Several keys were asked for from your network in the last hour. Ask again later."), wait)
    if wait := seconds_full(recent, MOST_IN_ALL, now):
        raise FloodError(_("Very many keys were asked for in the last hour. Ask again later."), wait)
