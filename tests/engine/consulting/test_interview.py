"""The questionnaire against brute force: it asks what can change the plan, all of it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random

import brute_force
import dice
import pytest
from brute_force import Futures, Reading, leads_nothing, number_of_futures, plan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nakanaori.engine.consulting import (
    check_answers,
    consult,
    hinging_actions,
    is_drawn,
    next_question,
    open_questions,
    prospect,
    questions_asked,
    undecided_actions,
)
from nakanaori.engine.consulting.prospect import Outlook
from nakanaori.engine.language import (
    ONE,
    SEVERAL,
    AtLeast,
    CaseError,
    Condition,
    Finding,
    OneOf,
    Place,
    Question,
    Rule,
    Rulebook,
    Test,
    Tests,
)
from nakanaori.engine.reading import load_rulebook
from one_action import one_action
from random_rulebooks import answers, cases, rulebooks
from small_rulebook import FILES, changed, write_rulebook

MOST_FUTURES = 300
SLOW = settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def ids(questions) -> list[str]:
    return [question.id for question in questions]


def seen(rulebook: Rulebook, given_answers) -> brute_force.Plan:
    """What a reader sees of the plan that the engine makes."""
    outcome = consult(rulebook, given_answers, engine="reference")
    return tuple(
        (planned.action.id, planned.basic, tuple(step.id for step in planned.steps)) for planned in outcome.plan
    )


def shown(rulebook: Rulebook, given_answers) -> object:
    """What a reader sees, the help lines and the parts of drafts among it."""
    outcome = consult(rulebook, given_answers, engine="reference")
    facts, found = outcome.case.facts, outcome.findings
    under = (rulebook.help_lines.under(planned.action.id, facts, found) for planned in outcome.plan)
    parts = tuple((name, tuple(part.id for part in offered.parts)) for name, offered in outcome.drafts.items())
    led = tuple(planned.action.id for planned in outcome.plan if planned.led_by)
    return seen(rulebook, given_answers), tuple(tuple(line.id for line in lines) for lines in under), parts, led


def plan_of(sight: brute_force.Sight) -> brute_force.Plan:
    """What is seen but for help lines."""
    return tuple(seen[:3] for seen in sight)


def compare(rulebook: Rulebook, given_answers) -> Futures:
    """Hold the questionnaire against brute force, and return what brute force saw."""
    futures = Futures(rulebook, given_answers)
    expected = futures.order()
    assert sorted(expected) == sorted(futures.matter())
    assert ids(open_questions(rulebook, given_answers)) == expected
    first = next_question(rulebook, given_answers)
    assert (first.id if first else None) == (expected[0] if expected else None)
    outcome = consult(rulebook, given_answers, engine="reference")
    assert ids(outcome.open_questions) == expected
    assert outcome.complete is (not expected)
    assert outcome.first_steps_certain is (not futures.deciding_first())
    if leads_nothing(rulebook):
        assert outcome.first_steps_certain is futures.first_steps_certain()
    assert futures.first_steps_certain() or not outcome.first_steps_certain
    assert {*futures.deciding(futures.firsts())} <= {*expected}
    undecided = [action.id for action in undecided_actions(rulebook, given_answers)]
    assert undecided == [action.id for action in rulebook.actions if futures.undecided(action.id)]
    for question in futures.open:
        hinging = [action.id for action in hinging_actions(rulebook, given_answers, question.id)]
        expected_actions = futures.hinging(question.id)
        assert hinging == [action.id for action in rulebook.actions if action.id in expected_actions]
        assert bool(hinging) is (question.id in expected)
    if not expected:
        assert {plan_of(sight) for sight in futures.sights.values()} == {seen(rulebook, given_answers)}
    return futures


def test_it_is_exact_on_hundreds_of_thrown_rulebooks():
    asked = idle = stopped_early = 0
    for seed in range(700):
        throw = Random(seed)
        rulebook = dice.with_help(throw, dice.rulebook(throw))
        given_answers = dice.answers(throw, rulebook, answered=throw.choice((0, 0.3, 0.6)))
        if number_of_futures(rulebook, given_answers) > MOST_FUTURES:
            continue
        try:
            futures = compare(rulebook, given_answers)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, answers {given_answers}: {error}") from error
        matter = futures.matter()
        asked += len(matter)
        idle += len(futures.open) - len(matter)
        stopped_early += bool(futures.open) and not matter
    assert asked > 200
    assert idle > 200
    assert stopped_early > 50


@given(st.data())
@settings(SLOW, max_examples=60)
def test_it_is_exact_on_random_rulebooks(data):
    rulebook = data.draw(rulebooks())
    given_answers = data.draw(cases(rulebook))
    for question in rulebook.questions:
        if number_of_futures(rulebook, given_answers) > MOST_FUTURES and question.id not in given_answers:
            given_answers[question.id] = data.draw(answers(question))
    compare(rulebook, given_answers)


def test_it_is_drawn_where_diagrams_have_room(rulebook):
    assert is_drawn(rulebook)
    assert not Outlook(rulebook, 1_000).is_drawn


def test_asking_to_the_end_and_answering_anything_gives_the_plan_there():
    """Follow the questionnaire with random answers; where it stops, no way of going on changes the plan."""
    for seed in range(150):
        throw = Random(seed)
        rulebook = dice.with_help(throw, dice.rulebook(throw))
        given_answers: dict[str, object] = {}
        while (question := next_question(rulebook, given_answers)) is not None:
            assert question.id not in given_answers
            given_answers[question.id] = dice.answer(throw, question)
        if number_of_futures(rulebook, given_answers) <= MOST_FUTURES:
            sights = set(Futures(rulebook, given_answers).sights.values())
            assert {plan_of(sight) for sight in sights} == {plan(rulebook, given_answers)}, seed
            assert len(sights) == 1


# what the random ones may miss, each on its own ----------------------------------------------------------------------


def test_every_shape_of_test_is_exact(tmp_path):
    """The small rulebook has a number, a count, findings on findings, a basic, `unless` and steps with conditions."""
    rulebook = load_rulebook(write_rulebook(tmp_path))
    few_degrees = changed("questions.yaml", "  from: -10\n  to: 40", "  from: 8\n  to: 11")
    few = load_rulebook(write_rulebook(tmp_path / "few", few_degrees))
    compare(few, {"bag": ["umbrella"]})
    compare(few, {"bag": ["hat"], "weather": "snow"})
    compare(few, {"weather": "unknown", "at-home": "yes"})
    compare(rulebook, {"weather": "rain", "at-home": "no", "bag": []})
    compare(rulebook, {"bag": ["hat", "tea"], "degrees": 9})


def rules(tmp_path, text: str) -> Rulebook:
    """The small rulebook with these as its only rules that act."""
    texts = {name: FILES[name] for name in ("text/en.yaml", "text/ja.yaml")}
    return load_rulebook(write_rulebook(tmp_path, {"rules/2-actions.yaml": text, **texts}))


@pytest.mark.parametrize(
    ("text", "given_answers", "expected"),
    [
        pytest.param("{when: {weather: rain}, advise: stay-in}", {}, ["weather"], id="option"),
        pytest.param("{when: {weather: rain}, advise: stay-in}", {"weather": "unknown"}, [], id="unknown-is-an-answer"),
        pytest.param("{when: {weather: unknown}, advise: stay-in}", {}, ["weather"], id="unknown-is-tested"),
        pytest.param("{when: {weather: {not: [rain]}}, advise: stay-in}", {}, ["weather"], id="not"),
        pytest.param("{unless: {weather: rain}, advise: stay-in}", {}, ["weather"], id="unless"),
        pytest.param("{unless: {weather: rain}, advise: stay-in}", {"weather": "sun"}, [], id="unless-answered"),
        pytest.param("{when: {bag: {at-least: 3}}, advise: stay-in}", {}, ["bag"], id="count"),
        pytest.param("{when: {degrees: {at-least: 40}}, advise: stay-in}", {}, ["degrees"], id="only-the-highest"),
        pytest.param("{when: {degrees: {less-than: -9}}, advise: stay-in}", {}, ["degrees"], id="only-the-lowest"),
        pytest.param("{when: {degrees: {less-than: -10}}, advise: stay-in}", {}, [], id="no-number-is-less"),
        pytest.param("{when: {degrees: {not: unknown}}, advise: stay-in}", {}, ["degrees"], id="any-number"),
        pytest.param(
            "{when: {weather: rain, at-home: yes}, advise: stay-in}",
            {},
            ["weather", "at-home"],
            id="each-with-the-other",
        ),
        pytest.param("{when: {weather: rain, at-home: yes}, advise: stay-in}", {"weather": "sun"}, [], id="settled"),
        pytest.param(
            "{when: {weather: rain}, advise: stay-in, withhold: stay-in}", {}, [], id="advised-only-to-be-withheld"
        ),
        pytest.param("{when: {weather: rain}, withhold: stay-in}", {}, [], id="withheld-but-never-advised"),
        pytest.param("{when: {weather: rain}, find: wet}", {}, [], id="a-finding-alone-shows-nothing"),
        pytest.param(
            "{any: [{weather: sun, at-home: yes}, {weather: {not: sun}, at-home: yes}], advise: stay-in}",
            {"weather": "rain"},
            ["at-home"],
            id="both-alternatives-come-to-the-same",
        ),
        pytest.param(
            "{any: [{weather: sun}, {weather: {not: sun}}], advise: stay-in}", {}, ["weather"], id="silence-differs"
        ),
        pytest.param("{when: {weather: sun}, unless: {weather: sun}, advise: stay-in}", {}, [], id="contradiction"),
        pytest.param(
            "{when: {bag: {at-least: 2, of: [hat, tea]}}, unless: {bag: {at-least: 2}}, advise: stay-in}",
            {},
            [],
            id="more-of-fewer",
        ),
        pytest.param(
            "{when: {bag: {at-least: 2}}, unless: {bag: {at-least: 2, of: [hat, tea]}}, advise: stay-in}",
            {},
            ["bag"],
            id="fewer-of-more",
        ),
    ],
)
def test_one_rule(tmp_path, text, given_answers, expected):
    rulebook = rules(tmp_path, f'- {{rule: everybody-drinks, cites: ["2"], {text[1:]}\n')
    assert ids(open_questions(rulebook, given_answers)) == expected


@pytest.mark.parametrize(
    ("text", "given_answers", "expected"),
    [
        pytest.param(
            """
