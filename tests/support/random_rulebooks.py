"""Hypothesis strategies for small rulebooks of every shape, and for answers to them as a caller gives them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from hypothesis import strategies as st
from msgspec.structs import replace
from nakanaori.engine.language import (
    BEYOND,
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

Choice = TypeVar("Choice")

PHASES = ("now", "後で", "avoid")
TAGS = ("contact", "償い")
SECTIONS = ("1", "1.1", BEYOND)
OPTIONS = ("yes", "no", "会う", "post.card", "so-so", "a1", "बारिश")
QUESTIONS = ("fault", "相手", "cause-2", "回数", "q.1", "reach", "طَقْس")
DAY = date(2024, 2, 28).toordinal()
FINDINGS = ("owes", "危険", "at-work", "f.4", "rests", "ශ්\u200dරී")


@st.composite
def rulebooks(draw: st.DrawFn) -> Rulebook:
    """A rulebook with a few questions, findings, actions and rules that hangs together as the loader demands."""
    questions: tuple[Question, ...] = ()
    for name in draw(_some(QUESTIONS, at_least=1)):
        only_if = _tests(draw, questions, (), most=2) if questions else ()
        questions += (replace(_question(draw, name), only_if=only_if, may_change=draw(st.booleans())),)
    findings = draw(_some(FINDINGS))
    actions = tuple(_action(draw, number, questions, findings) for number in range(draw(st.integers(1, 5))))
    rules = tuple(_rule(draw, number, questions, findings, actions) for number in range(draw(st.integers(1, 10))))
    drafts = tuple(_draft(draw, number, questions, findings) for number in range(draw(st.integers(0, 2))))
    names = tuple(draft.id for draft in drafts)
    actions = tuple(replace(action, drafts=draw(_some(names)) if names else ()) for action in actions)
    if draw(_one_of((False, False, True))):
        idle = _condition(draw, questions, ())
        rules = as_table(rules, [at for at, rule in enumerate(rules) if not rule.find], idle, questions)
    has_alarm = draw(st.booleans()) and bool(findings)
    alarm = Alarm(draw(_one_of(findings)), PHASES[0]) if has_alarm else None
    return Rulebook(
        id="random",
        version="1",
        languages=("ja", "en"),
        sections=SECTIONS,
        phases=PHASES,
        tags=TAGS,
        findings=findings,
        questions=questions,
        actions=actions,
        rules=rules,
        alarm=alarm,
        help_lines=HelpLines(),
        folder=Path("random"),
        first_steps=draw(_one_of((3, 0, 1, 2))),
        drafts=drafts,
    )


def cases(rulebook: Rulebook) -> st.SearchStrategy[dict[str, object]]:
    """Answers to any of the questions, as a caller gives them."""
    return st.fixed_dictionaries({}, optional={question.id: answers(question) for question in rulebook.questions})


def answers(question: Question) -> st.SearchStrategy[object]:
    """An answer that the question allows."""
    given: st.SearchStrategy[object]
    if question.numeric:
        given = st.integers(question.low, question.high).map(question.answer)
    elif question.kind == ONE:
        given = _one_of(question.options)
    else:
        given = st.lists(_one_of(question.options), unique=True, min_size=question.least)
    return given | st.just(UNKNOWN)


@lru_cache(maxsize=1_000)
def _one_of(choices: tuple[Choice, ...]) -> st.SearchStrategy[Choice]:
    """One of the choices; kept, because to make a strategy takes longer than to draw from it."""
    return st.sampled_from(choices)


@lru_cache(maxsize=1_000)
def _some(names: tuple[str, ...], at_least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of the names, each once, in any order."""
    return st.lists(_one_of(names), unique=True, min_size=at_least).map(tuple)


def _question(draw: st.DrawFn, name: str) -> Question:
    kind = draw(_one_of((ONE, SEVERAL, SEVERAL, NUMBER, NUMBER, DATE)))
    numeric = kind in (NUMBER, DATE)
    low = draw(st.integers(-5, 5)) + (DAY if kind == DATE else 0) if numeric else 0
    high = low + draw(st.integers(0, 8)) if numeric else 0
    decimals = draw(_one_of((0, 0, 1, 9))) if kind == NUMBER else 0
    options = () if numeric else draw(_some(OPTIONS, at_least=1))
    least = draw(_one_of((0, 0, 1, len(options)))) if kind == SEVERAL else 0
    return Question(name, kind, options, low, high, Place("questions.yaml", 1, 1), least=least, decimals=decimals)


