"""Boolean formulas over tests of answers: built from conditions, partly evaluated, and searched for a model.

The search is backtracking by case distinction (Davis, Logemann and Loveland, 1962) over tests; a branch ends where no
answer to a question could make its tests come out as assumed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import lru_cache
from itertools import chain, product

import msgspec

from .condition import (
    UNKNOWN,
    AtLeast,
    Between,
    Condition,
    Facts,
    Finding,
    NoneOf,
    OneOf,
    Test,
    Tests,
    named_options,
)
from .rulebook import NUMBER, SEVERAL, Question


class Atom(msgspec.Struct, frozen=True, cache_hash=True):
    """A test of an answer; `twin` keeps a second answer to the same question apart from the first."""

    test: AnswerTest
    twin: bool = False

    @property
    def size(self) -> int:
        """How many atoms there are: one."""
        return 1

    @property
    def asked(self) -> frozenset[str]:
        """The id of the question that is tested."""
        return frozenset((self.test.question,))


class Not(msgspec.Struct, frozen=True, cache_hash=True):
    """The part does not hold."""

    part: Atom | And | Or

    @property
    def size(self) -> int:
        """How many atoms the part has."""
        return self.part.size

    @property
    def asked(self) -> frozenset[str]:
        """The ids of the questions that the part tests."""
        return self.part.asked


class And(msgspec.Struct, frozen=True, cache_hash=True):
    """Every part holds. `size` counts atoms, `asked` holds the ids of the questions tested."""

    parts: tuple[Compound, ...]
    size: int
    asked: frozenset[str]


class Or(msgspec.Struct, frozen=True, cache_hash=True):
    """At least one part holds. `size` counts atoms, `asked` holds the ids of the questions tested."""

    parts: tuple[Compound, ...]
    size: int
    asked: frozenset[str]


AnswerTest = OneOf | NoneOf | AtLeast | Between
Compound = Atom | Not | And | Or
Formula = bool | Compound


def both(parts: Iterable[Formula]) -> Formula:
    """The conjunction, without constants, duplicates and nested conjunctions."""
    return _joined(parts, And, neutral=True)


def either(parts: Iterable[Formula]) -> Formula:
    """The disjunction, without constants, duplicates and nested disjunctions."""
    return _joined(parts, Or, neutral=False)


def _joined(parts: Iterable[Formula], kind: type[And] | type[Or], *, neutral: bool) -> Formula:
    kept: dict[Compound, None] = {}  # in a fixed order, so that a search cut short ends the same in every process
    for part in parts:
        if isinstance(part, bool):
            if part is not neutral:
                return part
        elif isinstance(part, kind):
            kept.update(dict.fromkeys(part.parts))
        else:
            kept[part] = None
    if any(isinstance(part, Not) and part.part in kept for part in kept):
        return not neutral
    if not kept:
        return neutral
    if len(kept) == 1:
        return next(iter(kept))
    asked = frozenset(chain.from_iterable(part.asked for part in kept))
    return kind(tuple(kept), sum(part.size for part in kept), asked)


def negated(formula: Formula) -> Formula:
    """The negation, without double negation."""
    if isinstance(formula, bool):
        return not formula
    return formula.part if isinstance(formula, Not) else Not(formula)


def formula_of(condition: Condition, findings: Mapping[str, Formula]) -> Formula:
    """The condition as a formula; `findings` holds the formula of each finding it rests on."""

    def of_test(test: Test) -> Formula:
        if not isinstance(test, Finding):
            return Atom(test)
        formula = findings.get(test.finding, False)
        return formula if test.wanted else negated(formula)

    def of_tests(tests: Tests) -> Formula:
        return both(map(of_test, tests))

    alternatives = either(map(of_tests, condition.any)) if condition.any else True
    return both((of_tests(condition.when), alternatives, *(negated(of_test(test)) for test in condition.unless)))


def rewritten(formula: Formula, questions: Set[str], replace: Callable[[Atom], Formula]) -> Formula:
    """The formula with every atom that tests one of these questions replaced, simplified."""
    done: dict[Compound, Formula] = {}

    def walk(part: Formula) -> Formula:
        if isinstance(part, bool) or questions.isdisjoint(part.asked):
            return part
        if part not in done:
            if isinstance(part, Atom):
                done[part] = replace(part)
            elif isinstance(part, Not):
                done[part] = negated(walk(part.part))
            else:
                join = both if isinstance(part, And) else either
                done[part] = join(map(walk, part.parts))
        return done[part]

    return walk(formula)


def given(formula: Formula, facts: Facts) -> Formula:
    """What is left of the formula once the questions in `facts` are answered."""
    return rewritten(formula, facts.keys(), lambda atom: atom.test.holds(facts, ()))


def asked(formula: Formula) -> frozenset[str]:
    """The ids of the questions that the formula tests."""
    return frozenset() if isinstance(formula, bool) else formula.asked


def satisfiable(formula: Formula, questions: Mapping[str, Question], most_branches: int) -> bool | None:
    """Whether some answers, leaving questions unanswered included, make the formula hold.

    None when that is not decided after `most_branches` case distinctions.
    """
    try:
        return _Search(questions, most_branches).finds(formula, {})
    except _OutOfBranchesError:
        return None


_Literals = frozenset[tuple[AnswerTest, bool]]
_Assumed = Mapping[tuple[str, bool], _Literals]


class _OutOfBranchesError(Exception):
    """The search has made as many case distinctions as it may."""


class _Search:
    def __init__(self, questions: Mapping[str, Question], most_branches: int) -> None:
        self.questions = questions
        self.branches_left = most_branches

    def finds(self, formula: Formula, assumed: _Assumed) -> bool:
        if isinstance(formula, bool):
            return formula
        if not self.branches_left:
            raise _OutOfBranchesError
        self.branches_left -= 1
        atom, likely = _promising(formula)
        return any(self.finds_assuming(formula, assumed, atom, truth) for truth in (likely, not likely))

    def finds_assuming(self, formula: Formula, assumed: _Assumed, atom: Atom, truth: bool) -> bool:
        question = atom.test.question
        literals = assumed.get((question, atom.twin), frozenset()) | {(atom.test, truth)}
        if not possible(self.questions[question], literals):
            return False
        left = rewritten(formula, {question}, lambda other: truth if other == atom else other)
        return self.finds(left, {**assumed, (question, atom.twin): literals})


def _promising(formula: Compound) -> tuple[Atom, bool]:
    """An atom and a truth value that go the shortest way towards making the formula hold."""
    wanted = True
    while not isinstance(formula, Atom):
        if isinstance(formula, Not):
            formula, wanted = formula.part, not wanted
        else:
            formula = min(formula.parts, key=lambda part: part.size)
    return formula, wanted


@lru_cache(maxsize=16384)
def possible(question: Question, literals: _Literals) -> bool:
    """Whether some value of the question, unanswered included, makes each test come out as stated."""
    return any(
        all(test.holds(facts, ()) is truth for test, truth in literals) for facts in _telling_values(question, literals)
    )


def _telling_values(question: Question, literals: _Literals) -> Iterator[Facts]:
    """Values of a question, as facts, among them one for every way in which the tests can come out."""
    yield {}
    yield {question.id: frozenset((UNKNOWN,))}
    if question.kind == NUMBER:
        yield from ({question.id: number} for number in _telling_numbers(question, literals))
    elif question.kind == SEVERAL:
        yield from ({question.id: chosen} for chosen in _telling_choices(question, literals))
    else:
        yield from ({question.id: frozenset((option,))} for option in question.options)


def _telling_numbers(question: Question, literals: _Literals) -> Iterator[int]:
    """The lowest number and each one at which a comparison comes out differently."""
    yield question.low
    for test, _ in literals:
        if isinstance(test, Between):
            yield from (bound for bound in (test.least, test.below) if bound is not None)


def _telling_choices(question: Question, literals: _Literals) -> Iterator[frozenset[str]]:
    """Sets of options: of options that no test tells apart only their number matters."""
    tests = [test for test, _ in literals]
    alike: dict[tuple[bool, ...], list[str]] = {}
    for option in question.options:
        alike.setdefault(tuple(option in named_options(test) for test in tests), []).append(option)
    groups = [group for named, group in alike.items() if any(named)]
    # Without an upper bound, one option of a group does as well as more, unless a count asks for more.
    most = max((test.least for test in tests if isinstance(test, AtLeast)), default=1)
    for sizes in product(*(range(min(len(group), most) + 1) for group in groups)):
        yield frozenset(option for group, size in zip(groups, sizes, strict=True) for option in group[:size])
