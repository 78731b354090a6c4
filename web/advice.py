"""All advice of a rulebook as a document to read without script: by situation and by phase, with steps and sources.

Nothing is answered here, so that everything is told with what it is for and what it is not for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ..engine.language import AtLeast, Condition, Finding, OneOf, Question, Rule, Rulebook, Test
from ..engine.reading import ShapedText
from ..engine.telling import (
    ToldHelpLine,
    Wording,
    answered_wording,
    finding_in_words,
    option_label,
    section_headings,
    told_help_line,
    wanted_in_words,
)


class Case(msgspec.Struct, frozen=True):
    """What must hold: all of `all`, one of `some` where there are any, and none of `none`; with the reason, if told."""

    reason: ShapedText | None
    all: tuple[str, ...]
    some: tuple[str, ...]
    none: tuple[str, ...]


class Entry(msgspec.Struct, frozen=True):
    """An action as a link to it: its id and its title."""

    id: str
    title: str


class Situation(msgspec.Struct, frozen=True):
    """An answer or a finding in words, what leads to it where that is told, and the actions that are advised for it."""

    label: str
    actions: tuple[Entry, ...]
    cases: tuple[Case, ...] = ()


class Topic(msgspec.Struct, frozen=True):
    """A question and those of its answers for which something is advised."""

    heading: str
    situations: tuple[Situation, ...]


class ConditionalStep(msgspec.Struct, frozen=True):
    """A step, and what must hold for it to be told."""

    text: ShapedText
    when: tuple[str, ...]


class Advised(msgspec.Struct, frozen=True):
    """An action: what to do, for whom, for whom not, whom to call, and where it comes from."""

    id: str
    title: str
    steps: tuple[ConditionalStep, ...]
    done: str
    cases: tuple[Case, ...]
    against: tuple[Case, ...]
    help_lines: tuple[ToldHelpLine, ...]
    source: str


class Phase(msgspec.Struct, frozen=True):
    """A phase and its actions."""

    id: str
    heading: str
    actions: tuple[Advised, ...]


class Advice(msgspec.Struct, frozen=True):
    """All advice of a rulebook in one language."""

    topics: tuple[Topic, ...]
    findings: tuple[Situation, ...]
    phases: tuple[Phase, ...]


def advice(rulebook: Rulebook, wording: Wording) -> Advice:
    """All advice of the rulebook in the words of this language; where a text tells an answer, that there is none."""
    told = _Telling(rulebook, answered_wording(wording, rulebook, {}))
    return Advice(tuple(told.topics()), tuple(told.findings()), tuple(told.phases()))


class _Telling:
    """Tells what there is of one rulebook, in one language."""

    def __init__(self, rulebook: Rulebook, wording: Wording) -> None:
        self.rulebook = rulebook
        self.wording = wording
        self.texts = wording.texts
        self.speaking = _by_what_speaks(rulebook.rules)

    def topics(self) -> Iterator[Topic]:
        """The questions, as far as an answer by itself speaks for something."""
        for question in self.rulebook.questions:
            situations = tuple(self.answers(question))
            if situations:
                yield Topic(self.texts("questions", question.id, "ask"), situations)

    def answers(self, question: Question) -> Iterator[Situation]:
        for option in question.options:
            actions = self.advised_by(self.speaking.get((question.id, option), ()))
            if actions:
                yield Situation(option_label(question, option, self.wording), actions)

    def findings(self) -> Iterator[Situation]:
        """The findings, as far as one speaks for something, with what leads to each."""
        for finding in self.rulebook.findings:
            actions = self.advised_by(self.speaking.get(finding, ()))
            if actions:
                label = finding_in_words(finding, self.wording, holds=True)
                cases = tuple(self.case(rule.condition) for rule in self.rulebook.finders[finding])
                yield Situation(label, actions, cases)

    def phases(self) -> Iterator[Phase]:
        for phase in self.rulebook.phases:
            actions = tuple(self.action(action.id) for action in self.rulebook.actions if action.phase == phase)
            if actions:
                yield Phase(phase, self.texts("phases", phase), actions)

    def action(self, name: str) -> Advised:
        rulebook, texts, action = self.rulebook, self.texts, self.rulebook.action[name]
        steps = (
            ConditionalStep(self.wording.shaped("actions", name, "steps", step.id), tuple(map(self.wanted, step.when)))
            for step in action.steps
        )
        lines = (line for line in rulebook.help_lines.lines if name in line.under)
        return Advised(
            id=name,
            title=texts("actions", name, "title"),
            steps=tuple(steps),
            done=texts.get("actions", name, "done"),
            cases=tuple(self.reasoned(rule) for rule in rulebook.rules if name in rule.advise),
            against=tuple(self.reasoned(rule) for rule in rulebook.rules if name in rule.withhold),
            help_lines=tuple(told_help_line(rulebook, line, self.wording) for line in lines),
            source=section_headings(action.cites, self.wording),
        )

    def advised_by(self, rules: Iterable[Rule]) -> tuple[Entry, ...]:
        """The actions that one of the rules advises, in the order of the plan."""
        named = {action for rule in rules for action in rule.advise}
        inside = sorted(self.rulebook.actions, key=lambda action: self.rulebook.phases.index(action.phase))
        return tuple(Entry(one.id, self.texts("actions", one.id, "title")) for one in inside if one.id in named)

    def reasoned(self, rule: Rule) -> Case:
        return msgspec.structs.replace(self.case(rule.condition), reason=self.wording.shaped("rules", rule.id))

    def case(self, condition: Condition) -> Case:
        also = self.wording.say("graph", "also")
        some = tuple(also.join(map(self.wanted, tests)) for tests in condition.any)
        return Case(None, tuple(map(self.wanted, condition.when)), some, tuple(map(self.wanted, condition.unless)))

    def wanted(self, test: Test) -> str:
        return wanted_in_words(test, self.rulebook, self.wording)


def _tests(rule: Rule) -> Iterator[Test]:
    """The tests that speak for what a rule does."""
    yield from rule.condition.when
    for alternative in rule.condition.any:
        yield from alternative


def _by_what_speaks(rules: Iterable[Rule]) -> dict[str | tuple[str, str], list[Rule]]:
    """The rules by each finding, and by each option with its question, that speaks for what they do."""
    speaking: dict[str | tuple[str, str], list[Rule]] = {}
    for rule in rules:
        for one in dict.fromkeys(spoken for test in _tests(rule) for spoken in _spoken(test)):
            speaking.setdefault(one, []).append(rule)
    return speaking


def _spoken(test: Test) -> Iterator[str | tuple[str, str]]:
    """The finding that a test wants, or the options with their question."""
    if isinstance(test, Finding) and test.wanted:
        yield test.finding
    elif isinstance(test, (OneOf, AtLeast)):
        yield from ((test.question, option) for option in (test.of if isinstance(test, AtLeast) else test.options))
