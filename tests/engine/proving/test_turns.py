"""Whatever there is to decide has its turn, and what took too long a second one."""

from __future__ import annotations

from nakanaori.engine.proving import Deadline
from nakanaori.engine.proving.turns import in_turns


class Workshop:
    """Things that take so many seconds each, by a clock that goes on while they are worked on."""

    def __init__(self, *needed: float) -> None:
        self.needed = needed
        self.now = 0.0
        self.turns: list[tuple[int, float]] = []

    def clock(self) -> float:
        return self.now

    def decide(self, position: int, deadline: Deadline) -> bool:
        self.turns.append((position, round(deadline.left, 3)))
        done = self.needed[position] <= deadline.left
        self.now += min(self.needed[position], deadline.left)
        return done

    def worked(self, seconds: float) -> dict[int, bool]:
        """What was done in the end."""
        deadline = Deadline.after(seconds, self.clock)
        return dict(in_turns(len(self.needed), self.decide, lambda done: not done, deadline))


def test_each_has_an_equal_share_of_what_is_left() -> None:
    workshop = Workshop(1.0, 1.0, 2.0)
    assert workshop.worked(12.0) == {0: True, 1: True, 2: True}
    assert workshop.turns == [(0, 4.0), (1, 5.5), (2, 10.0)]


def test_what_took_too_long_is_tried_again_once_the_others_had_their_turn() -> None:
    workshop = Workshop(6.0, 1.0, 1.0)
    assert workshop.worked(12.0) == {0: True, 1: True, 2: True}
    assert workshop.turns == [(0, 4.0), (1, 4.0), (2, 7.0), (0, 6.0)]


def test_when_the_time_is_over_nothing_is_tried_again() -> None:
    workshop = Workshop(99.0, 99.0)
    assert workshop.worked(10.0) == {0: False, 1: False}
    assert [position for position, _ in workshop.turns] == [0, 1]
    assert workshop.now == 10.0


def test_of_very_many_some_are_done_rather_than_none() -> None:
    workshop = Workshop(*[0.1] * 500)
    done = workshop.worked(10.0)
    assert sum(done.values()) > 80
    assert len(done) == 500


def test_of_nothing_nothing_is_decided() -> None:
    assert Workshop().worked(1.0) == {}
