"""Keys, who asked for them, and how much they were used."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from policies.choices import KeyRequestState
from policies.models import Key, KeyRequest, Partner, Tally, Use
from tests.models.refusals import Broken, complaints, refused_by, told

pytestmark = pytest.mark.django_db
WORDS = {"prefix": "epa_abcd", "digest": "ab" * 32}


def key(**values):
    partner = Partner.objects.get_or_create(name="An institute", mail="data@partner.example")[0]
    return Key(**{"partner": partner, "expires_at": timezone.now() + timedelta(days=1), **values})


def shown(**values):
    return key(**{**WORDS, "shown_at": timezone.now(), **values})


def request(**values):
    return KeyRequest(**{"name": "An institute", "mail": "data@partner.example", "purpose": "Study.", **values})


def saved(row):
    row.save()
    return row


def with_the_words_of_another():
    shown().save()
    return shown()


def used_twice():
    held = saved(key())
    Use(key=held, day=date(2026, 11, 27), family="measures").save()
    return Use(key=held, day=date(2026, 11, 27), family="measures")


def counted_twice():
    Tally(who="a", span=1).save()
    return Tally(who="a", span=1)


def test_a_key_waits_until_it_is_shown_revoked_or_expired():
    now = timezone.now()
    assert [row.is_waiting for row in (key(), shown(), key(revoked_at=now), key(expires_at=now))] == [
        *(True, False, False, False),
    ]
    assert [str(row) for row in (key(), shown(), request(), Tally(who="a", used=3))] == [
        *("not shown yet", "epa_abcd…", "An institute", "a: 3"),
    ]


def test_words_with_signs_that_nobody_can_read_are_refused():
    assert complaints(request(name="a\x00b")) != []


BROKEN = {
    "key_digest_once": Broken(with_the_words_of_another, None),
    "key_has_words_once_shown": Broken(lambda: key(**WORDS), None),
    "key_revoked_for_a_reason": Broken(lambda: key(revoked_at=timezone.now()), None),
    "key_scope_known": Broken(lambda: key(scope="all"), None),
    "key_request_granted_with_a_key": Broken(lambda: request(state=KeyRequestState.GRANTED), None),
    "key_request_declined_with_a_reason": Broken(
        lambda: request(state=KeyRequestState.DECLINED), "Write why: whoever asked reads it."
    ),
    "key_request_forgotten_whole": Broken(
        lambda: request(mail="", purpose="", state="declined", answer="No.", forgotten_at=timezone.now()), None
    ),
    "key_request_forgotten_is_decided": Broken(
        lambda: request(name="", mail="", purpose="", forgotten_at=timezone.now()), None
    ),
    "use_once_a_day": Broken(used_twice, None),
    "tally_once": Broken(counted_twice, None),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_breaks_a_rule(name):
    assert refused_by(BROKEN[name].row()) == {name}


@pytest.mark.parametrize("case", told(BROKEN))
def test_the_model_says_it_in_a_sentence(case):
    assert case.sentence in complaints(case.row())
