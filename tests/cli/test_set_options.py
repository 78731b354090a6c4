"""Other answers than a case has, as they are typed after `--set` and `--unset`."""

from __future__ import annotations

from pathlib import Path

import pytest
from measured import write_measured
from nakanaori.cli.set_options import supposed
from nakanaori.engine.consulting import check_answers
from nakanaori.engine.language import CaseError, Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import FILES, write_rulebook


@pytest.fixture
def small(tmp_path: Path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path / "book"))


@pytest.mark.parametrize(
    ("setting", "answer"),
    [
        ("weather=rain", "rain"),
        ("bag=hat,scarf", ("hat", "scarf")),
        ("bag=", ()),
        ("degrees=−5", -5),
        ("degrees=－５", -5),
        ("degrees=unknown", "unknown"),
    ],
)
def test_an_answer_is_set(small: Rulebook, setting: str, answer: object) -> None:
    case = check_answers(small, {"weather": "sun", "at-home": "no"})
    answers = supposed(small, case, [setting], ["at-home"]).answers
    assert answers[setting.partition("=")[0]] == answer
    assert "at-home" not in answers


@pytest.mark.parametrize(
    ("setting", "answer"),
    [
        ("hours=7.5", "7.5"),
        ("hours=７", "7"),
        ("price=1,200", 1200),
        ("day=2024/4/1", "2024-04-01"),
        ("day=unknown", "unknown"),
    ],
)
def test_a_measure_is_set(tmp_path: Path, setting: str, answer: object) -> None:
    measured = load_rulebook(write_measured(tmp_path))
    answers = supposed(measured, check_answers(measured, {}), [setting], []).answers
    assert answers == {setting.partition("=")[0]: answer}


@pytest.mark.parametrize(
    ("settings", "unset", "said"),
    [
        ([], [], "No other answer is named."),
        (["weather"], [], "There is no '='."),
        ([], ["weather=sun"], "There is an '='."),
        (["wether=sun"], [], "Did you mean 'weather'?"),
        (["weather=sun", "weather=rain"], [], "'weather' is named twice."),
        (["degrees=²"], [], "'degrees' is answered by '²'."),
    ],
)
def test_what_does_not_fit_is_told(small: Rulebook, settings: list[str], unset: list[str], said: str) -> None:
    with pytest.raises(CaseError, match=said.replace("?", r"\?")):
        supposed(small, check_answers(small, {}), settings, unset)


def test_a_question_and_its_option_are_found_however_their_accents_are_stored(tmp_path: Path) -> None:
    files = {name: text.replace("weather", "caf\xe9").replace("rain", "\u304c") for name, text in FILES.items()}
    accented = load_rulebook(write_rulebook(tmp_path, files))
    answers = supposed(accented, check_answers(accented, {}), ["cafe\u0301=\u304b\u3099"], []).answers
    assert answers == {"caf\xe9": "\u304c"}
