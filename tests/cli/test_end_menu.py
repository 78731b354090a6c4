"""The menu below a complete plan."""

from __future__ import annotations

import re

import pytest
from nakanaori.engine.consulting import load_case
from small_rulebook import write_rulebook
from terminal import ENTER, FORKS, UP
from typed import TO_THE_END, all_but, flat, talk

pytestmark = [pytest.mark.usefixtures("in_an_empty_folder"), FORKS]


def test_the_menu_gives_reasons():
    shown = talk(TO_THE_END + "1\n" + "1\n")
    menu = shown[shown.index("What next") :]
    assert "The reasons for which one?" in menu
    assert menu.count("What next") == 2


def test_the_menu_reads_a_draft(rulebook, tmp_path):
    said = "  danger: []\n  relation: friend\n  fault: mine\n  contact: in-touch\n  apology: not-yet\n"
    case = all_but(rulebook, "forgiveness", tmp_path / "case.yaml", said)
    shown = talk("", "--resume", case)
    read = re.search(r"(\d)\. Read a draft", shown)[1]
    menu = talk(f"{read}\n", "--resume", case)
    first_minute = re.search(r"(\d)\. What to say in the first minute", menu[menu.index("Which draft?") :])[1]
    menu = talk(f"{read}\n{first_minute}\n", "--resume", case)
    assert "On {{when}} I {{what-i-did}}." in menu
    assert "What goes into the blanks" in menu


def test_without_drafts_the_menu_offers_none(tmp_path):
    case = tmp_path / "case.yaml"
    folder = write_rulebook(tmp_path / "rules")
    case.write_text(
        "rulebook: going_out\nanswers: {weather: sun, bag: [], degrees: 9, at-home: 'no'}\n", encoding="utf-8"
    )
    shown = talk("", "--rulebook", folder, "--resume", case)
    assert "What next" in shown
    assert "Read a draft" not in shown


def test_the_menu_changes_an_answer(rulebook, tmp_path):
    shown = talk(TO_THE_END, "--save", tmp_path / "case.yaml")
    change = re.search(r"(\d)\. Change an answer", shown)[1]
    shown = talk(TO_THE_END + f"{change}\n")
    relation = re.search(r"(\d+)\. Who they are to you: I don’t know", flat(shown))[1]
    talk(TO_THE_END + f"{change}\n{relation}\n9\n", "--save", tmp_path / "case.yaml")
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
