"""A deadline is one moment by one clock, whoever asks and however it is divided."""

from __future__ import annotations

from math import inf

import pytest
from nakanaori.engine.proving import ENDLESS, Deadline, UndecidedError


class Hands:
    """A clock that shows what it was set to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_time_passes_and_then_it_has_passed() -> None:
    hands = Hands()
    deadline = Deadline.after(5.0, hands)
    assert (deadline.left, deadline.passed) == (5.0, False)
    hands.now = 104.0
    deadline.check()
    assert (deadline.left, deadline.passed) == (1.0, False)
    hands.now = 105.0
    assert (deadline.left, deadline.passed) == (0.0, True)
    hands.now = 200.0
    assert deadline.left == 0.0
    with pytest.raises(UndecidedError) as caught:
        deadline.check()
    assert caught.value.reason == "time"


def test_a_portion_is_of_what_is_left() -> None:
    hands = Hands()
    deadline = Deadline.after(10.0, hands)
    hands.now = 106.0
    assert deadline.portion(0.5) == Deadline(108.0, hands)
    hands.now = 120.0
    assert deadline.portion(0.5).passed


def test_within_never_ends_later() -> None:
    hands = Hands()
    deadline = Deadline.after(10.0, hands)
    assert deadline.within(3.0).left == 3.0
    hands.now = 109.0
    assert deadline.within(3.0) == deadline


def test_what_is_endless_stays_so() -> None:
    assert (ENDLESS.left, ENDLESS.passed, ENDLESS.portion(0.1).left) == (inf, False, inf)
    assert ENDLESS.within(60.0).left <= 60.0
