"""What tests need and no package of theirs is: brought where it is not, and kept for every clone on the machine."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "epa")


class UnavailableError(Exception):
    """It cannot be had here; the sentence says what to do."""


def run(provide: Callable[[], None]) -> int:
    """The status of a command that brings it: EX_UNAVAILABLE, and why, where it cannot."""
    try:
        provide()
    except UnavailableError as error:
        print(error, file=sys.stderr)
        return os.EX_UNAVAILABLE
    return 0
