"""The outcome of a consultation: the plan, what was withheld, and the rules that fired."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from ..language import Question, Rulebook, cached_property, identity
from .case import Answers, Case, check_answers
from .inference import AUTO, Engine, concluded
from .interview import first_steps_certain, open_questions
from .plan import Conclusion, Offered, Planned, Withheld

if TYPE_CHECKING:
    from ..telling import Trace


class Outcome(msgspec.Struct, frozen=True, eq=False, dict=True):
    """What a rulebook concludes from a case; each part is made when it is first asked for."""

    rulebook: Rulebook
    case: Case
    engine: Engine
    conclusion: Conclusion

    @cached_property
    def fired(self) -> tuple[str, ...]:
        """The ids of the rules that fired, in the rulebook's order."""
        return self.conclusion.fired

    @cached_property
    def findings(self) -> Mapping[str, tuple[str, ...]]:
        """The findings established, in the rulebook's order, each with the rules that found it."""
        return self.conclusion.findings

    @cached_property
    def plan(self) -> tuple[Planned, ...]:
        """The actions advised and not withheld: by phase, own before basic, then as declared."""
        return self.conclusion.plan

    @cached_property
    def withheld(self) -> tuple[Withheld, ...]:
        """The actions advised and withheld, as declared."""
        return self.conclusion.withheld

    @cached_property
    def open_questions(self) -> tuple[Question, ...]:
        """The open questions whose answers could still change the plan, in the order in which they would be asked.

        No others can follow: so many are left at most.
        """
        return open_questions(self.rulebook, self.case.answers)

    @property
    def complete(self) -> bool:
        """Whether no open question could change the plan any more."""
        return not self.open_questions

    @cached_property
    def first_steps(self) -> tuple[Planned, ...]:
        """The actions that the plan leads with: while the alarm stands those of its phase, then those that a rule
        leads, then the others, each in the order of the plan."""
        return tuple(sorted(self.plan, key=self._turn)[: self.rulebook.first_steps])

    def _turn(self, planned: Planned) -> tuple[bool, bool]:
        alarm = self.rulebook.alarm
        urgent = alarm is not None and self.alarmed and planned.action.phase == alarm.phase
        return not urgent, not (urgent or planned.led_by)

    @cached_property
    def first_steps_certain(self) -> bool:
        """Whether no further answer can change which actions the plan leads with, nor which of them are basics."""
        return first_steps_certain(self.rulebook, self.case.answers)

    @property
    def alarmed(self) -> bool:
        """Whether the finding that interrupts a questionnaire is established."""
        alarm = self.rulebook.alarm
        return alarm is not None and alarm.finding in self.findings

    def planned(self, action: str) -> Planned | None:
        """The action in the plan, or None."""
        name = identity(action)
        return next((planned for planned in self.plan if planned.action.id == name), None)

    @cached_property
    def drafts(self) -> dict[str, Offered]:
        """The drafts that are offered, by id, in the order of the plan; one that several actions name once."""
        return {offered.draft.id: offered for planned in self.plan for offered in planned.drafts}

    def trace(self, language: str | None = None) -> Trace:
        """The outcome with every reason and text, in `language` or the rulebook's first one."""
        # What tells of outcomes stands above what makes them; here alone the way leads up, for the caller's comfort.
        from ..telling import traced, wording_of

        return traced(self, wording_of(self.rulebook, language))

    def to_dict(self, language: str | None = None) -> dict[str, object]:
        """The trace as plain dictionaries, lists, strings and numbers: what the JSON holds."""
        made = msgspec.to_builtins(self.trace(language))
        assert isinstance(made, dict)
        return made


def consult(rulebook: Rulebook, answers: Answers, *, engine: str = AUTO) -> Outcome:
    """What `rulebook` concludes from `answers` (question ids to options, lists of options, numbers or `unknown`).

    Raises CaseError when the answers do not fit, EngineError when `engine` is not there.
    """
    return conclude(rulebook, check_answers(rulebook, answers), engine)


def conclude(rulebook: Rulebook, case: Case, engine: str = AUTO) -> Outcome:
    """What `rulebook` concludes from a case that was checked before."""
    conclusion, ran = concluded(rulebook, case.facts, engine)
    return Outcome(rulebook, case, ran, conclusion)
