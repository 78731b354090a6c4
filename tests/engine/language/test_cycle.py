"""Cycles: found where there is one, in the order of the walk, however long."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nakanaori.engine.language import first_cycle


@pytest.mark.parametrize(
    ("rests_on", "cycle"),
    [
        ({"a": "a"}, ["a", "a"]),
        ({"a": "b", "b": "a"}, ["a", "b", "a"]),
        ({"a": "b", "b": "c", "c": "b"}, ["b", "c", "b"]),
        ({"a": "bc", "b": "d", "c": "d", "d": ""}, []),
        ({"a": "b", "b": "", "c": "a"}, []),
        ({}, []),
    ],
)
def test_the_first_cycle(rests_on: dict[str, str], cycle: list[str]) -> None:
    assert first_cycle(rests_on, lambda node: rests_on[node]) == cycle


@given(st.dictionaries(st.integers(0, 6).map(str), st.lists(st.integers(0, 6).map(str), max_size=3)))
def test_there_is_one_exactly_where_something_leads_back_to_itself(rests_on: dict[str, list[str]]) -> None:
    below = {node: set(reached) for node, reached in rests_on.items()}
    for _ in range(7):
        for reached in below.values():
            reached.update(*(below.get(node, ()) for node in tuple(reached)))
    cycle = first_cycle(rests_on, lambda node: rests_on.get(node, ()))
    assert bool(cycle) is any(node in reached for node, reached in below.items())
    assert all(second in rests_on[first] for first, second in pairwise(cycle))
    assert cycle[:1] == cycle[-1:]


def test_a_long_way_is_walked_without_recursion() -> None:
    way = [str(number) for number in range(50_000)]
    following = dict(pairwise(way))
    assert first_cycle(way, lambda node: (following[node],) if node in following else ()) == []
    assert len(first_cycle(way, lambda node: (following.get(node, "0"),))) == len(way) + 1
