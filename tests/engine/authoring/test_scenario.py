"""The scenarios of the shipped rulebook, and what is said of scenarios that are wrong or fail."""

from __future__ import annotations

from functools import lru_cache

import pytest
from nakanaori.engine.authoring.scenario import Scenario, judge
from nakanaori.engine.authoring.scenario_reader import load_scenarios
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import Rulebook, RulebookError
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
def test_scenario(scenario, engine):
    wrong = judge(scenario, consult(shipped(), scenario.answers, engine=engine))
    assert not wrong, f"{scenario.place}: {scenario.about}\n" + "\n".join(wrong)


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


def test_a_scenario_holds_what_was_written(tmp_path):
    text = """\
- scenario: all
  about: Everything at once.
  answers: {weather: unknown, bag: [tea, hat], degrees: -3}
  plan: {first: stay-in, holds: [drink-water], lacks: [stay-in], basic: [drink-water], withheld: [put-on-a-coat]}
  findings: {holds: cold, lacks: [wet]}
"""
    (scenario,) = load_scenarios(small(tmp_path, text))
    assert (scenario.id, scenario.about) == ("all", "Everything at once.")
    assert scenario.answers == {"weather": "unknown", "bag": ("hat", "tea"), "degrees": -3}
    assert (scenario.first, scenario.holds, scenario.lacks) == (("stay-in",), ("drink-water",), ("stay-in",))
    assert (scenario.basic, scenario.withheld) == (("drink-water",), ("put-on-a-coat",))
    assert (scenario.found, scenario.not_found) == (("cold",), ("wet",))
    assert (scenario.place.line, scenario.place.column) == (1, 13)


def test_scenarios_come_in_the_order_of_files_and_lines(tmp_path):
    one = "- {scenario: %s, about: One., answers: {}, plan: {holds: drink-water}}\n"
    files = {"scenarios/b.yaml": one % "third", "scenarios/a.yaml": one % "first" + one % "second"}
    rulebook = load_rulebook(write_rulebook(tmp_path, files))
    assert [scenario.id for scenario in load_scenarios(rulebook)] == ["first", "second", "third"]


def test_a_rulebook_without_scenarios_has_none(tmp_path):
    assert load_scenarios(load_rulebook(write_rulebook(tmp_path))) == ()


GOOD = "- {scenario: good, about: It is., answers: {weather: sun}, plan: {holds: drink-water}}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a.yaml: The file is empty."),
        ("scenario: good\n", "a.yaml:1:1: The scenarios must be a list."),
        ("- good\n", "a.yaml:1:3: A scenario must be a mapping."),
        (GOOD.replace("about: It is., ", ""), "a.yaml:1:3: A scenario has no 'about'"),
        (GOOD.replace("scenario: good, ", ""), "a.yaml:1:3: A scenario has no 'scenario'"),
        (GOOD.replace("answers: {weather: sun}, ", ""), "a.yaml:1:3: The scenario 'good' has no 'answers'."),
        (GOOD + GOOD, "a.yaml:2:14: The scenario 'good' has an id that is taken."),
        (GOOD.replace("plan:", "plans:"), "a.yaml:1:60: A scenario has no key 'plans'. Did you mean 'plan'?"),
        (GOOD.replace("holds:", "hold:"), "has no key 'hold'. Did you mean 'holds'?"),
        (GOOD.replace("drink-water", "drink-wine"), "There is no action 'drink-wine'. Did you mean 'drink-water'?"),
        (GOOD.replace("weather:", "wether:"), "There is no question 'wether'. Did you mean 'weather'?"),
        (GOOD.replace("sun", "snu"), "'weather' has no option 'snu'. Did you mean 'sun'?"),
        (GOOD.replace("weather: sun", "degrees: 99"), "Give a whole number from -10 to 40"),
        (GOOD.replace("weather: sun", "bag: hat"), "'bag' may have several answers"),
        (GOOD.replace("{weather: sun}", "[weather]"), "'answers' must be a mapping"),
        (GOOD.replace("{holds: drink-water}", "{}"), "The scenario 'good' expects nothing."),
        (GOOD.replace("plan: {holds: drink-water}", "findings: {holds: dry}"), "There is no finding 'dry'."),
        (GOOD.replace("plan: {holds: drink-water}", "findings: {first: wet}"), "has no key 'first'"),
        (GOOD.replace("drink-water", "[drink-water, drink-water]"), "names 'drink-water' twice"),
        ("- &anchor {scenario: good}\n", "The anchor '&anchor' is not allowed."),
    ],
)
def test_a_scenario_that_is_wrong_is_refused_with_its_place(tmp_path, text, expected):
    with pytest.raises(RulebookError) as error:
        load_scenarios(small(tmp_path, text))
    assert expected in str(error.value)
    assert all("a.yaml" in problem.place.source for problem in error.value.problems)


def test_every_mistake_is_named_at_once(tmp_path):
    text = GOOD.replace("sun", "snu") + GOOD.replace("good", "bad").replace("drink-water", "drink-wine")
    files = {"scenarios/a.yaml": text, "scenarios/b.yaml": "- {scenario: worse}\n"}
    with pytest.raises(RulebookError) as error:
        load_scenarios(load_rulebook(write_rulebook(tmp_path, files)))
    said = str(error.value)
    assert "snu" in said
    assert "drink-wine" in said
    assert "b.yaml:1:3: " in said
    assert len(error.value.problems) >= 4
