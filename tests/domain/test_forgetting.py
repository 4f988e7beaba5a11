"""Forgetting who asked for a key, and who had one."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils import timezone

from policies.domain import forgetting, keys, webhooks
from policies.models import Key, KeyRequest, Partner, Use, Webhook
from policies.models.key import REQUEST_KEPT
from tests import factories as f
from tests.keys import a_key, expire

pytestmark = pytest.mark.django_db


def asked(days=0, name="An institute"):
    row = KeyRequest.objects.create(name=name, mail="data@partner.example", purpose="To mirror it.", sender="ab")
    KeyRequest.objects.filter(pk=row.pk).update(sent_at=timezone.now() - timedelta(days=days))
    return KeyRequest.objects.get(pk=row.pk)


def noted(row):
    """Afterwards the history of the desk names the row."""
    kind = ContentType.objects.get_for_model(row)
    LogEntry.objects.create(
        user=f.user("administrator"), content_type=kind, object_id=row.pk, object_repr=str(row), action_flag=CHANGE
    )


def personal(row):
    row.refresh_from_db()
    return (row.name, row.mail, row.purpose, row.sender)


def complaint(call, row):
    with pytest.raises(ValidationError) as refused:
        call(row)
    return refused.value.messages[0]


def test_of_a_forgotten_request_it_stays_that_somebody_asked_and_what_was_decided():
    row, administrator = asked(), f.user("administrator")
    keys.decline(row, "The limits suffice.", by=administrator)
    noted(row)
    forgetting.forget_request(row)
    assert personal(row) == ("", "", "", "")
    assert (row.state, row.answer, row.handled_by) == ("declined", "The limits suffice.", administrator)
    assert LogEntry.objects.get().object_repr == str(row) == "forgotten"


def test_what_was_not_decided_is_declined_by_it_and_can_be_granted_no_more():
    row, administrator = asked(), f.user("administrator")
    forgetting.forget_request(row, by=administrator)
    assert personal(row) == ("", "", "", "")
    assert (row.state, row.handled_by) == ("declined", administrator)
    assert row.answer == "It was not decided, and has been forgotten. Ask again if you still need a key."
    assert complaint(lambda held: keys.grant(held, by=administrator), row) == "This was decided already: declined."


@pytest.mark.parametrize("end", ["revoked", "expired"])
def test_a_request_is_kept_for_as_long_as_a_key_of_it_works(end):
    row = asked()
    key = keys.grant(row, by=f.user("administrator"))
    assert complaint(forgetting.forget_request, row) == "There is a key of this request that works. Revoke it first."
    keys.revoke(key, "Over.") if end == "revoked" else expire(key)
    forgetting.forget_request(row)
    assert (personal(row), row.state, row.key) == (("", "", "", ""), "granted", key)


def test_of_a_forgotten_partner_keys_and_their_use_stay_and_are_nobodys():
    row = asked()
    key = keys.grant(row, by=f.user("administrator"))
    partner = key.partner
    Use.objects.create(key=key, day=timezone.now().date(), family="measures", requests=7)
    webhook = webhooks.add(partner, "https://partner.example/hook")
    noted(partner)
    assert complaint(forgetting.forget_partner, partner) == "An institute has a key that works. Revoke it first."
    keys.revoke(key, "Over.")
    sentence = "An institute has a webhook that is on. Switch it off first."
    assert complaint(forgetting.forget_partner, partner) == sentence
    webhooks.switch_off(webhook, "Over.")
    forgetting.forget_partner(partner)
    partner.refresh_from_db()
    assert (partner.name, partner.mail, partner.note) == (f"Forgotten {partner.pk}", "", "")
    assert personal(row) == ("", "", "", "")
    assert (Use.objects.get().requests, Key.objects.get().partner, Webhook.objects.count()) == (7, partner, 0)
    assert LogEntry.objects.get(content_type__model="partner").object_repr == f"Forgotten {partner.pk}"


def test_forgetting_twice_changes_nothing_more():
    row = asked()
    forgetting.forget_request(row)
    row.refresh_from_db()
    at = row.forgotten_at
    forgetting.forget_request(row)
    row.refresh_from_db()
    assert row.forgotten_at == at


def test_two_partners_of_one_name_before_are_told_apart_after():
    names = set()
    for name in ("One", "Another"):
        key, _words = a_key(name)
        keys.revoke(key, "Over.")
        forgetting.forget_partner(key.partner)
        names.add(Partner.objects.get(pk=key.partner.pk).name)
    assert len(names) == 2


def test_after_half_a_year_what_was_never_granted_is_forgotten_and_nothing_else():
    limit = REQUEST_KEPT.days
    old, new, declined, granted = asked(limit + 1), asked(limit - 1), asked(limit + 1), asked(limit + 1, "Other")
    keys.decline(declined, "No.", by=f.user("administrator"))
    keys.grant(granted, by=f.user("administrator"))
    now = timezone.now()
    assert forgetting.forget_old(now) == 1
    assert [personal(row)[0] for row in (old, new, declined, granted)] == ["", "An institute", "An institute", "Other"]
    # A declined one is kept from when it was declined.
    assert forgetting.forget_old(now + REQUEST_KEPT + timedelta(days=1)) == 2
    assert [personal(row)[0] for row in (new, declined, granted)] == ["", "", "Other"]


@pytest.mark.parametrize("number", [1, 3])
def test_where_there_is_nothing_to_forget_it_is_one_look(django_assert_num_queries, number):
    for _row in range(number):
        asked(1)
    with django_assert_num_queries(1):
        assert forgetting.forget_old(timezone.now()) == 0
