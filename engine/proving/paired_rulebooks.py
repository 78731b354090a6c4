"""Two rulebooks as one that shares the questions, so that one solver can reason about both at once.

Everything but the questions bears the name of its side. A question of one side only can be answered, and the other side
does not hear it; an option that only one side has cannot be chosen, for it is no answer to the other.
"""

from __future__ import annotations

import msgspec

from ..language import (
    NUMBER,
    ONE,
    Action,
    Between,
    Condition,
    Earlier,
    Finding,
    HelpLines,
    OneOf,
    Question,
    Rule,
    Rulebook,
    Step,
    Test,
    Tests,
)

OLD, NEW = "old", "new"


def side_id(side: str, identity: str) -> str:
    """The id that something of one side bears in the pair; no id of a rulebook has a colon."""
    return f"{side}:{identity}"


def paired_rulebook(old: Rulebook, new: Rulebook) -> Rulebook:
    """Both as one rulebook: shared questions with the answers that both allow, all else side by side."""
    common = (_common(question, new.question.get(question.id, question)) for question in old.questions)
    questions = (*common, *(question for question in new.questions if question.id not in old.question))
    numbers = frozenset(question.id for question in questions if question.kind == NUMBER)
    sides = (_Side(OLD, old, numbers), _Side(NEW, new, numbers))
    return Rulebook(
        id=f"{old.id} {new.id}",
        version="",
        languages=(),
        sections=(),
        phases=tuple(side_id(side.name, phase) for side in sides for phase in side.rulebook.phases),
        tags=(),
        findings=tuple(side_id(side.name, finding) for side in sides for finding in side.rulebook.findings),
        questions=questions,
        actions=tuple(side.action(action) for side in sides for action in side.rulebook.actions),
        rules=tuple(side.rule(rule) for side in sides for rule in side.rulebook.rules),
        alarm=None,
        help_lines=HelpLines(),
        folder=old.folder,
    )


def _common(question: Question, other: Question) -> Question:
    """The question with the answers that both allow; of two that are answered in different ways, `unknown` alone."""
    low, high = max(question.low, other.low), min(question.high, other.high)
    if question.kind != other.kind or low > high:
        return Question(question.id, ONE, (), 0, 0, question.place)
    options = tuple(option for option in question.options if option in other.options)
    return Question(question.id, question.kind, options, low, high, question.place)


class _Side(msgspec.Struct, frozen=True, eq=False):
    """One of the two; `numbers` are the questions that a number answers on both sides.

    `rows` keeps the rows of tables that are already of this side.
    """

    name: str
    rulebook: Rulebook
    numbers: frozenset[str]
    rows: dict[Earlier, Earlier] = msgspec.field(default_factory=dict)

    def action(self, action: Action) -> Action:
        steps = tuple(Step(step.id, self.tests(step.when)) for step in action.steps)
        return Action(side_id(self.name, action.id), side_id(self.name, action.phase), (), (), steps, action.place)

    def rule(self, rule: Rule) -> Rule:
        condition = self.condition(rule.condition)
        find, advise, withhold = (
            tuple(side_id(self.name, name) for name in names) for names in (rule.find, rule.advise, rule.withhold)
        )
        return Rule(side_id(self.name, rule.id), (), rule.basic, condition, find, advise, withhold, rule.place)

    def condition(self, condition: Condition) -> Condition:
        return Condition(
            when=self.tests(condition.when),
            any=tuple(self.tests(tests) for tests in condition.any),
            unless=self.tests(condition.unless),
            earlier=None if condition.earlier is None else self.earlier(condition.earlier),
        )

    def earlier(self, earlier: Earlier) -> Earlier:
        for row in earlier.downwards(self.rows):
            above = None if row.before is None else self.rows[row.before]
            self.rows[row] = Earlier(side_id(self.name, row.row), self.condition(row.own), above)
        return self.rows[earlier]

    def tests(self, tests: Tests) -> Tests:
        return tuple(map(self.test, tests))

    def test(self, test: Test) -> Test:
        if isinstance(test, Finding):
            return Finding(side_id(self.name, test.finding), test.wanted)
        if isinstance(test, Between) and test.question not in self.numbers:
            # A comparison, where no number is an answer to both: it never holds.
            return OneOf(test.question, frozenset())
        return test
