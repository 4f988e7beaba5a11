"""The key that a request comes with: known or refused; and the page on which its words are shown once."""

import re
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.models.key import Key
from policies.text.keys import digest, is_key, is_same, new_key, shown

# So long the key that was replaced still works, counted from the moment at which the new one was shown.
OVERLAP = timedelta(days=7)
BEARER = re.compile(r"bearer +(\S+) *", re.IGNORECASE)
# What a proxy before the site may have asked for itself, and passes on.
OF_PROXIES = ("basic ", "digest ", "negotiate ")


class KeyRefusedError(ValidationError):
    """The request came with a key, or what should be one, that opens nothing."""


def known(header: str) -> Key | None:
    """The key of the header `Authorization`, with its partner; nothing if there is none.

    It is asked of the database each time, so that a key is refused from the moment at which it was revoked.
    """
    if not header.strip() or header.lower().startswith(OF_PROXIES):
        return None
    given = BEARER.fullmatch(header)
    if given is None or not is_key(given[1]):
        raise KeyRefusedError(
            _("The header Authorization has no key. Write “Bearer”, a space, and the key; or leave the header out.")
        )
    return _usable(given[1])


def _usable(words: str) -> Key:
    keys = Key.objects.filter(prefix=shown(words)).select_related("partner")
    # All are compared: how long it takes says nothing of which is right.
    found = [key for key in keys if is_same(words, key.digest)]
    if not found or found[0].revoked_at:
        raise KeyRefusedError(_("This key is not known, or was revoked. Ask for another at /data/key/."))
    if found[0].is_expired:
        day = f"{found[0].expires_at:%Y-%m-%d}"
        raise KeyRefusedError(_("This key expired on %(day)s. Ask for another at /data/key/.") % {"day": day})
    return found[0]


def hand_over(key: Key) -> str:
    """Afterwards the key works; its words are returned, this once. The key that it replaces ends a week later."""
    with transaction.atomic():
        held = Key.objects.locked(key.partner_id, Q(pk__in=[key.pk, key.replaces_id])).get(key.pk)
        if held is None or not held.is_waiting:
            raise ValidationError(_("This key was shown already, or is not to be had any more."))
        words, now = new_key(), timezone.now()
        held.prefix, held.digest, held.shown_at = shown(words), digest(words), now
        held.save(update_fields=["prefix", "digest", "shown_at"])
        # What ends sooner by itself, or was never shown, is not given more time.
        Key.objects.filter(replaced_by=held, expires_at__gt=now + OVERLAP).update(expires_at=now + OVERLAP)
    return words


def renew(key: Key) -> tuple[Key, str]:
    """Afterwards the partner has another key in place of this one, which ends a week later; the new one, and its words.

    It works for as long as this one was granted for, so that nobody gives themselves more. Asked again before the
    new one was used, as where the answer was lost, it is yet another, and the one before is gone. While the key before
    this one still works there is nothing new: a partner has two keys that follow each other, and never more.
    """
    with transaction.atomic():
        held = Key.objects.locked(key.partner_id, Q(pk=key.pk) | Q(replaces=key.pk))
        if key.pk not in held:
            raise ValidationError(_("This key is not known any more."))
        old = held.pop(key.pk)
        _refuse_third(old)
        # Of the old one the end may have come nearer by a renewal whose answer was lost.
        granted = next(iter(held.values()), old)
        new = old.renewed(timezone.now() + (granted.expires_at - granted.granted_at))
        words = hand_over(new)
        # Once this is committed, another renewal may take it away.
        new.refresh_from_db()
    return new, words


def _refuse_third(key: Key) -> None:
    before = key.replaces
    if before and not before.revoked_at and not before.is_expired:
        raise ValidationError(
            _("The key before this one, %(key)s, works until %(day)s. Renew this one after that.")
            % {"key": before, "day": f"{before.expires_at:%Y-%m-%d %H:%M} UTC"}
        )
