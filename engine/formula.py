"""Boolean formulas over tests of answers: built from conditions, partly evaluated, and searched for a model.

The search is backtracking by case distinction (Davis, Logemann and Loveland, 1962) over tests; a branch ends where no
answer to a question could make its tests come out as assumed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import Union

import msgspec

from .condition import UNKNOWN, AtLeast, Between, Condition, Facts, Finding, NoneOf, OneOf, Test, Tests, Value
from .rulebook import NUMBER, SEVERAL, Question


class Atom(msgspec.Struct, frozen=True, cache_hash=True):
    """A test of an answer; `twin` keeps a second answer to the same question apart from the first."""

    test: Test
    twin: bool = False


class Not(msgspec.Struct, frozen=True, cache_hash=True):
    """The formula does not hold."""

    part: Formula


class And(msgspec.Struct, frozen=True, cache_hash=True):
    """Every part holds."""

    parts: frozenset[Formula]


class Or(msgspec.Struct, frozen=True, cache_hash=True):
    """At least one part holds."""

    parts: frozenset[Formula]


Formula = Union[bool, Atom, Not, And, Or]
Assumption = Mapping[Atom, bool]


def both(parts: Iterable[Formula]) -> Formula:
    """The conjunction, without constants, duplicates and nested conjunctions."""
    return _joined(parts, And, neutral=True)


def either(parts: Iterable[Formula]) -> Formula:
    """The disjunction, without constants, duplicates and nested disjunctions."""
    return _joined(parts, Or, neutral=False)


def _joined(parts: Iterable[Formula], kind: type[And] | type[Or], *, neutral: bool) -> Formula:
    kept: set[Formula] = set()
    for part in parts:
        if isinstance(part, bool):
            if part is not neutral:
                return part
        elif isinstance(part, kind):
            kept |= part.parts
        else:
            kept.add(part)
    if any(isinstance(part, Not) and part.part in kept for part in kept):
        return not neutral
    if not kept:
        return neutral
    return kept.pop() if len(kept) == 1 else kind(frozenset(kept))


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


def rewritten(formula: Formula, replace: Callable[[Atom], Formula]) -> Formula:
    """The formula with every atom replaced, simplified."""
    done: dict[Formula, Formula] = {}

    def walk(part: Formula) -> Formula:
        if isinstance(part, bool):
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


def assuming(formula: Formula, truths: Assumption) -> Formula:
    """What is left of the formula when these atoms are true or false."""
    return rewritten(formula, lambda atom: truths.get(atom, atom))


def given(formula: Formula, facts: Facts) -> Formula:
    """What is left of the formula once the questions in `facts` are answered."""

    def settle(atom: Atom) -> Formula:
        return atom.test.holds(facts, ()) if question_of(atom) in facts else atom

    return rewritten(formula, settle)


def atoms(formula: Formula) -> Iterator[Atom]:
    """Every atom, as often as it occurs."""
    pending = [formula]
    while pending:
        part = pending.pop()
        if isinstance(part, Atom):
            yield part
        elif isinstance(part, Not):
            pending.append(part.part)
        elif not isinstance(part, bool):
            pending.extend(part.parts)


def question_of(atom: Atom) -> str:
    """The id of the question that an atom tests."""
    assert not isinstance(atom.test, Finding)
    return atom.test.question


@lru_cache(maxsize=16384)
def asked(formula: Formula) -> frozenset[str]:
    """The ids of the questions that a formula tests."""
    return frozenset(map(question_of, atoms(formula)))


def satisfiable(formula: Formula, questions: Mapping[str, Question]) -> bool:
    """Whether some answers, leaving questions unanswered included, make the formula hold."""
    return _search(formula, {}, questions)


_Literals = frozenset[tuple[Test, bool]]


def _search(
    formula: Formula, assumed: Mapping[tuple[str, bool], _Literals], questions: Mapping[str, Question]
) -> bool:
    if isinstance(formula, bool):
        return formula
    atom = _branching(formula)
    key = (question_of(atom), atom.twin)
    before = assumed.get(key, frozenset())
    for truth in (True, False):
        literals = before | {(atom.test, truth)}
        if not possible(questions[key[0]], literals):
            continue
        if _search(assuming(formula, {atom: truth}), {**assumed, key: literals}, questions):
            return True
    return False


def _branching(formula: Formula) -> Atom:
    """A literal of the outermost part, whose wrong value ends a branch at once; otherwise the most frequent atom."""
    if isinstance(formula, (And, Or)):
        for part in formula.parts:
            if isinstance(part, Atom):
                return part
            if isinstance(part, Not) and isinstance(part.part, Atom):
                return part.part
    counted = Counter(atoms(formula))
    return max(counted, key=lambda atom: counted[atom])


@lru_cache(maxsize=16384)
def possible(question: Question, literals: _Literals) -> bool:
    """Whether some value of the question, unanswered included, makes each test come out as stated."""
    return any(
        all(test.holds(facts, ()) is truth for test, truth in literals)
        for facts in _telling_values(question, literals)
    )


def _telling_values(question: Question, literals: _Literals) -> Iterator[dict[str, Value]]:
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
        alike.setdefault(tuple(option in _options_of(test) for test in tests), []).append(option)
    groups = [group for named, group in alike.items() if any(named)]
    # Without an upper bound, one option of a group does as well as more, unless a count asks for more.
    most = max((test.least for test in tests if isinstance(test, AtLeast)), default=1)
    for sizes in product(*(range(min(len(group), most) + 1) for group in groups)):
        yield frozenset(option for group, size in zip(groups, sizes) for option in group[:size])


def _options_of(test: Test) -> frozenset[str]:
    if isinstance(test, (OneOf, NoneOf)):
        return test.options
    return test.of if isinstance(test, AtLeast) else frozenset()
