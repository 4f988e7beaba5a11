"""Sends webhooks from every web process, so that one process is all there need be.

One thread for a process. Several, or `manage.py send_webhooks --follow` beside them, do no harm: each takes a webhook
to itself for a while.
"""

from policies.catalogue.changes import message
from policies.domain import webhooks
from policies.management.rounds import Rounds, start_one

SLEEP = 2.0


def start() -> None:
    """Afterwards this process has its one courier."""
    start_one(Courier)


class Courier(Rounds):
    """Sends what is due."""

    title = "send-webhooks"
    waiting = "Webhooks wait"

    def work(self) -> float:
        return 0 if webhooks.send_due(message).taken else SLEEP