def _action(draw: st.DrawFn, number: int, questions: tuple[Question, ...], findings: tuple[str, ...]) -> Action:
    steps = tuple(
        Step(f"step-{number}-{position}", _tests(draw, questions, findings, most=2))
        for position in range(draw(st.integers(1, 3)))
    )
    phase = draw(_one_of(PHASES))
    return Action(f"行動-{number}", phase, draw(_some(TAGS)), SECTIONS[:1], steps, Place("actions.yaml", number + 1, 1))


def _draft(draw: st.DrawFn, number: int, questions: tuple[Question, ...], findings: tuple[str, ...]) -> Draft:
    parts = tuple(
        Part(f"部分-{position}", _tests(draw, questions, findings, most=2))
        for position in range(draw(st.integers(1, 3)))
    )
    condition = _condition(draw, questions, findings) if draw(st.booleans()) else Condition()
    place = Place("drafts.yaml", number + 1, 1)
    return Draft(f"下書き-{number}", parts, condition, place, draw(_one_of(("", "a"))))


def _rule(
    draw: st.DrawFn,
    number: int,
    questions: tuple[Question, ...],
    findings: tuple[str, ...],
    actions: tuple[Action, ...],
) -> Rule:
    # A rule rests on findings that stand before the ones it establishes, so that none rests on itself.
    finds = draw(st.booleans()) and bool(findings)
    find = draw(_some(findings)) if finds else ()
    first = min((findings.index(finding) for finding in find), default=len(findings))
    names = tuple(action.id for action in actions)
    lead = draw(_one_of(((), (), names[-1:], names[:1], names[1:3])))
    advise = draw(_some(names, at_least=0 if find or lead else 1))
    withhold = draw(_one_of(((), (), names[-1:], names[:2])))
    spare = names[2:-1] if withhold and draw(st.booleans()) else ()
    return Rule(
        id=f"規則-{number}",
        cites=SECTIONS[:1],
        basic=bool(advise) and draw(st.booleans()),
        condition=_condition(draw, questions, findings[:first]),
        find=find,
        advise=advise,
        withhold=withhold,
        place=Place("rules/1.yaml", number + 1, 1),
        lead=lead,
        spare=spare,
    )


def _condition(draw: st.DrawFn, questions: tuple[Question, ...], findings: tuple[str, ...]) -> Condition:
    alternatives = draw(_one_of((0, 0, 1, 2, 3)))
    return Condition(
        when=_tests(draw, questions, findings, most=2),
        any=tuple(_tests(draw, questions, findings, least=1, most=2) for _ in range(alternatives)),
        unless=_tests(draw, questions, findings, most=2),
    )


def _tests(
    draw: st.DrawFn, questions: tuple[Question, ...], findings: tuple[str, ...], most: int, least: int = 0
) -> Tests:
    """Tests of different questions and findings."""
    choices: tuple[Question | str, ...] = (*questions, *findings)
    tested = draw(st.lists(_one_of(choices), unique=True, min_size=least, max_size=most))
    return tuple(Finding(one, draw(st.booleans())) if isinstance(one, str) else _test(draw, one) for one in tested)


def _test(draw: st.DrawFn, question: Question) -> Test:
    kinds = {ONE: ("one", "none"), SEVERAL: ("one", "none", "count")}
    kind = draw(_one_of(kinds.get(question.kind, ("one", "none", "between", "between"))))
    if kind == "between":
        bound = st.integers(question.low, question.high)
        return Between(question.id, draw(st.none() | bound), draw(st.none() | bound))
    if kind == "count":
        of = draw(st.just(question.options) | _some(question.options, at_least=1))
        return AtLeast(question.id, draw(st.integers(1, len(of))), frozenset(of))
    options = frozenset(draw(_some((*question.options, UNKNOWN), at_least=1)))
    return OneOf(question.id, options) if kind == "one" else NoneOf(question.id, options)
