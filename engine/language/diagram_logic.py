"""The decision diagrams of conditions, as long as they do not grow too large: a logic as formulas are."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat

import msgspec

from .branching import Levels, SeveralLevels, SingleLevel
from .condition import UNKNOWN, AnswerTest, AtLeast, NoneOf, Value, named_options
from .diagram import ALWAYS, NEVER, Diagrams, Node, from_below, within

MOST_BRANCHES = 750_000
"""How many branches are looked at, in all, to make diagrams: some tenths of a second. What is left over is searched."""

MOST_BRANCHES_AT_ONCE = 15_000
"""How many of them to put two diagrams together. A hundred are usual, and what takes far more tends to have no end."""

Diagram = Node | None
"""A diagram, or None where it was too large to be made."""

_Pair = tuple[Node, Node]


class DiagramLogic:
    """Reads conditions as diagrams. One thread's, unlike the diagrams that it makes."""

    def __init__(
        self, diagrams: Diagrams, most_branches: int = MOST_BRANCHES, at_once: int = MOST_BRANCHES_AT_ONCE
    ) -> None:
        self._diagrams = diagrams
        self._branches_left = most_branches
        self._most_at_once = at_once
        self._tests: dict[AnswerTest, Diagram] = {}
        self._negations = {NEVER: ALWAYS, ALWAYS: NEVER}
        self._and = _Junction(NEVER, ALWAYS, {})
        self._or = _Junction(ALWAYS, NEVER, {})

    @property
    def levels(self) -> Levels:
        """The levels of the diagrams."""
        return self._diagrams.levels

    def test(self, test: AnswerTest) -> Diagram:
        """The diagram of a test of an answer."""
        if test not in self._tests:
            self._tests[test] = self._read(test)
        return self._tests[test]

    def both(self, parts: Iterable[Diagram]) -> Diagram:
        """The diagram of every part holding."""
        return self._joined(list(parts), self._and)

    def either(self, parts: Iterable[Diagram]) -> Diagram:
        """The diagram of at least one part holding."""
        return self._joined(list(parts), self._or)

    def negated(self, part: Diagram) -> Diagram:
        """The diagram of the part not holding."""
        if part is None:
            return None
        negations = self._negations
        if part not in negations:
            new = within(part, negations)
            if not self._affordable(sum(len(node.branches) for node in new)):
                return None
            for node in from_below(new):
                negation = self._diagrams.node(node.level, tuple([negations[branch] for branch in node.branches]))
                negations[node], negations[negation] = negation, node
        return negations[part]

    def _affordable(self, branches: int) -> bool:
        """Whether so many branches may be looked at; they count either way."""
        most = min(self._most_at_once, self._branches_left)
        self._branches_left -= min(branches, most)
        return branches <= most

    # tests ------------------------------------------------------------------------------------------------------------

    def _read(self, test: AnswerTest) -> Diagram:
        branching = self._diagrams.levels.branching[test.question]
        if isinstance(branching, SeveralLevels):
            return self._of_several(test, branching)
        return self._of_one(test, branching)

    def _of_one(self, test: AnswerTest, branching: SingleLevel) -> Diagram:
        if not self._affordable(len(branching.samples)):
            return None
        return self._diagrams.node(branching.level, tuple(_outcome(test, sample) for sample in branching.samples))

    def _of_several(self, test: AnswerTest, branching: SeveralLevels) -> Diagram:
        """Counted from the last option to the first: a row has what 0, 1, 2, … options still missing come to.

        There is a row for 0, 1, 2, … options that must still be chosen. Where all that are left must be, not to choose
        one is no answer, and nothing branches: so two diagrams that differ in no answer are one.
        """
        named = named_options(test)
        least = test.least if isinstance(test, AtLeast) else 1
        if not self._affordable(least * (len(branching.options) if branching.least else len(named))):
            return None
        enough, too_few = (NEVER, ALWAYS) if isinstance(test, NoneOf) else (ALWAYS, NEVER)
        rows = [[enough, *repeat(too_few, least)]]
        options = reversed([*enumerate(branching.options, start=branching.level + 1)])
        for left, (level, option) in enumerate(options):
            wider = []
            for must in range(min(branching.least, left + 1) + 1):
                fewer = rows[max(must - 1, 0)]
                chosen = [enough, *fewer[:-1]] if option in named else fewer
                if must > left or chosen is rows[must]:
                    wider.append(chosen)
                else:
                    pairs = zip(rows[must], chosen, strict=True)
                    wider.append([self._diagrams.node(level, branches) for branches in pairs])
            rows = wider
        not_chosen = [_outcome(test, None), _outcome(test, frozenset((UNKNOWN,)))]
        return self._diagrams.node(branching.level, (*not_chosen, rows[branching.least][least]))

    # putting together -------------------------------------------------------------------------------------------------

    def _joined(self, parts: list[Diagram], junction: _Junction) -> Diagram:
        if any(part is junction.deciding for part in parts):
            return junction.deciding
        made: Diagram = junction.neutral
        nodes = [part for part in parts if part is not None]
        if len(nodes) < len(parts):
            return None
        # From the last questions to the first, so that what was put together stays below what comes.
        for node in from_below(nodes):
            if made is None:
                break
            made = self._put_together(node, made, junction)
        return made

    def _put_together(self, one: Node, other: Node, junction: _Junction) -> Diagram:
        plain = junction.plain(one, other)
        if plain is not None:
            return plain
        wanted = _in_order(one, other)
        expanded = self._expanded(wanted, junction)
        if expanded is None:
            return None
        made = junction.made
        for expansion in sorted(expanded, key=lambda expansion: expansion.level, reverse=True):
            branches = [made[branch] if isinstance(branch, tuple) else branch for branch in expansion.branches]
            made[expansion.pair] = self._diagrams.node(expansion.level, tuple(branches))
        return made[wanted]

    def _expanded(self, wanted: _Pair, junction: _Junction) -> list[_Expansion] | None:
        """All that has to be put together before the pair can be, the pair included; None where that is too much."""
        found: dict[_Pair, _Expansion] = {}
        pending = [wanted]
        looked_at, most = 0, min(self._most_at_once, self._branches_left)
        while pending and looked_at <= most:
            pair = pending.pop()
            if pair not in found and pair not in junction.made:
                expansion = found[pair] = junction.expansion(pair)
                looked_at += len(expansion.branches)
                pending.extend(expansion.pairs)
        return list(found.values()) if self._affordable(looked_at) else None


