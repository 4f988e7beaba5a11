"""Lets many renew one key at once, while others have the new one shown and the use of all is written down.

`python -m tests.catalogue.renewing_together THREADS ROUNDS`, in the database of DATABASE_URL; prints what came of it.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import django

django.setup()

from django.core.exceptions import ValidationError  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from policies.catalogue import keys, tallies  # noqa: E402
from policies.domain import keys as desk  # noqa: E402
from policies.models import Key  # noqa: E402
from tests.keys import a_key  # noqa: E402


def renew(key, _number):
    """The words of the new key."""
    return keys.renew(key)[1]


def show(key, _number):
    """Those of the key that an administrator has given, if they were not shown yet."""
    return keys.hand_over(desk.rotate(key))


def write_down(key, number):
    """That old keys and new ones were used; nothing is shown by it."""
    used = {(str(row.pk), datetime.now(UTC).date(), f"family-{number}"): [1, 0] for row in Key.objects.all()[:2]}
    if number == 0:
        used = {(str(key.pk), datetime.now(UTC).date(), "changes"): [1, 0]}
    tallies.told({}, used, [], datetime.now(UTC).timestamp())


def works(words):
    try:
        keys.known(f"Bearer {words}")
    except ValidationError:
        return False
    return True


def race(threads, acts):
    """What each of the threads was given, and what went wrong but for refusals, when all begin at once."""
    key, old = a_key()
    together = Barrier(threads)

    def run(number):
        try:
            together.wait()
            return acts[number % len(acts)](key, number), None
        except ValidationError:
            return None, None
        except Exception as error:  # noqa: BLE001 - whatever it is, it is to be seen
            return None, repr(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        done = list(pool.map(run, range(threads)))
    given = [words for words, _error in done if words]
    return {
        "errors": [error for _words, error in done if error],
        "given": len(given) > 0,
        "working": sum(map(works, given)),
        "old works": works(old),
        "after it": Key.objects.filter(replaces=key).count(),
    }


def main(threads, rounds):
    call_command("migrate", verbosity=0)
    print(json.dumps([race(threads, [renew, show, write_down] if turn % 2 else [renew]) for turn in range(rounds)]))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
