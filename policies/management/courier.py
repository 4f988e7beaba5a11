"""Sends webhooks from every web process, so that one process is all there need be.

One thread for a process. Several, or `manage.py send_webhooks --follow` beside them, do no harm: each takes a webhook
to itself for a while.
"""

import logging
import threading

from django.db import DatabaseError, connection

from policies.catalogue.changes import message
from policies.domain import webhooks

SLEEP = 2.0
SLEEP_AFTER_FAILURE = 10.0

logger = logging.getLogger(__name__)
_lock = threading.Lock()
_running: list["Courier"] = []


def start() -> None:
    """Afterwards this process has its one courier."""
    with _lock:
        if not _running:
            _running.append(Courier())
            _running[0].start()


class Courier(threading.Thread):
    """Sends what is due, sleeps, and goes on whatever happens."""

    def __init__(self) -> None:
        super().__init__(name="send-webhooks", daemon=True)
        self.stopped = threading.Event()
        self.is_failing = False

    def run(self) -> None:
        while not self.stopped.is_set():
            seconds = self.round()
            connection.close()
            self.stopped.wait(seconds)

    def stop(self) -> None:
        """Afterwards it sleeps no longer than the round under way."""
        self.stopped.set()

    def round(self) -> float:
        """Afterwards something was sent if anything was due. Returns for how many seconds there is nothing to do."""
        try:
            sent = webhooks.send_due(message)
        except Exception as error:  # noqa: BLE001 - what fails here must not end the sending of all else
            self.complain(error)
            return SLEEP_AFTER_FAILURE
        self.is_failing = False
        return 0 if sent.taken else SLEEP

    def complain(self, error: Exception) -> None:
        """Say it once for as long as it lasts."""
        if not self.is_failing:
            away = isinstance(error, DatabaseError)
            logger.error("Webhooks wait: %s", error, exc_info=None if away else error)
        self.is_failing = True
