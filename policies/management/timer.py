"""A clock in every web process: what is on the schedule becomes public at its moment without anybody's doing.

One thread for a process. Several processes, or `manage.py publish_scheduled` beside them, do no harm: the lock of the
log lets one of them publish, and the others find it done.
"""

import logging
import threading

from django.db import DatabaseError, connection

from policies.domain import publishing, schedule

# Another process may put something on the schedule at any time: it is looked at this often.
LONGEST_SLEEP = 5.0
# A database that is away is asked again, but not hammered; nor is what cannot be published for a mistake of ours.
SLEEP_AFTER_FAILURE = 10.0
# How long a process waits at its start for what came due while none was running.
LONGEST_START = 5.0

logger = logging.getLogger(__name__)
_lock = threading.Lock()
_running: list["Timer"] = []


def start() -> None:
    """Afterwards this process has its one clock, and what was due is public, unless the database keeps it waiting."""
    with _lock:
        if not _running:
            _running.append(Timer())
            _running[0].start()
    _running[0].first_round.wait(LONGEST_START)


class Timer(threading.Thread):
    """Publishes what is due, sleeps until something else is, and goes on whatever happens."""

    def __init__(self) -> None:
        super().__init__(name="publish-scheduled", daemon=True)
        self.first_round = threading.Event()
        self.stopped = threading.Event()
        self.is_failing = False

    def run(self) -> None:
        while not self.stopped.is_set():
            seconds = self.round()
            # Idle until the next round: a connection is worth more to others.
            connection.close()
            self.first_round.set()
            self.stopped.wait(seconds)

    def stop(self) -> None:
        """Afterwards it sleeps no longer than the round under way."""
        self.stopped.set()

    def round(self) -> float:
        """Afterwards all that is due is public. Returns for how many seconds there is nothing to do."""
        try:
            if schedule.seconds_to_next() == 0:
                publishing.publish_due()
            seconds = schedule.seconds_to_next()
        except Exception as error:  # noqa: BLE001 - a clock that stops is worse than any mistake it meets
            self.complain(error)
            return SLEEP_AFTER_FAILURE
        self.is_failing = False
        return LONGEST_SLEEP if seconds is None else min(seconds, LONGEST_SLEEP)

    def complain(self, error: Exception) -> None:
        """Say it once for as long as it lasts."""
        if not self.is_failing:
            away = isinstance(error, DatabaseError)
            logger.error("Scheduled publications wait: %s", error, exc_info=None if away else error)
        self.is_failing = True
