"""Scenarios in files: what is read, in which order, and each mistake with its place."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from nakanaori.engine.authoring.scenario_reader import load_scenarios, needed_scenarios
from nakanaori.engine.language import Rulebook, RulebookError
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook


def small(tmp_path: Path, text: str) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path, {"scenarios/a.yaml": text}))


def test_a_scenario_holds_what_was_written(tmp_path: Path) -> None:
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


def test_scenarios_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    one = "- {scenario: %s, about: One., answers: {}, plan: {holds: drink-water}}\n"
    files = {"scenarios/b.yaml": one % "third", "scenarios/a.yaml": one % "first" + one % "second"}
    rulebook = load_rulebook(write_rulebook(tmp_path, files))
    assert [scenario.id for scenario in load_scenarios(rulebook)] == ["first", "second", "third"]


def test_a_rulebook_without_scenarios_has_none(tmp_path: Path) -> None:
    assert load_scenarios(load_rulebook(write_rulebook(tmp_path))) == ()


GOOD = "- {scenario: good, about: It is., answers: {weather: sun}, plan: {holds: drink-water}}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a.yaml: The file is empty."),
        ("scenario: good\n", "a.yaml:1:1: The scenarios must be a list."),
        ("- good\n", "a.yaml:1:3: A scenario must be a mapping."),
        (GOOD.replace("about: It is., ", ""), "a.yaml:1:3: The scenario 'good' has no 'about'"),
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
        (GOOD.replace("good", "a good one"), "a.yaml:1:14: 'a good one' cannot be the id of a scenario."),
        (GOOD.replace("drink-water", "'drink-water, stay-in'"), "There is no action 'drink-water, stay-in'. Write ["),
        (
            GOOD.replace("holds: drink-water", "shows: {drink-water: pore}"),
            "no step of 'drink-water' 'pore'",
        ),
        (GOOD.replace("holds: drink-water", "shows: {drink-beer: pour}"), "There is no action 'drink-beer'."),
        (GOOD.replace("plan:", "asks: [wether], plan:"), "There is no question 'wether'. Did you mean 'weather'?"),
        (GOOD.replace("plan:", "asks-not: [wet], plan:"), "There is no question 'wet'."),
        (GOOD.replace("holds: drink-water", "count: many"), "'count' is 'many'. Write a whole number."),
        (GOOD.replace("holds: drink-water", "exactly: drink-wine"), "There is no action 'drink-wine'."),
        ("- &anchor {scenario: good}\n", "The anchor '&anchor' is not allowed."),
    ],
)
def test_a_scenario_that_is_wrong_is_refused_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(RulebookError) as error:
        load_scenarios(small(tmp_path, text))
    assert expected in str(error.value)
    assert all("a.yaml" in problem.place.source for problem in error.value.problems)


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("sun", "snu") + GOOD.replace("good", "bad").replace("drink-water", "drink-wine")
    files = {"scenarios/a.yaml": text, "scenarios/b.yaml": "- {scenario: worse}\n"}
    with pytest.raises(RulebookError) as error:
        load_scenarios(load_rulebook(write_rulebook(tmp_path, files)))
    said = str(error.value)
    assert "snu" in said
    assert "drink-wine" in said
    assert "b.yaml:1:3: " in said
    assert len(error.value.problems) >= 4


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("plan:", "plans:"),
        GOOD.replace("holds:", "hold:"),
        GOOD.replace("drink-water", "drink-wine"),
        GOOD.replace("{weather: sun}", "{weather: snu}"),
    ],
)
def test_one_slip_is_one_problem(tmp_path: Path, text: str) -> None:
    """A scenario whose one expectation is misspelt is not said to expect nothing as well."""
    with pytest.raises(RulebookError) as error:
        load_scenarios(small(tmp_path, text))
    assert len(error.value.problems) == 1


def test_what_is_expected_both_ways_is_refused(tmp_path: Path) -> None:
    text = GOOD.replace(
        "plan: {holds: drink-water}",
        "plan: {holds: [drink-water], lacks: [stay-in, drink-water]}, findings: {holds: wet, lacks: wet}, "
        "asks: [bag, weather], asks-not: bag",
    )
    with pytest.raises(RulebookError) as error:
        load_scenarios(small(tmp_path, text))
    assert [(problem.wrong, problem.right) for problem in error.value.problems] == [
        ("'drink-water' stands under 'holds' and under 'lacks'.", "Name it under one of them."),
        ("'wet' stands under 'holds' and under 'lacks'.", "Name it under one of them."),
        ("'bag' stands under 'asks' and under 'asks-not'.", "Name it under one of them."),
    ]


def test_steps_are_read_by_their_action(tmp_path: Path) -> None:
    text = GOOD.replace("holds: drink-water", "shows: {drink-water: [pour]}, hides: {drink-water: warm-it}")
    (scenario,) = load_scenarios(small(tmp_path, text))
    assert (scenario.shows, scenario.hides) == ({"drink-water": ("pour",)}, {"drink-water": ("warm-it",)})


def test_parts_are_read_by_their_draft(tmp_path: Path) -> None:
    rulebook = load_rulebook()
    text = "- {{scenario: a, about: b, answers: {{}}, plan: {{{0}}}}}\n"
    copy = copytree(rulebook.folder, tmp_path / "copy", ignore=ignore_patterns("scenarios"))
    (copy / "scenarios").mkdir()
    stories = copy / "scenarios" / "a.yaml"
    stories.write_text(
        text.format("drafts: {first-minute: [deed, what-it-cost]}, no-drafts: phone-words"), encoding="utf-8"
    )
    (scenario,) = load_scenarios(load_rulebook(copy))
    assert (scenario.drafts, scenario.no_drafts) == ({"first-minute": ("deed", "what-it-cost")}, ("phone-words",))
    stories.write_text(text.format("drafts: {first-minute: [deeds], last-minute: []}"), encoding="utf-8")
    with pytest.raises(RulebookError) as error:
        load_scenarios(load_rulebook(copy))
    assert "There is no part of 'first-minute' 'deeds'." in str(error.value)
    assert "There is no draft 'last-minute'." in str(error.value)


def test_where_scenarios_are_needed_there_must_be_some(tmp_path: Path) -> None:
    assert [scenario.id for scenario in needed_scenarios(small(tmp_path / "with", GOOD))] == ["good"]
    without = load_rulebook(write_rulebook(tmp_path / "without"))
    with pytest.raises(RulebookError, match=r"scenarios: The rulebook 'going_out' has no scenarios"):
        needed_scenarios(without)
