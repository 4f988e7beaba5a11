"""`python -m bench.answers` asks a filled database for every kind of answer and says what each costs.

What counts are the ratios to the cheapest answer there is, asked for in turn with the others; milliseconds of a shared
machine say little. Of a stream it is the time to its first bytes.
"""

import argparse
import statistics
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

HELLO = "hello"
LISTS = {
    HELLO: "/healthz/live",
    "documents": "/documents/",
    "measures": "/measures/",
    "agencies": "/agencies/",
    "sources": "/sources/",
    "statements": "/statements/",
    "measures, API with facets": "/api/v1/measures/?facets=1",
    "documents, newest first": "/documents/?sort=-date",
    "measures, page 1000": "/measures/?page=1000",
    "measures, one instrument": "/measures/?instrument=PILOT",
    "documents, one instrument": "/documents/?instrument=PILOT",
    "measures, three filters": "/measures/?instrument=FISCAL&year=2015&year=2016&status=in_force",
    "documents of an agency": "/documents/?agency=made-up-0",
}
OTHERS = {
    "search, a common word": "/measures/?q=rural",
    "search, two rare words": "/measures/?q=rural+logistics",
    "search, common Chinese": "/measures/?q=农村",
    "search, all kinds": "/search/?q=rural",
    "a document": "/documents/made-up-7/",
    "a measure": "/measures/made-up-7-0/",
    "a source": "/sources/made-up-0/",
    "an agency": "/agencies/made-up-0/",
    "home": "/",
    "feed": "/measures.atom",
    "CSV, first bytes": "/measures.csv",
    "NDJSON, first bytes": "/measures.ndjson",
    "changes": "/api/v1/changes/",
    "sitemap": "/sitemap.xml",
    "sitemap, a part": "/sitemap.xml?part=1",
    "matrix": "/matrix/",
    "matrix by agency": "/matrix/?across=agency",
    "timeline": "/timeline/",
    "documents, as of now": f"/documents/?as_of={timezone.now():%Y-%m-%dT%H:%M:%SZ}",
}
ADDRESSES = LISTS | OTHERS


class Answer(NamedTuple):
    cpu: float
    wall: float
    queries: int
    size: int
    status: int


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.answers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", help="names of the answers to ask for")
    arguments = parser.parse_args()
    wanted = {name: path for name, path in ADDRESSES.items() if name in (arguments.only or ADDRESSES)}
    for line in table(measured({HELLO: ADDRESSES[HELLO], **wanted}, arguments.rounds)):
        print(line)


def measured(addresses: dict[str, str], rounds: int) -> dict[str, list[Answer]]:
    """The answers to each address, asked for in turn; the first of each is not counted."""
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    answers = [{name: ask(client, path) for name, path in addresses.items()} for _round in range(rounds + 1)]
    return {name: [found[name] for found in answers[1:]] for name in addresses}


def ask(client: Any, path: str) -> Answer:
    with CaptureQueriesContext(connection) as queries:
        cpu, wall = time.process_time(), time.perf_counter()
        response = client.get(path)
        size = len(next(iter(response.streaming_content))) if response.streaming else len(response.content)
        taken = time.process_time() - cpu, time.perf_counter() - wall
        response.close()
    return Answer(*taken, len(queries), size, response.status_code)


def table(answers: dict[str, list[Answer]]) -> Iterator[str]:
    hello = statistics.median(answer.wall for answer in answers[HELLO])
    yield f"{'':28} {'x hello':>8} {'wall ms':>8} {'CPU ms':>8} {'queries':>8} {'kB':>8} status"
    for name, rows in answers.items():
        wall, cpu = (statistics.median(getattr(row, unit) for row in rows) for unit in ("wall", "cpu"))
        last = rows[-1]
        yield (
            f"{name:28} {wall / hello:8.0f} {wall * 1000:8.1f} {cpu * 1000:8.1f} {last.queries:8} "
            f"{last.size / 1000:8.1f} {last.status}"
        )


if __name__ == "__main__":
    main()
