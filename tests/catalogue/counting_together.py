"""Asks from several threads for one limit, in the database of DATABASE_URL, while the bookkeeper shares the counts.

`python -m tests.catalogue.counting_together LIMIT TIMES`: one of several processes that count together. It begins when
it is told to on its standard input, as the others are, and prints how many of so many requests it let in.
"""

import json
import sys
import threading

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from policies.catalogue.limits import Limits  # noqa: E402
from policies.management.bookkeeper import Bookkeeper  # noqa: E402

THREADS = 4
# Between two requests of a thread: slow enough for the others to hear of them.
PAUSE = 0.02


def main(most: int, times: int) -> None:
    call_command("migrate", verbosity=0)
    # A minute that does not end during the test.
    limits = Limits(lambda: 1_800_000_030.0)
    keeper = Bookkeeper(limits)
    print("ready", flush=True)
    sys.stdin.readline()
    keeper.start()
    let_in: list[bool] = []
    threads = [threading.Thread(target=ask, args=(limits, most, times, let_in)) for _thread in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keeper.stop()
    keeper.join()
    limits.share()
    print(json.dumps({"let_in": sum(let_in), "known": limits.counts["somebody"].used}))


def ask(limits: Limits, most: int, times: int, let_in: list[bool]) -> None:
    waiting = threading.Event()
    for _time in range(times):
        let_in.append(limits.take("somebody", most).is_allowed)
        waiting.wait(PAUSE)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
