"""Values in texts are checked: an unknown name, and an answer that may be missing where it is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from measured import MEASURED, write_measured
from nakanaori.engine.authoring.text_checks import text_remarks
from nakanaori.engine.authoring.value_checks import sure_values
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook


def told(folder: Path, old: str, new: str, **files: str) -> list[tuple[str, str]]:
    """Code and sentence of each remark on the English texts with one of them changed."""
    english = MEASURED["text/en.yaml"]
    assert english.count(old) == 1
    folder = write_measured(folder, **{"text/en.yaml": english.replace(old, new), **files})
    return [(remark.code, remark.message) for remark in sorted(text_remarks(load_rulebook(folder), ()))]


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("long-days-need-water: Long days need water.", "long-days-need-water: '{hours}!'", ""),
        ("long-days-need-water: Long days need water.", "long-days-need-water: '{day}!'", "day"),
        ("coat-when-cold: A coat keeps you warm.", "coat-when-cold: '{weather}'", "weather"),
        ("tie-the-scarf: Tie the scarf.", "tie-the-scarf: 'Tie {bag}.'", ""),
        ("button-it: Button it.", "button-it: 'Button it on {day}.'", "day"),
        ("sit-down: Sit down.", "sit-down: '{price} is dear.'", "price"),
        ("done: You are sitting.", "done: '{{price}} is no answer.'", ""),
        ("hint: Look under the lining.", "hint: 'It is {degrees}.'", "degrees"),
    ],
)
def test_an_answer_that_may_be_missing(tmp_path: Path, old: str, new: str, missing: str) -> None:
    remarks = told(tmp_path, old, new)
    assert [code for code, _ in remarks] == ["N205"] * bool(missing)
    assert all(f"tells the answer to '{missing}', which may be missing" in message for _, message in remarks)


def test_an_unknown_name_is_told(tmp_path: Path) -> None:
    ((code, message),) = told(tmp_path, "sit-down: Sit down.", "sit-down: '{prise} is dear.'")
    assert (code, "'{prise}'" in message) == ("N204", True)


@pytest.mark.parametrize("text", ["{number} hours", "about {number}h"])
def test_units_have_a_place_for_the_number(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, 'hours: "{number} hours"', f'hours: "{text}"') == []


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return load_rulebook(write_measured(tmp_path_factory.mktemp("measured")))


@pytest.mark.parametrize(
    ("condition", "sure"),
    [
        ("when: {weather: rain}", {"weather"}),
        ("when: {weather: [rain, unknown]}", set()),
        ("when: {weather: {not: rain}}", set()),
        ("when: {weather: {not: [rain, unknown]}}", {"weather"}),
        ("when: {degrees: {not: unknown}, bag: {at-least: 1}}", {"degrees", "bag"}),
        ("any: [{weather: rain, bag: hat}, {weather: sun}]", {"weather"}),
        ("unless: {weather: rain}", set()),
        ("when: {wet: true}", set()),
    ],
)
def test_what_a_condition_makes_sure(tmp_path: Path, condition: str, sure: set[str]) -> None:
    rules = f"- {{rule: r, cites: '1', advise: [stay-in, drink-water], {condition}}}\n"
    rules += "- {rule: s, cites: '1', advise: drink-water, when: {weather: sun}}\n"
    values = sure_values(load_rulebook(write_measured(tmp_path, **{"rules/2-actions.yaml": rules})))
    assert values["rules", "r"] == sure
    assert values["actions", "stay-in", "done"] == sure
    assert values["actions", "drink-water", "done"] == sure & {"weather"}
