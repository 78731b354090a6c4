"""Actions that stand elsewhere in another order: as few as account for every two that stand otherwise to each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

Order = Mapping[str, tuple[int, int]]
"""For each action the positions of its phase and of itself, as in `Rulebook.action_order`."""


def moved_actions(old: Order, new: Order) -> tuple[str, ...]:
    """The actions of both that have to move so that all others keep their order and share phases as before."""
    groups: dict[tuple[int, int], list[str]] = {}
    both = sorted((action for action in old if action in new), key=old.__getitem__)
    for action in both:
        groups.setdefault((old[action][0], new[action][0]), []).append(action)
    staying = {phases: _in_order(actions, new) for phases, actions in groups.items()}
    # Of groups that share a phase on one side only one can stay: descending, no two of them are in one chain.
    phases = sorted(staying, key=lambda pair: (pair[0], -pair[1]))
    chain = heaviest_chain([after for _, after in phases], [len(staying[pair]) for pair in phases])
    kept = {action for position in chain for action in staying[phases[position]]}
    return tuple(action for action in both if action not in kept)


def stand_otherwise(old: Order, new: Order, one: str, other: str) -> bool:
    """Whether two actions come in another order, or share a phase on one side only."""
    return _relation(old, one, other) != _relation(new, one, other)


def _relation(order: Order, one: str, other: str) -> tuple[bool, bool]:
    return order[one][0] == order[other][0], order[one] < order[other]


def _in_order(actions: Sequence[str], new: Order) -> list[str]:
    chain = heaviest_chain([new[action][1] for action in actions], [1] * len(actions))
    return [actions[position] for position in chain]


def heaviest_chain(keys: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Positions whose keys strictly increase and whose weights, all positive, come to as much as can be.

    For equal weights this is the longest increasing subsequence by patience sorting (Schensted, 1961).
    """
    ends: list[int] = []
    totals: list[int] = []
    lasts: list[int] = []
    before: list[int | None] = []
    for position, (key, weight) in enumerate(zip(keys, weights, strict=True)):
        at = bisect_left(ends, key)
        total = weight + (totals[at - 1] if at else 0)
        before.append(lasts[at - 1] if at else None)
        beaten = at
        while beaten < len(ends) and totals[beaten] <= total:
            beaten += 1
        if at == beaten and at < len(ends) and ends[at] == key:
            continue
        ends[at:beaten], totals[at:beaten], lasts[at:beaten] = [key], [total], [position]
    chain: list[int] = []
    last = lasts[-1] if lasts else None
    while last is not None:
        chain.append(last)
        last = before[last]
    return chain[::-1]
