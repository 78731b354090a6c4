"""The scenarios of the shipped rulebook, and what is said of scenarios that are wrong or fail."""

from __future__ import annotations

from functools import lru_cache

import pytest
from nakanaori.engine.authoring.scenario import Scenario, judge
from nakanaori.engine.authoring.scenario_reader import load_scenarios
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook


@lru_cache(maxsize=1)
def shipped() -> Rulebook:
    return load_rulebook()


@lru_cache(maxsize=1)
def scenarios() -> tuple[Scenario, ...]:
    return load_scenarios(shipped())


@lru_cache(maxsize=1)
def outcomes() -> tuple[Outcome, ...]:
    return tuple(consult(shipped(), scenario.answers, engine="reference") for scenario in scenarios())


@pytest.mark.parametrize("scenario", scenarios(), ids=[scenario.id for scenario in scenarios()])
def test_scenario(scenario):
    wrong = judge(scenario, consult(shipped(), scenario.answers, engine="reference"))
    assert not wrong, f"{scenario.place}: {scenario.about}\n" + "\n".join(wrong)


def test_scenarios_in_every_engine(engine):
    # What is asked rests on the rulebook and the answers alone, on no engine: it is looked at above.
    wrong = {
        scenario.id: judge(scenario.without_asking(), consult(shipped(), scenario.answers, engine=engine))
        for scenario in scenarios()
    }
    assert {name: sentences for name, sentences in wrong.items() if sentences} == {}


def test_there_are_enough():
    assert len(scenarios()) >= 40
    assert all(scenario.about for scenario in scenarios())


def test_every_rule_fires_in_some_scenario():
    fired = {rule for outcome in outcomes() for rule in outcome.fired}
    assert shipped().rule.keys() - fired == set()


def test_every_action_is_in_some_plan():
    planned = {one.action.id for outcome in outcomes() for one in outcome.plan}
    assert shipped().action.keys() - planned == set()


def test_every_option_is_answered_in_some_scenario():
    chosen = {(name, option) for scenario in scenarios() for name, answer in scenario.answers.items()
              for option in (answer if isinstance(answer, tuple) else (answer,))}  # fmt: skip
    options = {(question.id, option) for question in shipped().questions for option in question.options}
    assert options - chosen == set()


# of the small rulebook -----------------------------------------------------------------------------------------------

RAIN = """\
- scenario: rain
  about: It rains, and it is mild.
  answers: {weather: rain, degrees: 20}
  plan: {%s}
"""


def small(tmp_path, text: str) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path, {"scenarios/a.yaml": text}))


def judged(tmp_path, plan: str, findings: str = "") -> tuple[str, ...]:
    text = RAIN % plan + (f"  findings: {{{findings}}}\n" if findings else "")
    rulebook = small(tmp_path, text)
    (scenario,) = load_scenarios(rulebook)
    return judge(scenario, consult(rulebook, scenario.answers, engine="reference"))


@pytest.mark.parametrize(
    ("plan", "findings"),
    [
        ("first: [take-an-umbrella]", ""),
        ("first: [take-an-umbrella, drink-water]", ""),
        ("holds: drink-water", ""),
        ("holds: [drink-water, take-an-umbrella], lacks: [stay-in, put-on-a-coat], basic: [drink-water]", ""),
        ("holds: drink-water", "holds: [wet], lacks: [cold, miserable]"),
    ],
)
def test_what_comes_out_as_expected_is_not_spoken_of(tmp_path, plan, findings):
    assert judged(tmp_path, plan, findings) == ()


@pytest.mark.parametrize(
    ("plan", "findings", "expected"),
    [
        (
            "first: [drink-water]",
            "",
            "The plan should begin with 'drink-water', but it begins with 'take-an-umbrella'.",
        ),
        (
            "first: [take-an-umbrella, drink-water, stay-in]",
            "",
            "The plan should begin with 'take-an-umbrella', 'drink-water', 'stay-in', "
            "but it begins with 'take-an-umbrella', 'drink-water'.",
        ),
        ("holds: [stay-in]", "", "'stay-in' should be in the plan, but no rule that advises it fires."),
        (
            "lacks: [take-an-umbrella]",
            "",
            "'take-an-umbrella' should not be in the plan, "
            "but it is there, as number 1, advised by 'umbrella-when-wet'.",
        ),
        (
            "lacks: [drink-water]",
            "",
            "'drink-water' should not be in the plan, "
            "but it is there as a basic, as number 2, advised by 'everybody-drinks'.",
        ),
        (
            "basic: [take-an-umbrella]",
            "",
            "'take-an-umbrella' should be a basic of the plan, "
            "but it is there, as number 1, advised by 'umbrella-when-wet'.",
        ),
        ("basic: [stay-in]", "", "'stay-in' should be a basic of the plan, but no rule that advises it fires."),
        ("withheld: [stay-in]", "", "'stay-in' should be withheld, but no rule that advises it fires."),
        ("holds: drink-water", "holds: [cold]", "'cold' should be found, but no rule that finds it fires."),
        (
            "holds: drink-water",
            "lacks: [wet]",
            "'wet' should not be found, but it is, by 'rain-and-snow-wet'.",
        ),
    ],
)
def test_what_does_not_come_out_is_said_with_what_came_out_instead(tmp_path, plan, findings, expected):
    assert judged(tmp_path, plan, findings) == (expected,)


def test_what_is_withheld_is_said_to_be(tmp_path):
    cold = RAIN.replace("degrees: 20", "degrees: 0, at-home: yes")
    rulebook = small(tmp_path, cold % "holds: [take-an-umbrella], withheld: [put-on-a-coat]")
    (scenario,) = load_scenarios(rulebook)
    outcome = consult(rulebook, scenario.answers, engine="reference")
    assert judge(scenario, outcome) == (
        "'take-an-umbrella' should be in the plan, but it is withheld by 'miserable-means-staying-in'.",
    )


ASKED = """\
- scenario: rain
  about: It rains.
  answers: {weather: rain, bag: [], degrees: 20}
  asks: [weather, bag, degrees]
  asks-not: [at-home]
  plan: {exactly: [drink-water, take-an-umbrella], count: 2}
- scenario: otherwise
  about: It rains, and everything is expected to be otherwise.
  answers: {weather: rain, bag: [], degrees: 20}
  asks: [at-home]
  asks-not: [weather]
  plan: {exactly: [stay-in, take-an-umbrella], count: 3}
"""


def test_what_is_asked_how_many_actions_there_are_and_which_exactly(tmp_path):
    small = load_rulebook(write_rulebook(tmp_path, {"scenarios/a.yaml": ASKED}))
    good, bad = load_scenarios(small)
    outcome = consult(small, good.answers)
    assert judge(good, outcome) == ()
    assert judge(bad, outcome) == (
        "The plan should have 3 actions, but it has 2.",
        "'stay-in' should be in the plan, but no rule that advises it fires.",
        "'drink-water' should not be in the plan, but it is there as a basic, as number 2, advised by "
        "'everybody-drinks'.",
        "'at-home' should be asked, but on this person's way no plan ever depends on it.",
        "'weather' should not be asked, but it is.",
    )


def test_whoever_has_no_answer_answers_unknown(tmp_path):
    """So that the questionnaire comes to its end whatever a story leaves out."""
    small = load_rulebook(write_rulebook(tmp_path, {"scenarios/a.yaml": ASKED}))
    silent = Scenario("silent", "", {}, load_scenarios(small)[0].place, asks=("weather", "degrees"))
    assert judge(silent, consult(small, {})) == ()
