"""The durable-rules path: the rules of a rulebook, fired by the Rete network of durable-rules.

Each stratum becomes one or more rulesets. A consultation asserts one fact in each: a message with every answer and
every earlier finding that its rules test, as small numbers under names made from positions. durable-rules decides which
rules hold; this module writes the messages and records what fires. It calls the C engine beneath durable-rules' Python
host and not the host, whose threads fire rules behind one's back, whose actions swallow exceptions, and which costs
many times what the inference costs.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from threading import Lock
from weakref import WeakKeyDictionary, finalize

import msgspec

from ..language import EngineError, Facts, Place, Problem, Rulebook, Value
from .durable_draft import Answered, Counted, Draft, Established, FirstRow, atoms_of, rulesets

_c = import_module("durable_rules_engine")
_assert_fact: Callable[[int, str], tuple[int, int]] = _c.assert_fact
_start: Callable[[int, int], tuple[str, str] | None] = _c.start_action_for_state
_complete_and_start: Callable[[int, int], str | None] = _c.complete_and_start_action
_retract_fact: Callable[[int, str], tuple[int, int]] = _c.retract_fact

_MAX_REMEMBERED = 512
"""For how many answers to a question its part of the messages is kept written."""

_SOME_RULE_HOLDS, _NO_RULE_HOLDS = 0, 1
_STATE, _FACT, _FIRST_FACT = "0", '{"id":"0"}', '{"first":1,"id":"0"}'
_FIRST_RULE = {"all": [{"m": {"$and": [{"$eq": {"first": 1}}]}}]}
_NAMED = slice(2, 5)
"""Where the three digits of a rule's name stand in what the C engine returns for a rule that fires: `{"012":{…`."""


class _Fragments(dict[Value | None, tuple[str, ...]]):
    """For each answer to a question (None: unanswered) what each message says of it, written when first needed."""

    def __init__(self, asked: list[dict[str, Answered | Counted]]) -> None:
        super().__init__()
        self.asked = asked

    def __missing__(self, value: Value | None) -> tuple[str, ...]:
        texts = tuple("".join(f'"{name}":{one.number(value)},' for name, one in asked.items()) for asked in self.asked)
        if len(self) < _MAX_REMEMBERED:
            self[value] = texts
        return texts


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

    def __init__(self, name: str, drafts: list[Draft]) -> None:
        self.asked: dict[str, dict[str, Answered | Counted]] = {}
        self._found: list[tuple[str, str, str]] = []
        self._tables: list[tuple[FirstRow, str]] = []
        names: dict[object, str] = {}
        for number, tested in enumerate(dict.fromkeys(atom.property for atom in atoms_of(drafts))):
            names[tested] = short = f"p{number}"
            if isinstance(tested, Established):
                self._found.append((tested.finding, f'"{short}":1,', f'"{short}":0,'))
            elif isinstance(tested, FirstRow):
                self._tables.append((tested, short))
            else:
                self.asked.setdefault(tested.question.id, {})[short] = tested
        self.effects = {f"{number:03}": (draft.position, draft.find) for number, draft in enumerate(drafts)}
        self.engine = Network(name, {f"{number:03}": _definition(draft, names) for number, draft in enumerate(drafts)})

    def message(self, answers: tuple[str, ...], found: set[str]) -> str:
        """The fact to assert; an id of its own spares durable-rules the making of one."""
        findings = [yes if finding in found else no for finding, yes, no in self._found]
        tables = [f'"{short}":{tested.number(found)},' for tested, short in self._tables]
        return "".join((*answers, *findings, *tables, _FACT[1:]))


def _definition(draft: Draft, names: dict[object, str]) -> object:
    """The draft as durable-rules reads it."""
    clauses: list[object] = []
    for clause in draft.clauses:
        atoms = [{atom.operator: {names[atom.property]: atom.number}} for atom in clause]
        clauses.append({"$or": atoms} if len(atoms) > 1 else atoms[0])
    return {"all": [{"m": {"$and": clauses}}]}


class Program:
    """A rulebook compiled for durable-rules: its rulesets, in the order in which they are asked."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulesets = [_Ruleset(f"s{number}", drafts) for number, drafts in enumerate(rulesets(rulebook))]
        self._answers = [
            (question, _Fragments([ruleset.asked.get(question, {}) for ruleset in self._rulesets]))
            for question in rulebook.question
        ]
        self._begin = ("{",) * len(self._rulesets)
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
