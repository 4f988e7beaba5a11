"""The thread that tells the database what was counted."""

import threading

import pytest
from django.db import OperationalError

from policies.catalogue.limits import Limits
from policies.management import bookkeeper
from policies.management.bookkeeper import Bookkeeper


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
    monkeypatch.setattr(bookkeeper, "_running", [])
    monkeypatch.setattr(Bookkeeper, "start", lambda keeper: None)
    bookkeeper.start()
    bookkeeper.start()
    assert len(bookkeeper._running) == 1


@pytest.mark.django_db
def test_a_round_with_nothing_to_tell_says_nothing(caplog):
    Bookkeeper(Limits()).round()
    assert caplog.records == []
