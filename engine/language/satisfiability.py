"""Whether a formula can hold: a search for answers that make it so, within so many steps.

The search is backtracking by case distinction (Davis, Logemann and Loveland, 1962) over tests; a branch ends where no
answer to a question could make its tests come out as assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import msgspec

from .condition import UNKNOWN, AnswerTest, AtLeast, Between, Facts, NoneOf, named_options
from .formula import Atom, Compound, Formula, Not, asked, both, negated, rewritten_counting
from .rulebook import SEVERAL, Question

MOST_CHOICES = 1_000
"""How many partly made choices of options are looked at to decide whether tests of one question hold together."""

Literals = frozenset[tuple[AnswerTest, bool]]
"""Tests of one question, each with how it is to come out."""


class _Branch(msgspec.Struct, frozen=True):
    """Where the search goes on: what is left of the formula, the literals assumed so far, and the atom assumed next.

    `sure` is false once it was too much to decide whether some literals hold together.
    """

    left: Compound
    assumed: Mapping[tuple[str, bool], Literals]
    sure: bool
    atom: Atom
    truth: bool


class Search:
    """A search for models of formulas, one after the other, for as long as there are steps left.

    A step is a part of a formula looked at. How far a search comes depends on nothing else, the time least of all.
    """

    def __init__(self, questions: Mapping[str, Question], most_steps: int) -> None:
        self._questions = questions
        self._steps_left = most_steps

    def satisfiable(self, formula: Formula) -> bool | None:
        """Whether some answers, leaving questions unanswered included, make the formula hold.

        None when that is not decided before the steps are used up, or when a question's tests are too entangled.
        """
        if isinstance(formula, bool):
            return formula
        pending = [*_branches(formula, {}, sure=True)]
        decided = True
        while pending:
            if self._steps_left <= 0:
                return None
            branch = self._followed(pending.pop())
            if branch is None:
                continue
            left, assumed, sure = branch
            if left is True and sure:
                return True
            decided = decided and left is not True
            if not isinstance(left, bool):
                pending.extend(_branches(left, assumed, sure=sure))
        return False if decided else None

    def depends_on(self, formula: Formula, question: str) -> bool | None:
        """Whether, all other answers being the same, it can hold with one answer to the question and not with another.

        None when that is not decided, as in `satisfiable`.
        """
        if question not in asked(formula):
            return False
        if self._steps_left <= 0:
            return None
        twin, steps = rewritten_counting(formula, {question}, lambda atom: Atom(atom.test, twin=True))
        self._steps_left -= steps
        return self.satisfiable(both((formula, negated(twin))))

    def _followed(self, branch: _Branch) -> tuple[Formula, Mapping[tuple[str, bool], Literals], bool] | None:
        """What is left after the branch's assumption, all that is assumed then, and whether it is surely possible."""
        test = branch.atom.test
        key = (test.question, branch.atom.twin)
        literals = branch.assumed.get(key, frozenset()) | {(test, branch.truth)}
        verdict, choices = _possible(self._questions[test.question], literals)
        self._steps_left -= len(literals) + choices
        if verdict is False:
            return None
        left, steps = rewritten_counting(
            branch.left, {test.question}, lambda other: branch.truth if other == branch.atom else other
        )
        self._steps_left -= steps
        return left, {**branch.assumed, key: literals}, branch.sure and verdict is True


def satisfiable(formula: Formula, questions: Mapping[str, Question], most_steps: int) -> bool | None:
    """Whether some answers, leaving questions unanswered included, make the formula hold.

    None when that is not decided in `most_steps`.
    """
    return Search(questions, most_steps).satisfiable(formula)


def _branches(formula: Compound, assumed: Mapping[tuple[str, bool], Literals], *, sure: bool) -> Iterator[_Branch]:
    """The two ways of assuming something of an atom, the one to be followed first last."""
    atom, likely = _promising(formula)
    for truth in (not likely, likely):
        yield _Branch(formula, assumed, sure, atom, truth)


def _promising(formula: Compound) -> tuple[Atom, bool]:
    """An atom and a truth value that go the shortest way towards making the formula hold."""
    wanted = True
    while not isinstance(formula, Atom):
        wanted = wanted is not isinstance(formula, Not)
        formula = min(formula.parts, key=lambda part: part.size)
    return formula, wanted


def possible(question: Question, literals: Literals) -> bool | None:
    """Whether some value of the question, unanswered included, makes each test come out as stated; None: not decided.

    Only tests that count several options among each other can be too much to decide.
    """
    return _possible(question, literals)[0]


