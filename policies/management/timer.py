"""A clock in every web process: what is on the schedule becomes public at its moment without anybody's doing.

One thread for a process. Several processes, or `manage.py publish_scheduled` beside them, do no harm: the lock of the
log lets one of them publish, and the others find it done.
"""

from policies.domain import publishing, schedule
from policies.management.rounds import Rounds, start_one

# Another process may put something on the schedule at any time: it is looked at this often.
LONGEST_SLEEP = 5.0
# How long a process waits at its start for what came due while none was running.
LONGEST_START = 5.0


def start() -> None:
    """Afterwards this process has its one clock, and what was due is public, unless the database keeps it waiting."""
    start_one(Timer).first_round.wait(LONGEST_START)


class Timer(Rounds):
    """Publishes what is due, and sleeps until something else is."""

    title = "publish-scheduled"
    waiting = "Scheduled publications wait"

    def work(self) -> float:
        if schedule.seconds_to_next() == 0:
            publishing.publish_due()
        seconds = schedule.seconds_to_next()
        return LONGEST_SLEEP if seconds is None else min(seconds, LONGEST_SLEEP)
