"""Findings that rest on each other, as deep as one likes."""

from __future__ import annotations

from pathlib import Path

from nakanaori.engine.language import (
    ONE,
    Action,
    Condition,
    Finding,
    HelpLines,
    OneOf,
    Place,
    Question,
    Rule,
    Rulebook,
    Step,
)

_HERE = Place("chained")


def chained(count: int, *, first: str = "o0") -> Rulebook:
    """A rulebook of so many findings, each of which is found where the one before it is not and a question's answer
    agrees; the last one advises the only action. `first` is the option that the first finding rests on."""
    questions = tuple(Question(f"q{number}", ONE, ("o0", "o1"), 0, 0, _HERE) for number in range(8))
    findings = tuple(f"f{number}" for number in range(count))
    rules = [Rule("r0", ("1",), False, Condition(when=(_answer(0, first),)), ("f0",), (), (), _HERE)]
    for number in range(1, count):
        when = (Finding(f"f{number - 1}", False), _answer(number, "o0"))
        rules.append(Rule(f"r{number}", ("1",), False, Condition(when=when), (f"f{number}",), (), (), _HERE))
    last = Condition(when=(Finding(findings[-1], True),))
    rules.append(Rule("last", ("1",), False, last, (), ("do-it",), (), _HERE))
    action = Action("do-it", "now", (), ("1",), (Step("step", ()),), _HERE)
    return Rulebook(
        id="chained",
        version="1",
        languages=("en",),
        sections=("1",),
        phases=("now",),
        tags=(),
        findings=findings,
        questions=questions,
        actions=(action,),
        rules=tuple(rules),
        alarm=None,
        help_lines=HelpLines(),
        folder=Path("chained"),
    )


def _answer(number: int, option: str) -> OneOf:
    return OneOf(f"q{number % 8}", frozenset((option,)))
