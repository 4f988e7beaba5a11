"""The checks that read the code without running it, and the count that they and the tests end with."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

MODULE = [sys.executable, "-m"]
FLOORS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS = {
    "style": [*MODULE, "ruff", "check", "."],
    "format": [*MODULE, "ruff", "format", "--check", "."],
    "templates": [*MODULE, "djlint", "--lint", "--quiet", "templates", "policies"],
    "types": [*MODULE, "mypy", "--no-error-summary"],
    "floors": [sys.executable, "-c", FLOORS, "--no-logo", "--config", ".importlinter"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run", "--settings=tests.settings"],
}


class Counts(NamedTuple):
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other):
        return Counts(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def run_checks(say: Callable[[str], None]) -> Counts:
    """Run every check, also after one failed, and say what each that failed has to say."""
    counts = Counts()
    with tempfile.TemporaryDirectory() as folder:
        for name, command in CHECKS.items():
            began = time.monotonic()
            done = _run(command, Path(folder))
            counts += Counts(failed=1) if done.returncode else Counts(passed=1)
            say(f"{name}: {'failed' if done.returncode else 'ok'} ({time.monotonic() - began:.1f} s)")
            if done.returncode:
                say(done.stdout.strip())
    return counts


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    # The check for migrations opens a database: an empty one of its own, not the one that is worked with.
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder / 'empty.sqlite3'}"}
    return subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
