"""The durable-rules path: the rules of a rulebook, fired by the Rete network of durable-rules.

Each stratum becomes one or more rulesets. A consultation asserts one fact in each: a message with every answer and
every earlier finding that its rules test, as small numbers under names made from positions. durable-rules decides which
rules hold; this module writes the messages and records what fires. It calls the C engine beneath durable-rules' Python
host and not the host, whose threads fire rules behind one's back, whose actions swallow exceptions, and which costs
many times what the inference costs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from math import prod
from threading import Lock
from weakref import WeakKeyDictionary, finalize

import msgspec

from ..language import (
    NUMBER,
    SEVERAL,
    UNKNOWN,
    AtLeast,
    Between,
    Condition,
    EngineError,
    Facts,
    Finding,
    OneOf,
    Place,
    Problem,
    Question,
    Rule,
    Rulebook,
    Test,
    Value,
)

_c = import_module("durable_rules_engine")
_assert_fact: Callable[[int, str], tuple[int, int]] = _c.assert_fact
_start: Callable[[int, int], tuple[str, str] | None] = _c.start_action_for_state
_complete_and_start: Callable[[int, int], str | None] = _c.complete_and_start_action
_retract_fact: Callable[[int, str], tuple[int, int]] = _c.retract_fact

MAX_TERMS = 32
"""How many terms durable-rules takes in one rule; an `and` or an `or` counts for two."""

_MAX_WAYS = 64
"""In how many ways one rule may match one message: durable-rules fires it once for each."""

_MAX_PENDING, _MAX_ATOMS, _MAX_PROPERTIES = 62, 480, 250
"""For one ruleset: the matches that a message may leave waiting (durable-rules refuses more than 64), the comparisons
(more than 511 at one place), the properties of a message (255, and it adds its own)."""

_MAX_REMEMBERED = 512
"""For how many answers to a question its part of the messages is kept written."""

_SOME_RULE_HOLDS, _NO_RULE_HOLDS = 0, 1
_STATE, _FACT, _FIRST_FACT, _NEVER_FOUND = "0", '{"id":"0"}', '{"first":1,"id":"0"}', ""
_FIRST_RULE = {"all": [{"m": {"$and": [{"$eq": {"first": 1}}]}}]}
_NAMED = slice(2, 5)
"""Where the three digits of a rule's name stand in what the C engine returns for a rule that fires: `{"012":{…`."""


class _Answer(msgspec.Struct, frozen=True, cache_hash=True):
    """The answer to a question with one: a number, or an option's position; unknown and unanswered lie below."""

    question: Question

    @property
    def numbers(self) -> dict[str | None, int]:
        stood_for = (None, UNKNOWN, *self.question.options)
        return {option: number for number, option in enumerate(stood_for, self.question.low - 2)}

    def number(self, value: Value | None) -> int:
        return value if isinstance(value, int) else self.numbers[next(iter(value)) if value else None]


class _Count(msgspec.Struct, frozen=True, cache_hash=True):
    """How many of some options (perhaps of a single one) are among the chosen ones; -1 where none can be."""

    question: Question
    of: frozenset[str]

    def number(self, value: Value | None) -> int:
        return len(self.of & value) if isinstance(value, frozenset) else -1


class _Found(msgspec.Struct, frozen=True, cache_hash=True):
    """Whether an earlier stratum established a finding: 1 or 0."""

    finding: str


class _Fragments(dict[Value | None, tuple[str, ...]]):
    """For each answer to a question (None: unanswered) what each message says of it, written when first needed."""

    def __init__(self, asked: list[dict[str, _Answer | _Count]]) -> None:
        super().__init__()
        self.asked = asked

    def __missing__(self, value: Value | None) -> tuple[str, ...]:
        texts = tuple("".join(f'"{name}":{one.number(value)},' for name, one in asked.items()) for asked in self.asked)
        if len(self) < _MAX_REMEMBERED:
            self[value] = texts
        return texts


_EQUAL, _OTHER, _AT_LEAST, _BELOW = "$eq", "$neq", "$gte", "$lt"


class _Atom(msgspec.Struct, frozen=True):
    """A comparison of a property with a number."""

    property: _Answer | _Count | _Found
    operator: str
    number: int


