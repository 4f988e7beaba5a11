"""Tells the database, from every web process, what was counted in it: limits, and the use of keys. Forgets, as it is
there, who asked for a key long ago and was given none.
"""

import time

from django.utils import timezone

from policies.catalogue.limits import LIMITS, Limits
from policies.domain import forgetting
from policies.management.rounds import Rounds, start_one

PAUSE = 2.0
# However much is asked, the database is not written more often.
SHORTEST = 0.25
# So often it looks for requests to forget.
FORGET_EVERY = 3600.0
# Not at once: a process that starts has other things to do.
SHORTLY = 60.0


def start() -> None:
    """Afterwards this process has its one bookkeeper."""
    start_one(Bookkeeper)


class Bookkeeper(Rounds):
    """Shares what was counted; where the database is away, it is kept for the next round."""

    title = "share-limits"
    waiting = "Limits hold in this process alone for now"

    def __init__(self, limits: Limits = LIMITS) -> None:
        super().__init__()
        self.limits = limits
        self.forgets_at = time.monotonic() + SHORTLY

    def work(self) -> float:
        self.limits.share()
        self.forget()
        return PAUSE

    def pause(self, seconds: float) -> None:
        """A tenth of a limit was used at once: the others are told before the pause is over."""
        self.stopped.wait(SHORTEST)
        self.limits.hurry.wait(min(seconds, PAUSE))

    def stop(self) -> None:
        super().stop()
        self.limits.hurry.set()

    def forget(self) -> None:
        """Afterwards what is to be forgotten is, within an hour of its time."""
        if (now := time.monotonic()) >= self.forgets_at:
            self.forgets_at = now + FORGET_EVERY
            forgetting.forget_old(timezone.now())
