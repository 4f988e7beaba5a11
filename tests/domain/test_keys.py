"""Granting, declining, renewing and revoking keys."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from policies.catalogue.keys import hand_over, known
from policies.domain import keys
from policies.models import Key, KeyRequest, Partner
from policies.text.keys import KEY, digest
from tests import factories as f
from tests.keys import a_key, expire, partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return KeyRequest.objects.create(name="An institute", mail="data@partner.example", purpose="To mirror it.")


@pytest.fixture
def administrator():
    return f.user("administrator")


def complaints(call, *arguments, **more):
    with pytest.raises(ValidationError) as refused:
        call(*arguments, **more)
    return refused.value.messages


def test_what_was_asked_for_is_granted_to_a_partner_made_of_it(asked, administrator):
    key = keys.grant(asked, by=administrator)
    asked.refresh_from_db()
    assert (asked.state, asked.key, asked.handled_by, asked.answer) == ("granted", key, administrator, "")
    made = Partner.objects.get()
    assert (made.name, made.mail, made.note, key.partner) == (asked.name, asked.mail, asked.purpose, made)
    assert (key.scope, key.digest, key.is_waiting) == ("reading", "", True)
    assert timedelta(days=364) < key.expires_at - timezone.now() <= timedelta(days=365)


def test_who_writes_the_name_of_a_partner_is_not_taken_for_that_partner(asked, administrator):
    there = partner("An institute")
    sentence = "There is a partner “An institute” already. Choose it if you are sure that it is who asks."
    assert complaints(keys.grant, asked, by=administrator) == [sentence]
    assert (KeyRequest.objects.get().state, Key.objects.count()) == ("asked", 0)
    assert keys.grant(asked, by=administrator, partner=there).partner == there


def test_what_is_declined_needs_a_reason_and_has_no_key(asked, administrator):
    assert complaints(keys.decline, asked, "  ", by=administrator) == ["Write why: whoever asked reads it."]
    keys.decline(asked, "The limits suffice for that.", by=administrator)
    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.key) == ("declined", "The limits suffice for that.", None)


def test_what_was_decided_is_not_decided_again(asked, administrator):
    keys.decline(asked, "No.", by=administrator)
    assert complaints(keys.grant, asked, by=administrator) == ["This was decided already: declined."]
    assert complaints(keys.decline, asked, "No.", by=administrator) == ["This was decided already: declined."]


@pytest.mark.parametrize("days", [-1, 0, 1097])
def test_a_key_ends_on_a_day_to_come_and_not_too_far_off(days):
    sentence = "A key works until a day to come, three years from now at the most."
    assert complaints(keys.give, partner(), expires_at=timezone.now() + timedelta(days=days)) == [sentence]


def test_the_words_are_shown_once_and_only_what_is_made_of_them_is_kept():
    key = keys.give(partner())
    words = hand_over(key)
    kept = Key.objects.get()
    assert (kept.prefix, kept.digest, kept.is_waiting) == (words[:12], digest(words), False)
    assert words not in str(Key.objects.values())
    assert complaints(hand_over, key) == ["This key was shown already, or is not to be had any more."]
    assert known(f"Bearer {words}") == kept


def test_what_was_revoked_or_has_expired_before_it_was_shown_is_not_shown():
    revoked, expired = keys.give(partner()), keys.give(partner())
    keys.revoke(revoked, "Granted by mistake.")
    expire(expired)
    for key in (revoked, expired):
        assert complaints(hand_over, key) == ["This key was shown already, or is not to be had any more."]


def test_a_renewed_key_works_until_a_week_after_the_new_one_was_shown():
    key, words = a_key()
    before = key.expires_at
    new = keys.rotate(key)
    key.refresh_from_db()
    assert (key.expires_at, new.scope, new.partner, new.replaces) == (before, key.scope, key.partner, key)
    hand_over(new)
    key.refresh_from_db()
    assert key.expires_at == Key.objects.get(pk=new.pk).shown_at + timedelta(days=7)
    assert known(f"Bearer {words}") == key


def test_a_key_that_ends_sooner_by_itself_is_given_no_more_time():
    key, _words = a_key()
    soon = timezone.now() + timedelta(days=2)
    Key.objects.filter(pk=key.pk).update(expires_at=soon)
    hand_over(keys.rotate(key))
    key.refresh_from_db()
    assert key.expires_at == soon


def test_who_asks_twice_for_a_new_key_is_given_the_same_and_another_where_it_was_shown_and_never_used():
    key, _words = a_key()
    first = keys.rotate(key)
    assert keys.rotate(key) == first
    hand_over(first)
    second = keys.rotate(key)
    assert (second != first, list(Key.objects.filter(replaces=key))) == (True, [second])
    hand_over(second)
    Key.objects.filter(pk=second.pk).update(last_used_at=timezone.now())
    assert complaints(keys.rotate, key) == [f"The key {key} was renewed already, and ends by itself."]


def test_a_key_that_does_not_work_is_not_renewed():
    waiting = keys.give(partner())
    revoked, _words = a_key()
    expired, _words = a_key()
    keys.revoke(revoked, "Lost.")
    expire(expired)
    assert complaints(keys.rotate, waiting) == ["This key was not shown yet: there is nothing to renew."]
    for key in (revoked, expired):
        assert complaints(keys.rotate, key) == [f"The key {key} does not work any more: give its partner another."]


def test_a_key_is_revoked_once_for_a_reason():
    key, _words = a_key()
    assert complaints(keys.revoke, key, " ") == ["Write why the key is revoked: its partner reads it."]
    keys.revoke(key, "Lost.")
    keys.revoke(key, "Another reason.")
    key.refresh_from_db()
    assert (key.why_revoked, key.revoked_at is not None) == ("Lost.", True)


@pytest.mark.parametrize(
    "values",
    [
        {"digest": "x"},
        {"prefix": "x"},
        {"shown_at": timezone.now()},
        {"revoked_at": timezone.now()},
        {"scope": "everything"},
    ],
)
def test_the_database_refuses_a_key_that_cannot_be(values):
    key = keys.give(partner())
    with pytest.raises(IntegrityError), transaction.atomic():
        Key.objects.filter(pk=key.pk).update(**values)


@pytest.mark.parametrize("values", [{"state": "granted"}, {"state": "declined"}, {"state": "other"}])
def test_the_database_refuses_a_request_that_cannot_be(asked, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        KeyRequest.objects.filter(pk=asked.pk).update(**values)


def test_no_key_is_in_what_is_dumped_of_the_database():
    key, words = a_key()
    hand_over(keys.rotate(key))
    dumped = io.StringIO()
    call_command("dumpdata", "policies", "admin", "axes", stdout=dumped)
    assert digest(words) in dumped.getvalue()
    assert words not in dumped.getvalue()
    assert KEY.search(dumped.getvalue()) is None
