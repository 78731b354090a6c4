"""A rulebook as formulas: rules, findings and actions are named truth values, each defined once.

The semantics are those of `condition`: two-valued, over finished and unfinished answers alike. As a definition names
what it rests on and does not repeat it, the formulas grow no faster than the rulebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from ..language import Condition, Finding, Rulebook, Test, Tests
from .answer_terms import AnswerTerms
from .solver_library import Term

_QUESTION, _RULE, _FINDING, _ADVISED, _WITHHELD, _SPOKEN_FOR, _PLANNED = (
    "question",
    "rule",
    "finding",
    "advised",
    "withheld",
    "own",
    "planned",
)


class Name(msgspec.Struct, frozen=True):
    """What a named truth value stands for: a rule that fires, a finding established, and so on, by id."""

    kind: str
    id: str


class Definition(msgspec.Struct, frozen=True):
    """What a name stands for, and the names that occur in it."""

    meaning: Term
    rests_on: tuple[Name, ...]


class RulebookTerms(AnswerTerms):
    """What can be said of the outcomes of a rulebook."""

    def __init__(self, z3: Any, context: Any, rulebook: Rulebook) -> None:
        super().__init__(z3, context, rulebook.question)
        self.rulebook = rulebook
        self._names: dict[str, Name] = {}
        self._definitions: dict[Name, Definition] = {}
        self._held: dict[Test | Tests, Term] = {}
        self._rules_by_effect = {
            kind: _by_effect(rulebook, kind) for kind in (_FINDING, _ADVISED, _WITHHELD, _SPOKEN_FOR)
        }

    # conditions -------------------------------------------------------------------------------------------------------

    def test(self, test: Test) -> Term:
        """The test holds."""
        known = self._held.get(test)
        if known is None:
            known = self._held[test] = self._finding_test(test) if isinstance(test, Finding) else self.answer_test(test)
        return known

    def _finding_test(self, test: Finding) -> Term:
        found = self.found(test.finding)
        return found if test.wanted else self.negation(found)

    def all_hold(self, tests: Tests) -> Term:
        """Every one of the tests holds."""
        known = self._held.get(tests)
        if known is None:
            known = self._held[tests] = self.every(map(self.test, tests))
        return known

    def condition(self, condition: Condition) -> Term:
        """The condition holds."""
        parts = [self.test(test) for test in condition.when]
        parts.extend(self.negation(self.test(test)) for test in condition.unless)
        if condition.any:
            parts.append(self.some(map(self.all_hold, condition.any)))
        return self.every(parts)

    # conclusions ------------------------------------------------------------------------------------------------------

    def fires(self, rule: str) -> Term:
        """The rule fires."""
        return self._named(_RULE, rule)

    def found(self, finding: str) -> Term:
        """A fired rule establishes the finding."""
        return self._named(_FINDING, finding)

    def advised(self, action: str) -> Term:
        """A fired rule advises the action, whatever withholds it."""
        return self._named(_ADVISED, action)

    def withheld(self, action: str) -> Term:
        """A fired rule withholds the action, whether or not one advises it."""
        return self._named(_WITHHELD, action)

    def planned(self, action: str) -> Term:
        """The action is in the plan: advised and not withheld."""
        return self._named(_PLANNED, action)

    def own(self, action: str) -> Term:
        """The action is in the plan, and not only as a basic."""
        return self.every((self.planned(action), self._named(_SPOKEN_FOR, action)))

    def shown(self, action: str, step: str) -> Term:
        """The action is in the plan and the step is shown with it."""
        steps = (one for one in self.rulebook.action[action].steps if one.id == step)
        return self.every((self.planned(action), *(self.all_hold(one.when) for one in steps)))

    def before(self, one: str, other: str) -> Term:
        """Of two actions that are both in the plan, the first stands before the second."""
        order = self.rulebook.action_order
        (phase, position), (other_phase, other_position) = order[one], order[other]
        if phase != other_phase:
            return self.every(()) if phase < other_phase else self.some(())
        if position < other_position:
            return self.some((self.own(one), self.negation(self.own(other))))
        return self.every((self.own(one), self.negation(self.own(other))))

    # definitions ------------------------------------------------------------------------------------------------------

    def named_in(self, formulas: Iterable[Term]) -> Iterable[Name]:
        """The names that occur in the formulas, in a fixed order: the solver is to do the same steps every time."""
        names: dict[Name, None] = {}
        seen: set[int] = set()
        pending = [*formulas]
        while pending:
            part = pending.pop()
            if part.get_id() not in seen:
                seen.add(part.get_id())
                pending.extend(part.children())
                if self.z3.is_const(part) and part.decl().kind() == self.z3.Z3_OP_UNINTERPRETED:
                    names[self._name(part.decl().name())] = None
        return names

    def definition(self, name: Name) -> Definition:
        """What the name stands for."""
        known = self._definitions.get(name)
        if known is None:
            known = self._definitions[name] = Definition(self._meaning(name), self._rests_on(name))
        return known

    def _named(self, kind: str, identity: str) -> Term:
        written = f"{kind} {identity}"
        self._names[written] = Name(kind, identity)
        return self.z3.Bool(written, self.context)

    def _name(self, written: str) -> Name:
        question = self.question_of(written)
        return self._names[written] if question is None else Name(_QUESTION, question)

    def _meaning(self, name: Name) -> Term:
        if name.kind == _QUESTION:
            return self.domain(name.id).allowed
        named = self._named(name.kind, name.id)
        if name.kind == _RULE:
            return named == self.condition(self.rulebook.rule[name.id].condition)
        if name.kind == _PLANNED:
            return named == self.every((self.advised(name.id), self.negation(self.withheld(name.id))))
        return named == self.some(map(self.fires, self._rules_with(name)))

    def _rests_on(self, name: Name) -> tuple[Name, ...]:
        if name.kind == _QUESTION:
            return ()
        if name.kind == _RULE:
            return tuple(dict.fromkeys(map(_tested, self.rulebook.rule[name.id].condition.tests())))
        if name.kind == _PLANNED:
            return Name(_ADVISED, name.id), Name(_WITHHELD, name.id)
        return tuple(Name(_RULE, rule) for rule in self._rules_with(name))

    def _rules_with(self, name: Name) -> Iterable[str]:
        """The rules that have the effect named."""
        return self._rules_by_effect[name.kind].get(name.id, ())

    def questions_in(self, names: Iterable[Name]) -> frozenset[str]:
        """The ids of the questions among these names."""
        return frozenset(name.id for name in names if name.kind == _QUESTION)


def _tested(test: Test) -> Name:
    return Name(_FINDING, test.finding) if isinstance(test, Finding) else Name(_QUESTION, test.question)


def _by_effect(rulebook: Rulebook, kind: str) -> Mapping[str, list[str]]:
    """For each finding or action the rules that have an effect of this kind on it."""
    by: dict[str, list[str]] = {}
    for rule in rulebook.rules:
        effects = {_FINDING: rule.find, _WITHHELD: rule.withhold, _ADVISED: rule.advise}
        for identity in effects.get(kind, () if rule.basic else rule.advise):
            by.setdefault(identity, []).append(rule.id)
    return by
