"""A review is held in a terminal of any size, and warns where it is urgent."""

from __future__ import annotations

import sys
from pathlib import Path

from coming_back import changeable, kept
from nakanaori.engine.consulting import load_case
from terminal import CTRL_C, DOWN, ENTER, FORKS, UP

pytestmark = FORKS

COMMAND = (sys.executable, "-m", "nakanaori.cli", "review")


def test_a_small_japanese_terminal(terminal, tmp_path: Path) -> None:
    rulebook, case = changeable(tmp_path / "rulebook"), kept(tmp_path)
    one = terminal(case, "--rulebook", rulebook.folder, "--lang", "ja", command=COMMAND, columns=40, rows=20)
    one.until("前の答えの見直し（残り2問）").type(UP, ENTER)
    one.until("> 続きを見る").type(ENTER)
    one.until("ほかにできること", "> 済んだことにしるしをつける").type(CTRL_C)
    assert one.ended() == 130
    assert load_case(rulebook, case).answers["weather"] == "sun"


def test_danger_that_is_new_is_answered_at_once(terminal, tmp_path: Path) -> None:
    """In the rain below ten degrees it is miserable: that is told before the bag is asked for."""
    rulebook = changeable(tmp_path / "rulebook")
    case = kept(tmp_path, "rulebook: going_out\nanswers: {weather: sun, bag: [], degrees: 3, at-home: 'yes'}\n")
    one = terminal(case, "--rulebook", rulebook.folder, "--lang", "en", command=COMMAND)
    one.until("Sunny").type(DOWN, ENTER).until("First of all, this", "> Stop here").type(ENTER)
    assert one.ended() == 0
    assert load_case(rulebook, case).answers["weather"] == "rain"


def test_whether_it_is_still_urgent_is_asked_before_anything_is_said_of_it(terminal, tmp_path: Path) -> None:
    """The alarm rests on the weather: once that is answered as it was, it is told, before the bag is asked for."""
    rulebook = changeable(tmp_path / "rulebook")
    case = kept(tmp_path, "rulebook: going_out\nanswers: {weather: rain, bag: [], degrees: 3, at-home: 'no'}\n")
    one = terminal(case, "--rulebook", rulebook.folder, "--lang", "en", command=COMMAND).until("> Raining")
    assert "First of all" not in one.shown
    one.type(ENTER).until("First of all, this", "Answer a few more questions (at most 1)", "> Stop here")
    one.type(DOWN, ENTER).until("What is in your bag?", "Where nothing has changed")
