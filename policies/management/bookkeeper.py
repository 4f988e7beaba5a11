"""Tells the database, from every web process, what was counted in it: limits, and the use of keys. Forgets, as it is
there, who asked for a key long ago and was given none.
"""

import logging
import threading
import time

from django.db import DatabaseError, connection
from django.utils import timezone

from policies.catalogue.limits import LIMITS, Limits
from policies.domain import forgetting

PAUSE = 2.0
# However much is asked, the database is not written more often.
SHORTEST = 0.25
# So often it looks for requests to forget.
FORGET_EVERY = 3600.0
# Not at once: a process that starts has other things to do.
SHORTLY = 60.0

logger = logging.getLogger(__name__)
_lock = threading.Lock()
_running: list["Bookkeeper"] = []


def start() -> None:
    """Afterwards this process has its one bookkeeper."""
    with _lock:
        if not _running:
            _running.append(Bookkeeper())
            _running[0].start()


class Bookkeeper(threading.Thread):
    """Shares what was counted, sleeps, and goes on whatever happens."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        super().__init__(name="share-limits", daemon=True)
        self.limits = limits
        self.stopped = threading.Event()
        self.is_failing = False
        self.forgets_at = time.monotonic() + SHORTLY

    def run(self) -> None:
        while not self.stopped.is_set():
            self.round()
            connection.close()
            self.stopped.wait(SHORTEST)
            # A tenth of a limit was used at once: the others are told before the pause is over.
            self.limits.hurry.wait(PAUSE)

    def stop(self) -> None:
        """Afterwards it sleeps no longer than the pause under way."""
        self.stopped.set()
        self.limits.hurry.set()

    def round(self) -> None:
        """Afterwards all that was counted is shared; where the database is away, it is kept for the next round."""
        try:
            self.limits.share()
            self.forget()
            self.is_failing = False
        except Exception as error:  # noqa: BLE001 - what fails here must not end the counting
            self.complain(error)

    def forget(self) -> None:
        """Afterwards what is to be forgotten is, within an hour of its time."""
        if (now := time.monotonic()) >= self.forgets_at:
            self.forgets_at = now + FORGET_EVERY
            forgetting.forget_old(timezone.now())

    def complain(self, error: Exception) -> None:
        """Say it once for as long as it lasts."""
        if not self.is_failing:
            away = isinstance(error, DatabaseError)
            logger.error("Limits hold in this process alone for now: %s", error, exc_info=None if away else error)
        self.is_failing = True
