"""Rulebooks whose ids mean something else to a script: `7` goes before `a` in an object, `__proto__` is none of its own."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from msgspec.structs import replace
from nakanaori.engine.language import (
    UNKNOWN,
    Action,
    AtLeast,
    Condition,
    Finding,
    FollowUp,
    NoneOf,
    OneOf,
    Rule,
    Rulebook,
    Test,
    Tests,
)
from nakanaori.engine.reading import Texts, needed_texts, optional_texts

ODD = (
    *("7", "__proto__", "constructor", "12", "toString", "0", "hasOwnProperty", "危険", "no", "null", "a.b", "1e3"),
    *("valueOf", "_"),
)

_WORDS = (
    "a",
    "*b*",
    "1. c",
    "- d",
    "<e>",
    "{f}",
    "\\",
    "｢g｣",
    "h\ni",
    " j ",
    "😀",
    "\x07",
    "k|l",
    "",
    "\u2028",
    '"',
    "å;,",
)


def oddly_named(dice: Random, rulebook: Rulebook) -> Rulebook:
    """The rulebook with other ids throughout, and with follow-ups and sections."""
    asked = _names(dice, [question.id for question in rulebook.questions] + list(rulebook.findings))
    options = _names(dice, {option for question in rulebook.questions for option in question.options})
    actions = _names(dice, [action.id for action in rulebook.actions])
    rules = _names(dice, [rule.id for rule in rulebook.rules])
    options[UNKNOWN] = UNKNOWN

    def chosen(of: Iterable[str]) -> frozenset[str]:
        return frozenset(options[option] for option in of)

    def test(one: Test) -> Test:
        if isinstance(one, Finding):
            return replace(one, finding=asked[one.finding])
        if isinstance(one, (OneOf, NoneOf)):
            return replace(one, question=asked[one.question], options=chosen(one.options))
        if isinstance(one, AtLeast):
            return replace(one, question=asked[one.question], of=chosen(one.of))
        return replace(one, question=asked[one.question])

    def tests(many: Tests) -> Tests:
        return tuple(map(test, many))

    def condition(one: Condition) -> Condition:
        return Condition(tests(one.when), tuple(map(tests, one.any)), tests(one.unless))

    def acting(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(actions[one] for one in ids)

    def rule(one: Rule) -> Rule:
        return replace(
            one,
            id=rules[one.id],
            cites=_cites(dice),
            condition=condition(one.condition),
            find=tuple(asked[finding] for finding in one.find),
            advise=acting(one.advise),
            withhold=acting(one.withhold),
            lead=acting(one.lead),
        )

    def action(one: Action) -> Action:
        steps = _names(dice, [step.id for step in one.steps])
        days = [(dice.randint(0, 9), None) if dice.random() < 0.5 else (None, dice.randint(0, 9)) for _ in range(2)]
        return replace(
            one,
            id=actions[one.id],
            cites=_cites(dice),
            steps=tuple(replace(step, id=steps[step.id], when=tests(step.when)) for step in one.steps),
            follow_ups=tuple(FollowUp(ODD[at], *when) for at, when in enumerate(days)) if dice.random() < 0.4 else (),
        )

    lines = rulebook.help_lines
    line_ids = _names(dice, [line.id for line in lines.lines])
    told = tuple(
        replace(one, id=line_ids[one.id], under=acting(one.under), condition=condition(one.condition))
        for one in lines.lines
    )
    alarm = rulebook.alarm
    return replace(
        rulebook,
        sections=("1", "2", "beyond"),
        findings=tuple(asked[finding] for finding in rulebook.findings),
        questions=tuple(
            replace(
                one,
                id=asked[one.id],
                options=tuple(options[option] for option in one.options),
                only_if=tests(one.only_if),
            )
            for one in rulebook.questions
        ),
        actions=tuple(map(action, rulebook.actions)),
        rules=tuple(map(rule, rulebook.rules)),
        alarm=None if alarm is None else replace(alarm, finding=asked[alarm.finding]),
        help_lines=replace(lines, lines=told),
    )


def thrown_texts(dice: Random, rulebook: Rulebook) -> Texts:
    """Texts with what Markdown, calendars, JSON and people stumble over; some of them missing."""
    written = dice.choice((0.9, 0.9, 0.4))
    keys = dict.fromkeys((*needed_texts(rulebook), *optional_texts(rulebook)))
    return Texts(
        "en",
        {key: "".join(dice.choices(_WORDS, k=dice.choice((3, 3, 3, 50)))) for key in keys if dice.random() < written},
    )


def _names(dice: Random, ids: Iterable[str]) -> dict[str, str]:
    wanted = sorted(set(ids))
    odd = dice.sample(ODD, len(ODD))
    return {one: odd[at] if at < len(odd) and dice.random() < 0.7 else f"x{at}" for at, one in enumerate(wanted)}


def _cites(dice: Random) -> tuple[str, ...]:
    return dice.choice((("1",), ("2", "1"), ("beyond",), ("1", "beyond")))
