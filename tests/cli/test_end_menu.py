"""The menu below a complete plan."""

from __future__ import annotations

import re

import pytest
from nakanaori.engine.consulting import load_case
from terminal import ENTER, FORKS, UP
from typed import TO_THE_END, flat, talk

pytestmark = [pytest.mark.usefixtures("in_an_empty_folder"), FORKS]


def test_the_menu_gives_reasons():
    shown = talk(TO_THE_END + "1\n" + "1\n")
    menu = shown[shown.index("What next") :]
    assert "The reasons for which one?" in menu
    assert menu.count("What next") == 2


def test_the_menu_changes_an_answer(rulebook, tmp_path):
    shown = talk(TO_THE_END, "--save", tmp_path / "case.yaml")
    change = re.search(r"(\d)\. Change an answer", shown)[1]
    shown = talk(TO_THE_END + f"{change}\n")
    relation = re.search(r"(\d+)\. Who they are to you: I don’t know", flat(shown))[1]
    talk(TO_THE_END + f"{change}\n{relation}\n8\n", "--save", tmp_path / "case.yaml")
    assert load_case(rulebook, tmp_path / "case.yaml").answers["relation"] == "friend"


def test_the_menu_after_the_plan(terminal, rulebook, in_an_empty_folder):
    lines = "".join(f"  {question.id}: unknown\n" for question in rulebook.questions)
    (in_an_empty_folder / "case.yaml").write_text(f"rulebook: regain_trust\nanswers:\n{lines}")
    one = terminal("--lang", "en", "--resume", "case.yaml").until("> See the reasons", "Leave")
    one.type(ENTER).until("The reasons for which one?", "Back to the menu").type(ENTER).until(
        "What speaks for it", "> See the"
    )
    one.type(UP).until("> Leave").type(ENTER)
    assert one.ended() == 0
    assert "ask --resume case.yaml" in one.shown
