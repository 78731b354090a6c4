"""Conditions in files: each mistake in a test with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from measured import MEASURED, write_measured
from mistakes import check_one_problem
from nakanaori.engine.language import AtLeast, Between, Condition, Finding, NoneOf, OneOf, RulebookError, Test
from nakanaori.engine.reading import load_rulebook
from small_rulebook import FILES, changed, write_rulebook


@pytest.mark.parametrize(
    ("rest", "wrong", "right"),
    [
        ("advise: stay-in, when: ‸{}", "The condition is empty", "leave it out"),
        ("advise: stay-in, when: ‸wet", "A condition must be a mapping", "key: value"),
        ("advise: stay-in, when: ‸[{wet: true}]", "A condition must be a mapping", "key: value"),
        ("advise: stay-in, unless: ‸[{wet: true}]", "A condition must be a mapping", "key: value"),
        ("advise: stay-in, any: ‸{wet: true}", "'any' must be a list", "Begin each entry"),
        ("advise: stay-in, any: ‸[]", "'any' is an empty list", "at least one alternative"),
        ("advise: stay-in, any: [{wet: true}, ‸{}]", "The condition is empty", "leave it out"),
        ("advise: stay-in, any: [‸wet]", "A condition must be a mapping", "key: value"),
        ("advise: stay-in, when: {‸wether: rain}", "no question and no finding 'wether'", "mean 'weather'?"),
        ("advise: stay-in, any: [{‸wett: true}]", "no question and no finding 'wett'", "Did you mean 'wet'?"),
        ("advise: stay-in, unless: {‸colt: true}", "no question and no finding 'colt'", "Did you mean 'cold'?"),
        ("advise: stay-in, when: {weather: ‸rian}", "no option of 'weather' 'rian'", "Did you mean 'rain'?"),
        ("advise: stay-in, when: {weather: [sun, ‸rian]}", "no option of 'weather' 'rian'", "Did you mean 'rain'?"),
        ("advise: stay-in, when: {weather: [sun, ‸sun]}", "names 'sun' twice", "Name it once"),
        ("advise: stay-in, when: {weather: ‸[]}", "empty list", "Name at least one"),
        ("advise: stay-in, when: {weather: [sun, ‸{not: rain}]}", "must be text", "Write one word"),
        ("advise: stay-in, when: {weather: ‸''}", "The test of 'weather' is empty", "Write its text"),
        ("advise: stay-in, when: {weather: {not: ‸rian}}", "no option of 'weather' 'rian'", "Did you mean 'rain'?"),
        ("advise: stay-in, when: {weather: {not: ‸[]}}", "empty list", "Name at least one"),
        ("advise: stay-in, when: {weather: {not: ‸{not: sun}}}", "must be a word or a list", "[one, another]"),
        ("advise: stay-in, when: {weather: ‸{at-least: 1}}", "'weather' has one answer", "{not: [...]}"),
        ("advise: stay-in, when: {weather: ‸{less-than: 1}}", "'weather' has one answer", "{not: [...]}"),
        ("advise: stay-in, when: {weather: ‸{not: sun, at-least: 1}}", "'not' beside something else", "stand alone"),
        ("advise: stay-in, when: {bag: ‸{at-least: 2, not: tea}}", "'not' beside something else", "stand alone"),
        ("advise: stay-in, when: {degrees: ‸{at-least: 2, not: unknown}}", "'not' beside something", "stand alone"),
        ("advise: stay-in, when: {bag: {at-least: ‸0}}", "at least 0 of 4 options", "from 1 to 4"),
        ("advise: stay-in, when: {bag: {at-least: ‸5}}", "at least 5 of 4 options", "from 1 to 4"),
        ("advise: stay-in, when: {bag: {at-least: ‸-1}}", "at least -1 of 4 options", "from 1 to 4"),
        ("advise: stay-in, when: {bag: {at-least: ‸3, of: [hat, tea]}}", "at least 3 of 2 options", "from 1 to 2"),
        ("advise: stay-in, when: {bag: {at-least: ‸two}}", "'at-least' is 'two'", "whole number"),
        ("advise: stay-in, when: {bag: {at-least: ‸1.0}}", "'at-least' is '1.0'", "whole number"),
        ("advise: stay-in, when: {bag: ‸{of: [hat, tea]}}", "has no 'at-least'", "Add 'at-least: …'"),
        ("advise: stay-in, when: {bag: {at-least: 1, of: [hat, ‸te]}}", "no option of 'bag' 'te'", "mean 'tea'?"),
        ("advise: stay-in, when: {bag: {at-least: 2, of: [hat, ‸te]}}", "no option of 'bag' 'te'", "mean 'tea'?"),
        ("advise: stay-in, when: {bag: {at-least: 1, of: ‸[]}}", "'of' is an empty list", "Name at least one"),
        ("advise: stay-in, when: {bag: {at-least: 1, ‸less-than: 3}}", "no key 'less-than'", ""),
        ("advise: stay-in, when: {degrees: ‸warm}", "'degrees' is answered by a number", "{at-least: N}"),
        ("advise: stay-in, when: {degrees: ‸10}", "'degrees' is answered by a number", "{at-least: N}"),
        ("advise: stay-in, when: {degrees: {not: ‸10}}", "'degrees' is answered by a number", "{at-least: N}"),
        ("advise: stay-in, when: {degrees: {at-least: ‸ten}}", "'at-least' is 'ten'", "whole number"),
        ("advise: stay-in, when: {degrees: {at-least: ‸41}}", "compares with 41", "from -10 to 40"),
        ("advise: stay-in, when: {degrees: {less-than: ‸-11}}", "compares with -11", "from -10 to 40"),
        ("advise: stay-in, when: {degrees: ‸{at-least: 5, less-than: 5}}", "which no number is", "greater than"),
        ("advise: stay-in, when: {degrees: ‸{}}", "The test of 'degrees' is empty", "{at-least: N}"),
        ("advise: stay-in, when: {degrees: {at-least: 1, ‸of: 2}}", "no key 'of'", ""),
        ("advise: stay-in, when: {wet: ‸yes}", "The test of 'wet' is 'yes'", "true or false"),
        ("advise: stay-in, when: {wet: ‸unknown}", "The test of 'wet' is 'unknown'", "true or false"),
        ("advise: stay-in, when: {wet: ‸[true]}", "'wet', which is a finding, is a list", "Write true or false."),
        ("advise: stay-in, when: {wet: ‸{not: true}}", "which is a finding, is a mapping", "Write true or false."),
        ("advise: stay-in, when: {‸any: [{wet: true}]}", "'any' stands inside 'when'", "beside 'when', not in it"),
        ("advise: stay-in, any: [{‸when: {wet: true}}]", "'when' stands inside 'any'", "beside 'any'"),
        ("advise: stay-in, unless: {‸unless: {wet: true}}", "'unless' stands inside 'unless'", "beside"),
        ("advise: stay-in, when: {bag: {‸atleast: 2}}", "no key 'atleast'", "Did you mean 'at-least'?"),
        ("advise: stay-in, when: {bag: {‸less-than: 2}}", "no key 'less-than'", "at-least, of, not"),
        ("advise: stay-in, when: {weather: {‸nto: sun}}", "no key 'nto'", "Did you mean 'not'?"),
        ("advise: stay-in, when: {degrees: {‸atleast: 2}}", "no key 'atleast'", "Did you mean 'at-least'?"),
        ("advise: stay-in, when: {weather: ‸'sun, rain'}", "no option of 'weather' 'sun, rain'", "Write [sun, rain]."),
        ("advise: stay-in, when: {wet: true, ‸wet: false}", "'wet' stands twice", "Keep one"),
    ],
)
def test_a_mistake_in_a_condition(tmp_path: Path, rest: str, wrong: str, right: str) -> None:
    rules = f'{FILES["rules/2-actions.yaml"]}- {{rule: r, cites: ["1"], {rest}}}\n'
    check_one_problem(tmp_path, {"rules/2-actions.yaml": rules}, wrong, right)


def condition(folder: Path, written: str) -> Condition:
    """The condition of a rule, as read."""
    rules = f"- {{rule: r, cites: '1', advise: stay-in, {written}}}\n"
    return load_rulebook(write_rulebook(folder, {"rules/2-actions.yaml": rules})).rule["r"].condition


@pytest.mark.parametrize(
    ("written", "test"),
    [
        ("weather: rain", OneOf("weather", frozenset({"rain"}))),
        ("weather: [rain, unknown]", OneOf("weather", frozenset({"rain", "unknown"}))),
        ("weather: {not: [rain]}", NoneOf("weather", frozenset({"rain"}))),
        ("bag: {at-least: 2}", AtLeast("bag", 2, frozenset({"umbrella", "hat", "scarf", "tea"}))),
        ("bag: {at-least: 1, of: [hat, tea]}", AtLeast("bag", 1, frozenset({"hat", "tea"}))),
        ("degrees: {at-least: -3}", Between("degrees", -3, None)),
        ("degrees: {at-least: 0, less-than: 9}", Between("degrees", 0, 9)),
        ("degrees: {not: unknown}", NoneOf("degrees", frozenset({"unknown"}))),
        ("wet: true", Finding("wet", True)),
        ("wet: false", Finding("wet", False)),
    ],
)
def test_each_form_of_test(tmp_path: Path, written: str, test: Test) -> None:
    assert condition(tmp_path, f"when: {{{written}}}") == Condition(when=(test,))


def test_a_test_that_stands_twice_is_wrong_twice(tmp_path: Path) -> None:
    tests = "wet: yes, weather: rian, at-home: yes"
    rules = "".join(f"- {{rule: {name}, cites: '1', advise: stay-in, when: {{{tests}}}}}\n" for name in "rs")
    with pytest.raises(RulebookError) as raised:
        load_rulebook(write_rulebook(tmp_path, {"rules/2-actions.yaml": rules}))
    lines = [(one.wrong, one.place.line) for one in raised.value.problems]
    assert [line for wrong, line in lines if "The test of 'wet' is 'yes'" in wrong] == [1, 2]
    assert [line for wrong, line in lines if "no option of 'weather' 'rian'" in wrong] == [1, 2]


GROUPED = changed(
    "questions.yaml", "[umbrella, hat, scarf, tea]", "[umbrella, hat, scarf, tea]\n  groups: {worn: [hat, scarf]}"
)


@pytest.mark.parametrize(
    ("written", "plainly"),
    [
        ("bag: worn", "bag: [hat, scarf]"),
        ("bag: [worn, tea]", "bag: [hat, scarf, tea]"),
        ("bag: [worn, hat, unknown]", "bag: [hat, scarf, unknown]"),
        ("bag: {not: worn}", "bag: {not: [hat, scarf]}"),
        ("bag: {not: {from: hat, to: tea}}", "bag: {not: [hat, scarf, tea]}"),
        ("bag: {at-least: 2, of: [worn, tea]}", "bag: {at-least: 2, of: [hat, scarf, tea]}"),
        ("bag: {at-least: 3, of: {from: hat, to: tea}}", "bag: {at-least: 3, of: [hat, scarf, tea]}"),
        ("weather: {from: rain, to: snow}", "weather: [rain, snow]"),
    ],
)
def test_groups_and_ranges_are_written_out(tmp_path: Path, written: str, plainly: str) -> None:
    both = [
        load_rulebook(write_rulebook(tmp_path / name, GROUPED | rule))
        for name, test in (("short", written), ("plain", plainly))
        for rule in [{"rules/2-actions.yaml": f"- {{rule: r, cites: '1', advise: stay-in, when: {{{test}}}}}\n"}]
    ]
    assert both[0].rule["r"].condition == both[1].rule["r"].condition
    assert both[0].sha256 == both[1].sha256


@pytest.mark.parametrize(
    ("test", "wrong", "right"),
    [
        ("{bag: ‸wron}", "no option of 'bag' 'wron'", "Did you mean 'worn'?"),
        ("{weather: ‸worn}", "no option of 'weather' 'worn'", "Known here"),
        ("{bag: {at-least: ‸3, of: worn}}", "at least 3 of 2 options", "from 1 to 2"),
        ("{bag: {at-least: 1, of: [worn, ‸unknown]}}", "no option of 'bag' 'unknown'", "Known here"),
        ("{weather: ‸{from: snow, to: rain}}", "goes from 'snow' back to 'rain'", "{from: rain, to: snow}"),
        ("{degrees: ‸{from: 1, to: 3}}", "answered by a number", "{at-least: N, less-than: N}"),
    ],
)
def test_a_mistake_in_a_group_or_range(tmp_path: Path, test: str, wrong: str, right: str) -> None:
    rules = f'{FILES["rules/2-actions.yaml"]}- {{rule: r, cites: ["1"], advise: stay-in, when: {test}}}\n'
    check_one_problem(tmp_path, {**GROUPED, "rules/2-actions.yaml": rules}, wrong, right)


@pytest.mark.parametrize(
    ("test", "wrong", "right"),
    [
        ("{hours: {at-least: ‸7.505}}", "'at-least' is '7.505'", "at most 2 decimals"),
        ("{hours: {at-least: ‸0.2}}", "compares with 0.2", "from 0.25 to 24"),
        ("{hours: ‸{at-least: 7.5, less-than: 7.5}}", "at least 7.5 and less than 7.5, which no number", "be greater"),
        ("{price: {at-least: ‸7.5}}", "'at-least' is '7.5'", "whole number"),
        ("{day: ‸2024-04-01}", "answered by a date", "{at-least: 2024-04-01}, {before: 2024-04-01} or unknown"),
        ("{day: {before: ‸2024-4-1}}", "'before' is '2024-4-1'", "as 2024-04-01"),
        ("{day: {before: ‸2025-04-01}}", "compares with 2025-04-01", "a date from 2024-01-01 to 2024-12-31"),
        ("{day: {‸less-than: 2024-04-01}}", "no key 'less-than'", "Known here: at-least, before, not"),
        ("{hours: {‸before: 2024-04-01}}", "no key 'before'", "Known here: at-least, less-than, not"),
        ("{day: ‸{at-least: 2024-04-01, before: 2024-03-01}}", "and before 2024-03-01, which no date is", "be later"),
    ],
)
def test_a_mistake_in_a_measure(tmp_path: Path, test: str, wrong: str, right: str) -> None:
    rules = f'{MEASURED["rules/2-actions.yaml"]}- {{rule: r, cites: ["1"], advise: stay-in, when: {test}}}\n'
    check_one_problem(tmp_path, {**MEASURED, "rules/2-actions.yaml": rules}, wrong, right)


def test_bounds_are_whole_numbers_inside(tmp_path: Path) -> None:
    rules = {name: rule.condition.when for name, rule in load_rulebook(write_measured(tmp_path)).rule.items()}
    assert rules["long-days-need-water"] == (Between("hours", 750, None),)
    first, second = date(2024, 2, 1).toordinal(), date(2024, 4, 1).toordinal()
    assert rules["early-in-the-year-it-is-cold"] == (Between("day", first, second),)


def test_each_part_of_a_condition(tmp_path: Path) -> None:
    wet, cold, home = Finding("wet", True), Finding("cold", False), OneOf("at-home", frozenset({"no"}))
    read = condition(
        tmp_path, "when: {wet: true, cold: false}, any: [{at-home: no}, {wet: true}], unless: {cold: false}"
    )
    assert read == Condition((wet, cold), ((home,), (wet,)), (cold,))


def test_a_question_may_be_called_like_a_part_of_a_condition(tmp_path: Path) -> None:
    entry = "- question: any\n  choose: one\n  options: [yes, no]\n"
    files = {
        "questions.yaml": FILES["questions.yaml"] + entry,
        "rules/2-actions.yaml": "- {rule: r, cites: '1', advise: stay-in, when: {any: yes}}\n",
    }
    loaded = load_rulebook(write_rulebook(tmp_path, files))
    assert loaded.rule["r"].condition.when == (OneOf("any", frozenset({"yes"})),)
