"""Running a program of ours in a process and a database of its own, where its threads can commit."""

import json
import os
import subprocess
import sys
from typing import Any, NamedTuple

from django.conf import settings


class Outcome(NamedTuple):
    """What the program printed, as JSON, and all that it complained of."""

    said: Any
    complaints: str


def run(module: str, *arguments: int, database: str, seconds: int = 300) -> Outcome:
    """What `python -m module arguments` came to; the test fails if that did not end well."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        timeout=seconds,
    )
    assert done.returncode == 0, done.stderr
    return Outcome(json.loads(done.stdout), done.stderr)
