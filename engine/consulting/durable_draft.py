"""A rulebook as rules for durable-rules, before its engine sees them: what each compares, and what fits together.

It takes no durable-rules to say what durable-rules can hold, so that this is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import count
from math import prod

import msgspec

from ..language import (
    SEVERAL,
    UNKNOWN,
    AtLeast,
    Between,
    Condition,
    Earlier,
    EngineError,
    Finding,
    OneOf,
    Problem,
    Question,
    Rule,
    Rulebook,
    Test,
    Value,
)

MAX_TERMS = 32
"""How many terms durable-rules takes in one rule; an `and` or an `or` counts for two."""

_MAX_WAYS = 64
"""In how many ways one rule may match one message: durable-rules fires it once for each."""

_MAX_PENDING, _MAX_ATOMS, _MAX_PROPERTIES = 62, 480, 250
"""For one ruleset: the matches that a message may leave waiting (durable-rules refuses more than 64), the comparisons
(more than 511 at one place), the properties of a message (255, and it adds its own)."""

_NEVER_FOUND = ""


class Answered(msgspec.Struct, frozen=True, cache_hash=True):
    """The answer to a question with one: a number, or an option's position; unknown and unanswered lie below."""

    question: Question

    @property
    def numbers(self) -> dict[str | None, int]:
        """The number for unanswered (None), for unknown and for each option."""
        stood_for = (None, UNKNOWN, *self.question.options)
        return {option: number for number, option in enumerate(stood_for, self.question.low - 2)}

    def number(self, value: Value | None) -> int:
        """The number that a message gives for this value (None: unanswered)."""
        return value if isinstance(value, int) else self.numbers[next(iter(value)) if value else None]


class Counted(msgspec.Struct, frozen=True, cache_hash=True):
    """How many of some options (perhaps of a single one) are among the chosen ones; -1 where none can be."""

    question: Question
    of: frozenset[str]

    def number(self, value: Value | None) -> int:
        """The number that a message gives for this value (None: unanswered)."""
        return len(self.of & value) if isinstance(value, frozenset) else -1


class Established(msgspec.Struct, frozen=True, cache_hash=True):
    """Whether an earlier stratum established a finding: 1 or 0."""

    finding: str


class FirstRow(msgspec.Struct, frozen=True, cache_hash=True):
    """Which of some rows, named by the parts that stand for their cells, is the first that holds, counted from 0.

    Their number where none is.
    """

    rows: tuple[str, ...]

    def number(self, found: Collection[str]) -> int:
        """The number that a message gives where these parts were found to hold."""
        return next((number for number, row in enumerate(self.rows) if row in found), len(self.rows))


_EQUAL, _OTHER, _AT_LEAST, _BELOW = "$eq", "$neq", "$gte", "$lt"


class Atom(msgspec.Struct, frozen=True):
    """A comparison of a property with a number."""

    property: Answered | Counted | Established | FirstRow
    operator: str
    number: int


Clause = tuple[Atom, ...]
Clauses = tuple[Clause, ...]
"""Of a clause at least one atom must hold; of clauses, all."""


class Draft(msgspec.Struct, frozen=True):
    """A rule for durable-rules: when its clauses hold, the rule at `position` fires (None: a part of one holds)."""

    clauses: Clauses
    position: int | None
    find: tuple[str, ...]


def _join(atoms: list[Atom], *, one_is_enough: bool = False) -> Clauses:
    return (tuple(atoms),) if one_is_enough else tuple((atom,) for atom in atoms)


def _clauses(rulebook: Rulebook, test: Test, wanted: bool) -> Clauses:
    """Clauses that hold exactly when the test holds (`wanted` true) or when it does not."""
    if isinstance(test, Finding):
        return _join([Atom(Established(test.finding), _EQUAL, int(test.wanted is wanted))])
    question = rulebook.question[test.question]
    if isinstance(test, AtLeast):
        return _join([Atom(Counted(question, test.of), _AT_LEAST if wanted else _BELOW, max(test.least, 0))])
    if isinstance(test, Between):
        return _between(question, test, wanted)
    positive = wanted is isinstance(test, OneOf)
    if question.kind == SEVERAL:
        counted = [frozenset((option,)) for option in sorted(test.options)] or [frozenset[str]()]
        operator = _EQUAL if wanted else _OTHER
        chosen = [Atom(Counted(question, of), operator, int(isinstance(test, OneOf))) for of in counted]
        return _join(chosen, one_is_enough=positive)
    answer = Answered(question)
    among = test.options if isinstance(test, OneOf) else (None, *test.options)
    numbers = [number for option, number in answer.numbers.items() if option in among]
    atoms = [Atom(answer, _EQUAL if positive else _OTHER, number) for number in numbers]
    return _join(atoms, one_is_enough=positive)


