"""`nakanaori review` from the file to the file: answers, ticks and the day, and what is shown of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from coming_back import KEPT, changeable, kept, reviewed
from nakanaori.cli.main import nakanaori
from nakanaori.engine.consulting import load_case
from nakanaori.engine.language import Rulebook
from typed import flat

UNCHANGED = "\n\n"
TICK, LEAVE = "1\n", "6\n"


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return changeable(tmp_path_factory.mktemp("rulebook"))


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return kept(tmp_path)


def test_the_review_of_an_unchanged_case_changes_nothing(rulebook: Rulebook, case: Path) -> None:
    shown = flat(reviewed(rulebook, case, UNCHANGED + LEAVE))
    assert "answered on 19 November 2026" in shown
    assert "Looking at your answers again (2 left)" in shown
    assert "All answers are as they were. What there is to do is as it was." in shown
    assert "== Still stands ==" in shown
    assert "No longer right" not in shown
    assert case.read_text() == KEPT


def test_what_has_changed_is_kept_with_the_new_day_and_the_old_ticks(rulebook: Rulebook, case: Path) -> None:
    shown = flat(reviewed(rulebook, case, "1\n" + "1\n" + LEAVE))
    assert "Weather: “Raining” → “Sunny”" in shown
    assert "== No longer right ==" in shown
    assert "✓" in shown
    saved = load_case(rulebook, case)
    assert saved.answers["weather"] == "sun"
    assert saved.done == {"drink-water": date(2026, 11, 20)}
    assert saved.date == date.today()


def test_what_is_ticked_is_kept_with_today(rulebook: Rulebook, case: Path) -> None:
    shown = flat(reviewed(rulebook, case, UNCHANGED + TICK + "1\n" + LEAVE))
    assert "is ticked as done" in shown
    assert "is no longer ticked" in shown
    saved = load_case(rulebook, case)
    assert [*saved.done.values()] == [date.today()]
    # No answer is another one, so the day of the answers stays.
    assert saved.date == date(2026, 11, 19)


def test_another_file_is_written_and_its_own_left_alone(rulebook: Rulebook, case: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    reviewed(rulebook, case, "3\n" + "\n" + LEAVE, "-o", other)
    assert case.read_text() == KEPT
    assert load_case(rulebook, other).answers["weather"] == "snow"
    assert load_case(rulebook, other).done


def test_whoever_leaves_in_the_middle_keeps_what_was_changed_so_far(rulebook: Rulebook, case: Path) -> None:
    reviewed(rulebook, case, "3\n" + "q\n" + "1\n")
    assert load_case(rulebook, case).answers["weather"] == "snow"


def test_one_can_go_back(rulebook: Rulebook, case: Path) -> None:
    reviewed(rulebook, case, "3\n" + "b\n" + "1\n" + "\n" + LEAVE)
    assert load_case(rulebook, case).answers["weather"] == "sun"


def test_it_is_told_in_japanese_too(rulebook: Rulebook, case: Path) -> None:
    shown = reviewed(rulebook, case, "1\n\n" + LEAVE, language="ja")
    assert "2026年11月19日" in shown
    assert "【いまは合わなくなったこと】" in shown


def test_ticks_survive_going_on_with_the_questions_and_saving(rulebook: Rulebook, case: Path) -> None:
    words = ["ask", "--rulebook", rulebook.folder, "--lang", "en", "--resume", case, "--save", case]
    result = CliRunner().invoke(nakanaori, [*map(str, words)], input="")
    assert result.exit_code == 0
    assert case.read_text() == KEPT
    assert "nakanaori review" in result.output
    change = "4\n" + "1\n" + "3\n"
    result = CliRunner().invoke(nakanaori, [*map(str, words)], input=change)
    saved = load_case(rulebook, case)
    assert saved.answers["weather"] == "snow", result.output
    assert saved.done == {"drink-water": date(2026, 11, 20)}
    assert saved.date == date.today()
