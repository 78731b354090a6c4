"""Rulebooks whose ids mean something else to a script.

In an object `7` goes before `a` and `__proto__` is no key of its own, and YAML reads `no` as a truth value.
"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from msgspec.structs import replace
from nakanaori.engine.language import (
    NUMBER,
    UNKNOWN,
    Action,
    AtLeast,
    Condition,
    Draft,
    Earlier,
    Finding,
    FollowUp,
    Group,
    HelpLine,
    NoneOf,
    OneOf,
    Question,
    Rule,
    Rulebook,
    Test,
    Tests,
)
from nakanaori.engine.reading import Texts, needed_texts, optional_texts, welcome_texts

ODD = (
    *("7", "__proto__", "constructor", "12", "toString", "0", "hasOwnProperty", "危険", "no", "null", "a.b", "1e3"),
    *("valueOf", "_"),
)

_BLANKS = ("today", "7", "名前")

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
    # Of the shape of texts.
    "\n",
    "\n\n",
    "\n- m",
    "\n  n",
    "[",
    "o](https://example.org/p?q=r)",
    "[s](tel:+81-3)",
    "[t](mailto:u@example.org)",
    "[v](javascript:w)",
    "[v](http://example.org)",
    "[ ](https://example.org)",
    "\n- \n",
    "\\[",
    "x](",
    "道\n場",
    "\u3000",
)


UNITS = ("yen", "7")


def oddly_named(dice: Random, rulebook: Rulebook) -> Rulebook:
    """The rulebook with other ids throughout, and with follow-ups and sections."""
    named, alarm = _Named(dice, rulebook), rulebook.alarm
    return replace(
        rulebook,
        sections=("1", "2", "in-words", "beyond"),
        findings=tuple(named.asked[finding] for finding in rulebook.findings),
        questions=tuple(map(named.question, rulebook.questions)),
        actions=tuple(map(named.action, rulebook.actions)),
        rules=tuple(map(named.rule, rulebook.rules)),
        drafts=tuple(map(named.draft, rulebook.drafts)),
        alarm=None if alarm is None else replace(alarm, finding=named.asked[alarm.finding]),
        help_lines=replace(rulebook.help_lines, lines=tuple(map(named.help_line, rulebook.help_lines.lines))),
    )


def thrown_texts(dice: Random, rulebook: Rulebook) -> Texts:
    """Texts with what Markdown, calendars, JSON and people stumble over; some of them missing."""
    written = dice.choice((0.9, 0.9, 0.4))
    keys = dict.fromkeys(
        (
            *needed_texts(rulebook),
            *welcome_texts(rulebook),
            *optional_texts(rulebook),
            *(("blanks", name) for name in _BLANKS),
        )
    )
    lengths = (3, 3, 3, 50)
    # Values, blanks, braces, and the place of a number in the text of a unit.
    braced = [f"{{{name}}}" for name in (*rulebook.question, "number")] + [f"{{{{{name}}}}}" for name in _BLANKS]
    words = dice.choice((_WORDS, (*_WORDS, *braced, "{", "}}")))
    return Texts(
        "en", {key: "".join(dice.choices(words, k=dice.choice(lengths))) for key in keys if dice.random() < written}
    )


class _Named:
    """The parts of a rulebook under other names."""

    def __init__(self, dice: Random, rulebook: Rulebook) -> None:
        self.dice = dice
        self.asked = _names(dice, [question.id for question in rulebook.questions] + list(rulebook.findings))
        self.options = _names(dice, {option for question in rulebook.questions for option in question.options})
        self.actions = _names(dice, [action.id for action in rulebook.actions])
        self.rules = _names(dice, [rule.id for rule in rulebook.rules])
        self.drafts = _names(dice, [draft.id for draft in rulebook.drafts])
        self.lines = _names(dice, [line.id for line in rulebook.help_lines.lines])
        self.options[UNKNOWN] = UNKNOWN
        self.rows: dict[Earlier, Earlier] = {}

    def question(self, one: Question) -> Question:
        options = tuple(self.options[option] for option in one.options)
        named = replace(one, id=self.asked[one.id], options=options, only_if=self.tests(one.only_if))
        several = len(options) > 1 and self.dice.random() < 0.4
        groups = (Group("together", frozenset(self.dice.sample(options, 2))),) if several else ()
        unit = self.dice.choice(("", *UNITS)) if one.kind == NUMBER else ""
        return replace(named, groups=groups, unit=unit, may_change=self.dice.random() < 0.4)

    def action(self, one: Action) -> Action:
        steps = _names(self.dice, [step.id for step in one.steps])
        follow_ups = tuple(FollowUp(ODD[at], *self.days()) for at in range(2)) if self.dice.random() < 0.4 else ()
        return replace(
            one,
            id=self.actions[one.id],
            cites=self.cites(),
            steps=tuple(
                replace(step, id=steps[step.id], when=self.tests(step.when), values=self.told(step.values))
                for step in one.steps
            ),
            follow_ups=follow_ups,
            values=self.told(one.values),
            drafts=tuple(self.drafts[draft] for draft in one.drafts),
        )

    def rule(self, one: Rule) -> Rule:
        effects = {"advise": one.advise, "withhold": one.withhold, "lead": one.lead}
        return replace(
            one,
            id=self.rules[one.id],
            cites=self.cites(),
            condition=self.condition(one.condition),
            find=tuple(self.asked[finding] for finding in one.find),
            **{effect: tuple(self.actions[action] for action in ids) for effect, ids in effects.items()},
        )

    def help_line(self, one: HelpLine) -> HelpLine:
        under = tuple(self.actions[action] for action in one.under)
        condition, values = self.condition(one.condition), self.told(one.values)
        return replace(one, id=self.lines[one.id], under=under, condition=condition, values=values)

    def draft(self, one: Draft) -> Draft:
        parts = _names(self.dice, [part.id for part in one.parts])
        return replace(
            one,
            id=self.drafts[one.id],
            parts=tuple(replace(part, id=parts[part.id], when=self.tests(part.when)) for part in one.parts),
            condition=self.condition(one.condition),
        )

    def told(self, questions: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.asked[question] for question in questions)

    def condition(self, one: Condition) -> Condition:
        above = None if one.earlier is None else self.earlier(one.earlier)
        return Condition(self.tests(one.when), tuple(map(self.tests, one.any)), self.tests(one.unless), above)

    def earlier(self, one: Earlier) -> Earlier:
        for row in one.downwards(self.rows):
            above = None if row.before is None else self.rows[row.before]
            self.rows[row] = replace(row, own=self.condition(row.own), before=above)
        return self.rows[one]

    def tests(self, many: Tests) -> Tests:
        return tuple(map(self.test, many))

    def test(self, one: Test) -> Test:
        if isinstance(one, Finding):
            return replace(one, finding=self.asked[one.finding])
        if isinstance(one, (OneOf, NoneOf)):
            return replace(one, question=self.asked[one.question], options=self.chosen(one.options))
        if isinstance(one, AtLeast):
            return replace(one, question=self.asked[one.question], of=self.chosen(one.of))
        return replace(one, question=self.asked[one.question])

    def chosen(self, options: Iterable[str]) -> frozenset[str]:
        return frozenset(self.options[option] for option in options)

    def days(self) -> tuple[int | None, int | None]:
        days = self.dice.randint(0, 9)
        return (days, None) if self.dice.random() < 0.5 else (None, days)

    def cites(self) -> tuple[str, ...]:
        return self.dice.choice((("1",), ("2", "1"), ("beyond",), ("1", "beyond"), ("in-words", "1")))


def _names(dice: Random, ids: Iterable[str]) -> dict[str, str]:
    wanted = sorted(set(ids))
    odd = dice.sample(ODD, len(ODD))
    return {one: odd[at] if at < len(odd) and dice.random() < 0.7 else f"x{at}" for at, one in enumerate(wanted)}