_Clause = tuple[_Atom, ...]
_Clauses = tuple[_Clause, ...]
"""Of a clause at least one atom must hold; of clauses, all."""


class _Draft(msgspec.Struct, frozen=True):
    """A rule for durable-rules: when its clauses hold, the rule at `position` fires (None: a part of one holds)."""

    clauses: _Clauses
    position: int | None
    find: tuple[str, ...]


def _join(atoms: list[_Atom], *, one_is_enough: bool = False) -> _Clauses:
    return (tuple(atoms),) if one_is_enough else tuple((atom,) for atom in atoms)


def _clauses(rulebook: Rulebook, test: Test, wanted: bool) -> _Clauses:
    """Clauses that hold exactly when the test holds (`wanted` true) or when it does not."""
    if isinstance(test, Finding):
        return _join([_Atom(_Found(test.finding), _EQUAL, int(test.wanted is wanted))])
    question = rulebook.question[test.question]
    if isinstance(test, AtLeast):
        return _join([_Atom(_Count(question, test.of), _AT_LEAST if wanted else _BELOW, max(test.least, 0))])
    if isinstance(test, Between):
        return _between(question, test, wanted)
    positive = wanted is isinstance(test, OneOf)
    if question.kind == SEVERAL:
        counted = [frozenset((option,)) for option in sorted(test.options)] or [frozenset[str]()]
        operator = _EQUAL if wanted else _OTHER
        chosen = [_Atom(_Count(question, of), operator, int(isinstance(test, OneOf))) for of in counted]
        return _join(chosen, one_is_enough=positive)
    answer = _Answer(question)
    among = test.options if isinstance(test, OneOf) else (None, *test.options)
    numbers = [number for option, number in answer.numbers.items() if option in among]
    atoms = [_Atom(answer, _EQUAL if positive else _OTHER, number) for number in numbers]
    return _join(atoms, one_is_enough=positive)


def _between(question: Question, test: Between, wanted: bool) -> _Clauses:
    if question.kind != NUMBER:
        return ((),) if wanted else ()
    answer = _Answer(question)
    least = question.low if test.least is None else max(test.least, question.low)
    atoms = [_Atom(answer, _AT_LEAST if wanted else _BELOW, least)]
    if test.below is not None:
        atoms.append(_Atom(answer, _BELOW if wanted else _AT_LEAST, test.below))
    return _join(atoms, one_is_enough=not wanted)


def _alternatives(rulebook: Rulebook, condition: Condition) -> Iterator[_Clauses]:
    """For each way in which the condition can come true, the clauses it takes."""
    ruled_out = [clause for test in condition.unless for clause in _clauses(rulebook, test, False)]
    for tests in condition.any or ((),):
        clauses = [clause for test in condition.when + tests for clause in _clauses(rulebook, test, True)]
        clauses += ruled_out
        if () not in clauses:
            # Sharp comparisons first: what they rule out, the rest of the network need not look at.
            clauses.sort(key=lambda clause: (len(clause), clause[0].operator != _EQUAL))
            yield tuple(clauses) or _join([_Atom(_Found(_NEVER_FOUND), _EQUAL, 0)])


def _width(clause: _Clause) -> int:
    """How many atoms of a clause may hold at once: what has one answer equals one number at most."""
    exclusive = all(isinstance(atom.property, _Answer) and atom.operator == _EQUAL for atom in clause)
    return 1 if exclusive else len(clause)


def _fit(clauses: _Clauses) -> bool:
    """Whether one rule of durable-rules can hold the clauses."""
    terms = 2 + sum(len(clause) + (2 if len(clause) > 1 else 0) for clause in clauses)
    return terms <= MAX_TERMS and prod(map(_width, clauses)) <= _MAX_WAYS


def _split(clauses: _Clauses, rule: Rule, number: int) -> tuple[list[_Draft], _Clauses]:
    """Parts to decide a stage earlier, named from `number` on, and the clauses that rest on them."""
    parts: list[_Draft] = []
    resting: list[_Atom] = []
    for group in _groups(clauses):
        # No id holds a space, so a part cannot be taken for a finding.
        name = f"part {number + len(resting)}"
        resting.append(_Atom(_Found(name), _EQUAL, 1))
        parts += [_Draft(enough, None, (name,)) for enough in group]
    if not _fit(_join(resting)):
        wrong = f"The condition of '{rule.id}' is too long for durable-rules."
        raise EngineError([Problem(rule.place, wrong, "Let it rest on findings of other rules.")])
    return parts, _join(resting)


