"""Taking in what the public says is wrong, held against floods by limits that are counted in the database."""

import os
import subprocess
import sys
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from policies.catalogue import corrections
from policies.catalogue.corrections import RepeatedError, receive, sender
from policies.catalogue.flooding import FloodError
from policies.models.correction import Correction

pytestmark = pytest.mark.django_db
RECORD = uuid.UUID(int=1)
AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
OWN_LIMIT = (
    "5 corrections came from your network in the last hour, and no more are taken. "
    "Keep what you wrote and send it again later."
)
LIMIT_OF_ALL = "Very many corrections came in within the last hour. Keep what you wrote and send it again later."


def a_correction(text="The year is wrong.", **values):
    return Correction(**{"kind": "measure", "record_id": RECORD, "edition": 1, "value": "date", "text": text, **values})


@pytest.fixture
def clock(monkeypatch):
    """Sets the clock: `clock(moment)`."""

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_to(AT)
    return set_to


def send(number, address="192.0.2.1"):
    for _row in range(number):
        receive(a_correction(f"Text {uuid.uuid4()}"), address)


def refusal(address, text="One more."):
    with pytest.raises(FloodError) as refused:
        receive(a_correction(text), address)
    return refused.value.messages, refused.value.retry_after


def test_what_is_sent_is_stored_without_the_address(clock):
    receive(a_correction(), "192.0.2.1")
    stored = Correction.objects.get()
    assert (stored.text, stored.state, stored.sent_at) == ("The year is wrong.", "received", AT)
    assert stored.sender == sender("192.0.2.1", AT)
    assert "192.0.2.1" not in repr(stored.__dict__)


def test_the_sixth_of_a_sender_in_an_hour_is_refused_and_others_are_not(clock):
    send(5)
    assert refusal("192.0.2.1") == ([OWN_LIMIT], 3600)
    receive(a_correction(), "192.0.2.2")
    assert Correction.objects.count() == 6


def test_the_refusal_says_in_how_many_seconds_there_is_room_and_then_there_is(clock):
    send(1)
    clock(AT + timedelta(minutes=20))
    send(4)
    clock(AT + timedelta(minutes=59))
    assert refusal("192.0.2.1") == ([OWN_LIMIT], 60)
    clock(AT + timedelta(minutes=60))
    send(1)
    assert refusal("192.0.2.1") == ([OWN_LIMIT], 20 * 60)


def test_midnight_does_not_open_the_limit_of_a_sender(clock):
    clock(datetime(2026, 11, 25, 23, 50, tzinfo=UTC))
    send(3)
    clock(datetime(2026, 11, 26, 0, 10, tzinfo=UTC))
    send(2)
    assert refusal("192.0.2.1") == ([OWN_LIMIT], 40 * 60)


def test_two_hundred_of_all_senders_in_an_hour_are_taken(clock):
    Correction.objects.bulk_create([a_correction(f"Text {number}", sender="x") for number in range(199)])
    send(1)
    assert refusal("192.0.2.9") == ([LIMIT_OF_ALL], 3600)
    clock(AT + timedelta(hours=1))
    send(1)
    assert Correction.objects.count() == 201


def test_what_curators_discarded_counts_for_the_limits(clock):
    send(5)
    Correction.objects.update(state="discarded")
    assert refusal("192.0.2.1") == ([OWN_LIMIT], 3600)


def test_a_thousand_in_a_loop_store_no_more_than_the_limit(clock):
    refused = 0
    for number in range(1000):
        try:
            receive(a_correction(f"Text {number}"), "192.0.2.1")
        except FloodError:
            refused += 1
    assert (Correction.objects.count(), refused) == (5, 995)


def test_a_flood_is_refused_by_one_query_and_without_a_lock(clock):
    send(5)
    with CaptureQueriesContext(connection) as queries:
        refusal("192.0.2.1")
    assert len(queries) == 1


def test_a_thousand_senders_store_no_more_than_the_limit_of_all(clock):
    refused = 0
    for number in range(1000):
        try:
            receive(a_correction(f"Text {number}"), f"2001:db8:0:{number:x}::1")
        except FloodError:
            refused += 1
    assert (Correction.objects.count(), refused) == (200, 800)


def test_the_same_words_for_the_same_record_are_refused_with_the_earlier_ones(clock):
    receive(a_correction(), "192.0.2.1")
    with pytest.raises(RepeatedError) as refused:
        receive(a_correction(), "192.0.2.2")
    assert refused.value.messages == ["These very words about this record have been sent already: once is enough."]
    assert refused.value.earlier == Correction.objects.get()


def test_the_same_words_for_another_record_or_kind_are_taken(clock):
    for correction in (a_correction(), a_correction(record_id=uuid.UUID(int=2)), a_correction(kind="document")):
        receive(correction, "192.0.2.1")
    assert Correction.objects.count() == 3


def test_a_sender_is_known_for_a_day_and_no_longer(clock):
    send(1)
    clock(AT + timedelta(hours=24))
    send(1, "192.0.2.2")
    assert Correction.objects.exclude(sender="").count() == 2
    clock(AT + timedelta(hours=24, seconds=1))
    send(1, "192.0.2.3")
    assert Correction.objects.exclude(sender="").count() == 2
    assert Correction.objects.get(sent_at=AT).sender == ""


def test_a_sender_cannot_be_told_from_the_hash_without_the_key_nor_over_days(settings):
    one = sender("192.0.2.1", AT)
    assert len(one) == 64
    assert one == sender("192.0.2.1", AT + timedelta(hours=11))
    others = {sender("192.0.2.2", AT), sender("192.0.2.1", AT + timedelta(hours=12))}
    settings.SECRET_KEY = "another"
    assert one not in {*others, sender("192.0.2.1", AT)}


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("", "192.0.2.1", False),
        ("unix:", "unix:", True),
    ],
)
def test_a_sender_is_an_address_or_a_network_of_the_sixth_version(one, other, is_same):
    assert (sender(one, AT) == sender(other, AT)) is is_same


def test_of_many_at_once_no_more_are_taken_than_the_limit(database):
    done = subprocess.run(
        [sys.executable, "-m", "tests.catalogue.sending_together", "16"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stdout) == (0, "stored 5, refused 11, errors []\n"), done.stderr


def test_the_public_sees_all_but_the_discarded_the_latest_first(clock):
    for minute, state in enumerate(("received", "in_work", "accepted", "declined", "discarded")):
        clock(AT + timedelta(minutes=minute))
        a_correction(state=state, answer="Because.").save()
    shown = corrections.shown_of("measure", RECORD)
    assert [row.state for row in shown] == ["declined", "accepted", "in_work", "received"]
    assert corrections.shown(shown[0].pk) == shown[0]
    assert corrections.shown(Correction.objects.get(state="discarded").pk) is None
    assert corrections.shown(uuid.uuid4()) is None


@pytest.mark.parametrize("name", ["text", "source", "contact", "sender"])
def test_what_the_sender_wrote_is_not_even_read_for_the_public(name):
    a_correction(source="A book", contact="a@b.example").save()
    [listed] = corrections.shown_of("measure", RECORD)
    assert name in listed.get_deferred_fields()
    assert name in corrections.shown(listed.pk).get_deferred_fields()
