"""How often somebody may ask, counted in this process, and shared with the others through the database.

A request is counted in memory alone: it waits for no writer, and while publishing holds the database it is not held up.
`share` tells the database what came in, and learns what others counted: a thread of each process calls it every few
seconds, and sooner where somebody used a tenth of a limit. Until then a process does not know of what others let in.
So of one limit, each further process may let in at most a tenth, and what it takes in while `share` runs; where the
database cannot be written for a while, at most the limit. What is lost forgives use: it opens nothing.

All is counted in tenths of a request: an answer that the asker has already costs one.
"""

import math
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from threading import Event, Lock
from typing import NamedTuple

from policies.catalogue import tallies
from policies.catalogue.tallies import Spans, Uses

WINDOW = 60
TENTHS = 10
# More askers than that in one minute are not told apart by a process: those longest here are forgotten.
MOST_ASKERS = 50_000


class Standing(NamedTuple):
    """Whether it may go on, how many requests are left, and in how many seconds all are there again."""

    is_allowed: bool
    left: int
    seconds: int


@dataclass
class Count:
    span: int
    used: int = 0
    untold: int = 0


class Limits:
    """The counts of one process."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.counts: dict[str, Count] = {}
        self.uses: dict[tuple[str, date, str], list[int]] = {}
        self.lock = Lock()
        # Set where it should not be waited for before the others are told.
        self.hurry = Event()

    def take(self, who: str, most: int, tenths: int = TENTHS) -> Standing:
        """Count a request of this cost if there is room for it. What is refused is not counted."""
        limit = most * TENTHS
        with self.lock:
            span, seconds = self._span(who)
            count = self._count(who, span)
            is_allowed = count.used + min(tenths, limit) <= limit
            if is_allowed:
                count.used += tenths
                count.untold += tenths
            if count.untold * 10 >= limit:
                self.hurry.set()
            return Standing(is_allowed, self._left(count, most), seconds)

    def add(self, who: str, most: int, tenths: int) -> Standing:
        """Of a request that turned out to cost more: afterwards that is counted too, be there room for it or not."""
        with self.lock:
            span, seconds = self._span(who)
            count = self._count(who, span)
            count.used += tenths
            count.untold += tenths
            return Standing(True, self._left(count, most), seconds)

    def note(self, key: str, family: str, *, is_refused: bool) -> None:
        """Afterwards it will be known that the key asked for such an address today."""
        day = datetime.fromtimestamp(self.clock(), UTC).date()
        with self.lock:
            row = self.uses.setdefault((key, day, family), [0, 0])
            row[is_refused] += 1

    def share(self) -> None:
        """Afterwards the others can know what came in here, and what they had told by then is counted here.

        Where that fails nothing is lost: it is told the next time.
        """
        self.hurry.clear()
        with self.lock:
            told = {(who, count.span): count.untold for who, count in self.counts.items()}
            uses, self.uses = self.uses, {}
            for count in self.counts.values():
                count.untold = 0
        try:
            known = tallies.told({pair: number for pair, number in told.items() if number}, uses, told, self.clock())
        except BaseException:
            self._take_back(told, uses)
            raise
        self._learn(known)

    def _span(self, who: str) -> tuple[int, int]:
        """The minute it is for this asker, and how long it still lasts. Not everybody's begins at the same second."""
        moment = self.clock() + zlib.crc32(who.encode()) % WINDOW
        span = int(moment // WINDOW)
        return span, max(1, math.ceil((span + 1) * WINDOW - moment))

    def _count(self, who: str, span: int) -> Count:
        count = self.counts.get(who)
        if count is None or count.span != span:
            # Put last: the first ones are those longest here.
            self.counts.pop(who, None)
            count = self.counts[who] = Count(span)
            if len(self.counts) > MOST_ASKERS:
                self.counts.pop(next(iter(self.counts)))
        return count

    @staticmethod
    def _left(count: Count, most: int) -> int:
        return max(0, most - math.ceil(count.used / TENTHS))

    def _take_back(self, told: Spans, uses: Uses) -> None:
        with self.lock:
            for (who, span), tenths in told.items():
                if (count := self.counts.get(who)) and count.span == span:
                    count.untold += tenths
            for name, (requests, refused) in uses.items():
                row = self.uses.setdefault(name, [0, 0])
                row[0] += requests
                row[1] += refused

    def _learn(self, known: Iterable[tuple[str, int, int]]) -> None:
        with self.lock:
            for who, span, used in known:
                if (count := self.counts.get(who)) and count.span == span:
                    count.used = used + count.untold
            gone = [who for who, count in self.counts.items() if count.span != self._span(who)[0]]
            for who in gone:
                del self.counts[who]


# Those of this process.
LIMITS = Limits()