def _groups(clauses: _Clauses) -> Iterator[list[_Clauses]]:
    """The clauses in groups, each as conjunctions of which one is enough."""
    group: _Clauses = ()
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


def _stages(rulebook: Rulebook) -> Iterator[list[_Draft]]:
    """What must be decided one after another: the strata, and before each the parts of rules too long to be one."""
    position = {rule: number for number, rule in enumerate(rulebook.rule)}
    named = 0
    for stratum in rulebook.strata:
        before: list[_Draft] = []
        stage: list[_Draft] = []
        for rule in stratum:
            for clauses in _alternatives(rulebook, rule.condition):
                if not _fit(clauses):
                    parts, clauses = _split(clauses, rule, named)
                    before += parts
                    named += len(clauses)
                stage.append(_Draft(clauses, position[rule.id], rule.find))
        yield before
        yield stage


def _shares(drafts: list[_Draft]) -> Iterator[list[_Draft]]:
    """The drafts in their order, in as few lists as one ruleset each can hold."""
    share: list[_Draft] = []
    for draft in drafts:
        if not _hold([*share, draft]):
            yield share
            share = []
        share.append(draft)
    if share:
        yield share


def _atoms(drafts: list[_Draft]) -> list[_Atom]:
    return [atom for draft in drafts for clause in draft.clauses for atom in clause]


def _hold(drafts: list[_Draft]) -> bool:
    """Whether one ruleset can hold the drafts, and one message decide them."""
    atoms = _atoms(drafts)
    pending = sum(1 + sum(_width(clause) - 1 for clause in draft.clauses) for draft in drafts)
    properties = {atom.property for atom in atoms}
    return pending <= _MAX_PENDING and len(atoms) <= _MAX_ATOMS and len(properties) <= _MAX_PROPERTIES


class Network:
    """One ruleset in the C engine of durable-rules, freed with this object. Not for several threads at once."""

    def __init__(self, name: str, rules: dict[str, object]) -> None:
        self.definition = msgspec.json.encode({**rules, "first": _FIRST_RULE}).decode()
        try:
            self._handle: int = _c.create_ruleset(name, self.definition)
        except _c.error as error:
            raise _refused(error) from error
        # durable-rules frees random memory with a state in which no rule ever fired; hence this one, once.
        self._fired(_FIRST_FACT)
        finalize(self, _forget, self._handle, and_free=True)

    def fire(self, message: str) -> list[str]:
        """The names of the rules that hold for a message, some perhaps twice; nothing of it stays behind."""
        try:
            return self._fired(message)
        except BaseException as error:
            _forget(self._handle)
            if isinstance(error, _c.error):
                raise _refused(error) from error
            raise

    def _fired(self, message: str) -> list[str]:
        handle = self._handle
        handled, state = _assert_fact(handle, message)
        if handled == _NO_RULE_HOLDS:
            return []
        started = _start(handle, state) if handled == _SOME_RULE_HOLDS else None
        if started is None:
            raise _refused(f"it answered a message with {handled}")
        fired: list[str] = []
        action: str | None = started[1]
        while action is not None:
            fired.append(action[_NAMED])
            action = _complete_and_start(handle, state)
        # Leaves as little behind as deleting the state does, at half the cost.
        _retract_fact(handle, _FACT)
        return fired


def _forget(handle: int, *, and_free: bool = False) -> None:
    # Between a failure and the next message there is no state, which durable-rules makes an error of.
    with suppress(_c.error):
        _c.delete_state(handle, _STATE)
    # The state goes first: durable-rules does not free it with its ruleset.
    if and_free:
        _c.delete_ruleset(handle)


def _refused(reason: object) -> EngineError:
    right = "Use --engine reference, and please report this."
    return EngineError([Problem(Place("engine"), f"durable-rules failed: {reason}.", right)])


