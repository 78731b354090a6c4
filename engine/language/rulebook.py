"""The rulebook: questions, findings, actions and rules, as immutable values."""

from __future__ import annotations

from pathlib import Path

import msgspec

from .by_id import known
from .cached_property import cached_property
from .condition import Condition, Tests
from .problem import CaseError, Place

BEYOND = "beyond"
"""The section cited by what a rulebook adds that its source does not say."""

NUMBER, ONE, SEVERAL = "number", "one", "several"


class Question(msgspec.Struct, frozen=True, eq=False):
    """A question: `kind` is `one` (of the options), `several` (any, also none) or `number` (from low to high)."""

    id: str
    kind: str
    options: tuple[str, ...]
    low: int
    high: int
    place: Place


class Step(msgspec.Struct, frozen=True):
    """One step of an action, shown when all its tests hold."""

    id: str
    when: Tests


class FollowUp(msgspec.Struct, frozen=True):
    """A day on which to think of an action again: so many days after the plan was made, or before a day to come."""

    id: str
    days_after: int | None
    days_before: int | None


class Action(msgspec.Struct, frozen=True, eq=False):
    """Something to do or to leave undone, in a phase of the plan."""

    id: str
    phase: str
    tags: tuple[str, ...]
    cites: tuple[str, ...]
    steps: tuple[Step, ...]
    place: Place
    follow_ups: tuple[FollowUp, ...] = ()


class Rule(msgspec.Struct, frozen=True, eq=False):
    """When the condition holds, the rule fires: it finds, advises and withholds what these tuples name by id."""

    id: str
    cites: tuple[str, ...]
    basic: bool
    condition: Condition
    find: tuple[str, ...]
    advise: tuple[str, ...]
    withhold: tuple[str, ...]
    place: Place


class Alarm(msgspec.Struct, frozen=True):
    """Once `finding` is established, a questionnaire shows `phase` of the plan before it asks anything more."""

    finding: str
    phase: str


class HelpLine(msgspec.Struct, frozen=True):
    """A help line printed under the actions `under`, where its condition holds."""

    id: str
    region: str
    call: str
    url: str
    under: tuple[str, ...]
    condition: Condition


class HelpLines(msgspec.Struct, frozen=True):
    """The help lines of a rulebook and the date on which they were checked (as written, year-month-day)."""

    checked: str = ""
    lines: tuple[HelpLine, ...] = ()


class Rulebook(msgspec.Struct, frozen=True, eq=False, dict=True, weakref=True):
    """Everything an author wrote but the texts; `sha256` is over the logic files, in sorted order."""

    id: str
    version: str
    languages: tuple[str, ...]
    sections: tuple[str, ...]
    phases: tuple[str, ...]
    tags: tuple[str, ...]
    findings: tuple[str, ...]
    questions: tuple[Question, ...]
    actions: tuple[Action, ...]
    rules: tuple[Rule, ...]
    alarm: Alarm | None
    help_lines: HelpLines
    sha256: str
    folder: Path

    @cached_property
    def question(self) -> dict[str, Question]:
        """Questions by id, in the order they are asked."""
        return {question.id: question for question in self.questions}

    @cached_property
    def action(self) -> dict[str, Action]:
        """Actions by id, in the order they were declared."""
        return {action.id: action for action in self.actions}

    @cached_property
    def rule(self) -> dict[str, Rule]:
        """Rules by id, in the order they were declared."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def withheld_by(self) -> dict[str, frozenset[str]]:
        """For each rule the actions that it withholds."""
        return {rule.id: frozenset(rule.withhold) for rule in self.rules}

    def known_action(self, identity: str) -> Action:
        """The action of that id. Raises CaseError, with the nearest id, when there is none."""
        return self.action[known("action", identity, self.action, CaseError)]

    def known_question(self, identity: str) -> Question:
        """The question of that id. Raises CaseError, with the nearest id, when there is none."""
        return self.question[known("question", identity, self.question, CaseError)]

    @cached_property
    def action_order(self) -> dict[str, tuple[int, int]]:
        """For each action the position of its phase and its own: the order of a plan but for basics."""
        phase = {name: position for position, name in enumerate(self.phases)}
        return {action.id: (phase[action.phase], position) for position, action in enumerate(self.actions)}

    @cached_property
    def strata(self) -> tuple[tuple[Rule, ...], ...]:
        """The rules in layers: a rule rests only on findings of earlier layers (stratified forward chaining)."""
        return stratify(self.rules)


def stratify(rules: tuple[Rule, ...]) -> tuple[tuple[Rule, ...], ...]:
    """The rules by stratum, lowest first, each in the order given; findings must not form a cycle."""
    level = {rule.id: 0 for rule in rules}
    rests_on = {rule.id: rule.condition.findings() for rule in rules}
    settled = False
    while not settled:
        settled = True
        above: dict[str, int] = {}
        for rule in rules:
            for finding in rule.find:
                above[finding] = max(above.get(finding, 0), level[rule.id] + 1)
        for rule in rules:
            at = max((above.get(finding, 0) for finding in rests_on[rule.id]), default=0)
            if at != level[rule.id]:
                level[rule.id], settled = at, False
    strata: list[list[Rule]] = [[] for _ in range(max(level.values(), default=-1) + 1)]
    for rule in rules:
        strata[level[rule.id]].append(rule)
    return tuple(map(tuple, strata))
