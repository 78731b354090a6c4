"""Time shared out over all there is to decide, so that what is hard does not keep the rest from its turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from .deadline import Deadline

Result = TypeVar("Result")

_ROUNDS = 2

_LEAST = 0.02
"""How much of a round's time each thing may take, however many there are: too small a share decides nothing."""


def in_turns(
    count: int,
    decide: Callable[[int, Deadline], Result],
    still_open: Callable[[Result], bool],
    deadline: Deadline,
) -> Iterator[tuple[int, Result]]:
    """What `decide` says of each of `count` things, by its position from 0.

    Each may take an equal share of the time that is left, and of very many each a fiftieth. What is `still_open` after
    that has, once the others had their turns, a second one, and its result comes again.
    """
    pending: Sequence[int] = range(count)
    for _ in range(_ROUNDS):
        least = deadline.left * _LEAST
        undecided: list[int] = []
        for done, position in enumerate(pending):
            share = deadline.left / (len(pending) - done)
            result = decide(position, deadline.within(max(share, least)))
            if still_open(result):
                undecided.append(position)
            yield position, result
        pending = undecided
        if deadline.passed:
            return