@lru_cache(maxsize=1024)
def _possible(question: Question, literals: Literals) -> tuple[bool | None, int]:
    """Whether it is possible, and how many partly made choices were looked at to tell."""
    if any(_comes_out(literals, facts) for facts in _telling_values(question, literals)):
        return True, 0
    return _choosable(question, literals) if question.kind == SEVERAL else (False, 0)


def _comes_out(literals: Literals, facts: Facts) -> bool:
    return all(test.holds(facts, ()) is truth for test, truth in literals)


def _telling_values(question: Question, literals: Literals) -> Iterator[Facts]:
    """Values of a question but for choices of several options, among them one for every way the tests can come out."""
    yield {}
    yield {question.id: frozenset((UNKNOWN,))}
    if question.numeric:
        yield from ({question.id: number} for number in _telling_numbers(question, literals))
    elif question.kind != SEVERAL:
        yield from ({question.id: frozenset((option,))} for option in question.options)


def _telling_numbers(question: Question, literals: Literals) -> Iterator[int]:
    """The lowest number and each one at which a comparison comes out differently."""
    yield question.low
    for test, _ in literals:
        if isinstance(test, Between):
            yield from (bound for bound in (test.least, test.below) if bound is not None)


# choices of several options -------------------------------------------------------------------------------------------


class _Counted(msgspec.Struct, frozen=True):
    """At least or at most (whichever the context says) `number` of these options are chosen."""

    options: frozenset[str]
    number: int


def _choosable(question: Question, literals: Literals) -> tuple[bool | None, int]:
    """Whether some choice of options, none included, makes each test come out as stated, and what it took to tell."""
    lower, upper = _counts(question, literals)
    if lower is None:
        return False, 0
    # What must not be chosen is not, and then what is limited nowhere is chosen: no other choice fits better.
    excluded = _union(limit.options for limit in upper if limit.number == 0)
    upper = [_Counted(limit.options - excluded, limit.number) for limit in upper]
    upper = [limit for limit in upper if len(limit.options) > limit.number]
    limited = _union(limit.options for limit in upper)
    wanted = []
    for need in lower:
        open_to_choice = need.options - excluded
        missing = need.number - len(open_to_choice - limited)
        if missing > len(open_to_choice & limited):
            return False, 0
        if missing > 0:
            wanted.append(_Counted(open_to_choice & limited, missing))
    return _balanced(wanted, upper) if wanted and upper else (True, 0)


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _counts(question: Question, literals: Literals) -> tuple[list[_Counted] | None, list[_Counted]]:
    """How many of which options the literals want chosen at least, and at most; None: no choice will do."""
    options = frozenset(question.options)
    lower: list[_Counted] = [_Counted(options, question.least)] if question.least else []
    upper: list[_Counted] = []
    for test, truth in literals:
        if isinstance(test, Between):
            if truth:
                return None, []
            continue
        named = named_options(test) & options
        least = test.least if isinstance(test, AtLeast) else 1
        if truth is isinstance(test, NoneOf):
            if least <= 0:
                return None, []
            upper.append(_Counted(named, least - 1))
        else:
            lower.append(_Counted(named, least))
    return lower, upper


def _balanced(lower: list[_Counted], upper: list[_Counted]) -> tuple[bool | None, int]:
    """Whether enough of some options can be chosen and not too many of others, and how many choices were looked at.

    Of options that stand in the same bounds only the number matters. What is partly chosen is told by what is still
    missing of each lower bound and still free of each upper one.
    """
    groups = _alike(lower, upper)
    partial = {(tuple(need.number for need in lower), tuple(limit.number for limit in upper))}
    looked_at = 0
    for (missing_of, taken_of), size in groups.items():
        further = set()
        for missing, free in partial:
            looked_at += size + 1
            if looked_at > MOST_CHOICES:
                return None, looked_at
            for number in range(size + 1):
                now_free = tuple(left - number * taken for left, taken in zip(free, taken_of, strict=True))
                if min(now_free) < 0:
                    break
                now_missing = (left - number * of for left, of in zip(missing, missing_of, strict=True))
                further.add((tuple(max(left, 0) for left in now_missing), now_free))
        partial = further
    return any(not any(missing) for missing, _ in partial), looked_at


def _alike(lower: list[_Counted], upper: list[_Counted]) -> dict[tuple[tuple[bool, ...], tuple[bool, ...]], int]:
    """How many options there are for each way of standing in some bounds and not in others."""
    groups: dict[tuple[tuple[bool, ...], tuple[bool, ...]], int] = {}
    for option in sorted(_union(need.options for need in lower)):
        stands = (tuple(option in need.options for need in lower), tuple(option in limit.options for limit in upper))
        groups[stands] = groups.get(stands, 0) + 1
    return groups
