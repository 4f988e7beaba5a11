"""How long a function takes at its best: what is quadratic is slow every time, a busy machine only now and then."""

import time
from collections.abc import Callable
from typing import Any

TIMES = 3
SECONDS = 0.5


def takes_under_half_a_second(function: Callable[..., Any], *arguments: Any) -> bool:
    """Whether one of a few attempts takes this process so little, as its processor counts."""
    return any(_seconds(function, *arguments) < SECONDS for _time in range(TIMES))


def _seconds(function: Callable[..., Any], *arguments: Any) -> float:
    started = time.process_time()
    function(*arguments)
    return time.process_time() - started
