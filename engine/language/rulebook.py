"""The rulebook: questions, findings, actions and rules, as immutable values."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

import msgspec

from .by_id import known
from .condition import UNKNOWN, Condition, Earlier, Facts, Found, Tests, Value, all_hold
from .day import day_number, written_day
from .digest import logic_digest
from .kept_property import cached_property
from .number import scaled_number, written_number
from .problem import CaseError, Place

BEYOND = "beyond"
"""The section cited by what a rulebook adds that its source does not say."""

NUMBER, DATE, ONE, SEVERAL = "number", "date", "one", "several"


class Group(msgspec.Struct, frozen=True):
    """Options of a question that bear a name together; a test that names the group names each of them."""

    id: str
    options: frozenset[str]


USUAL_FIRST_STEPS = 3
"""How many actions a plan leads with, where its rulebook does not say."""


class Question(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A question: `kind` is `one` (of the options), `several` (any, also none), `number` or `date` (from low to high).

    It is asked, and its answer counts, only where all tests of `only_if` hold; they test questions declared before it.
    `may_change`: its answer may be another one some day. `low` and `high` are whole numbers, as every number is that is
    tested: where it has `decimals`, they count its smallest units, and days by their numbers. What people write is read
    by `read`, and written by `answer`. Of several options `least` are chosen at least, so that with 1 none of them is
    no answer.
    """

    id: str
    kind: str
    options: tuple[str, ...]
    low: int
    high: int
    place: Place
    only_if: Tests = ()
    may_change: bool = False
    groups: tuple[Group, ...] = ()
    least: int = 0
    decimals: int = 0
    unit: str = ""

    @property
    def numeric(self) -> bool:
        """Whether its answer is compared as a number is: it is a number or a date."""
        return self.kind in (NUMBER, DATE)

    def read(self, text: str) -> int | None:
        """The number within, or outside, the bounds that `text` is, as people write numbers or days; or None."""
        return day_number(text) if self.kind == DATE else scaled_number(text, self.decimals)

    def answer(self, number: int) -> str | int:
        """The answer that is this number inside: itself where it is whole, else as it is written."""
        if self.kind == DATE:
            return written_day(number)
        return written_number(number, self.decimals) if self.decimals else number

    def value(self, answer: str | tuple[str, ...] | int) -> Value:
        """What tests are told of a checked answer: its number inside, or the options that it chooses."""
        if isinstance(answer, int):
            return answer
        if isinstance(answer, tuple):
            return frozenset(answer)
        number = self.read(answer) if self.numeric and answer != UNKNOWN else None
        return self._alone[answer] if number is None else number

    def offers(self, option: str) -> bool:
        """Whether this is one of its options; `unknown`, which can always be answered, is none."""
        return option in self._offered

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """Its options and `unknown`: what one may write where an option stands."""
        return (*self.options, UNKNOWN)

    def written_out(self, named: Iterable[str]) -> tuple[str, ...]:
        """These options, with the options of a group where it is named, each once."""
        if not self.groups:
            return tuple(dict.fromkeys(named))
        return tuple(dict.fromkeys(option for name in named for option in self._grouped.get(name, (name,))))

    @cached_property
    def _grouped(self) -> dict[str, tuple[str, ...]]:
        """The options of each group, in the order of the question."""
        return {group.id: tuple(option for option in self.options if option in group.options) for group in self.groups}

    @cached_property
    def _alone(self) -> dict[str, frozenset[str]]:
        """Each choice as a value; the same objects for everybody, which are looked up faster than equal ones."""
        return {choice: frozenset((choice,)) for choice in self.choices}

    @cached_property
    def _offered(self) -> frozenset[str]:
        return frozenset(self.options)


class Step(msgspec.Struct, frozen=True):
    """One step of an action, shown when all its tests hold; its text tells the answers to the questions in `values`."""

    id: str
    when: Tests
    values: tuple[str, ...] = ()


class FollowUp(msgspec.Struct, frozen=True):
    """A day on which to think of an action again: so many days after the plan was made, or before a day to come."""

    id: str
    days_after: int | None
    days_before: int | None


