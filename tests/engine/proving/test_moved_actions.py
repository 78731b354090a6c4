"""As few actions move as account for every two that stand otherwise to each other."""

from __future__ import annotations

from itertools import combinations, pairwise
from random import Random

import pytest
from nakanaori.engine.proving.moved_actions import heaviest_chain, moved_actions, stand_otherwise

Order = dict[str, tuple[int, int]]


def order(*phases: str) -> Order:
    """The order of actions, a letter each, by phase."""
    positions = {action: at for at, action in enumerate(sorted("".join(phases)))}
    return {
        action: (phase, 100 * phase + at if phases else positions[action])
        for phase, actions in enumerate(phases)
        for at, action in enumerate(actions)
    }


def fewest(old: Order, new: Order) -> int:
    """How few have to move, by trying all."""
    both = [action for action in old if action in new]
    pairs = [pair for pair in combinations(both, 2) if stand_otherwise(old, new, *pair)]
    return next(
        size
        for size in range(len(both) + 1)
        for few in combinations(both, size)
        if all({*pair} & {*few} for pair in pairs)
    )


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        (order("abc"), order("abc"), ()),
        (order("abc"), order("cab"), ("c",)),
        (order("abcde"), order("bcdea"), ("a",)),
        (order("ab", "cd"), order("abc", "d"), ("c",)),
        (order("ab", "cd"), order("cd", "ab"), ("a", "b")),
        (order("abx"), order("bay"), ("a",)),
        ({}, {}, ()),
    ],
)
def test_what_moved(old: Order, new: Order, moved: tuple[str, ...]) -> None:
    assert moved_actions(old, new) == moved


def test_no_fewer_would_do_in_random_orders() -> None:
    thrown = Random(4)
    for _ in range(300):
        sides: list[Order] = []
        for _ in range(2):
            names = thrown.sample("abcdef", thrown.randint(0, 6))
            sides.append({name: (thrown.randint(0, 2), at) for at, name in enumerate(names)})
        old, new = sides
        moved = moved_actions(old, new)
        assert len(moved) == fewest(old, new), (old, new)
        kept = [action for action in old if action in new and action not in moved]
        assert not any(stand_otherwise(old, new, *pair) for pair in combinations(kept, 2))


def test_thousands_of_actions_are_soon_compared() -> None:
    names = [f"a{number}" for number in range(5_000)]
    shuffled = Random(5).sample(names, len(names))
    old, new = ({name: (at // 1000, at) for at, name in enumerate(order)} for order in (names, shuffled))
    assert moved_actions(old, old) == ()
    moved = set(moved_actions(old, new))
    assert 4_000 < len(moved) < 5_000
    kept = [name for name in names if name not in moved]
    assert not any(stand_otherwise(old, new, *pair) for pair in combinations(kept, 2))


def test_a_chain_weighs_as_much_as_can_be() -> None:
    thrown = Random(6)
    for _ in range(300):
        size = thrown.randint(0, 7)
        keys = [thrown.randint(0, 5) for _ in range(size)]
        weights = [thrown.randint(1, 4) for _ in range(size)]
        chain = heaviest_chain(keys, weights)
        assert all(keys[one] < keys[other] for one, other in pairwise(chain))
        possible = (
            sum(weights[at] for at in few)
            for count in range(size + 1)
            for few in combinations(range(size), count)
            if all(keys[one] < keys[other] for one, other in pairwise(few))
        )
        assert sum(weights[at] for at in chain) == max(possible)
