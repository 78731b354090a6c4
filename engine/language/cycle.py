"""Cycles in what rests on what."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def first_cycle(nodes: Iterable[str], next_of: Callable[[str], Iterable[str]]) -> list[str]:
    """The first cycle that a walk in the given order meets, its first node repeated at the end; or nothing."""
    done: set[str] = set()
    for start in nodes:
        path: dict[str, None] = {}
        pending = [iter((start,))]
        while pending:
            node = next(pending[-1], None)
            if node is None:
                pending.pop()
                if path:
                    done.add(path.popitem()[0])
            elif node in path:
                walked = list(path)
                return [*walked[walked.index(node) :], node]
            elif node not in done:
                path[node] = None
                pending.append(iter(next_of(node)))
    return []
