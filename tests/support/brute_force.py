"""The meaning of the rule language and of the questionnaire, once more and as naively as can be.

Written from the text of the design, not from the engine: nothing of the engine runs here but the values of a rulebook
are read. What it says is compared with what the evaluators and the questionnaire say. Answers are as a caller gives
them; an open question is absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import TYPE_CHECKING

from nakanaori.engine.language import AtLeast, Between, Finding, NoneOf, OneOf

if TYPE_CHECKING:
    from nakanaori.engine.language import Action, Question, Rule, Rulebook

Answers = Mapping[str, object]

Plan = tuple[tuple[str, bool, tuple[str, ...]], ...]
"""What a reader sees: the actions in their order, each with whether it is a basic and the steps shown."""

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
        condition = rule.condition
        when = all(self.test(test) for test in condition.when)
        one_of_any = condition.any == () or any(all(self.test(test) for test in each) for each in condition.any)
        unless = not any(self.test(test) for test in condition.unless)
        return when and one_of_any and unless

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

    # "phase, then own before basic, then the order in which actions are declared"

    def plan(self) -> Plan:
        there = [action for action in self.rulebook.actions if self.advised(action) and not self.withheld(action)]
        seen = []
        for phase in self.rulebook.phases:
            of_phase = [action for action in there if action.phase == phase]
            seen += [action for action in of_phase if not self.basic(action)]
            seen += [action for action in of_phase if self.basic(action)]
        return tuple((action.id, self.basic(action), self.steps(action)) for action in seen)


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


class Futures:
    """Every way of going on from some answers, with the plan that it gives."""

    def __init__(self, rulebook: Rulebook, answers: Answers) -> None:
        self.open = opens(rulebook, answers)
        self.choices = [values(question) for question in self.open]
        self.plans: dict[tuple[object, ...], Plan] = {}
        for way in product(*self.choices):
            given = {question.id: value for question, value in zip(self.open, way, strict=True) if value != UNANSWERED}
            self.plans[way] = plan(rulebook, {**answers, **given})

    def matter(self) -> list[str]:
        """The ids of the open questions of which two values give different plans, all others being answered alike."""
        return [
            question.id
            for at, question in enumerate(self.open)
            if any(len(set(plans)) > 1 for plans in self._alike_but_for(at))
        ]

    def hinging(self, question: str) -> set[str]:
        """The ids of the actions that, for two values of the question, are there or not, or read differently."""
        at = [one.id for one in self.open].index(question)
        return {
            action
            for plans in self._alike_but_for(at)
            for action in {seen[0] for each in plans for seen in each}
            if len({next((seen for seen in each if seen[0] == action), None) for each in plans}) > 1
        }

    def _alike_but_for(self, at: int) -> Iterator[list[Plan]]:
        groups: dict[tuple[object, ...], list[Plan]] = {}
        for way, made in self.plans.items():
            groups.setdefault(way[:at] + way[at + 1 :], []).append(made)
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
