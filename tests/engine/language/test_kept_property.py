"""A property computed once: kept, and never waited for by others."""

from __future__ import annotations

from threading import Barrier, Thread

import msgspec
from forking import Held, forking, in_a_child
from nakanaori.engine.language import Rulebook, cached_property


class Box(msgspec.Struct, frozen=True, dict=True):
    side: int

    @cached_property
    def volume(self) -> list[int]:
        """How much goes in."""
        return [self.side**3]


class Meeting:
    """Two that compute the property of theirs only once the other does too."""

    def __init__(self, barrier: Barrier) -> None:
        self.barrier = barrier

    @cached_property
    def met(self) -> int:
        return self.barrier.wait(timeout=30)


def test_it_is_computed_once_for_each_object() -> None:
    one, other = Box(2), Box(3)
    assert one.volume == [8]
    assert one.volume is one.volume
    assert other.volume == [27]


def test_it_is_no_part_of_the_value() -> None:
    one = Box(2)
    assert one.volume
    assert one == Box(2)
    assert hash(one) == hash(Box(2))


def test_it_is_documented() -> None:
    assert Box.volume.__doc__ == "How much goes in."
    assert Rulebook.strata.__doc__


def test_one_object_does_not_wait_for_another() -> None:
    barrier = Barrier(2)
    both = [Meeting(barrier), Meeting(barrier)]
    threads = [Thread(target=lambda one=one: one.met) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(one.met for one in both) == [0, 1]


class Slow:
    """Computes as long as it is held."""

    held = Held(lambda: 7)

    @cached_property
    def value(self) -> object:
        return self.held()


@forking
def test_a_child_does_not_wait_for_a_thread_that_it_does_not_have() -> None:
    with Slow.held.there(lambda: Slow().value):
        assert in_a_child(lambda: str(Slow().value)) == "7"
