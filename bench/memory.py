"""`python -m bench.memory` reads lists whole in each of their forms, from the application that a server runs.

It says the most memory that its process has had after each, in MB and as a ratio to that after its first page.
A server in use has no more packages than `requirements.txt` names: run it in an environment with these alone, and with
DJANGO_SETTINGS_MODULE=epa.settings.
"""

import argparse
import resource
from collections.abc import Iterable
from typing import Any
from wsgiref.util import setup_testing_defaults

from epa.wsgi import application
from policies.catalogue.exports import FORMATS

FIRST = "/"
LISTS = ["documents", "measures"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.memory", description=__doc__)
    parser.add_argument("--lists", nargs="*", default=LISTS)
    arguments = parser.parse_args()
    read(FIRST)
    at_first = most()
    print(f"{'':20} {'x first':>8} {'MB':>8} {'file MB':>8}")
    print(f"{FIRST:20} {1:8.2f} {at_first:8.1f}")
    for path in (f"/{name}.{form}" for name in arguments.lists for form in FORMATS):
        size = read(path)
        print(f"{path:20} {most() / at_first:8.2f} {most():8.1f} {size / 1e6:8.1f}", flush=True)


def read(path: str) -> int:
    """The length of what the address answers, of which nothing is kept."""
    environ: dict[str, Any] = {}
    setup_testing_defaults(environ)
    environ |= {"PATH_INFO": path, "REQUEST_METHOD": "GET", "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1"}
    statuses: list[str] = []
    answer: Iterable[bytes] = application(environ, lambda status, *_more: statuses.append(status))
    length = sum(map(len, answer))
    getattr(answer, "close", lambda: None)()
    if statuses != ["200 OK"]:
        raise SystemExit(f"{path} answered {statuses}.")
    return length


def most() -> float:
    """The most memory that this process has had, in MB; Linux counts it in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
