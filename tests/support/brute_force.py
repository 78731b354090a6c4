"""The meaning of the rule language and of the questionnaire, once more and as naively as can be.

Written from the text of the design, not from the engine: nothing of the engine runs here but the values of a rulebook
are read. What it says is compared with what the evaluators and the questionnaire say. Answers are as a caller gives
them; an open question is absent.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import chain, combinations, product
from typing import TYPE_CHECKING

from nakanaori.engine.language import AtLeast, Between, Finding, NoneOf, OneOf

if TYPE_CHECKING:
    from nakanaori.engine.language import Action, Condition, Question, Rule, Rulebook

Answers = Mapping[str, object]

Plan = tuple[tuple[str, bool, tuple[str, ...]], ...]
"""The actions in their order, each with whether it is a basic and the steps shown."""

Drafts = tuple[tuple[str, tuple[str, ...]], ...]
"""The drafts offered with an action, each with its parts."""

Sight = tuple[tuple[str, bool, tuple[str, ...], tuple[str, ...], bool, bool, tuple[tuple[str, str], ...], Drafts], ...]
"""All that a reader sees: of each action also the help lines shown under it, whether a rule leads it, whether the alarm
puts it first, the answers told in its texts, and the drafts offered with it."""

UNANSWERED = "(unanswered)"


@lru_cache(maxsize=4096)
def advisers(rulebook: Rulebook, action: str) -> list[Rule]:
    return [rule for rule in rulebook.rules if action in rule.advise]


@lru_cache(maxsize=4096)
def withholders(rulebook: Rulebook, action: str) -> list[Rule]:
    return [rule for rule in rulebook.rules if action in rule.withhold]


class Reading:
    """A rulebook read together with answers."""

    def __init__(self, rulebook: Rulebook, answers: Answers) -> None:
        self.rulebook = rulebook
        self.answers: dict[str, object] = {}
        self.known: dict[str, bool] = {}
        self.seen_to_fire: dict[str, bool] = {}
        # "One pass in declared order decides which answers count"
        for question in rulebook.questions:
            if question.id in answers and self.asks(question):
                self.answers[question.id] = answers[question.id]

    # "A question is asked only where its `only-if` holds"

    def asks(self, question: Question) -> bool:
        return all(self.test(test) for test in question.only_if)

    # "Complete means: every question whose `only-if` holds is answered"

    def complete(self) -> bool:
        return all(question.id in self.answers for question in self.rulebook.questions if self.asks(question))

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
        number = inside(next(one for one in self.rulebook.questions if one.id == test.question), answer)
        return (test.least is None or number >= test.least) and (test.below is None or number < test.below)

    # "`when`, `any` and `unless` all must hold"

    def fires(self, rule: Rule) -> bool:
        return self.holds(rule.condition)

    def fired(self, rule: Rule) -> bool:
        """The same of a rule of the rulebook, found out once."""
        if rule.id not in self.seen_to_fire:
            self.seen_to_fire[rule.id] = self.fires(rule)
        return self.seen_to_fire[rule.id]

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
            self.known[finding] = any(self.fired(rule) for rule in self.rulebook.rules if finding in rule.find)
        return self.known[finding]

    # "An action is in the plan when a fired rule advises it and no fired rule withholds it"

    def advised(self, action: Action) -> list[Rule]:
        return [rule for rule in advisers(self.rulebook, action.id) if self.fired(rule)]

    def withheld(self, action: Action) -> list[Rule]:
        return [rule for rule in withholders(self.rulebook, action.id) if self.fired(rule)]

    def basic(self, action: Action) -> bool:
        return all(rule.basic for rule in self.advised(action))

    def steps(self, action: Action) -> tuple[str, ...]:
        return tuple(step.id for step in action.steps if all(self.test(test) for test in step.when))

    def help_lines(self, action: Action) -> tuple[str, ...]:
        lines = self.rulebook.help_lines.lines
        return tuple(line.id for line in lines if action.id in line.under and self.holds(line.condition))

    # "A draft is offered where its action is in the plan and its condition holds; its parts like steps"

    def drafts(self, action: Action) -> Drafts:
        there = [draft for name in action.drafts for draft in self.rulebook.drafts if draft.id == name]
        return tuple(
            (draft.id, tuple(part.id for part in draft.parts if all(self.test(test) for test in part.when)))
            for draft in there
            if self.holds(draft.condition)
        )

    # "phase, then own before basic, then the order in which actions are declared"

    def plan(self) -> Plan:
        there = [action for action in self.rulebook.actions if self.advised(action) and not self.withheld(action)]
        seen = []
        for phase in self.rulebook.phases:
            of_phase = [action for action in there if action.phase == phase]
            seen += [action for action in of_phase if not self.basic(action)]
            seen += [action for action in of_phase if self.basic(action)]
        return tuple((action.id, self.basic(action), self.steps(action)) for action in seen)

    # "an action of the plan that a fired rule leads comes before the others among the first steps; leads among each
    # other in the plan's order. While the alarm stands, actions of its phase come before every lead"

    def led(self, name: str) -> bool:
        return any(name in rule.lead and self.fired(rule) for rule in self.rulebook.rules)

    def turns(self, alarmed: bool) -> list[list[str]]:
        """The actions of the plan: what the alarm puts first, what rules lead, the others."""
        phase = {action.id: action.phase for action in self.rulebook.actions}
        names = [name for name, _, _ in self.plan()]
        urgent = [name for name in names if alarmed and phase[name] == self.rulebook.alarm.phase]
        led = [name for name in names if name not in urgent and self.led(name)]
        return [urgent, led, [name for name in names if name not in (*urgent, *led)]]

    def first_steps(self) -> tuple[str, ...]:
        return tuple(chain(*self.turns(self.alarmed())))[: self.rulebook.first_steps]

    def sight(self) -> Sight:
        actions = {action.id: action for action in self.rulebook.actions}
        leads = self.rulebook.first_steps > 0
        urgent = self.turns(self.alarmed())[0] if alarm_leads(self.rulebook) else []
        return tuple(
            (
                name,
                basic,
                steps,
                self.help_lines(actions[name]),
                leads and self.led(name),
                name in urgent,
                self.values(actions[name], steps),
                self.drafts(actions[name]),
            )
            for name, basic, steps in self.plan()
        )

    # "A question whose value stands in a shown text matters while it is open"

    def values(self, action: Action, steps: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        lines = self.help_lines(action)
        told = [*action.values]
        told += [name for step in action.steps if step.id in steps for name in step.values]
        told += [name for line in self.rulebook.help_lines.lines if line.id in lines for name in line.values]
        return tuple((name, repr(self.answers.get(name))) for name in told)

    def alarmed(self) -> bool:
        return self.rulebook.alarm is not None and self.found(self.rulebook.alarm.finding)


def leads_nothing(rulebook: Rulebook) -> bool:
    """Whether the first steps can be no others than the first of the plan."""
    before = rulebook.phases[: rulebook.phases.index(rulebook.alarm.phase)] if rulebook.alarm is not None else ()
    return not any(rule.lead for rule in rulebook.rules) and all(a.phase not in before for a in rulebook.actions)


def alarm_leads(rulebook: Rulebook) -> bool:
    """Whether the alarm can put actions before others."""
    return rulebook.alarm is not None and rulebook.first_steps > 0 and not leads_nothing(rulebook)


def plan(rulebook: Rulebook, answers: Answers) -> Plan:
    """The plan that these answers give."""
    return Reading(rulebook, answers).plan()


# "A number with `decimals: n` is a whole number of 10⁻ⁿ units inside, a date a number of days"


def inside(question: Question, answer: object) -> Fraction:
    """The number that an answer is when it is tested."""
    if question.kind == "date":
        return Fraction(date.fromisoformat(str(answer)).toordinal())
    return Fraction(str(answer)) * 10**question.decimals


def written(question: Question, number: int) -> object:
    """The answer that is such a number."""
    if question.kind == "date":
        return date.fromordinal(number).isoformat()
    return f"{Decimal(number).scaleb(-question.decimals).normalize():f}" if question.decimals else number


def values(question: Question) -> list[object]:
    """Everything a question can be: unanswered, unknown, each option or every choice of options, or every number."""
    if question.kind in ("number", "date"):
        known: list[object] = [written(question, number) for number in range(question.low, question.high + 1)]
    elif question.kind == "several":
        sizes = range(question.least, len(question.options) + 1)
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
        self.turns: dict[Way, list[list[str]]] = {}
        for way in product(*map(values, self.open)):
            given = {question.id: value for question, value in zip(self.open, way, strict=True) if value != UNANSWERED}
            reading = Reading(rulebook, {**answers, **given})
            self.sights[way], self.alarms[way] = reading.sight(), reading.alarmed()
            self.turns[way] = reading.turns(reading.alarmed())

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
        """Whether the actions that the plan leads with, and which of them are basics, are the same in every future."""
        return len({*self.firsts().values()}) == 1

    def firsts(self) -> dict[Way, tuple[tuple[str, bool], ...]]:
        """The first steps, each with whether it is a basic."""
        basic = {way: {seen[0]: seen[1] for seen in sight} for way, sight in self.sights.items()}
        return {
            way: tuple((name, basic[way][name]) for name in chain(*turns))[: self.rulebook.first_steps]
            for way, turns in self.turns.items()
        }

    # "First steps are certain when, walking the places of the list in order (the alarm's phase, leads, then the plan),
    # enough are decided to be there before any is undecided"

    def places(self) -> Iterator[dict[Way, bool]]:
        """For each place of the list whether it is taken."""
        for turn in (2,) if leads_nothing(self.rulebook) else (0, 1, 2):
            for phase, basic in product(self.rulebook.phases, (False, True)):
                for action in self.rulebook.actions:
                    if action.phase == phase:
                        yield {
                            way: (action.id, basic) in [seen[:2] for seen in sight]
                            and (leads_nothing(self.rulebook) or action.id in self.turns[way][turn])
                            for way, sight in self.sights.items()
                        }

    def deciding_first(self) -> list[str]:
        """The ids of the questions that decide places, up to where as many are taken as lead the plan."""
        told: list[str] = []
        certain = 0
        for taken in self.places():
            if certain < self.rulebook.first_steps:
                told += [question for question in self.deciding(taken) if question not in told]
                certain += all(taken.values())
        matter = self.matter()
        return [question for question in told if question in matter]

    # "what the alarm rests on first; then, while the first steps are not certain, the questions of the earliest place
    # of the list that is still undecided, in the rulebook's order; then the rulebook's order"

    def order(self) -> list[str]:
        """The ids of the questions that matter in the order in which they are asked."""
        matter = self.matter()
        told = [question for question in self.deciding(self.alarms) if question in matter]
        told += [question for question in self.deciding_first() if question not in told]
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
