"""Threads that work in rounds."""

import logging
import threading

import pytest
from django.db import OperationalError

from policies.management import rounds
from policies.management.rounds import SLEEP_AFTER_FAILURE, Rounds, start_one


class Counting(Rounds):
    title, waiting = "count", "Numbers wait"
    given = ()

    def __init__(self):
        super().__init__()
        self.left = list(self.given)
        self.is_done = threading.Event()

    def work(self):
        if len(self.left) == 1:
            self.is_done.set()
        if isinstance(found := self.left.pop(0), Exception):
            raise found
        return found


def counting(*given):
    return type("Given", (Counting,), {"given": given})()


@pytest.fixture(autouse=True)
def _nothing_runs(monkeypatch):
    monkeypatch.setattr(rounds, "_running", {})


def test_a_round_says_how_long_to_sleep_and_a_failed_one_sleeps_longer():
    runner = counting(1.5, OperationalError("away"), 0)
    assert [runner.round() for _time in range(3)] == [1.5, SLEEP_AFTER_FAILURE, 0]


def test_a_database_that_is_away_is_complained_of_once_for_as_long_as_it_lasts_and_a_mistake_of_ours_whole(caplog):
    runner = counting(OperationalError("away"), OperationalError("away"), 0, ValueError("ours"), ValueError("ours"))
    with caplog.at_level(logging.ERROR):
        for _time in range(5):
            runner.round()
    said = [(record.name, record.getMessage(), bool(record.exc_info)) for record in caplog.records]
    assert said == [(__name__, "Numbers wait: away", False), (__name__, "Numbers wait: ours", True)]


def test_it_goes_on_after_a_failure_until_it_is_told_to_stop(monkeypatch):
    monkeypatch.setattr(rounds, "SLEEP_AFTER_FAILURE", 0.0)
    runner = counting(ValueError("ours"), 0, 60)
    runner.start()
    assert runner.is_done.wait(5)
    runner.stop()
    runner.join(5)
    assert not runner.is_alive()


def test_a_process_has_one_of_each_kind(monkeypatch):
    monkeypatch.setattr(Counting, "start", lambda runner: None)
    other = type("Other", (Counting,), {})
    assert start_one(Counting) is start_one(Counting)
    assert start_one(other) is not start_one(Counting)
    assert [*rounds._running] == [Counting, other]
