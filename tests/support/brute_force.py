"""The meaning of the rule language and of the questionnaire, once more and as naively as can be.

Written from the text of the design, not from the engine: nothing of the engine runs here but the values of a rulebook
are read. What it says is compared with what the evaluators and the questionnaire say. Answers are as a caller gives
them; an open question is absent.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from itertools import combinations, product
from typing import TYPE_CHECKING

from nakanaori.engine.language import AtLeast, Between, Finding, NoneOf, OneOf

if TYPE_CHECKING:
    from nakanaori.engine.language import Action, Condition, Question, Rule, Rulebook

Answers = Mapping[str, object]

Plan = tuple[tuple[str, bool, tuple[str, ...]], ...]
"""The actions in their order, each with whether it is a basic and the steps shown."""

Sight = tuple[tuple[str, bool, tuple[str, ...], tuple[str, ...]], ...]
"""All that a reader sees: of each action also the help lines shown under it."""

UNANSWERED = "(unanswered)"


class Reading:
    """A rulebook read together with answers."""

    def __init__(self, rulebook: Rulebook, answers: Answers) -> None:
        self.rulebook = rulebook
        self.answers = answers
        self.known: dict[str, bool] = {}

    # "A test is …"

    def test(self, test: object) -> bool:
        if isinstance(test, Finding):
            return self.found(test.finding) == test.wanted
        assert isinstance(test, (OneOf, NoneOf, AtLeast, Between))
        if test.question not in self.answers:
            # Evaluation is always two-valued: a test on an unanswered question is false, `not` included.
            return False
        answer = self.answers[test.question]
        chosen = list(answer) if isinstance(answer, (list, tuple)) else [answer]
        if isinstance(test, OneOf):
            return any(option in chosen for option in test.options)
        if isinstance(test, NoneOf):
            return all(option not in chosen for option in test.options)
        if isinstance(test, AtLeast):
            return sum(option in chosen for option in test.of) >= test.least
        if answer == "unknown":
            return False
        assert isinstance(answer, int)
        return (test.least is None or answer >= test.least) and (test.below is None or answer < test.below)

    # "`when`, `any` and `unless` all must hold"

    def fires(self, rule: Rule) -> bool:
        return self.holds(rule.condition)

    def holds(self, condition: Condition) -> bool:
        when = all(self.test(test) for test in condition.when)
        one_of_any = condition.any == () or any(all(self.test(test) for test in each) for each in condition.any)
        unless = not any(self.test(test) for test in condition.unless)
        # "A row counts when its cells hold and no earlier row's do"
        row, taken = condition.earlier, False
        while row is not None:
            taken, row = taken or self.holds(row.own), row.before
        return when and one_of_any and unless and not taken

    # "Findings may rest on findings"

    def found(self, finding: str) -> bool:
        if finding not in self.known:
            self.known[finding] = any(self.fires(rule) for rule in self.rulebook.rules if finding in rule.find)
        return self.known[finding]

    # "An action is in the plan when a fired rule advises it and no fired rule withholds it"

    def advised(self, action: Action) -> list[Rule]:
        return [rule for rule in self.rulebook.rules if action.id in rule.advise and self.fires(rule)]

    def withheld(self, action: Action) -> list[Rule]:
        return [rule for rule in self.rulebook.rules if action.id in rule.withhold and self.fires(rule)]

    def basic(self, action: Action) -> bool:
        return all(rule.basic for rule in self.advised(action))

    def steps(self, action: Action) -> tuple[str, ...]:
        return tuple(step.id for step in action.steps if all(self.test(test) for test in step.when))

    def help_lines(self, action: Action) -> tuple[str, ...]:
        lines = self.rulebook.help_lines.lines
        return tuple(line.id for line in lines if action.id in line.under and self.holds(line.condition))

    # "phase, then own before basic, then the order in which actions are declared"

    def plan(self) -> Plan:
        there = [action for action in self.rulebook.actions if self.advised(action) and not self.withheld(action)]
        seen = []
        for phase in self.rulebook.phases:
            of_phase = [action for action in there if action.phase == phase]
            seen += [action for action in of_phase if not self.basic(action)]
            seen += [action for action in of_phase if self.basic(action)]
        return tuple((action.id, self.basic(action), self.steps(action)) for action in seen)

    def sight(self) -> Sight:
        actions = {action.id: action for action in self.rulebook.actions}
        return tuple((name, basic, steps, self.help_lines(actions[name])) for name, basic, steps in self.plan())

    def alarmed(self) -> bool:
        return self.rulebook.alarm is not None and self.found(self.rulebook.alarm.finding)


def plan(rulebook: Rulebook, answers: Answers) -> Plan:
    """The plan that these answers give."""
    return Reading(rulebook, answers).plan()


def values(question: Question) -> list[object]:
    """Everything a question can be: unanswered, unknown, each option or every choice of options, or every number."""
    if question.kind == "number":
        known: list[object] = list(range(question.low, question.high + 1))
    elif question.kind == "several":
        sizes = range(len(question.options) + 1)
        known = [chosen for size in sizes for chosen in combinations(question.options, size)]
    else:
        known = list(question.options)
    return [UNANSWERED, "unknown", *known]


def opens(rulebook: Rulebook, answers: Answers) -> list[Question]:
    """The questions not answered."""
    return [question for question in rulebook.questions if question.id not in answers]


Way = tuple[object, ...]
"""A value for each open question."""


class Futures:
    """Every way of going on from some answers, with what is seen then and whether the alarm stands."""

    def __init__(self, rulebook: Rulebook, answers: Answers) -> None:
        self.rulebook = rulebook
        self.open = opens(rulebook, answers)
        self.sights: dict[Way, Sight] = {}
        self.alarms: dict[Way, bool] = {}
        for way in product(*map(values, self.open)):
            given = {question.id: value for question, value in zip(self.open, way, strict=True) if value != UNANSWERED}
            reading = Reading(rulebook, {**answers, **given})
            self.sights[way], self.alarms[way] = reading.sight(), reading.alarmed()

    def matter(self) -> list[str]:
        """The ids of the open questions of which two values give different plans, all others being answered alike."""
        return self.deciding(self.sights)

    def deciding(self, of: Mapping[Way, Hashable]) -> list[str]:
        """The ids of the open questions of which two values make a difference to this, all others answered alike."""
        return [
            question.id
            for at, question in enumerate(self.open)
            if any(len({of[way] for way in ways}) > 1 for ways in self._alike_but_for(at))
        ]

    def hinging(self, question: str) -> set[str]:
        """The ids of the actions that, for two values of the question, are there or not, or read differently."""
        at = [one.id for one in self.open].index(question)
        return {
            action
            for ways in self._alike_but_for(at)
            for action in {seen[0] for way in ways for seen in self.sights[way]}
            if len({next((seen for seen in self.sights[way] if seen[0] == action), None) for way in ways}) > 1
        }

    def undecided(self, action: str) -> bool:
        """Whether the action is in some plans and not in others."""
        return len({action in [seen[0] for seen in sight] for sight in self.sights.values()}) == 2

    def first_steps_certain(self) -> bool:
        """Whether the first three actions, and which of them are basics, are the same in every future."""
        return len({tuple(seen[:2] for seen in sight[:3]) for sight in self.sights.values()}) == 1

    # "what the alarm rests on first; then, while the first steps are not certain, the questions of the earliest place
    # of the list that is still undecided, in the rulebook's order; then the rulebook's order"

    def order(self) -> list[str]:
        """The ids of the questions that matter in the order in which they are asked."""
        matter = self.matter()
        told = [question for question in self.deciding(self.alarms) if question in matter]
        certain = 0
        for phase, basic in product(self.rulebook.phases, (False, True)):
            for action in self.rulebook.actions:
                taken = {way: (action.id, basic) in [seen[:2] for seen in sight] for way, sight in self.sights.items()}
                if action.phase == phase and certain < 3:
                    told += [question for question in self.deciding(taken) if question not in told]
                    certain += all(taken.values())
        return [*told, *(question for question in matter if question not in told)]

    def _alike_but_for(self, at: int) -> Iterator[list[Way]]:
        groups: dict[Way, list[Way]] = {}
        for way in self.sights:
            groups.setdefault(way[:at] + way[at + 1 :], []).append(way)
        yield from groups.values()


def number_of_futures(rulebook: Rulebook, answers: Answers) -> int:
    """In how many ways one can go on, without going any of them."""
    number = 1
    for question in opens(rulebook, answers):
        if question.kind == "several":
            known = 2 ** len(question.options)
        else:
            known = len(question.options) or question.high - question.low + 1
        number *= 2 + known
    return number
