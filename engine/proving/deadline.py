"""When work has to end: one value that is handed down through all of it."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from time import monotonic

import msgspec

from .undecided import TIME, UndecidedError

Clock = Callable[[], float]
"""What tells the time, in seconds from whenever."""


class Deadline(msgspec.Struct, frozen=True):
    """The moment `ends`, by `clock`; `inf` never comes."""

    ends: float = inf
    clock: Clock = monotonic

    @classmethod
    def after(cls, seconds: float, clock: Clock = monotonic) -> Deadline:
        """So many seconds from now on."""
        return cls(clock() + seconds, clock)

    @property
    def left(self) -> float:
        """How many seconds are left, 0.0 once it has passed."""
        return max(self.ends - self.clock(), 0.0)

    @property
    def passed(self) -> bool:
        """Whether no time is left."""
        return self.clock() >= self.ends

    def portion(self, part: float) -> Deadline:
        """The end of so much, from 0.0 to 1.0, of the time that is left."""
        return Deadline.after(self.left * part, self.clock)

    def within(self, seconds: float) -> Deadline:
        """Whichever comes first: this one, or so many seconds from now on."""
        return Deadline(min(self.ends, self.clock() + seconds), self.clock)

    def check(self) -> None:
        """Raises UndecidedError once it has passed."""
        if self.passed:
            raise UndecidedError(TIME)


ENDLESS = Deadline()
"""Work may take as long as it takes."""
