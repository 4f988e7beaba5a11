"""Runs the tests in processes of their own: on SQLite, on PostgreSQL, and in a browser."""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import IO

from django.conf import settings

from policies.management.checks import Counts

PYTHON_MODULE = [sys.executable, "-m"]
BROWSER_TESTS = "tests/browser"
# What touches no database is tried once: `tests/conftest.py` marks what does.
ONLY_DATABASE = ["-m", "database"]
# One process for each core would be more than a small machine's memory and PostgreSQL's connections like.
# Tests of one file share what was made for them: they are run in one of the processes, the longest files first.
# The scheduler loses the files of a process that died, and waits for them for ever: the run ends with it.
PROCESSES = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--max-worker-restart", "0"]
# A browser mostly waits: beside those two it needs no more than this.
BESIDE = ["-n", "1", "--max-worker-restart", "0"]


class MissingError(Exception):
    """What a part of the tests needs cannot be had here. Whoever raises it has said what, and how to get it."""


def run_on_sqlite(arguments: list[str]) -> Counts:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'unused.sqlite3')}"
        return _pytest([], _database_tests(arguments), {"EPA_TEST_VENDOR": "sqlite", "DATABASE_URL": url})


def run_on_postgresql(arguments: list[str]) -> Counts:
    """Raises MissingError where no server can be started; `tests.pg` says how to get one."""
    return _pytest([*PYTHON_MODULE, "tests.pg"], _database_tests(arguments or ONLY_DATABASE), {})


def run_in_browser(arguments: list[str], said: IO[str] | None = None) -> Counts:
    """Raises MissingError where no browser, no HTML validator or no generator of clients can be had.

    `tests.chromium`, `tests.nu` and `tests.generator` try to get them, and say how. What runs beside other parts has a
    file for all that is `said`.
    """
    for needed in ("tests.chromium", "tests.nu", "tests.generator"):
        if _run([*PYTHON_MODULE, needed], said=said) == os.EX_UNAVAILABLE:
            raise MissingError
    # Each process has a server and a browser of its own.
    processes = PROCESSES if said is None else BESIDE
    return _pytest([], [*processes, *(arguments or [BROWSER_TESTS])], {}, said)


def _database_tests(arguments: list[str]) -> list[str]:
    return [*PROCESSES, f"--ignore={BROWSER_TESTS}", *arguments]


def _pytest(
    launcher: list[str], arguments: list[str], environment: dict[str, str], said: IO[str] | None = None
) -> Counts:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        status = _run([*launcher, *PYTHON_MODULE, "pytest", f"--junitxml={report}", *arguments], environment, said)
        if launcher and status == os.EX_UNAVAILABLE:
            raise MissingError
        counts = _counts(report) if report.exists() else Counts()
    # A run that broke, or that met no test at all, is not one that passed.
    return counts if counts.failed or status == 0 else counts + Counts(failed=1)


def _run(command: list[str], environment: dict[str, str] | None = None, said: IO[str] | None = None) -> int:
    # What a developer set for the site that runs beside must not change what the tests find. Each of many processes
    # reads the same modules: compiled once, wherever it is set that they are not kept.
    unwanted = ("EPA_", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    together = {**clean, "DJANGO_SETTINGS_MODULE": "tests.settings", **(environment or {})}
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=together, stdin=subprocess.DEVNULL, stdout=said, stderr=said
    )
    return done.returncode


def _counts(report: Path) -> Counts:
    counts = Counts()
    for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 - written a moment ago by our own pytest
        total, *others = (int(suite.attrib[name]) for name in ("tests", "failures", "errors", "skipped"))
        counts += Counts(total - sum(others), others[0] + others[1], others[2])
    return counts
