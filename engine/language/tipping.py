"""Whether a question has a say in diagrams that all have to hold, shown by an example: they are not put together.

Two diagrams put together can be large where one pair of answers is enough to tell. What is looked at are sets of
diagrams that all have to hold, from the first question to the last; nothing is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .branching import Levels
from .diagram import ALWAYS, NEVER, Node

_All = frozenset[Node]
"""Diagrams that all have to hold, the constant ones left out: of none it is so."""


def seen_to_tip(nodes: Iterable[Node], question: str, levels: Levels, most: int) -> bool:
    """Whether an example is found of two answers to the question of which with one all of the diagrams hold, all other
    answers being the same, and with the other one not; not more than `most` sets of diagrams are looked into.

    Where none is found, there may be one.
    """
    return _Look(question, levels, most).finds(frozenset(node for node in nodes if node is not ALWAYS))


class _Look:
    """One look for an example."""

    def __init__(self, question: str, levels: Levels, most: int) -> None:
        branching = levels.branching[question]
        self._bit = levels.bit[question]
        self._first, self._behind = branching.level, branching.level + branching.count
        self._left = most

    def finds(self, every: _All) -> bool:
        """Whether there is an example in these diagrams, as far as one looks."""
        pending, known = [every], {every}
        while pending and self._left > 0:
            found = pending.pop()
            if not any(node.support & self._bit for node in found):
                continue
            level = min(node.level for node in found)
            if level >= self._first:
                if self._differs(found):
                    return True
                continue
            self._left -= 1
            for below in _below(found, level):
                if below is not None and below not in known:
                    known.add(below)
                    pending.append(below)
        return False

    def _differs(self, every: _All) -> bool:
        """Whether one answer to the question leaves something else of these diagrams than another one."""
        answered = self._answered(every)
        return any(self._differ(answered[0], other) for other in answered[1:])

    def _answered(self, every: _All) -> list[_All | None]:
        """What answers to the question leave of the diagrams, as far as one looks; None where one never holds."""
        left: dict[_All | None, None] = {}
        pending: list[_All | None] = [every]
        known = set(pending)
        while pending and self._left > 0:
            found = pending.pop()
            level = min((node.level for node in found), default=self._behind) if found else self._behind
            if found is None or level >= self._behind:
                left[found] = None
                continue
            self._left -= 1
            for below in _below(found, level):
                if below not in known:
                    known.add(below)
                    pending.append(below)
        return list(left)

    def _differ(self, one: _All | None, other: _All | None) -> bool:
        """Whether with some answers one of the two holds and the other does not, as far as one looks."""
        if one is None or other is None:
            either = one if other is None else other
            return either is not None and self._possible(either, None)
        return any(self._possible(one, node) for node in _in_order(other - one)) or any(
            self._possible(other, node) for node in _in_order(one - other)
        )

    def _possible(self, every: _All, failing: Node | None) -> bool:
        """Whether with some answers all of these hold, and that one does not, as far as one looks."""
        pending = [(every, failing)]
        known = set(pending)
        while pending and self._left > 0:
            found, fails = pending.pop()
            if not found and fails is None:
                return True
            self._left -= 1
            level = min(node.level for node in (found if fails is None else (*found, fails)))
            branches = len(next(node for node in (*found, *_some(fails)) if node.level == level).branches)
            rest = [fails] * branches if fails is None or fails.level != level else list(fails.branches)
            for below, failed in zip(_below(found, level, branches), rest, strict=True):
                further = None if below is None else (below, None if failed is NEVER else failed)
                if further is not None and failed is not ALWAYS and further not in known:
                    known.add(further)
                    pending.append(further)
        return False


def _below(every: _All, level: int, branches: int = 0) -> Iterator[_All | None]:
    """What is left of the diagrams branch by branch of this level; None where one of them never holds."""
    split = [node for node in every if node.level == level]
    rest = [node for node in every if node.level != level]
    for branch in range(len(split[0].branches) if split else branches):
        below = [node.branches[branch] for node in split]
        yield None if NEVER in below else frozenset((*rest, *(node for node in below if node is not ALWAYS)))


def _in_order(nodes: _All) -> list[Node]:
    """Those first whose first question comes first; not as a set has them, in another order in each process: how
    far one looks would be left to chance."""
    return sorted(nodes, key=lambda node: (node.level, node.support.bit_count(), node.support))


def _some(node: Node | None) -> tuple[Node, ...]:
    return () if node is None else (node,)
