"""Small rulebooks and answers thrown with dice: the same seed gives the same, and thousands cost what Hypothesis takes
for a few dozen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import TypeVar

import msgspec
from nakanaori.engine.consulting import random_answer, random_answers
from nakanaori.engine.language import (
    DATE,
    NUMBER,
    ONE,
    SEVERAL,
    UNKNOWN,
    Action,
    Alarm,
    AtLeast,
    Between,
    Condition,
    Draft,
    Finding,
    HelpLine,
    HelpLines,
    NoneOf,
    OneOf,
    Part,
    Place,
    Question,
    Rule,
    Rulebook,
    Step,
    Test,
    Tests,
)
from thrown_table import as_table

PHASES = ("now", "later")
OPTIONS = ("a", "b", "c")
FIRST_DAY = date(2024, 2, 28).toordinal()

Thrown = TypeVar("Thrown")

answer, answers = random_answer, random_answers


def some(dice: Random, of: Sequence[Thrown], least: int = 0, most: int = 99) -> tuple[Thrown, ...]:
    """Some of these, in their order."""
    chosen = set(dice.sample(range(len(of)), dice.randint(least, min(most, len(of)))))
    return tuple(one for at, one in enumerate(of) if at in chosen)


def completions(dice: Random, rulebook: Rulebook, given: dict[str, object]) -> Iterator[dict[str, object]]:
    """Without end, the answers given and random ones to all or some of the other questions."""
    while True:
        yield {**answers(dice, rulebook, dice.choice((0.3, 1, 1))), **given}


def rulebook(dice: Random) -> Rulebook:
    """A rulebook of at most four questions with few options, and findings that rest on findings."""
    questions = with_only_if(dice, [question(dice, f"q{number}") for number in range(dice.randint(1, 4))])
    findings = tuple(f"f{number}" for number in range(dice.randint(0, 4)))
    actions = tuple(action(dice, f"do-{number}", questions, findings) for number in range(dice.randint(1, 4)))
    rules = [
        rule(dice, f"find-{number}", condition(dice, questions, findings[: number // 2]), find=(findings[number // 2],))
        for number in range(2 * len(findings))
        if number % 2 == 0 or dice.random() < 0.4
    ]
    for number in range(dice.randint(1, 6)):
        acting = condition(dice, questions, findings)
        names = [action.id for action in actions]
        advise, withhold = some(dice, names, least=1, most=2), some(dice, names, most=1)
        rules.append(rule(dice, f"act-{number}", acting, advise=advise, withhold=dice.choice(((), (), withhold))))
    dice.shuffle(rules)
    leads = dice.random() < 0.5
    rules = [with_lead(dice, one, actions) if leads and dice.random() < 0.4 else one for one in rules]
    rules = tabled(dice, rules, questions)
    return Rulebook(
        id="thrown",
        version="1",
        languages=("en",),
        sections=("1",),
        phases=PHASES,
        tags=(),
        findings=findings,
        questions=questions,
        actions=actions,
        rules=tuple(rules),
        alarm=None,
        help_lines=HelpLines(),
        folder=Path("thrown"),
        first_steps=dice.choice((0, 1, 2, 3, 3, 3)),
    )


def with_lead(dice: Random, rule: Rule, actions: Sequence[Action]) -> Rule:
    """The rule leading some of the actions, or doing nothing but that."""
    lead = some(dice, [action.id for action in actions], least=1, most=2)
    if rule.find or dice.random() < 0.7:
        return msgspec.structs.replace(rule, lead=lead)
    return msgspec.structs.replace(rule, basic=False, advise=(), withhold=(), lead=lead)


def tabled(dice: Random, rules: list[Rule], questions: Sequence[Question]) -> list[Rule]:
    """The rules, some of them rows of a table of which the first that holds counts alone."""
    # Of dice of its own, so that everything else falls as it does without.
    words = dice.getstate()[1]
    side = Random(repr((words[0], words[-1])))
    acting = [at for at, rule in enumerate(rules) if not rule.find]
    if side.random() < 0.6:
        return rules
    return list(
        as_table(tuple(rules), some(side, acting, least=min(2, len(acting))), condition(side, questions, ()), questions)
    )


def with_help(dice: Random, rulebook: Rulebook) -> Rulebook:
    """The rulebook with help lines under its actions, at times with drafts, and, mostly, an alarm."""
    names = [action.id for action in rulebook.actions]
    lines = tuple(
        HelpLine(
            id=f"line-{number}",
            region="",
            call="110",
            url="",
            under=some(dice, names, least=1),
            condition=condition(dice, rulebook.questions, rulebook.findings) if dice.random() < 0.8 else Condition(),
            values=told(dice, rulebook.questions),
        )
        for number in range(dice.randint(0, 2))
    )
    phase = dice.choice((PHASES[0], PHASES[0], PHASES[1]))
    alarm = Alarm(dice.choice(rulebook.findings), phase) if rulebook.findings and dice.random() < 0.7 else None
    helped = msgspec.structs.replace(rulebook, alarm=alarm, help_lines=HelpLines("2026-01-01", lines))
    return with_drafts(dice, helped) if dice.random() < 0.4 else helped


def with_drafts(dice: Random, rulebook: Rulebook) -> Rulebook:
    """The rulebook with one or two drafts that some of its actions begin with."""
    questions, findings = rulebook.questions, rulebook.findings
    drafts = tuple(
        Draft(
            id=f"draft-{number}",
            parts=tuple(
                Part(f"part-{at}", thrown_tests(dice, questions, findings, most=1)) for at in range(dice.randint(1, 3))
            ),
            condition=condition(dice, questions, findings) if dice.random() < 0.6 else Condition(),
            place=Place("dice"),
            kind=dice.choice(("", "apology")),
        )
        for number in range(dice.randint(1, 2))
    )
    names = [draft.id for draft in drafts]
    actions = tuple(msgspec.structs.replace(action, drafts=some(dice, names)) for action in rulebook.actions)
    return msgspec.structs.replace(rulebook, actions=actions, drafts=drafts)


def question(dice: Random, name: str) -> Question:
    kind = dice.choice((ONE, ONE, ONE, SEVERAL, SEVERAL, NUMBER, NUMBER, DATE))
    numeric = kind in (NUMBER, DATE)
    low = dice.randint(-2, 1) if kind == NUMBER else FIRST_DAY if kind == DATE else 0
    high = low + dice.randint(0, 3) if numeric else 0
    decimals = dice.choice((0, 0, 1, 2)) if kind == NUMBER else 0
    options = () if numeric else OPTIONS[: dice.randint(1, 3)]
    least = dice.choice((0, 0, 1, len(options))) if kind == SEVERAL else 0
    return Question(name, kind, options, low, high, Place("dice"), least=least, decimals=decimals)


def with_only_if(dice: Random, questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions, some of which are asked only if tests of earlier ones hold."""
    return tuple(
        msgspec.structs.replace(one, only_if=thrown_tests(dice, questions[:at], (), most=2))
        if dice.random() < 0.4
        else one
        for at, one in enumerate(questions)
    )


