"""`nakanaori review`: what is wrong with its options is said before the first question."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from coming_back import changeable, kept, reviewed
from command_line import run
from nakanaori.engine.consulting import load_case
from typed import flat


def test_a_case_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    status, _, told = run("review", tmp_path / "none.yaml", "--lang", "en")
    assert status == 2
    assert "none.yaml" in told


def test_a_case_of_another_rulebook_is_an_error(tmp_path: Path) -> None:
    status, _, told = run("review", kept(tmp_path), "--lang", "en")
    assert status == 2
    assert "for the rulebook 'going_out'" in told


def test_a_file_that_cannot_be_written_is_refused_before_the_first_question(tmp_path: Path) -> None:
    rulebook = changeable(tmp_path / "rulebook")
    output = tmp_path / "nowhere" / "case.yaml"
    status, _, told = run("review", kept(tmp_path), "--rulebook", rulebook.folder, "-o", output, "--lang", "en")
    assert status == 2
    assert "does not exist" in flat(told)
    assert "Looking at" not in told


def test_without_anything_to_type_on_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rulebook = changeable(tmp_path / "rulebook")
    case = kept(tmp_path)
    monkeypatch.setattr(sys, "stdin", None)
    from nakanaori.cli.review import run as review

    with pytest.raises(Exception, match="It is closed"):
        review(rulebook, case, language="en", engine="reference", plain=True, save=None)


def test_what_does_not_fit_any_more_is_told_and_left_out(tmp_path: Path) -> None:
    rulebook = changeable(tmp_path / "rulebook")
    text = "rulebook: going_out\nanswers: {wether: sun, weather: rain}\ndone: {swim: 2026-11-20, stay-in: 2026-11-20}\n"
    case = kept(tmp_path, text)
    shown = flat(reviewed(rulebook, case, "3\n" + "\n" * 3))
    assert "There is no question 'wether'." in shown
    assert "There is no action 'swim'." in shown
    saved = load_case(rulebook, case)
    assert [*saved.done] == ["stay-in"]
    assert saved.answers["weather"] == "snow"