class _Expansion(msgspec.Struct, frozen=True, eq=False, gc=False):
    """Two diagrams to be put together at this level, and what each branch comes to: a diagram, or one of `pairs`."""

    level: int
    pair: _Pair
    branches: list[Node | _Pair]
    pairs: list[_Pair]


class _Junction(msgspec.Struct, frozen=True, eq=False):
    """`and` or `or`: the constant that decides, the one that has no say, and what was put together so far."""

    deciding: Node
    neutral: Node
    made: dict[_Pair, Node]

    def plain(self, one: Node, other: Node) -> Node | None:
        """What the two come to where that can be told without looking into them."""
        if one is other or other is self.neutral or one is self.deciding:
            return one
        return other if one is self.neutral or other is self.deciding else None

    def expansion(self, pair: _Pair) -> _Expansion:
        """What has to be put together, branch by branch, for these two to be."""
        one, other = pair
        level = min(one.level, other.level)
        ones = one.branches if one.level == level else repeat(one)
        others = other.branches if other.level == level else repeat(other)
        branches: list[Node | _Pair] = []
        pairs: list[_Pair] = []
        # As in `plain`, which would be called for every branch of every diagram.
        deciding, neutral = self.deciding, self.neutral
        for this, that in zip(ones, others, strict=False):
            if this is that or that is neutral or this is deciding:
                branches.append(this)
            elif this is neutral or that is deciding:
                branches.append(that)
            else:
                further = _in_order(this, that)
                branches.append(further)
                pairs.append(further)
        return _Expansion(level, pair, branches, pairs)


def _in_order(one: Node, other: Node) -> _Pair:
    """The two in an order that is the same whichever comes first."""
    return (one, other) if id(one) < id(other) else (other, one)


def _outcome(test: AnswerTest, value: Value | None) -> Node:
    """How the test comes out where its question is answered so (None: unanswered)."""
    return ALWAYS if test.holds({} if value is None else {test.question: value}, ()) else NEVER
