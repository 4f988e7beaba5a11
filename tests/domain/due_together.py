"""Several processes, each with several clocks, wait for the same moments in the database of DATABASE_URL.

`python -m tests.domain.due_together PROCESSES MOMENTS RECORDS` prints what came of it as JSON: a program of its own,
because a test's transaction would keep one process from seeing what another one wrote.
"""

import json
import select
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import django

django.setup()


from policies.domain import publishing, review  # noqa: E402
from policies.management.timer import Timer  # noqa: E402
from policies.models import Edition, Log, Schedule  # noqa: E402
from tests import factories as f  # noqa: E402

CLOCKS = 3
# Long enough for the slowest process to have begun.
SECONDS_BEFORE, SECONDS_AFTER, SECONDS_BETWEEN = 6, 10, 0.5
SECONDS_TO_SPARE = 2


def build(number_of_moments: int, records: int) -> list[datetime]:
    """For each moment so many sources that are to become public then. Returns the moments."""
    sources = [f.source() for _number in range(number_of_moments * records)]
    f.publish(*sources)
    first = datetime.now(UTC) + timedelta(seconds=SECONDS_BEFORE)
    moments = [first + timedelta(seconds=SECONDS_BETWEEN * number) for number in range(number_of_moments)]
    for number, source in enumerate(sources):
        f.change(source, title_en=f"New {number}")
        review.submit(source, by=None)
        publishing.approve_for(source, moments[number % len(moments)], by=f.user())
    return moments


def watch(until: datetime) -> None:
    """Run some clocks in this process until then, or until nothing can be read from standard input any more."""
    clocks = [Timer() for _number in range(CLOCKS)]
    for clock in clocks:
        clock.start()
    select.select([sys.stdin], [], [], max((until - datetime.now(UTC)).total_seconds(), 0))
    for clock in clocks:
        clock.stop()
    for clock in clocks:
        clock.join()


def main(processes: int, number_of_moments: int, records: int) -> None:
    moments = build(number_of_moments, records)
    before = Log.objects.get().sequence
    until = (moments[-1] + timedelta(seconds=SECONDS_AFTER)).isoformat()
    others = [
        subprocess.Popen([sys.executable, "-m", "tests.domain.due_together", "watch", until], stdin=subprocess.PIPE)
        for _number in range(processes)
    ]
    seen_after = [seconds_until_seen(moment) for moment in moments]
    # Whichever clock came too late has time to publish once more.
    time.sleep(SECONDS_TO_SPARE)
    for other in others:
        other.communicate()
    rows = Edition.objects.filter(sequence__gt=before).order_by("sequence").values_list("sequence", "published_at")
    print(
        json.dumps(
            {
                "statuses": [other.returncode for other in others],
                "moments": [moment.isoformat() for moment in moments],
                "log": [[sequence - before, at.isoformat()] for sequence, at in rows],
                "schedule": list(Schedule.objects.values_list("state", flat=True)),
                "seen_after": seen_after,
            }
        )
    )


def seconds_until_seen(moment: datetime) -> float:
    """How long after the moment the public sees what was to be public from then on."""
    while not Edition.objects.filter(published_at=moment).exists():
        if datetime.now(UTC) > moment + timedelta(seconds=SECONDS_AFTER):
            break
        time.sleep(0.01)
    return (datetime.now(UTC) - moment).total_seconds()


if __name__ == "__main__":
    if sys.argv[1] == "watch":
        watch(datetime.fromisoformat(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:]))
