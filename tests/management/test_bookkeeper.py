"""The thread that tells the database what was counted."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from policies.catalogue.limits import Limits
from policies.management import bookkeeper, rounds
from policies.management.bookkeeper import Bookkeeper
from policies.models.key import REQUEST_KEPT, KeyRequest


class Counting(Limits):
    """Counts how often it was to share, and fails where it is told to."""

    def __init__(self, *failures):
        super().__init__()
        self.failures = list(failures)
        self.rounds = 0
        self.was_shared = threading.Event()

    def share(self):
        self.hurry.clear()
        self.rounds += 1
        self.was_shared.set()
        if self.failures and (failure := self.failures.pop(0)):
            raise failure


def test_it_complains_once_and_goes_on_while_the_database_is_away(caplog):
    away = OperationalError("database is locked")
    keeper = Bookkeeper(Counting(away, away, None, away))
    for _round in range(4):
        keeper.round()
    sentence = "Limits hold in this process alone for now: database is locked"
    assert [(row.getMessage(), row.exc_info) for row in caplog.records] == [(sentence, None)] * 2


def test_a_mistake_of_ours_is_noted_whole(caplog):
    Bookkeeper(Counting(ValueError("ours"))).round()
    assert caplog.records[0].exc_info


def test_it_does_not_wait_for_the_end_of_its_pause_where_much_is_asked(monkeypatch):
    monkeypatch.setattr(bookkeeper, "PAUSE", 60.0)
    monkeypatch.setattr(bookkeeper, "SHORTEST", 0.0)
    limits = Counting()
    keeper = Bookkeeper(limits)
    keeper.start()
    assert limits.was_shared.wait(5)
    limits.was_shared.clear()
    limits.take("a", 10)
    assert limits.was_shared.wait(5)
    keeper.stop()
    keeper.join(5)
    assert not keeper.is_alive()


def test_a_process_has_one(monkeypatch):
    monkeypatch.setattr(rounds, "_running", {})
    monkeypatch.setattr(Bookkeeper, "start", lambda keeper: None)
    bookkeeper.start()
    bookkeeper.start()
    assert [*rounds._running] == [Bookkeeper]


@pytest.mark.django_db
def test_a_round_with_nothing_to_tell_says_nothing(caplog):
    Bookkeeper(Limits()).round()
    assert caplog.records == []


@pytest.mark.django_db
def test_it_forgets_who_asked_for_a_key_long_ago_once_an_hour(monkeypatch):
    times = iter([0.0, 59.0, 61.0, 62.0, 3660.0, 3662.0])
    monkeypatch.setattr(bookkeeper.time, "monotonic", lambda: next(times))
    keeper = Bookkeeper(Limits())
    forgotten = []
    for _round in range(5):
        row = KeyRequest.objects.create(name="An institute", mail="data@partner.example", purpose="Study.")
        KeyRequest.objects.filter(pk=row.pk).update(sent_at=timezone.now() - REQUEST_KEPT - timedelta(hours=1))
        keeper.round()
        forgotten.append(KeyRequest.objects.filter(forgotten_at__isnull=False).count())
    assert forgotten == [0, 2, 2, 2, 5]
