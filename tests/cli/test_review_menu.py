"""The menu below a review, in a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from coming_back import changeable, kept, reviewed
from nakanaori.engine.consulting import load_case
from nakanaori.engine.reading import rulebook_texts
from terminal import DOWN, ENTER, FORKS, SPACE, UP
from typed import flat

pytestmark = FORKS


@pytest.fixture
def opened(terminal, tmp_path: Path):
    """A terminal in which a case is reviewed, and what it is kept in."""
    import sys

    rulebook = changeable(tmp_path / "rulebook")
    case = kept(tmp_path)
    command = (sys.executable, "-m", "nakanaori.cli", "review")
    one = terminal(case, "--rulebook", rulebook.folder, "--lang", "en", command=command)
    return one, rulebook, case


def test_what_is_done_is_ticked_with_the_space_bar(opened) -> None:
    one, rulebook, case = opened
    one.until("(2 left)", "> Raining").type(ENTER).until("(1 left)", "> [x] A hat").type(ENTER)
    one.until("== Done ==", "✓", "> Tick what is done").type(ENTER)
    one.until("Choose what is done", "> [x]").type(UP, SPACE).until("(2)").type(DOWN, DOWN, ENTER)
    one.until("is ticked as done.", "What next").type(UP, ENTER)
    assert one.ended() == 0
    assert len(load_case(rulebook, case).done) == 2
    assert "nakanaori review" in one.shown


def test_the_whole_plan_and_reasons_and_another_answer_are_there(opened) -> None:
    one, rulebook, case = opened
    one.until("> Raining").type(ENTER).until("> [x] A hat").type(ENTER).until("> Tick what is done")
    one.type(DOWN, ENTER).until("== Later ==", "> Tick what is done")
    one.type(DOWN, DOWN, ENTER).until("The reasons for which one?").type(ENTER).until("What speaks for it")
    one.until("> Tick what is done").type(UP, UP, ENTER).until("Which answer would you like to change?").type(ENTER)
    one.until("answering again", "> Raining").type(UP, ENTER).until("Weather: “Raining” → “Sunny”", "> Go on").type(
        ENTER
    )
    one.until("> Tick")
    one.type(UP, ENTER)
    assert one.ended() == 0
    assert load_case(rulebook, case).answers["weather"] == "sun"


def test_what_left_the_plan_because_it_is_done_can_be_ticked(tmp_path: Path) -> None:
    rulebook = changeable(tmp_path / "rulebook")
    case = kept(tmp_path)
    shown = flat(reviewed(rulebook, case, "1\n" + "1\n" + "1 2\n" + "6\n"))
    title = rulebook_texts(rulebook, "en")("actions", "take-an-umbrella", "title")
    assert f"“{title}” is ticked as done." in shown
    assert [*load_case(rulebook, case).done] == ["take-an-umbrella", "drink-water"]
    after = flat(reviewed(rulebook, case, "\n" + "6\n"))
    assert f"✓ {title}" in after
    assert "No longer right" not in after
