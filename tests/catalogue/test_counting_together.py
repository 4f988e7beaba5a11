"""Processes that count one limit together: each in memory, all through the database."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

LIMIT, TIMES, PROCESSES, THREADS = 400, 150, 2, 4


@pytest.mark.django_db
def test_two_processes_let_in_little_more_than_one_limit(database):
    command = [sys.executable, "-m", "tests.catalogue.counting_together", str(LIMIT), str(TIMES)]
    environment = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    running = []
    for _process in range(PROCESSES):
        running.append(
            subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        # One after the other: both migrate.
        assert running[-1].stdout.readline() == "ready\n"
    for process in running:
        process.stdin.write("\n")
        process.stdin.flush()
    ended = [process.communicate(timeout=120) for process in running]
    assert [errors for _said, errors in ended] == [""] * PROCESSES
    said = [json.loads(said) for said, _errors in ended]
    asked, let_in = PROCESSES * THREADS * TIMES, sum(row["let_in"] for row in said)
    # Three times the limit was asked for. Each process beyond the first may let in a tenth, and what it takes while the
    # other is not heard of: a quarter of a second, and the time to write.
    assert asked == 3 * LIMIT
    assert LIMIT <= let_in <= LIMIT * 1.4
    # Both have told all that they let in, and the last one to ask knows of it.
    assert max(row["known"] for row in said) == let_in * 10
