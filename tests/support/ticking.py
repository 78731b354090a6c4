"""A clock that goes on only when one looks at it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count


def ticking(step: float = 1.0) -> Callable[[], float]:
    """What tells a time that is so many seconds later each time one looks."""
    seconds = count(0.0, step)
    return lambda: next(seconds)