class _Ruleset:
    """Rules that one message decides: what the message says, and what follows from each rule."""

    def __init__(self, name: str, drafts: list[_Draft]) -> None:
        self.asked: dict[str, dict[str, _Answer | _Count]] = {}
        self._found: list[tuple[str, str, str]] = []
        names: dict[object, str] = {}
        for number, tested in enumerate(dict.fromkeys(atom.property for atom in _atoms(drafts))):
            names[tested] = short = f"p{number}"
            if isinstance(tested, _Found):
                self._found.append((tested.finding, f'"{short}":1,', f'"{short}":0,'))
            else:
                self.asked.setdefault(tested.question.id, {})[short] = tested
        self.effects = {f"{number:03}": (draft.position, draft.find) for number, draft in enumerate(drafts)}
        self.engine = Network(name, {f"{number:03}": _definition(draft, names) for number, draft in enumerate(drafts)})

    def message(self, answers: tuple[str, ...], found: set[str]) -> str:
        """The fact to assert; an id of its own spares durable-rules the making of one."""
        findings = [yes if finding in found else no for finding, yes, no in self._found]
        return "".join((*answers, *findings, _FACT[1:]))


def _definition(draft: _Draft, names: dict[object, str]) -> object:
    """The draft as durable-rules reads it."""
    clauses: list[object] = []
    for clause in draft.clauses:
        atoms = [{atom.operator: {names[atom.property]: atom.number}} for atom in clause]
        clauses.append({"$or": atoms} if len(atoms) > 1 else atoms[0])
    return {"all": [{"m": {"$and": clauses}}]}


class Program:
    """A rulebook compiled for durable-rules: its rulesets, in the order in which they are asked."""

    def __init__(self, rulebook: Rulebook) -> None:
        shares = [share for stage in _stages(rulebook) for share in _shares(stage)]
        self._rulesets = [_Ruleset(f"s{number}", share) for number, share in enumerate(shares)]
        self._answers = [
            (question, _Fragments([ruleset.asked.get(question, {}) for ruleset in self._rulesets]))
            for question in rulebook.question
        ]
        self._begin = ("{",) * len(shares)
        self._ids = tuple(rulebook.rule)
        self._lock = Lock()

    def fire(self, facts: Facts) -> tuple[str, ...]:
        """The ids of the rules that fire on `facts`, in the rulebook's order."""
        positions: set[int] = set()
        with self._lock:
            self._run(facts, positions)
        return tuple([self._ids[position] for position in sorted(positions)])

    def messages(self, facts: Facts) -> list[tuple[Network, str]]:
        """Each engine with the message that a consultation on `facts` asserts there, to assert them bare."""
        with self._lock:
            return self._run(facts, set())

    def _run(self, facts: Facts, positions: set[int]) -> list[tuple[Network, str]]:
        """Asserts each message, puts the positions of the rules that fire into `positions`; the messages again."""
        found: set[str] = set()
        asserted: list[tuple[Network, str]] = []
        said = [fragments[facts.get(question)] for question, fragments in self._answers]
        for ruleset, answers in zip(self._rulesets, zip(self._begin, *said, strict=True), strict=True):
            message = ruleset.message(answers, found)
            asserted.append((ruleset.engine, message))
            effects = ruleset.effects
            for name in ruleset.engine.fire(message):
                position, finds = effects[name]
                found.update(finds)
                if position is not None:
                    positions.add(position)
        return asserted


_programs: WeakKeyDictionary[Rulebook, Program] = WeakKeyDictionary()
_compiling = Lock()


def _begin_anew() -> None:
    """Drop in a forked child what threads, which the child does not have, may be holding or have left half done."""
    global _programs, _compiling
    _programs, _compiling = WeakKeyDictionary(), Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)


def program(rulebook: Rulebook) -> Program:
    """The rulebook compiled, kept as long as the rulebook is."""
    with _compiling:
        if rulebook not in _programs:
            _programs[rulebook] = Program(rulebook)
        return _programs[rulebook]


def fire(rulebook: Rulebook, facts: Facts) -> tuple[str, ...]:
    """The ids of the rules that fire on `facts`, in the rulebook's order.

    Raises EngineError when durable-rules cannot hold the rulebook.
    """
    return program(rulebook).fire(facts)
