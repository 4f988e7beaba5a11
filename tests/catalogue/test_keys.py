"""A partner renews its key by that key: one new one works, whatever goes wrong, and nobody gives themselves more."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from policies.catalogue import keys
from policies.catalogue.keys import hand_over, known, renew
from policies.choices import KeyScope
from policies.domain import keys as desk
from policies.models import Key
from tests import together
from tests.keys import a_key, expire, partner


def use(key):
    """Afterwards it is known that the key was used."""
    Key.objects.filter(pk=key.pk).update(last_used_at=timezone.now())


def refusal(key):
    with pytest.raises(ValidationError) as refused:
        renew(key)
    return refused.value.messages[0]


def refused(words):
    with pytest.raises(keys.KeyRefusedError) as refusal:
        known(f"Bearer {words}")
    return refusal.value.messages[0]


@pytest.mark.django_db
def test_the_new_key_has_the_same_scope_and_the_old_one_ends_a_week_later():
    key, words = a_key(scope=KeyScope.WEBHOOKS)
    new, new_words = renew(key)
    assert (new.partner, new.scope, new.replaces) == (key.partner, "webhooks", key)
    assert (known(f"Bearer {words}"), known(f"Bearer {new_words}")) == (key, new)
    key.refresh_from_db()
    assert key.expires_at == new.shown_at + timedelta(days=7)
    expire(key)
    assert "expired" in refused(words)


@pytest.mark.django_db
@pytest.mark.parametrize("days", [10, 365, 1000])
def test_it_works_for_as_long_as_the_old_one_was_granted_for_and_no_longer(days):
    key = desk.give(partner(), expires_at=timezone.now() + timedelta(days=days))
    hand_over(key)
    key.refresh_from_db()
    new, _words = renew(key)
    again, _words = renew(key)
    for found in (new, again):
        assert abs(found.expires_at - found.granted_at - timedelta(days=days)) < timedelta(minutes=1)


@pytest.mark.django_db
def test_where_the_answer_was_lost_another_takes_the_place_of_what_was_never_used():
    key, _words = a_key()
    lost, lost_words = renew(key)
    new, words = renew(key)
    assert not Key.objects.filter(pk=lost.pk).exists()
    assert "not known" in refused(lost_words)
    assert known(f"Bearer {words}") == new
    assert Key.objects.get(replaces=key) == new


@pytest.mark.django_db
def test_once_the_new_key_was_used_the_old_one_renews_nothing_more():
    key, _words = a_key()
    new, words = renew(key)
    use(new)
    assert refusal(key) == f"The key {key} was renewed already, and ends by itself."
    assert known(f"Bearer {words}") == new
    assert Key.objects.count() == 2


@pytest.mark.django_db
def test_a_key_that_was_revoked_in_place_of_the_old_one_is_not_had_again_by_the_old_one():
    key, _words = a_key()
    new, _words = renew(key)
    desk.revoke(new, "Lost.")
    assert refusal(key) == f"The key {key} was renewed already, and ends by itself."


@pytest.mark.django_db
def test_there_are_never_three_keys_that_follow_each_other():
    key, _words = a_key()
    new, _words = renew(key)
    use(new)
    key.refresh_from_db()
    day = f"{key.expires_at:%Y-%m-%d %H:%M}"
    assert refusal(new) == f"The key before this one, {key}, works until {day} UTC. Renew this one after that."
    expire(key)
    assert renew(new)[0].replaces == new


@pytest.mark.django_db
def test_after_the_leaked_one_before_it_was_revoked_a_key_is_renewed_at_once():
    key, _words = a_key()
    new, _words = renew(key)
    desk.revoke(key, "It leaked.")
    assert renew(new)[0].replaces == new


@pytest.mark.django_db
def test_what_an_administrator_gave_and_was_not_shown_yet_is_what_the_partner_gets():
    key, _words = a_key()
    given = desk.rotate(key)
    new, words = renew(key)
    assert (new, known(f"Bearer {words}")) == (given, given)
    with pytest.raises(ValidationError):
        hand_over(given)


@pytest.mark.django_db
def test_a_key_that_ended_since_it_was_read_renews_nothing():
    revoked, _words = a_key()
    expired, _words = a_key()
    deleted, _words = a_key()
    desk.revoke(revoked, "Lost.")
    expire(expired)
    Key.objects.filter(pk=deleted.pk).delete()
    for key in (revoked, expired):
        assert refusal(key) == f"The key {key} does not work any more: give its partner another."
    assert refusal(deleted) == "This key is not known any more."
    assert not Key.objects.filter(replaces__isnull=False).exists()


def test_of_many_who_renew_at_once_one_has_a_key_that_works(database):
    outcome = together.run("tests.catalogue.renewing_together", 6, 8, database=database, seconds=120).said
    one = {"errors": [], "given": True, "working": 1, "old works": True, "after it": 1}
    assert outcome == [one] * 8