- {rule: miserable-means-staying-in, cites: ["2"], when: {at-home: yes}, advise: drink-water}
- {rule: everybody-drinks, cites: ["2"], advise: drink-water}
""",
            {"degrees": 20},
            [],
            id="a-second-reason-changes-nothing",
        ),
        pytest.param(
            """
- {rule: miserable-means-staying-in, cites: ["2"], when: {at-home: yes}, advise: drink-water}
- {rule: everybody-drinks, cites: ["2"], basic: true, advise: drink-water}
""",
            {"degrees": 20},
            ["at-home"],
            id="basic-or-own",
        ),
        pytest.param(
            '- {rule: everybody-drinks, cites: ["2"], advise: drink-water}', {}, ["degrees"], id="a-step-rests-on-it"
        ),
        pytest.param(
            '- {rule: everybody-drinks, cites: ["2"], when: {weather: rain}, advise: drink-water}',
            {"weather": "sun"},
            [],
            id="a-step-of-what-is-not-there",
        ),
        pytest.param(
            """
- {rule: everybody-drinks, cites: ["2"], when: {weather: rain}, advise: stay-in}
- {rule: miserable-means-staying-in, cites: ["2"], when: {miserable: true}, withhold: {phase: now}}
""",
            {"weather": "rain"},
            ["degrees"],
            id="withheld-through-findings",
        ),
    ],
)
def test_several_rules(tmp_path, text, given_answers, expected):
    assert ids(open_questions(rules(tmp_path, text), given_answers)) == expected


def test_findings_over_many_strata_are_followed(tmp_path):
    names = [f"level-{number}" for number in range(30)]
    head = changed("rulebook.yaml", "miserable]", f"miserable, {', '.join(names)}]")
    lines = ['- {rule: begin, cites: ["1"], when: {weather: rain}, find: level-0}']
    lines += [
        f'- {{rule: to-{above}, cites: ["1"], when: {{{below}: {"true" if at % 2 else "false"}}}, find: {above}}}'
        for at, (below, above) in enumerate(pairwise(names), start=1)
    ]
    lines.append(f'- {{rule: end, cites: ["1"], when: {{{names[-1]}: true}}, advise: stay-in}}')
    rulebook = load_rulebook(write_rulebook(tmp_path, {**head, "rules/2-actions.yaml": "\n".join(lines)}))
    assert len(rulebook.strata) > 30
    assert ids(open_questions(rulebook, {})) == ["weather"]
    assert next_question(rulebook, {"weather": "rain"}) is None


# what a stranger's rulebook may hold ----------------------------------------------------------------------------------


def finding_rule(number: int, *tests: Test, any_of: tuple[Tests, ...] = ()) -> Rule:
    condition = Condition(when=tests, any=any_of)
    return Rule(f"find-{number}", ("1",), False, condition, (f"f{number}",), (), (), Place("rules.yaml"))


def asked_of(rulebook: Rulebook) -> list[str]:
    """The questions asked, every function of the questionnaire having been called; and a plan is made."""
    mattering = ids(open_questions(rulebook, {}))
    first = next_question(rulebook, {})
    assert (first.id if first else None) == next(iter(mattering), None)
    assert bool(hinging_actions(rulebook, {}, rulebook.questions[0].id)) is (rulebook.questions[0].id in mattering)
    outcome = consult(rulebook, {}, engine="reference")
    assert outcome.complete is (not mattering)
    assert outcome.first_steps_certain is (not mattering)
    return mattering


FEW, MANY = 20, 60
PAIRS = "each and the next, or neither"


@pytest.mark.parametrize("count", [FEW, MANY])
@pytest.mark.parametrize("form", ["an option each", "so many of all", "two of five neighbours", "half of any thirty"])
@pytest.mark.parametrize("acting", ["the first and none of the others", "unless any other", PAIRS])
def test_no_product_of_options(form: str, count: int, acting: str) -> None:
    """With one finding for each of sixty options there are more combinations than anything could go through."""
    options = tuple(f"option-{number}" for number in range(count))
    throw = Random(count)
    tests: dict[str, Callable[[int], Test]] = {
        "an option each": lambda number: OneOf("q", frozenset(options[number : number + 1])),
        "so many of all": lambda number: AtLeast("q", number + 1, frozenset(options)),
        "two of five neighbours": lambda number: AtLeast("q", 2, frozenset((options * 2)[number : number + 5])),
        "half of any thirty": lambda number: AtLeast("q", count // 4, frozenset(throw.sample(options, count // 2))),
    }
    finding = [finding_rule(number, tests[form](number)) for number in range(count)]
    others = [f"f{number}" for number in range(1, count)]
    conditions = {
        "the first and none of the others": Condition(
            when=(Finding("f0", True), *(Finding(other, False) for other in others))
        ),
        "unless any other": Condition(
            when=(Finding("f0", True),), unless=tuple(Finding(other, True) for other in others)
        ),
        PAIRS: Condition(
            any=tuple(
                (Finding(one, wanted), Finding(other, wanted))
                for one, other in pairwise(["f0", *others])
                for wanted in (True, False)
            )
        ),
    }
    rulebook = one_action([Question("q", SEVERAL, options, 0, 0, Place("q"))], finding, conditions[acting])
    assert set(asked_of(rulebook)) <= {"q"}
    if form == "an option each" and acting != PAIRS:
        assert asked_of(rulebook) == ["q"]


@pytest.mark.parametrize("length", [250, 3_000])
@pytest.mark.parametrize("kind", ["nothing else", "one question", "ten questions", "a question each", "two ways each"])
def test_findings_chained_through_negations(kind: str, length: int) -> None:
    options = ("a", "b", "c")
    count = {"nothing else": 1, "one question": 1, "ten questions": 10}.get(kind, length + 1)
    questions = [Question(f"q{number}", ONE, options, 0, 0, Place("q")) for number in range(count)]
    finding = [finding_rule(0, OneOf("q0", frozenset("a")))]
    for number in range(1, length + 1):
        below = Finding(f"f{number - 1}", False)
        beside = OneOf(f"q{number % count}", frozenset("ab"))
        if kind == "nothing else":
            finding.append(finding_rule(number, below))
        elif kind == "two ways each":
            other = (Finding(f"f{number - 1}", True), OneOf(f"q{number % count}", frozenset("c")))
            finding.append(finding_rule(number, any_of=((below, beside), other)))
        else:
            finding.append(finding_rule(number, below, beside))
    rulebook = one_action(questions, finding, Condition(when=(Finding(f"f{length}", True),)))
    mattering = asked_of(rulebook)
    assert "q0" in mattering
    assert len(mattering) in (1, count - 1, count)


@pytest.mark.parametrize("function", [next_question, open_questions])
def test_answers_that_do_not_fit_are_refused(rulebook, function):
    with pytest.raises(CaseError, match="fault"):
        function(rulebook, {"fautl": "mine"})


def test_hinging_takes_the_question_as_open(rulebook):
    expected = hinging_actions(rulebook, {"fault": "mine"}, "reach")
    assert expected
    assert hinging_actions(rulebook, {"fault": "mine", "reach": ["post"]}, "reach") == expected
    with pytest.raises(CaseError, match="mien"):
        hinging_actions(rulebook, {"fault": "mien"}, "reach")
    with pytest.raises(CaseError, match="mapping"):
        hinging_actions(rulebook, None, "reach")


# the shipped rulebook ------------------------------------------------------------------------------------------------


def walk(rulebook: Rulebook, throw: Random, danger: object) -> dict[str, object]:
    """Answers given in a questionnaire that was followed to its end."""
    given_answers: dict[str, object] = {}
    while (question := next_question(rulebook, given_answers)) is not None:
        assert question.id not in given_answers
        given_answers[question.id] = danger if question.id == "danger" else dice.answer(throw, question)
    return given_answers


@pytest.mark.parametrize(
    "danger",
    [["hurt-or-threatened"], ["want-to-disappear"], ["hurt-or-threatened", "want-to-disappear"], [], "unknown"],
    ids=str,
)
def test_where_it_stops_nothing_can_change_the_plan(rulebook, danger):
    for seed in range(30):
        throw = Random(f"{danger} {seed}")
        given_answers = walk(rulebook, throw, danger)
        assert next(iter(given_answers)) == "danger"
        before = seen(rulebook, given_answers)
        going_on = dice.completions(throw, rulebook, given_answers)
        for _ in range(20):
            completed = next(going_on)
            assert seen(rulebook, completed) == before == plan(rulebook, completed), (seed, completed)


def test_no_question_of_the_shipped_rulebook_is_idle(rulebook):
    """Of each question asked, some way of answering the rest, and two answers to it, give different plans."""
    for seed in range(12):
        throw = Random(seed)
        given_answers = dice.answers(throw, rulebook, answered=0.85)
        for question in open_questions(rulebook, given_answers):
            witness = any(
                len({shown(rulebook, {**completed, **answered}) for answered in alternatives(question)}) > 1
                for completed in likely_completions(rulebook, throw, given_answers, question.id)
            )
            assert witness, (seed, given_answers, question.id)


def alternatives(question) -> list[dict[str, object]]:
    """Every value of a question as answers, of several choices each alone, each missing, all and none."""
    if question.kind != "several":
        known = [value for value in brute_force.values(question) if value != brute_force.UNANSWERED]
    else:
        known = ["unknown", [], list(question.options), *([option] for option in question.options)]
    return [{}, *({question.id: value} for value in known)]


def likely_completions(rulebook, throw, given_answers, question):
    going_on = dice.completions(throw, rulebook, given_answers)
    for _ in range(4000):
        completed = next(going_on)
        completed.pop(question, None)
        yield completed


def test_an_emergency_is_told_before_anything_else_is_asked(rulebook):
    assert next_question(rulebook, {}).id == "danger"
    for danger in (["hurt-or-threatened"], ["want-to-disappear"]):
        outcome = consult(rulebook, {"danger": danger}, engine="reference")
        assert outcome.alarmed
        assert outcome.plan
        assert {planned.action.phase for planned in outcome.plan} == {"safety"}
    assert not consult(rulebook, {"danger": []}, engine="reference").alarmed


# only-if --------------------------------------------------------------------------------------------------------------


def test_a_question_is_asked_only_where_its_only_if_holds() -> None:
    """On the way of anybody, whatever the rulebook; and at the end every question still to be asked changes nothing."""
    thrown = Random(21)
    asked_for_it = 0
    for _ in range(250):
        rulebook = dice.with_help(thrown, dice.rulebook(thrown))
        person = dice.answers(thrown, rulebook, answered=1.0)
        told: dict[str, object] = {}
        while (question := next_question(rulebook, told)) is not None:
            reading = Reading(rulebook, told)
            assert reading.asks(question)
            asked_for_it += bool(question.only_if)
            told[question.id] = person[question.id]
        assert tuple(told) == tuple(one.id for one in questions_asked(rulebook, person))
        assert Reading(rulebook, told).sight() == Reading(rulebook, person).sight()
    assert asked_for_it > 10


@pytest.mark.parametrize("most_steps", [0, 5, 50])
def test_what_is_asked_next_can_be_asked_even_where_the_search_gives_up(
    monkeypatch: pytest.MonkeyPatch, most_steps: int
) -> None:
    thrown = Random(22)
    monkeypatch.setattr(prospect, "MOST_STEPS", most_steps)
    for _ in range(100):
        rulebook = dice.with_help(thrown, dice.rulebook(thrown))
        answers = dice.answers(thrown, rulebook, answered=0.3)
        asked = next(Outlook(rulebook, 0).after(check_answers(rulebook, answers).given).mattering(), None)
        assert asked is None or Reading(rulebook, answers).asks(asked)
