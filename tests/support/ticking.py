"""A clock that goes on only when one looks at it."""

from __future__ import annotations


class Ticking:
    """Tells a time that is so many seconds later each time one looks; `now` is what it told last."""

    def __init__(self, step: float = 1.0) -> None:
        self.step = step
        self.now = -step

    def __call__(self) -> float:
        self.now += self.step
        return self.now
