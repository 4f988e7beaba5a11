"""`python -m bench.publishing` publishes twenty measures in a filled database, takes it back, and says what it cost.

What counts is the share of the time in which lists are counted; milliseconds of a shared machine say little.
"""

import time
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from policies.domain import counting, publishing
from tests import factories

MEASURES, ROUNDS = 20, 3


def main() -> None:
    for number in range(ROUNDS):
        with transaction.atomic():
            told = measured()
            transaction.set_rollback(True)
        print(f"publishing, round {number + 1}: {told}")


def measured() -> str:
    source = factories.source()
    agency = factories.agency(source)
    document = factories.document(source, agency)
    factories.publish(source, agency, document)
    measures = [factories.measure(source, document) for _number in range(MEASURES)]
    factories.approve(*measures)
    spent: list[float] = []
    with (
        patch.object(counting, "keep", _timed(counting.keep, spent)),
        CaptureQueriesContext(connection) as queries,
    ):
        began = time.process_time(), time.perf_counter()
        publishing.publish(measures)
        cpu, wall = time.process_time() - began[0], time.perf_counter() - began[1]
    return (
        f"{MEASURES} measures in {wall * 1000:.0f} ms ({cpu * 1000:.0f} ms CPU, {len(queries)} queries), "
        f"of which counting {sum(spent) * 1000:.0f} ms: {sum(spent) / wall:.1%}"
    )


def _timed(act: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def inner(*arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return act(*arguments)
        finally:
            spent.append(time.perf_counter() - began)

    return inner


if __name__ == "__main__":
    main()
