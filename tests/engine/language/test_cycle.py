"""Cycles: one is found where there is one, none where there is none, however deep."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from nakanaori.engine.language import first_cycle

Graph = dict[str, list[str]]

GRAPHS = st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefg"), max_size=4))


def next_of(graph: Graph, node: str) -> list[str]:
    return graph.get(node, [])


def peeled(graph: Graph) -> set[str]:
    """What is left once every node that leads nowhere is taken away, again and again: nothing, without a cycle."""
    left = {*graph, *(node for nodes in graph.values() for node in nodes)}
    while ends := {node for node in left if not left & {*next_of(graph, node)}}:
        left -= ends
    return left


@given(GRAPHS)
def test_a_cycle_is_found_where_there_is_one(graph: Graph) -> None:
    found = first_cycle(graph, lambda node: next_of(graph, node))
    assert bool(found) is bool(peeled(graph))
    if found:
        assert found[0] == found[-1]
        assert len({*found}) == len(found) - 1
        assert all(after in next_of(graph, before) for before, after in pairwise(found))


def test_the_first_one_of_the_walk_is_told() -> None:
    graph = {"a": ["b"], "b": ["c", "d"], "c": [], "d": ["b"], "e": ["e"]}
    assert first_cycle(graph, lambda node: graph[node]) == ["b", "d", "b"]
    assert first_cycle(["e", *graph], lambda node: graph[node]) == ["e", "e"]


def test_depth_is_no_trouble() -> None:
    deep = {str(at): [str(at + 1)] for at in range(50_000)} | {"50000": []}
    assert first_cycle(deep, lambda node: deep[node]) == []
    assert len(first_cycle(deep, lambda node: deep[node] or ["49999"])) == 3
