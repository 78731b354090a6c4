"""A line that is edited stays one row, whatever is pasted."""

from __future__ import annotations

import sys
from shutil import which

import pytest
from small_rulebook import write_rulebook
from terminal import CTRL_Z, ENTER, FORKS, NONE, pasted
from typed import asks_for_degrees

pytestmark = [pytest.mark.usefixtures("in_an_empty_folder"), FORKS]


@pytest.fixture
def degrees(terminal, tmp_path):
    """A number is asked for."""
    folder = write_rulebook(tmp_path / "book")
    case = asks_for_degrees(tmp_path / "case.yaml")
    return terminal("--lang", "en", "--rulebook", folder, "--resume", case, rows=24).until(
        "How many degrees is it?", "A number from -10 to 40 >"
    )


def test_sixty_pasted_lines_stay_one(degrees):
    degrees.type(pasted("a line\n" * 60), ENTER).until("I couldn’t read that")
    assert "How many degrees is it?" in degrees.shown
    degrees.type(pasted("\n−５\n"), ENTER).until("→ -5")


def test_what_is_typed_can_be_corrected(degrees):
    degrees.type("12", "\x7f", "0", ENTER).until("→ 10")


@pytest.mark.skipif(which("bash") is None, reason="Jobs are stopped and gone on with in bash.")
def test_ctrl_z_suspends_a_line(terminal):
    one = terminal(command=["bash", "--norc", "--noediting", "-i"], PS1="$ ", rows=60).until("$ ")
    one.type(f"'{sys.executable}' -m nakanaori.cli ask --lang en", ENTER).until("q Leave").type(*NONE)
    one.until("Question 2", "q Leave").type("s").until("q to cancel) >").type("a", CTRL_Z).until("Stopped")
    one.type("fg", ENTER).until("fg", "q to cancel) > a").type("b", ENTER).until("Saved in ab.")
