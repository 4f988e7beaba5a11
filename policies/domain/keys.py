"""What administrators do with keys: grant what was asked for, decline it, renew a key, revoke it.

Nobody here ever sees the words of a key: they are made when its partner opens the page on which they are shown once.
"""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.choices import KeyRequestState, KeyScope
from policies.models.key import Key, KeyRequest
from policies.models.partner import Partner

VALID_FOR = timedelta(days=365)
# And the day that it is.
LONGEST = timedelta(days=3 * 365 + 1)


def grant(
    request: KeyRequest,
    *,
    by: User,
    partner: Partner | None = None,
    scope: str = KeyScope.READING,
    expires_at: datetime | None = None,
) -> Key:
    """Afterwards whoever asked can have the key shown. Without a partner, one is made of what the request says."""
    with transaction.atomic():
        held = _still_asked(request)
        partner = partner or _partner_of(held)
        held.key = give(partner, scope=scope, expires_at=expires_at)
        _decide(held, KeyRequestState.GRANTED, "", by)
    return held.key


def decline(request: KeyRequest, reason: str, *, by: User) -> None:
    """Afterwards whoever asked reads why there is no key for them."""
    if not reason.strip():
        raise ValidationError({"answer": _("Write why: whoever asked reads it.")})
    with transaction.atomic():
        _decide(_still_asked(request), KeyRequestState.DECLINED, reason.strip(), by)


def give(partner: Partner, *, scope: str = KeyScope.READING, expires_at: datetime | None = None) -> Key:
    """Afterwards the partner has one key more, whose words wait to be shown on its page."""
    key = Key(partner=partner, scope=scope, expires_at=expires_at or timezone.now() + VALID_FOR)
    check_end(key.expires_at)
    key.full_clean()
    key.save(force_insert=True)
    return key


def rotate(key: Key) -> Key:
    """Afterwards another key waits to be shown, with the same scope and a year from now; once it was, this one ends
    a week later. Asked again before that one was used, it is the same, or another instead.
    """
    with transaction.atomic():
        held = Key.objects.locked(key.partner_id, Q(pk=key.pk) | Q(replaces=key.pk))
        return held[key.pk].renewed(timezone.now() + VALID_FOR)


def revoke(key: Key, why: str) -> None:
    """Afterwards the key is refused, from the next request on; its page shows no words."""
    if not why.strip():
        raise ValidationError(_("Write why the key is revoked: its partner reads it."))
    changed = Key.objects.filter(pk=key.pk, revoked_at__isnull=True)
    changed.update(revoked_at=timezone.now(), why_revoked=why.strip()[:300])


def check_end(at: datetime) -> None:
    """Afterwards a key may be given until then."""
    now = timezone.now()
    if not now < at <= now + LONGEST:
        raise ValidationError(_("A key works until a day to come, three years from now at the most."))


def _still_asked(request: KeyRequest) -> KeyRequest:
    held = KeyRequest.objects.select_for_update().get(pk=request.pk)
    if held.state != KeyRequestState.ASKED:
        raise ValidationError(_("This was decided already: %(state)s.") % {"state": held.get_state_display()})
    return held


def _partner_of(request: KeyRequest) -> Partner:
    """A new one: that somebody writes the name of a partner of ours does not make them that partner."""
    if Partner.objects.filter(name=request.name).exists():
        sentence = _("There is a partner “%(name)s” already. Choose it if you are sure that it is who asks.")
        raise ValidationError({"partner": sentence % {"name": request.name}})
    return Partner.objects.create(name=request.name, mail=request.mail, note=request.purpose)


def _decide(request: KeyRequest, state: str, answer: str, by: User) -> None:
    request.state, request.answer, request.handled_by, request.handled_at = state, answer, by, timezone.now()
    request.save(update_fields=["state", "answer", "key", "handled_by", "handled_at"])