def action(dice: Random, name: str, questions: Sequence[Question], findings: Sequence[str]) -> Action:
    steps = tuple(
        Step(f"step-{number}", thrown_tests(dice, questions, findings, most=1), told(dice, questions))
        for number in range(dice.randint(1, 2))
    )
    phase, values = dice.choice(PHASES), told(dice, questions)
    return Action(id=name, phase=phase, tags=(), cites=("1",), steps=steps, place=Place("dice"), values=values)


def told(dice: Random, questions: Sequence[Question]) -> tuple[str, ...]:
    """The questions whose answers a text tells: mostly none."""
    return some(dice, [question.id for question in questions], least=1, most=1) if dice.random() < 0.08 else ()


def rule(
    dice: Random,
    name: str,
    condition: Condition,
    find: tuple[str, ...] = (),
    advise: tuple[str, ...] = (),
    withhold: tuple[str, ...] = (),
) -> Rule:
    basic = bool(advise) and dice.random() < 0.4
    return Rule(name, ("1",), basic, condition, find, advise, withhold, Place("dice"))


def condition(dice: Random, questions: Sequence[Question], findings: Sequence[str]) -> Condition:
    alternatives = range(dice.choice((0, 0, 0, 2, 3)))
    return Condition(
        when=thrown_tests(dice, questions, findings, most=2),
        any=tuple(thrown_tests(dice, questions, findings, least=1, most=2) for _ in alternatives),
        unless=thrown_tests(dice, questions, findings, most=dice.choice((0, 0, 2))),
    )


def thrown_tests(
    dice: Random, questions: Sequence[Question], findings: Sequence[str], least: int = 0, most: int = 2
) -> Tests:
    """Tests of different questions and findings."""
    tested = some(dice, (*questions, *findings), least, most)
    return tuple(
        Finding(one, dice.random() < 0.7) if isinstance(one, str) else thrown_test(dice, one) for one in tested
    )


def thrown_test(dice: Random, question: Question) -> Test:
    """Any test that the question allows."""
    kinds = {ONE: ("one", "none"), SEVERAL: ("one", "none", "count", "count")}
    kind = dice.choice(kinds.get(question.kind, ("one", "none", "between")))
    if kind == "between":
        bounds = (None, *range(question.low, question.high + 1))
        return Between(question.id, dice.choice(bounds), dice.choice(bounds))
    if kind == "count":
        of = dice.choice((question.options, some(dice, question.options, least=1)))
        return AtLeast(question.id, dice.randint(1, len(of)), frozenset(of))
    # `unknown` least often: it is one answer among many.
    options = some(dice, dice.choice((question.options, (*question.options, UNKNOWN))), most=2) or (UNKNOWN,)
    return OneOf(question.id, frozenset(options)) if kind == "one" else NoneOf(question.id, frozenset(options))
