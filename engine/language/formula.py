"""Boolean formulas over tests of answers: built from conditions, partly evaluated, and searched for a model.

Equal formulas are one and the same object, single tests excepted (hash-consing; Ershov, 1958), so that comparing them
takes no time however deep they are. How deep that is rule writers choose: nothing here recurses.
"""

from __future__ import annotations

from binascii import crc32
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Set
from functools import lru_cache
from weakref import WeakValueDictionary

import msgspec

from .condition import AnswerTest, Condition, Earlier, Facts
from .logic import meaning

_FEW = 32
"""Up to how many parts a nested conjunction or disjunction gives up its own shape; beyond, chains would be copied."""

_MANY = 1 << 52
"""Sizes are not told apart beyond this: written out, findings that rest on findings can have any number of atoms. The
numbers that the page's script has are exact up to there."""


class Atom(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """A test of an answer; `twin` keeps a second answer to the same question apart from the first."""

    test: AnswerTest
    twin: bool = False

    @property
    def parts(self) -> tuple[Compound, ...]:
        """An atom has none."""
        return ()

    @property
    def size(self) -> int:
        """How many atoms there are: one."""
        return 1

    @property
    def signature(self) -> int:
        """The bit of the question that is tested."""
        return _bit(self.test.question)


class Not(msgspec.Struct, frozen=True, eq=False, weakref=True):
    """The one part does not hold. `size` and `signature` are as for And."""

    parts: tuple[Compound, ...]
    size: int
    signature: int


class And(msgspec.Struct, frozen=True, eq=False, weakref=True):
    """Every part holds.

    `size` counts atoms. `signature` has the bit of every question tested, and few others: one of 256 for each question,
    so that without a bit in common one need not look inside.
    """

    parts: tuple[Compound, ...]
    size: int
    signature: int


class Or(msgspec.Struct, frozen=True, eq=False, weakref=True):
    """At least one part holds. `size` and `signature` are as for And."""

    parts: tuple[Compound, ...]
    size: int
    signature: int


Compound = Atom | Not | And | Or
Formula = bool | Compound

_Kind = type[Not] | type[And] | type[Or]

_made: Mapping[_Kind, WeakValueDictionary[tuple[Compound, ...], Not | And | Or]] = {
    kind: WeakValueDictionary() for kind in (Not, And, Or)
}


def _one(kind: _Kind, parts: tuple[Compound, ...]) -> Compound:
    """The one formula of this kind with these parts."""
    made = _made[kind]
    known = made.get(parts)
    if known is None:
        size, signature = 0, 0
        for part in parts:
            size += part.size
            signature |= part.signature
        known = made[parts] = kind(parts, min(size, _MANY), signature)
    return known


@lru_cache(maxsize=16384)
def _bit(question: str) -> int:
    return 1 << crc32(question.encode()) % 256


def _bits(questions: Iterable[str]) -> int:
    bits = 0
    for question in questions:
        bits |= _bit(question)
    return bits


def both(parts: Iterable[Formula]) -> Formula:
    """The conjunction, without constants, duplicates and short nested conjunctions."""
    return _joined(parts, And, neutral=True)


def either(parts: Iterable[Formula]) -> Formula:
    """The disjunction, without constants, duplicates and short nested disjunctions."""
    return _joined(parts, Or, neutral=False)


def _joined(parts: Iterable[Formula], kind: type[And] | type[Or], *, neutral: bool) -> Formula:
    kept: dict[Compound, None] = {}  # in a fixed order, so that a search cut short ends the same in every process
    for part in parts:
        if isinstance(part, bool):
            if part is not neutral:
                return part
        elif isinstance(part, kind) and len(part.parts) <= _FEW:
            kept.update(dict.fromkeys(part.parts))
        else:
            kept[part] = None
    for part in kept:
        if isinstance(part, Not) and part.parts[0] in kept:
            return not neutral
    if not kept:
        return neutral
    return next(iter(kept)) if len(kept) == 1 else _one(kind, tuple(kept))


def negated(formula: Formula) -> Formula:
    """The negation, without double negation."""
    if isinstance(formula, bool):
        return not formula
    return formula.parts[0] if isinstance(formula, Not) else _one(Not, (formula,))


class _Formulas:
    """Formulas as a logic that conditions can be read in."""

    def test(self, test: AnswerTest) -> Formula:
        return Atom(test)

    def both(self, parts: Iterable[Formula]) -> Formula:
        return both(parts)

    def either(self, parts: Iterable[Formula]) -> Formula:
        return either(parts)

    def negated(self, part: Formula) -> Formula:
        return negated(part)


FORMULAS = _Formulas()
"""The logic in which what a condition means is a formula."""


def formula_of(
    condition: Condition,
    findings: Mapping[str, Formula],
    taken: MutableMapping[Earlier, Formula] | None = None,
) -> Formula:
    """The condition as a formula; `findings` holds the formula of each finding it rests on, `taken` as in `meaning`."""
    return meaning(condition, findings, FORMULAS, taken)


def rewritten(formula: Formula, questions: Set[str], replace: Callable[[Atom], Formula]) -> Formula:
    """The formula with every atom that tests one of these questions replaced, simplified."""
    return rewritten_counting(formula, questions, replace)[0]


def rewritten_counting(
    formula: Formula, questions: Set[str], replace: Callable[[Atom], Formula]
) -> tuple[Formula, int]:
    """The formula rewritten, and how many parts were looked at."""
    if isinstance(formula, bool):
        return formula, 0
    bits = _bits(questions)
    done: dict[Compound, Formula] = {}
    pending: list[Compound] = [formula]
    while pending:
        part = pending[-1]
        ahead = [inner for inner in part.parts if inner not in done] if part.signature & bits else []
        if ahead and part not in done:
            pending.extend(ahead)
            continue
        pending.pop()
        if not part.signature & bits:
            done[part] = part
        elif part not in done:
            done[part] = _rejoined(part, questions, replace, done)
    return done[formula], len(done)


def _rejoined(
    part: Compound, questions: Set[str], replace: Callable[[Atom], Formula], done: Mapping[Compound, Formula]
) -> Formula:
    """A part put together anew from its parts, which are `done`."""
    if isinstance(part, Atom):
        return replace(part) if part.test.question in questions else part
    if isinstance(part, Not):
        return negated(done[part.parts[0]])
    return (both if isinstance(part, And) else either)(done[inner] for inner in part.parts)


def given(formula: Formula, facts: Facts) -> Formula:
    """What is left of the formula once the questions in `facts` are answered."""
    return rewritten(formula, facts.keys(), lambda atom: atom.test.holds(facts, ()))


def asked(formula: Formula) -> frozenset[str]:
    """The ids of the questions that the formula tests."""
    return frozenset() if isinstance(formula, bool) else _asked(formula)


@lru_cache(maxsize=1024)
def _asked(formula: Compound) -> frozenset[str]:
    seen = {formula}
    pending = [formula]
    while pending:
        new = [inner for inner in pending.pop().parts if inner not in seen]
        seen.update(new)
        pending.extend(new)
    return frozenset(part.test.question for part in seen if isinstance(part, Atom))
