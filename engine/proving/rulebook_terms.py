"""What can be said of a rulebook's outcomes, as formulas: rules, findings and actions are named truth values.

The semantics are those of `condition`: two-valued, over finished and unfinished answers alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from ..language import AnswerTest, Condition, Earlier, Finding, Rulebook, Test, Tests
from .answer_terms import AnswerTerms
from .solver_library import Term

QUESTION, COUNTS, RULE, FINDING, ADVISED, WITHHELD, SPOKEN_FOR, LEAD, PLANNED = (
    "question",
    "counts",
    "rule",
    "finding",
    "advised",
    "withheld",
    "own",
    "lead",
    "planned",
)
"""The kinds of names. COUNTS says that a question's `only-if` holds. SPOKEN_FOR is an action that a rule advises which
is not basic, LEAD one that a rule leads."""


class Name(msgspec.Struct, frozen=True):
    """What a named truth value stands for: a rule that fires, a finding established, and so on, by id."""

    kind: str
    id: str


class RulebookTerms(AnswerTerms):
    """What can be said of the outcomes of a rulebook."""

    def __init__(self, z3: Any, context: Any, rulebook: Rulebook) -> None:
        super().__init__(z3, context, rulebook.question)
        self.rulebook = rulebook
        self._names: dict[str, Name] = {}
        self._held: dict[Test | Tests, Term] = {}
        self._taken: dict[Earlier, Term] = {}
        self._first_steps: dict[str, Term] = {}

    # conditions -------------------------------------------------------------------------------------------------------

    def test(self, test: Test) -> Term:
        """The test holds."""
        known = self._held.get(test)
        if known is None:
            known = self._held[test] = self._finding_test(test) if isinstance(test, Finding) else self._counted(test)
        return known

    def _counted(self, test: AnswerTest) -> Term:
        """The test of an answer holds, and the answer counts."""
        if not self.questions[test.question].only_if:
            return self.answer_test(test)
        return self.every((self.answer_test(test), self.counts(test.question)))

    def counts(self, question: str) -> Term:
        """The question's `only-if` holds, where it has one: its answer counts, if there is one."""
        return self.named(Name(COUNTS, question)) if self.questions[question].only_if else self.every(())

    def all_answered(self) -> Term:
        """No question is left open that is to be asked."""
        asked = (self.some((self.answered(one), self.negation(self.counts(one)))) for one in self.questions)
        return self.every(asked)

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
        if condition.earlier is not None:
            parts.append(self.negation(self.taken(condition.earlier)))
        return self.every(parts)

    def taken(self, earlier: Earlier) -> Term:
        """The cells of one of the rows hold."""
        for row in earlier.downwards(self._taken):
            above = () if row.before is None else (self._taken[row.before],)
            self._taken[row] = self.some((*above, self.condition(row.own)))
        return self._taken[earlier]

    # conclusions ------------------------------------------------------------------------------------------------------

    def fires(self, rule: str) -> Term:
        """The rule fires."""
        return self.named(Name(RULE, rule))

    def found(self, finding: str) -> Term:
        """A fired rule establishes the finding."""
        return self.named(Name(FINDING, finding))

    def advised(self, action: str) -> Term:
        """A fired rule advises the action, whatever withholds it."""
        return self.named(Name(ADVISED, action))

    def withheld(self, action: str) -> Term:
        """A fired rule withholds the action, whether or not one advises it."""
        return self.named(Name(WITHHELD, action))

    def planned(self, action: str) -> Term:
        """The action is in the plan: advised and not withheld."""
        return self.named(Name(PLANNED, action))

    def own(self, action: str) -> Term:
        """The action is in the plan, and not only as a basic."""
        return self.every((self.planned(action), self.named(Name(SPOKEN_FOR, action))))

    def led(self, action: str) -> Term:
        """The action is in the plan, and a fired rule has it come before others among the first steps."""
        return self.every((self.planned(action), self.named(Name(LEAD, action))))

    def shown(self, action: str, step: str) -> Term:
        """The action is in the plan and the step is shown with it."""
        steps = (one for one in self.rulebook.action[action].steps if one.id == step)
        return self.every((self.planned(action), *(self.all_hold(one.when) for one in steps)))

    def offered(self, action: str, draft: str) -> Term:
        """The action is in the plan and the draft is offered with it."""
        if draft not in self.rulebook.action[action].drafts:
            return self.some(())
        return self.every((self.planned(action), self.condition(self.rulebook.draft[draft].condition)))

    def in_draft(self, action: str, draft: str, part: str) -> Term:
        """The draft is offered with the action and the part is in it."""
        parts = (one for one in self.rulebook.draft[draft].parts if one.id == part)
        return self.every((self.offered(action, draft), *(self.all_hold(one.when) for one in parts)))

    def drafted(self, draft: str) -> Term:
        """The draft is offered, with whichever action."""
        return self.some(self.offered(action, draft) for action in self.rulebook.drafted_by[draft])

    def before(self, one: str, other: str) -> Term:
        """Of two actions that are both in the plan, the first stands before the second."""
        order = self.rulebook.action_order
        (phase, position), (other_phase, other_position) = order[one], order[other]
        if phase != other_phase:
            return self.every(()) if phase < other_phase else self.some(())
        if position < other_position:
            return self.some((self.own(one), self.negation(self.own(other))))
        return self.every((self.own(one), self.negation(self.own(other))))

    def first_step(self, action: str) -> Term:
        """The plan leads with the action: fewer others that are in it come before than it leads with."""
        most = self.rulebook.first_steps
        if not most:
            return self.some(())
        if action not in self._first_steps:
            others = (other for other in self.rulebook.action if other != action)
            earlier = (self.every((self.planned(other), self.steps_before(other, action))) for other in others)
            self._first_steps[action] = self.every((self.planned(action), self.at_most(most - 1, earlier)))
        return self._first_steps[action]

    def steps_before(self, one: str, other: str) -> Term:
        """Of two actions that are both in the plan, the first comes before the second among the first steps."""
        alarm, calm = self.rulebook.alarm, self._calmly_before(one, other)
        urgent = [alarm is not None and self.rulebook.action[action].phase == alarm.phase for action in (one, other)]
        if alarm is None or not any(urgent):
            return calm
        alarmed = self.found(alarm.finding)
        if not all(urgent):
            return self.some((alarmed, calm)) if urgent[0] else self.every((self.negation(alarmed), calm))
        return self.some(
            (self.every((alarmed, self.before(one, other))), self.every((self.negation(alarmed), calm))),
        )

    def _calmly_before(self, one: str, other: str) -> Term:
        """The same while no alarm stands: of two that a rule leads, or that none does, the plan decides."""
        before, led_by = self.before(one, other), self.rulebook.led_by
        # Most actions are led by no rule whatever is answered, and what is said of every pair should be short.
        if other in led_by:
            leads = (self.led(one),) if one in led_by else ()
            before = self.every((self.some((self.negation(self.led(other)), *leads)), before))
        if one in led_by:
            trails = (self.led(other),) if other in led_by else ()
            before = self.some((self.every((self.led(one), *map(self.negation, trails))), before))
        return before

    # names ------------------------------------------------------------------------------------------------------------

    def named(self, name: Name) -> Term:
        """The truth value of that name."""
        written = f"{name.kind} {name.id}"
        self._names[written] = name
        return self.z3.Bool(written, self.context)

    def names_in(self, formulas: Iterable[Term]) -> Iterable[Name]:
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

    def _name(self, written: str) -> Name:
        question = self.question_of(written)
        return self._names[written] if question is None else Name(QUESTION, question)
