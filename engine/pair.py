"""Two rulebooks as one that shares the questions, so that one solver can reason about both at once.

Everything but the questions bears the name of its side. A question of one side only can be answered, and the other side
does not hear it; an option that only one side has cannot be chosen, for it is no answer to the other.
"""

from __future__ import annotations

from .condition import Condition, Finding, Test, Tests
from .rulebook import ONE, Action, HelpLines, Question, Rule, Rulebook, Step

OLD, NEW = "old", "new"


def named(side: str, identity: str) -> str:
    """The id that something of one side bears in the pair; no id of a rulebook has a colon."""
    return f"{side}:{identity}"


def paired(old: Rulebook, new: Rulebook) -> Rulebook:
    """Both as one rulebook: shared questions with the answers that both allow, all else side by side."""
    sides = ((OLD, old), (NEW, new))
    common = (_common(question, new.question.get(question.id, question)) for question in old.questions)
    return Rulebook(
        id=f"{old.id} {new.id}",
        version="",
        languages=(),
        sections=(),
        phases=tuple(named(side, phase) for side, one in sides for phase in one.phases),
        tags=(),
        findings=tuple(named(side, finding) for side, one in sides for finding in one.findings),
        questions=(*common, *(question for question in new.questions if question.id not in old.question)),
        actions=tuple(_action(side, action) for side, one in sides for action in one.actions),
        rules=tuple(_rule(side, rule) for side, one in sides for rule in one.rules),
        alarm=None,
        help_lines=HelpLines(),
        sha256="",
        folder=old.folder,
    )


def _common(question: Question, other: Question) -> Question:
    """The question with the answers that both allow; of two that are answered in different ways, `unknown` alone."""
    low, high = max(question.low, other.low), min(question.high, other.high)
    if question.kind != other.kind or low > high:
        return Question(question.id, ONE, (), 0, 0, question.place)
    options = tuple(option for option in question.options if option in other.options)
    return Question(question.id, question.kind, options, low, high, question.place)


def _action(side: str, action: Action) -> Action:
    steps = tuple(Step(step.id, _tests(side, step.when)) for step in action.steps)
    return Action(named(side, action.id), named(side, action.phase), (), (), steps, action.place)


def _rule(side: str, rule: Rule) -> Rule:
    condition = Condition(
        when=_tests(side, rule.condition.when),
        any=tuple(_tests(side, tests) for tests in rule.condition.any),
        unless=_tests(side, rule.condition.unless),
    )
    find, advise, withhold = (
        tuple(named(side, name) for name in names) for names in (rule.find, rule.advise, rule.withhold)
    )
    return Rule(named(side, rule.id), (), rule.basic, condition, find, advise, withhold, rule.place)


def _tests(side: str, tests: Tests) -> Tests:
    def sided(test: Test) -> Test:
        return Finding(named(side, test.finding), test.wanted) if isinstance(test, Finding) else test

    return tuple(map(sided, tests))
