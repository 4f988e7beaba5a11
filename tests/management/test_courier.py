"""The thread that sends webhooks from every web process."""

import logging

import pytest
from django.db import OperationalError

from policies.domain import webhooks
from policies.domain.webhooks import Sent
from policies.management import courier
from policies.management.rounds import SLEEP_AFTER_FAILURE


@pytest.fixture
def rounds(monkeypatch):
    """What each round is to come to, an exception or a number of changes taken."""
    given = []

    def send_due(_message):
        found = given.pop(0)
        if isinstance(found, Exception):
            raise found
        return Sent(taken=found)

    monkeypatch.setattr(webhooks, "send_due", send_due)
    return given


def test_it_goes_on_at_once_while_there_is_something_and_then_sleeps(rounds):
    rounds += [3, 0]
    assert [courier.Courier().round() for _time in range(2)] == [0, courier.SLEEP]


def test_it_goes_on_whatever_happens_and_complains_once(rounds, caplog):
    rounds += [OperationalError("away"), ValueError("odd"), 0, OperationalError("away")]
    runner = courier.Courier()
    with caplog.at_level(logging.ERROR):
        assert [runner.round() for _time in range(4)] == [
            *(SLEEP_AFTER_FAILURE, SLEEP_AFTER_FAILURE, courier.SLEEP, SLEEP_AFTER_FAILURE),
        ]
    assert [record.getMessage() for record in caplog.records] == ["Webhooks wait: away"] * 2


def test_it_stops_when_it_is_told_to(rounds):
    rounds += [0]
    runner = courier.Courier()
    runner.stop()
    runner.start()
    runner.join(5)
    assert not runner.is_alive()