class Part(msgspec.Struct, frozen=True):
    """One part of a draft, in it when all its tests hold."""

    id: str
    when: Tests


class Draft(msgspec.Struct, frozen=True, eq=False):
    """Words that an action begins with: a letter, a message, what to say; offered where its condition holds.

    `kind` groups drafts for which a language forbids the same words; nothing where it forbids none.
    """

    id: str
    parts: tuple[Part, ...]
    condition: Condition
    place: Place
    kind: str = ""

    def parts_shown(self, facts: Facts, found: Found) -> tuple[Part, ...]:
        """Its parts where these are the answers and findings, whether or not it is offered."""
        return tuple(part for part in self.parts if all_hold(part.when, facts, found))


class Action(msgspec.Struct, frozen=True, eq=False):
    """Something to do or to leave undone, in a phase of the plan; `drafts` are the ids of those it begins with.

    Whatever its steps tell, its other texts tell the answers to the questions in `values`.
    """

    id: str
    phase: str
    tags: tuple[str, ...]
    cites: tuple[str, ...]
    steps: tuple[Step, ...]
    place: Place
    follow_ups: tuple[FollowUp, ...] = ()
    values: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()


class Rule(msgspec.Struct, frozen=True, eq=False):
    """When the condition holds, the rule fires: it finds, advises, withholds and leads what these tuples name by id.

    What a fired rule leads comes, where it is in the plan, before the others among the first steps. `spare` is what
    `except` keeps out of what it would withhold else. Of a row of a table, `table` is its name and `row` the row as
    spreadsheets count; `is_named` is false where the id was made of these.
    """

    id: str
    cites: tuple[str, ...]
    basic: bool
    condition: Condition
    find: tuple[str, ...]
    advise: tuple[str, ...]
    withhold: tuple[str, ...]
    place: Place
    lead: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    table: str = ""
    row: int = 0
    is_named: bool = True

    @property
    def only_finds(self) -> bool:
        """Whether it does nothing but establish findings, which say for themselves what follows."""
        return bool(self.find) and not (self.advise or self.withhold or self.lead)


class RowTable(msgspec.Struct, frozen=True, eq=False):
    """A table of which the first row that holds counts alone: its name, its rows, and the questions that they test.

    Rows that do nothing are no rules; here they are all. `place` is the whole of it.
    """

    name: str
    rows: Earlier
    questions: tuple[str, ...]
    place: Place

    def cell(self, row: int) -> Place:
        """Where a row begins, as spreadsheets count."""
        return msgspec.structs.replace(self.place, line=row, column=1, is_cell=True)


class Alarm(msgspec.Struct, frozen=True):
    """Once `finding` is established, a questionnaire shows `phase` of the plan before it asks anything more."""

    finding: str
    phase: str


class HelpLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A help line printed under the actions `under`, where its condition holds; its note tells the answers to the
    questions in `values`."""

    id: str
    region: str
    call: str
    url: str
    under: tuple[str, ...]
    condition: Condition
    values: tuple[str, ...] = ()


class HelpLines(msgspec.Struct, frozen=True):
    """The help lines of a rulebook and the date on which they were checked (as written, year-month-day)."""

    checked: str = ""
    lines: tuple[HelpLine, ...] = ()

    def under(self, action: str, facts: Facts, found: Found) -> tuple[HelpLine, ...]:
        """The help lines that belong under an action, named by its id, where these are the answers and findings."""
        return tuple(line for line in self.lines if action in line.under and line.condition.holds(facts, found))


class Rulebook(msgspec.Struct, frozen=True, eq=False, dict=True, weakref=True):
    """Everything an author wrote but the texts; `first_steps` is how many actions a plan leads with.

    `quick_exit`: whether a page offers to be left at once, with nothing of its subject staying in sight.
    """

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
    folder: Path
    first_steps: int = USUAL_FIRST_STEPS
    drafts: tuple[Draft, ...] = ()
    tables: tuple[RowTable, ...] = ()
    quick_exit: bool = False

    @cached_property
    def sha256(self) -> str:
        """SHA-256, in hexadecimal, over the logic: rulebooks that have it in common conclude the same from any case."""
        return logic_digest(self)

    @cached_property
    def question(self) -> dict[str, Question]:
        """Questions by id, in the order they are asked."""
        return {question.id: question for question in self.questions}

    @cached_property
    def action(self) -> dict[str, Action]:
        """Actions by id, in the order they were declared."""
        return {action.id: action for action in self.actions}

    @cached_property
    def draft(self) -> dict[str, Draft]:
        """Drafts by id, in the order they were declared."""
        return {draft.id: draft for draft in self.drafts}

    @cached_property
    def drafted_by(self) -> dict[str, tuple[str, ...]]:
        """For each draft the ids of the actions that name it, in the order they were declared."""
        by: dict[str, list[str]] = {draft: [] for draft in self.draft}
        for action in self.actions:
            for draft in action.drafts:
                by[draft].append(action.id)
        return {draft: tuple(actions) for draft, actions in by.items()}

    @cached_property
    def rule(self) -> dict[str, Rule]:
        """Rules by id, in the order they were declared."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def finders(self) -> dict[str, tuple[Rule, ...]]:
        """For each finding the rules that can establish it, in the order they were declared."""
        by: dict[str, list[Rule]] = {finding: [] for finding in self.findings}
        for rule in self.rules:
            for finding in rule.find:
                by[finding].append(rule)
        return {finding: tuple(rules) for finding, rules in by.items()}

    @cached_property
    def withheld_by(self) -> dict[str, frozenset[str]]:
        """For each rule the actions that it withholds."""
        return {rule.id: frozenset(rule.withhold) for rule in self.rules}

    @cached_property
    def led_by(self) -> dict[str, tuple[str, ...]]:
        """For each action that some rule leads the ids of those that do, in the order they were declared; nothing where
        a plan leads with no action anyway."""
        by: dict[str, list[str]] = {}
        for rule in self.rules if self.first_steps else ():
            for action in rule.lead:
                by.setdefault(action, []).append(rule.id)
        return {action: tuple(rules) for action, rules in by.items()}

    def known_action(self, identity: str) -> Action:
        """The action of that id. Raises CaseError, with the nearest id, when there is none."""
        return self.action[known("action", identity, self.action, CaseError)]

    def known_draft(self, identity: str) -> Draft:
        """The draft of that id. Raises CaseError, with the nearest id, when there is none."""
        return self.draft[known("draft", identity, self.draft, CaseError)]

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


def stratify(rules: Sequence[Rule]) -> tuple[tuple[Rule, ...], ...]:
    """The rules by stratum, lowest first, each in the order given; findings must not form a cycle.

    A stratum is as low as what its rules rest on allows. Every rule and every finding is settled once, after all that
    it rests on (Kahn, 1962).
    """
    finders = Counter(chain.from_iterable(rule.find for rule in rules))
    rests_on = {rule.id: rule.condition.findings() & finders.keys() for rule in rules}
    resting: dict[str, list[Rule]] = {}
    for rule in rules:
        for finding in rests_on[rule.id]:
            resting.setdefault(finding, []).append(rule)
    unsettled = {name: len(findings) for name, findings in rests_on.items()}
    level = dict.fromkeys(finders, 0)
    strata: dict[str, int] = {}
    ready = deque(rule for rule in rules if not rests_on[rule.id])
    while ready:
        rule = ready.popleft()
        strata[rule.id] = max((level[finding] for finding in rests_on[rule.id]), default=0)
        for finding in rule.find:
            level[finding] = max(level[finding], strata[rule.id] + 1)
            finders[finding] -= 1
            for above in () if finders[finding] else resting.get(finding, ()):
                unsettled[above.id] -= 1
                if not unsettled[above.id]:
                    ready.append(above)
    return _in_layers(rules, strata)


def _in_layers(rules: Sequence[Rule], layer: Mapping[str, int]) -> tuple[tuple[Rule, ...], ...]:
    layers: list[list[Rule]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for rule in rules:
        layers[layer[rule.id]].append(rule)
    return tuple(map(tuple, layers))
