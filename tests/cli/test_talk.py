"""What is said in a conversation stays within its width, and its rows are counted."""

from __future__ import annotations

import io

import pytest
from nakanaori.cli.talk import WIDEST, Talk


@pytest.fixture
def talk() -> Talk:
    """A conversation that goes to a file, which counts as 80 columns and 24 rows."""
    return Talk(io.StringIO(), styled=False)


def said(talk: Talk) -> list[str]:
    assert isinstance(talk.stream, io.StringIO)
    return talk.stream.getvalue().splitlines()


def test_a_file_has_the_size_of_an_old_terminal(talk: Talk) -> None:
    assert talk.size == (80, 24)
    assert talk.size[0] <= WIDEST


def test_a_paragraph_hangs_below_its_first_words(talk: Talk) -> None:
    talk.say("word " * 40, "  1. ")
    first, *others = said(talk)
    assert first.startswith("  1. word")
    assert len(others) == 2
    assert all(line.startswith("     word") and len(line) <= 80 for line in others)


def test_rows_are_counted(talk: Talk) -> None:
    talk.say("short")
    talk.say("word " * 40)
    assert talk.rows == len(said(talk)) == 1 + 3


def test_what_is_to_be_copied_stays_on_one_line(talk: Talk) -> None:
    talk.say("command " * 40, fold=False)
    assert len(said(talk)) == 1


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_only_a_styled_conversation_has_styles() -> None:
    plain, styled = Talk(Screen(), styled=False), Talk(Screen(), styled=True)
    for talk in (plain, styled):
        talk.say("word", bold=True)
    assert said(plain) == ["word"]
    assert said(styled)[0].startswith("\x1b[1mword")


def test_what_would_steer_the_terminal_is_shown(talk: Talk) -> None:
    talk.say("\x1b]0;x\x07a title")
    talk.say("\x1b[2J", fold=False)
    assert said(talk) == ["\\u001b]0;x\\u0007a title", "\\u001b[2J"]
