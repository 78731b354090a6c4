"""Where tests stand in a rulebook: in conditions of rules, of steps, of drafts and their parts, and of questions."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from .condition import ANY, ONLY_IF, UNLESS, WHEN, Condition, Test, Tests, is_answered
from .problem import Place
from .rulebook import Draft, Rulebook


class Site(msgspec.Struct, frozen=True):
    """One test and where it stands: `rule`, or `action` and `step`, or `question`, or `draft` tell in whose condition;
    `draft_part` in which part's, where it is not the draft's own.

    `part` is WHEN, ANY, UNLESS or ONLY_IF, `alternative` which of `any` it is, and `position` which test of its
    mapping, both counted from 0. `place` is that of the rule, action, draft or question.
    """

    test: Test
    part: str
    alternative: int
    position: int
    place: Place
    rule: str = ""
    action: str = ""
    step: str = ""
    question: str = ""
    draft: str = ""
    draft_part: str = ""

    @property
    def owner(self) -> str:
        """The id of the rule, of the action and its step, of the draft and its part, or of the question."""
        if self.draft:
            return f"{self.draft}/{self.draft_part}" if self.draft_part else self.draft
        return self.rule or self.question or f"{self.action}/{self.step}"


def sites(rulebook: Rulebook) -> Iterator[Site]:
    """Every test of the rulebook: of its rules, steps, drafts and questions, each in the author's order."""
    for rule in rulebook.rules:
        for test, part, alternative, position in _parts(rule.condition):
            if is_answered(test):
                # Nobody has written it: it is what `else` in a table stands for.
                continue
            yield Site(test, part, alternative, position, rule.place, rule=rule.id)
    for action in rulebook.actions:
        for step in action.steps:
            for position, test in enumerate(step.when):
                yield Site(test, WHEN, 0, position, action.place, action=action.id, step=step.id)
    for draft in rulebook.drafts:
        yield from _of_draft(draft)
    for question in rulebook.questions:
        for position, test in enumerate(question.only_if):
            yield Site(test, ONLY_IF, 0, position, question.place, question=question.id)


def _of_draft(draft: Draft) -> Iterator[Site]:
    for test, part, alternative, position in _parts(draft.condition):
        yield Site(test, part, alternative, position, draft.place, draft=draft.id)
    for one in draft.parts:
        for position, test in enumerate(one.when):
            yield Site(test, WHEN, 0, position, draft.place, draft=draft.id, draft_part=one.id)


def _parts(condition: Condition) -> Iterator[tuple[Test, str, int, int]]:
    mappings = ((WHEN, 0, condition.when), *((ANY, at, tests) for at, tests in enumerate(condition.any)))
    for part, alternative, tests in (*mappings, (UNLESS, 0, condition.unless)):
        for position, test in enumerate(tests):
            yield test, part, alternative, position


def with_test(condition: Condition, site: Site, test: Test | None) -> Condition:
    """The condition with `test` at this site, or without the one that is there."""
    if site.part in (WHEN, ONLY_IF):
        return msgspec.structs.replace(condition, when=edited(condition.when, site.position, test))
    if site.part == UNLESS:
        return msgspec.structs.replace(condition, unless=edited(condition.unless, site.position, test))
    alternatives = (
        edited(tests, site.position, test) if at == site.alternative else tests
        for at, tests in enumerate(condition.any)
    )
    return msgspec.structs.replace(condition, any=tuple(alternatives))


def edited(tests: Tests, position: int, test: Test | None) -> Tests:
    """The tests with `test` at this position, or without the one that is there."""
    return (*tests[:position], *(() if test is None else (test,)), *tests[position + 1 :])
