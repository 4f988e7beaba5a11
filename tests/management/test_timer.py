import logging
from datetime import timedelta

import pytest
from django.db import OperationalError

from policies.domain import publishing, review, schedule
from policies.management import rounds, timer
from policies.management.rounds import SLEEP_AFTER_FAILURE
from policies.models import Edition
from tests import factories as f
from tests.domain.clock import NOON, Clock


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch.setattr)


@pytest.fixture
def source(clock, db):
    """A source that is to become public ten minutes, less two seconds, after noon."""
    made = f.source()
    f.publish(*f.Term.objects.all())
    f.change(made)
    review.submit(made, by=None)
    publishing.approve_for(made, NOON + timedelta(minutes=10, seconds=-2), by=f.user())
    return made


def test_a_round_publishes_what_is_due_and_says_how_long_there_is_nothing_to_do(clock, source):
    assert timer.Timer().round() == timer.LONGEST_SLEEP
    clock.now = NOON + timedelta(minutes=9, seconds=55.5)
    assert timer.Timer().round() == 2.5
    assert not Edition.objects.filter(record_id=source.pk).exists()
    clock.now = NOON + timedelta(minutes=11)
    assert timer.Timer().round() == timer.LONGEST_SLEEP
    assert Edition.objects.get(record_id=source.pk).published_at == NOON + timedelta(minutes=10, seconds=-2)


def test_with_nothing_due_a_round_asks_twice_and_locks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert timer.Timer().round() == timer.LONGEST_SLEEP


def test_a_database_that_is_away_is_asked_again_and_complained_of_once(monkeypatch, caplog):
    def away():
        raise OperationalError("connection refused")

    clock = timer.Timer()
    monkeypatch.setattr(schedule, "seconds_to_next", away)
    assert [clock.round() for _again in range(3)] == [SLEEP_AFTER_FAILURE] * 3
    monkeypatch.setattr(schedule, "seconds_to_next", lambda: 1.5)
    assert clock.round() == 1.5
    monkeypatch.setattr(schedule, "seconds_to_next", away)
    clock.round()
    assert [(row.levelno, row.getMessage()) for row in caplog.records] == [
        (logging.ERROR, "Scheduled publications wait: connection refused")
    ] * 2


def test_a_process_has_one_clock_however_often_it_is_started(monkeypatch):
    met = []
    monkeypatch.setattr(rounds, "_running", {})
    monkeypatch.setattr(timer.Timer, "round", lambda clock: met.append(clock) or 60)
    timer.start()
    timer.start()
    [running] = rounds._running.values()
    assert (running.is_alive(), running.daemon, met) == (True, True, [running])
    running.stop()
    running.join(5)
    assert not running.is_alive()


def test_a_start_does_not_wait_for_ever_for_a_database_that_hangs(monkeypatch):
    monkeypatch.setattr(rounds, "_running", {})
    monkeypatch.setattr(timer, "LONGEST_START", 0.01)
    monkeypatch.setattr(timer.Timer, "round", lambda clock: clock.stopped.wait(5) and 0)
    timer.start()
    [running] = rounds._running.values()
    assert not running.first_round.is_set()
    running.stop()
    running.join(5)
