"""A database's clock that a test sets: its moments are then known to the microsecond."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from policies.domain import due, log, publishing, schedule

# Later than the log of any database that a test begins with.
NOON = datetime(2099, 1, 1, 12, tzinfo=UTC)


class Clock:
    """Stands still until it is set; `step` lets it run on by so much at each look."""

    def __init__(self, patch: Callable) -> None:
        self.now, self.step = NOON, timedelta()
        for module in (due, log, publishing, schedule):
            patch(module, "database_clock", self.read)

    def read(self) -> datetime:
        self.now += self.step
        return self.now

    def at(self, hour: int, minute: int = 0, **more: int) -> datetime:
        """Afterwards it is so late, on the day of NOON. Returns the moment."""
        self.now = NOON.replace(hour=hour, minute=minute) + timedelta(**more)
        return self.now
