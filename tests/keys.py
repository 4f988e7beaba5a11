"""Keys for tests: a partner's, shown already, with its words."""

from datetime import timedelta

from django.utils import timezone

from policies.catalogue.keys import hand_over
from policies.choices import KeyScope
from policies.domain import keys
from policies.models import Key, Partner


def partner(name="An institute"):
    return Partner.objects.get_or_create(name=name, defaults={"mail": "data@partner.example"})[0]


def a_key(name="An institute", scope=KeyScope.READING):
    """A key that works, and its words."""
    key = keys.give(partner(name), scope=scope)
    words = hand_over(key)
    return Key.objects.get(pk=key.pk), words


def expire(key):
    """Afterwards its time was over a second ago."""
    Key.objects.filter(pk=key.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def bearing(words):
    return {"Authorization": f"Bearer {words}"}
