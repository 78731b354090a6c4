"""Tests and answers are spelt as their author would write them, so that a file with them reads back."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from measured import write_measured
from nakanaori.engine.authoring import spelt, spelt_answers
from nakanaori.engine.authoring.as_written import spelt_tests
from nakanaori.engine.consulting import check_answers, load_case
from nakanaori.engine.language import AtLeast, Between, Finding, NoneOf, OneOf, Rulebook
from nakanaori.engine.reading import load_rulebook
from random_rulebooks import cases
from small_rulebook import changed, write_rulebook


def small(tmp_path: Path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path))


def test_every_kind_of_test(tmp_path: Path) -> None:
    rulebook = small(tmp_path)
    told = {
        "weather: rain": OneOf("weather", frozenset(("rain",))),
        "weather: [sun, snow, unknown]": OneOf("weather", frozenset(("unknown", "snow", "sun"))),
        "weather: {not: [rain]}": NoneOf("weather", frozenset(("rain",))),
        "bag: {at-least: 2}": AtLeast("bag", 2, frozenset(("umbrella", "hat", "scarf", "tea"))),
        "bag: {at-least: 1, of: [hat, tea]}": AtLeast("bag", 1, frozenset(("tea", "hat"))),
        "degrees: {at-least: 3}": Between("degrees", 3, None),
        "degrees: {at-least: -3, less-than: 9}": Between("degrees", -3, 9),
        "wet: true": Finding("wet", True),
        "wet: false": Finding("wet", False),
    }
    assert {spelt(rulebook, test): test for test in told.values()} == told
    assert spelt_tests(rulebook, tuple(told.values())[:2]) == "{weather: rain, weather: [sun, snow, unknown]}"
    assert spelt_tests(rulebook, ()) == "{}"


def test_a_group_is_spelt_by_its_name(tmp_path: Path) -> None:
    options = "[umbrella, hat, scarf, tea]"
    groups = changed("questions.yaml", options, f"{options}\n  groups: {{worn: [hat, scarf]}}")
    rulebook = load_rulebook(write_rulebook(tmp_path, groups))
    assert spelt(rulebook, OneOf("bag", frozenset(("hat", "scarf")))) == "bag: worn"
    assert spelt(rulebook, NoneOf("bag", frozenset(("hat", "scarf", "tea")))) == "bag: {not: [worn, tea]}"
    assert spelt(rulebook, AtLeast("bag", 1, frozenset(("hat", "tea")))) == "bag: {at-least: 1, of: [hat, tea]}"


def test_numbers_and_days_are_spelt_as_they_are_written(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_measured(tmp_path))
    assert [spelt(rulebook, rule.condition.when[0]) for rule in rulebook.rules[-3:]] == [
        "hours: {at-least: 7.5}",
        "price: {at-least: 120000000000001}",
        "day: {at-least: 2024-02-01, before: 2024-04-01}",
    ]


def test_what_is_spelt_reads_back(tmp_path: Path) -> None:
    rulebook = small(tmp_path / "whole")
    (coat,) = (rule for rule in rulebook.rules if rule.id == "coat-when-cold")
    written = "\n    - ".join(spelt_tests(rulebook, tests) for tests in coat.condition.any)
    old = "    - {cold: true}\n    - {weather: snow, bag: {at-least: 2, of: [hat, scarf]}}\n"
    again = load_rulebook(
        write_rulebook(tmp_path / "again", changed("rules/2-actions.yaml", old, f"    - {written}\n"))
    )
    assert again.rule["coat-when-cold"].condition == coat.condition


@settings(max_examples=100, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_answers_read_back(rulebook: Rulebook, data: st.DataObject) -> None:
    answers = check_answers(rulebook, data.draw(cases(rulebook))).answers
    text = spelt_answers(answers)
    if not answers:
        assert text == "nothing answered"
        return
    file = f"rulebook: {rulebook.id}\nanswers: {{{text}}}\n".encode()
    assert load_case(rulebook, Path("case.yaml"), file).answers == answers