def _between(question: Question, test: Between, wanted: bool) -> Clauses:
    if not question.numeric:
        return ((),) if wanted else ()
    answer = Answered(question)
    least = question.low if test.least is None else max(test.least, question.low)
    atoms = [Atom(answer, _AT_LEAST if wanted else _BELOW, least)]
    if test.below is not None:
        atoms.append(Atom(answer, _BELOW if wanted else _AT_LEAST, test.below))
    return _join(atoms, one_is_enough=not wanted)


def _alternatives(rulebook: Rulebook, condition: Condition, taken: Clauses = ()) -> Iterator[Clauses]:
    """For each way in which the condition can come true, the clauses it takes; `taken` speak for its earlier rows."""
    ruled_out = [clause for test in condition.unless for clause in _clauses(rulebook, test, False)]
    ruled_out += taken
    for tests in condition.any or ((),):
        clauses = [clause for test in condition.when + tests for clause in _clauses(rulebook, test, True)]
        clauses += ruled_out
        if () not in clauses:
            # Sharp comparisons first: what they rule out, the rest of the network need not look at.
            clauses.sort(key=lambda clause: (len(clause), clause[0].operator != _EQUAL))
            yield tuple(clauses) or _join([Atom(Established(_NEVER_FOUND), _EQUAL, 0)])


def _width(clause: Clause) -> int:
    """How many atoms of a clause may hold at once: what has one answer equals one number at most."""
    exclusive = all(isinstance(atom.property, Answered) and atom.operator == _EQUAL for atom in clause)
    return 1 if exclusive else len(clause)


def _fit(clauses: Clauses) -> bool:
    """Whether one rule of durable-rules can hold the clauses."""
    terms = 2 + sum(len(clause) + (2 if len(clause) > 1 else 0) for clause in clauses)
    return terms <= MAX_TERMS and prod(map(_width, clauses)) <= _MAX_WAYS


def _split(clauses: Clauses, rule: Rule, numbers: Iterator[int]) -> tuple[list[Draft], Clauses]:
    """Parts to decide a stage earlier, named by the next of the numbers, and the clauses that rest on them."""
    parts: list[Draft] = []
    resting: list[Atom] = []
    for group in _groups(clauses):
        # No id holds a space, so a part cannot be taken for a finding.
        name = f"part {next(numbers)}"
        resting.append(Atom(Established(name), _EQUAL, 1))
        parts += [Draft(enough, None, (name,)) for enough in group]
    if not _fit(_join(resting)):
        wrong = f"The condition of '{rule.id}' is too long for durable-rules."
        raise EngineError([Problem(rule.place, wrong, "Let it rest on findings of other rules.")])
    return parts, _join(resting)


