"""Forgetting who asked for a key and who had one, when that is over. What happened stays: that somebody asked, what
was decided and by whom, and how much a key was used.
"""

from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.choices import KeyRequestState
from policies.models.key import REQUEST_KEPT, Key, KeyQuerySet, KeyRequest
from policies.models.partner import Partner, Webhook


def forget_request(request: KeyRequest, *, by: Any = None) -> None:
    """Afterwards nobody knows who asked, and what for. A request that nobody has decided is declined by it.

    Refused while there is a key of it that works or waits: until then it says why somebody has one.
    """
    with transaction.atomic():
        held = KeyRequest.objects.select_for_update().get(pk=request.pk)
        if held.forgotten_at:
            return
        if held.key_id and _working().filter(pk=held.key_id).exists():
            raise ValidationError(_("There is a key of this request that works. Revoke it first."))
        _empty(held, timezone.now(), by)


def forget_partner(partner: Partner) -> None:
    """Afterwards nobody knows who had these keys. The partner's webhooks are gone with what was sent to them, and its
    requests are forgotten. Refused while a key of it works or a webhook is on.
    """
    with transaction.atomic():
        held = Partner.objects.select_for_update().get(pk=partner.pk)
        if held.forgotten_at:
            return
        if _working().filter(partner=held).exists():
            raise ValidationError(_("%(partner)s has a key that works. Revoke it first.") % {"partner": held})
        if Webhook.objects.on().filter(partner=held).exists():
            raise ValidationError(_("%(partner)s has a webhook that is on. Switch it off first.") % {"partner": held})
        held.webhooks.all().delete()
        for request in KeyRequest.objects.select_for_update().filter(key__partner=held, forgotten_at__isnull=True):
            _empty(request, timezone.now())
        held.name, held.mail, held.note, held.forgotten_at = _nobody(held), "", "", timezone.now()
        held.save(update_fields=["name", "mail", "note", "forgotten_at"])
        _forget_in_history(held)


def forget_old(now: datetime) -> int:
    """Afterwards no request is kept of which no key came for so long; how many were forgotten."""
    before = now - REQUEST_KEPT
    old = Q(state=KeyRequestState.ASKED, sent_at__lt=before) | Q(
        state=KeyRequestState.DECLINED, handled_at__lt=before, forgotten_at__isnull=True
    )
    # Nothing is locked, and on SQLite nobody is kept waiting, where there is none.
    if not KeyRequest.objects.filter(old).exists():
        return 0
    with transaction.atomic():
        found = list(KeyRequest.objects.select_for_update(of=("self",)).filter(old).order_by("pk"))
        for request in found:
            _empty(request, now)
    return len(found)


def _working() -> KeyQuerySet:
    """Keys that open something, or will once they are shown."""
    return Key.objects.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())


def _empty(request: KeyRequest, now: datetime, by: Any = None) -> None:
    if request.state == KeyRequestState.ASKED:
        request.state, request.handled_at, request.handled_by = KeyRequestState.DECLINED, now, by
        request.answer = _("It was not decided, and has been forgotten. Ask again if you still need a key.")
    request.name = request.mail = request.purpose = request.sender = ""
    request.forgotten_at = now
    request.save()
    _forget_in_history(request)


def _nobody(partner: Partner) -> str:
    return _("Forgotten %(number)d") % {"number": partner.pk}


def _forget_in_history(row: KeyRequest | Partner) -> None:
    """The history of the desk says what was done to it, with the name that it had."""
    kind = ContentType.objects.get_for_model(row)
    LogEntry.objects.filter(content_type=kind, object_id=str(row.pk)).update(object_repr=str(row))
