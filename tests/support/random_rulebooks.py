"""Hypothesis strategies for small rulebooks of every shape, and for answers to them as a caller gives them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

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
        only_if = draw(_tests(questions, (), most=2)) if questions else ()
        questions += (replace(draw(_questions(name)), only_if=only_if, may_change=draw(st.booleans())),)
    findings = draw(_some(FINDINGS))
    actions = tuple(draw(_actions(number, questions, findings)) for number in range(draw(st.integers(1, 5))))
    rules = tuple(draw(_rules(number, questions, findings, actions)) for number in range(draw(st.integers(1, 10))))
    drafts = tuple(draw(_drafts(number, questions, findings)) for number in range(draw(st.integers(0, 2))))
    names = tuple(draft.id for draft in drafts)
    actions = tuple(replace(action, drafts=draw(_some(names)) if names else ()) for action in actions)
    if draw(st.sampled_from((False, False, True))):
        idle = draw(_conditions(questions, ()))
        rules = as_table(rules, [at for at, rule in enumerate(rules) if not rule.find], idle, questions)
    has_alarm = draw(st.booleans()) and bool(findings)
    alarm = Alarm(draw(st.sampled_from(findings)), PHASES[0]) if has_alarm else None
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
        first_steps=draw(st.sampled_from((3, 0, 1, 2))),
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
        given = st.sampled_from(question.options)
    else:
        given = st.lists(st.sampled_from(question.options), unique=True, min_size=question.least)
    return given | st.just(UNKNOWN)


def _some(names: tuple[str, ...], at_least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of the names, each once, in any order."""
    return st.lists(st.sampled_from(names), unique=True, min_size=at_least).map(tuple)


@st.composite
def _questions(draw: st.DrawFn, name: str) -> Question:
    kind = draw(st.sampled_from((ONE, SEVERAL, SEVERAL, NUMBER, NUMBER, DATE)))
    numeric = kind in (NUMBER, DATE)
    low = draw(st.integers(-5, 5)) + (DAY if kind == DATE else 0) if numeric else 0
    high = low + draw(st.integers(0, 8)) if numeric else 0
    decimals = draw(st.sampled_from((0, 0, 1, 9))) if kind == NUMBER else 0
    options = () if numeric else draw(_some(OPTIONS, at_least=1))
    least = draw(st.sampled_from((0, 0, 1, len(options)))) if kind == SEVERAL else 0
    return Question(name, kind, options, low, high, Place("questions.yaml", 1, 1), least=least, decimals=decimals)


@st.composite
def _actions(draw: st.DrawFn, number: int, questions: tuple[Question, ...], findings: tuple[str, ...]) -> Action:
    steps = tuple(
        Step(f"step-{number}-{position}", draw(_tests(questions, findings, most=2)))
        for position in range(draw(st.integers(1, 3)))
    )
    phase = draw(st.sampled_from(PHASES))
    return Action(f"行動-{number}", phase, draw(_some(TAGS)), SECTIONS[:1], steps, Place("actions.yaml", number + 1, 1))


@st.composite
def _drafts(draw: st.DrawFn, number: int, questions: tuple[Question, ...], findings: tuple[str, ...]) -> Draft:
    parts = tuple(
        Part(f"部分-{position}", draw(_tests(questions, findings, most=2)))
        for position in range(draw(st.integers(1, 3)))
    )
    condition = draw(st.just(Condition()) | _conditions(questions, findings))
    return Draft(
        f"下書き-{number}", parts, condition, Place("drafts.yaml", number + 1, 1), draw(st.sampled_from(("", "a")))
    )


@st.composite
def _rules(
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
    lead = draw(st.sampled_from(((), (), names[-1:], names[:1], names[1:3])))
    advise = draw(_some(names, at_least=0 if find or lead else 1))
    withhold = draw(st.sampled_from(((), (), names[-1:], names[:2])))
    spare = names[2:-1] if withhold and draw(st.booleans()) else ()
    return Rule(
        id=f"規則-{number}",
        cites=SECTIONS[:1],
        basic=bool(advise) and draw(st.booleans()),
        condition=draw(_conditions(questions, findings[:first])),
        find=find,
        advise=advise,
        withhold=withhold,
        place=Place("rules/1.yaml", number + 1, 1),
        lead=lead,
        spare=spare,
    )


@st.composite
def _conditions(draw: st.DrawFn, questions: tuple[Question, ...], findings: tuple[str, ...]) -> Condition:
    alternatives = draw(st.sampled_from((0, 0, 1, 2, 3)))
    return Condition(
        when=draw(_tests(questions, findings, most=2)),
        any=tuple(draw(_tests(questions, findings, least=1, most=2)) for _ in range(alternatives)),
        unless=draw(_tests(questions, findings, most=2)),
    )


@st.composite
def _tests(
    draw: st.DrawFn, questions: tuple[Question, ...], findings: tuple[str, ...], most: int, least: int = 0
) -> Tests:
    """Tests of different questions and findings."""
    choices: tuple[Question | str, ...] = (*questions, *findings)
    tested = draw(st.lists(st.sampled_from(choices), unique=True, min_size=least, max_size=most))
    return tuple(Finding(one, draw(st.booleans())) if isinstance(one, str) else draw(_test(one)) for one in tested)


@st.composite
def _test(draw: st.DrawFn, question: Question) -> Test:
    kinds = {ONE: ("one", "none"), SEVERAL: ("one", "none", "count")}
    kind = draw(st.sampled_from(kinds.get(question.kind, ("one", "none", "between", "between"))))
    if kind == "between":
        bound = st.integers(question.low, question.high)
        return Between(question.id, draw(st.none() | bound), draw(st.none() | bound))
    if kind == "count":
        of = draw(st.just(question.options) | _some(question.options, at_least=1))
        return AtLeast(question.id, draw(st.integers(1, len(of))), frozenset(of))
    options = frozenset(draw(_some((*question.options, UNKNOWN), at_least=1)))
    return OneOf(question.id, options) if kind == "one" else NoneOf(question.id, options)