def _groups(clauses: Clauses) -> Iterator[list[Clauses]]:
    """The clauses in groups, each as conjunctions of which one is enough."""
    group: Clauses = ()
    for clause in clauses:
        if group and not _fit((*group, clause)):
            yield [group]
            group = ()
        if _fit((clause,)):
            group += (clause,)
        else:
            yield [(clause[at : at + MAX_TERMS // 2],) for at in range(0, len(clause), MAX_TERMS // 2)]
    if group:
        yield [group]


def rulesets(rulebook: Rulebook) -> Iterator[list[Draft]]:
    """What one ruleset each can hold and one message each decides, in the order in which they are asked.

    Raises EngineError when durable-rules cannot hold a rule.
    """
    return (share for stage in _stages(rulebook) for share in _shares(stage))


def _stages(rulebook: Rulebook) -> Iterator[list[Draft]]:
    """What must be decided one after another: the strata, and before each what its rules ask of the rows above them.

    Before either stand the parts of what is too long to be one rule.
    """
    position = {rule: number for number, rule in enumerate(rulebook.rule)}
    tables = _Tables(rulebook)
    named = count()
    for stratum in rulebook.strata:
        rows = _Stage(rulebook, named)
        rules = _Stage(rulebook, named)
        for rule in stratum:
            for name, own in tables.rows_above(rule):
                rows.add(rule, _alternatives(rulebook, own), None, (name,))
            ways = _alternatives(rulebook, rule.condition, tables.clauses(rule))
            rules.add(rule, ways, position[rule.id], rule.find)
        yield from (rows.parts, rows.drafts, rules.parts, rules.drafts)


class _Stage:
    """What is decided at once, and the parts that must be decided before."""

    def __init__(self, rulebook: Rulebook, named: Iterator[int]) -> None:
        self.parts: list[Draft] = []
        self.drafts: list[Draft] = []
        self._rulebook = rulebook
        self._named = named

    def add(self, rule: Rule, ways: Iterable[Clauses], position: int | None, find: tuple[str, ...]) -> None:
        """Take in what is so in each of the ways; `rule` is told where they are too long."""
        for clauses in ways:
            held = clauses
            if not _fit(clauses):
                parts, held = _split(clauses, rule, self._named)
                self.parts += parts
            self.drafts.append(Draft(held, position, find))


class _Tables:
    """The tables of which the first row that holds counts alone.

    The cells of each row are a part, decided before the first rule that has to know; one number a table then says it
    for all of its rows.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._named: dict[Earlier, str] = {}
        self._last: dict[Earlier, Earlier] = {}
        self._above: dict[Earlier, int] = {}
        self._first: dict[Earlier, FirstRow] = {}
        for rule in reversed(rulebook.rules):
            last = rule.condition.earlier
            if last is not None and last not in self._last:
                self._last |= dict.fromkeys(last.downwards(self._last), last)
        names = {row: f"row {number}" for number, row in enumerate(self._last)}
        for last in dict.fromkeys(self._last.values()):
            rows = last.downwards()
            self._first[last] = FirstRow(tuple(names[row] for row in rows))
            self._above.update((row, number) for number, row in enumerate(rows, start=1))
        self._names = names

    def rows_above(self, rule: Rule) -> list[tuple[str, Condition]]:
        """The rows above that of the rule which were not asked for before, each by the name of its part."""
        earlier = rule.condition.earlier
        rows = [] if earlier is None else earlier.downwards(self._named)
        self._named |= {row: self._names[row] for row in rows}
        return [(self._names[row], row.own) for row in rows]

    def clauses(self, rule: Rule) -> Clauses:
        """That none of the rows above that of the rule holds."""
        earlier = rule.condition.earlier
        if earlier is None:
            return ()
        return _join([Atom(self._first[self._last[earlier]], _AT_LEAST, self._above[earlier])])


def _shares(drafts: list[Draft]) -> Iterator[list[Draft]]:
    """The drafts in their order, in as few lists as one ruleset each can hold."""
    share: list[Draft] = []
    load = _Load()
    for draft in drafts:
        more = load.with_draft(draft)
        if not more.can_be_held:
            yield share
            share, more = [], _Load().with_draft(draft)
        share.append(draft)
        load = more
    if share:
        yield share


class _Load(msgspec.Struct, frozen=True):
    """What one ruleset has to hold, and one message to decide."""

    pending: int = 0
    atoms: int = 0
    properties: frozenset[Answered | Counted | Established | FirstRow] = frozenset()

    def with_draft(self, draft: Draft) -> _Load:
        """The same with one draft more."""
        atoms = atoms_of([draft])
        pending = 1 + sum(_width(clause) - 1 for clause in draft.clauses)
        properties = self.properties.union(atom.property for atom in atoms)
        return _Load(self.pending + pending, self.atoms + len(atoms), properties)

    @property
    def can_be_held(self) -> bool:
        """Whether a ruleset can hold it, and a message decide it."""
        fits = self.pending <= _MAX_PENDING and self.atoms <= _MAX_ATOMS
        return fits and len(self.properties) <= _MAX_PROPERTIES


def atoms_of(drafts: list[Draft]) -> list[Atom]:
    """Every comparison that the drafts make, as often as they make it."""
    return [atom for draft in drafts for clause in draft.clauses for atom in clause]
