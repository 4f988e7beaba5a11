"""Threads that work in rounds for as long as their process lives, whatever happens in any of them."""

import logging
import threading
from typing import ClassVar

from django.db import DatabaseError, connection

# A database that is away is asked again, but not hammered; nor is what cannot be done for a mistake of ours.
SLEEP_AFTER_FAILURE = 10.0

_lock = threading.Lock()
_running: dict[type["Rounds"], "Rounds"] = {}


def start_one(kind: type["Rounds"]) -> "Rounds":
    """The one thread of this kind that this process has; afterwards it runs."""
    with _lock:
        if kind not in _running:
            _running[kind] = kind()
            _running[kind].start()
        return _running[kind]


class Rounds(threading.Thread):
    """Works, sleeps for as long as there is nothing to do, and goes on."""

    waiting: ClassVar[str]
    """What waits while its rounds fail: the beginning of the complaint."""

    title: ClassVar[str]
    """What the thread is called where threads are listed."""

    def __init__(self) -> None:
        super().__init__(name=self.title, daemon=True)
        self.first_round = threading.Event()
        self.stopped = threading.Event()
        self.is_failing = False

    def work(self) -> float:
        """Afterwards what was to be done is done. Returns for how many seconds there is nothing to do."""
        raise NotImplementedError

    def run(self) -> None:
        while not self.stopped.is_set():
            seconds = self.round()
            # Idle until the next round: a connection is worth more to others.
            connection.close()
            self.first_round.set()
            self.pause(seconds)

    def pause(self, seconds: float) -> None:
        """Sleep so long, or until it is told to stop."""
        self.stopped.wait(seconds)

    def stop(self) -> None:
        """Afterwards it sleeps no longer than the round under way."""
        self.stopped.set()

    def round(self) -> float:
        """One piece of work. Returns for how many seconds to sleep; raises nothing."""
        try:
            seconds = self.work()
        except Exception as error:  # noqa: BLE001 - a thread that ends is worse than any mistake it meets
            self.complain(error)
            return SLEEP_AFTER_FAILURE
        self.is_failing = False
        return seconds

    def complain(self, error: Exception) -> None:
        """Say it once for as long as it lasts."""
        if not self.is_failing:
            away = isinstance(error, DatabaseError)
            # In the log it stands under the module of what waits.
            logger = logging.getLogger(type(self).__module__)
            logger.error("%s: %s", self.waiting, error, exc_info=None if away else error)
        self.is_failing = True
