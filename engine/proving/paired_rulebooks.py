"""Two rulebooks as one that shares the questions, so that one solver can reason about both at once.

Everything but the questions bears the name of its side. A question of one side only can be answered, and the other side
does not hear it; an option that only one side has cannot be chosen, for it is no answer to the other. A number has as
many decimals as it has on both sides.

Answers may count on one side and not on the other. So no question of the pair has an `only-if`: a test of one that has,
on its side, becomes a finding of that side, established where the test holds and the answer counts there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

import msgspec

from ..language import (
    ONE,
    Action,
    AnswerTest,
    Between,
    Condition,
    Draft,
    Earlier,
    Finding,
    HelpLines,
    OneOf,
    Part,
    Question,
    Rule,
    Rulebook,
    Step,
    Test,
    Tests,
    cached_property,
    every_test,
)

OLD, NEW = "old", "new"


def side_id(side: str, identity: str) -> str:
    """The id that something of one side bears in the pair; no id of a rulebook has a colon."""
    return f"{side}:{identity}"


def paired_rulebook(old: Rulebook, new: Rulebook) -> Rulebook:
    """Both as one rulebook: shared questions with the answers that both allow, all else side by side."""
    common = (_common(question, new.question.get(question.id, question)) for question in old.questions)
    questions = (*common, *(question for question in new.questions if question.id not in old.question))
    numbers = {question.id: question.decimals for question in questions if question.numeric}
    sides = (_Side(OLD, old, numbers), _Side(NEW, new, numbers))
    return Rulebook(
        id=f"{old.id} {new.id}",
        version="",
        languages=(),
        sections=(),
        phases=tuple(side_id(side.name, phase) for side in sides for phase in side.rulebook.phases),
        tags=(),
        findings=tuple(finding for side in sides for finding in side.findings),
        questions=questions,
        actions=tuple(side.action(action) for side in sides for action in side.rulebook.actions),
        rules=tuple(rule for side in sides for rule in side.rules),
        alarm=None,
        help_lines=HelpLines(),
        folder=old.folder,
        drafts=tuple(side.draft(draft) for side in sides for draft in side.rulebook.drafts),
    )


def _common(question: Question, other: Question) -> Question:
    """The question with the answers that both allow; of two that are answered in different ways, `unknown` alone."""
    decimals = min(question.decimals, other.decimals)
    low = max(_scaled(one.low, one.decimals - decimals) for one in (question, other))
    high = min(-_scaled(-one.high, one.decimals - decimals) for one in (question, other))
    if question.kind != other.kind or low > high:
        return Question(question.id, ONE, (), 0, 0, question.place)
    options = tuple(option for option in question.options if option in other.options)
    least = max(question.least, other.least)
    if len(options) < least:
        return Question(question.id, ONE, (), 0, 0, question.place)
    return Question(question.id, question.kind, options, low, high, question.place, least=least, decimals=decimals)


def _scaled(number: int, fewer: int) -> int:
    """The smallest number with so many decimals fewer that is not below this one; both count their smallest units."""
    units: int = 10**fewer
    return -(-number // units)


class _Side(msgspec.Struct, frozen=True, eq=False, dict=True):
    """One of the two; `numbers` are the questions that a number answers on both sides, with the decimals of the pair.

    `rows` keeps the rows of tables that are already of this side.
    """

    name: str
    rulebook: Rulebook
    numbers: Mapping[str, int]
    rows: dict[Earlier, Earlier] = msgspec.field(default_factory=dict)

    @property
    def findings(self) -> Iterator[str]:
        yield from (side_id(self.name, finding) for finding in self.rulebook.findings)
        yield from self.counted.values()

    @property
    def rules(self) -> Iterator[Rule]:
        yield from (self.rule(rule) for rule in self.rulebook.rules)
        for test, finding in self.counted.items():
            question = self.rulebook.question[test.question]
            condition = Condition(when=(self.shared(test), *self.tests(question.only_if)))
            yield Rule(finding, (), False, condition, (finding,), (), (), question.place)

    @cached_property
    def counted(self) -> dict[AnswerTest, str]:
        """The findings that stand for tests of questions with an `only-if`."""
        rulebook = self.rulebook
        tests = chain(
            every_test(rule.condition for rule in rulebook.rules),
            chain.from_iterable(step.when for action in rulebook.actions for step in action.steps),
            chain.from_iterable(draft.condition.tests() for draft in rulebook.drafts),
            chain.from_iterable(part.when for draft in rulebook.drafts for part in draft.parts),
            chain.from_iterable(question.only_if for question in rulebook.questions),
        )
        tested = dict.fromkeys(test for test in tests if not isinstance(test, Finding))
        counted = (test for test in tested if rulebook.question[test.question].only_if)
        return {test: side_id(self.name, f"counted:{number}") for number, test in enumerate(counted)}

    def action(self, action: Action) -> Action:
        steps = tuple(Step(step.id, self.tests(step.when)) for step in action.steps)
        drafts = tuple(side_id(self.name, draft) for draft in action.drafts)
        named = (side_id(self.name, action.id), side_id(self.name, action.phase))
        return Action(*named, (), (), steps, action.place, drafts=drafts)

    def draft(self, draft: Draft) -> Draft:
        parts = tuple(Part(part.id, self.tests(part.when)) for part in draft.parts)
        return Draft(side_id(self.name, draft.id), parts, self.condition(draft.condition), draft.place)

    def rule(self, rule: Rule) -> Rule:
        condition = self.condition(rule.condition)
        lead = rule.lead if self.rulebook.first_steps else ()
        find, advise, withhold, lead = (
            tuple(side_id(self.name, name) for name in names) for names in (rule.find, rule.advise, rule.withhold, lead)
        )
        return Rule(side_id(self.name, rule.id), (), rule.basic, condition, find, advise, withhold, rule.place, lead)

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
        return Finding(self.counted[test], True) if test in self.counted else self.shared(test)

    def shared(self, test: AnswerTest) -> AnswerTest:
        """The test as one of the question that both sides share."""
        if not isinstance(test, Between):
            return test
        if test.question not in self.numbers:
            # A comparison, where no number is an answer to both: it never holds.
            return OneOf(test.question, frozenset())
        fewer = self.rulebook.question[test.question].decimals - self.numbers[test.question]
        least, below = (None if bound is None else _scaled(bound, fewer) for bound in (test.least, test.below))
        return Between(test.question, least, below)
