"""Leaving a conversation, chosen or not."""

from __future__ import annotations

import pytest
from nakanaori.engine.consulting import load_case
from terminal import CTRL_C, CTRL_D, ENTER, FORKS, NONE
from typed import NO_DANGER, flat, talk

pytestmark = [pytest.mark.usefixtures("in_an_empty_folder"), FORKS]


def test_leaving_before_the_first_answer_takes_one_letter():
    shown = talk("q\n")
    assert "Take care." in shown
    assert "Leave now?" not in shown


def test_leaving_later_offers_to_save(rulebook, in_an_empty_folder):
    shown = talk(NO_DANGER + "q\n" + "2\n" + "kept.yaml\n")
    assert "Save my answers, then leave" in shown
    assert load_case(rulebook, in_an_empty_folder / "kept.yaml").answers == {"danger": ()}
    assert "ask --resume kept.yaml" in flat(shown)


def test_leaving_can_be_taken_back():
    assert talk(NO_DANGER + "q\n" + "4\n").count("Question 2") == 2


def test_leaving_by_the_menu(terminal):
    one = terminal("--lang", "en").until("q Leave").type(*NONE).until("Question 2", "q Leave")
    one.type("q").until("Leave now?", "> Leave").type(ENTER)
    assert one.ended() == 0
    assert "not been kept anywhere" in one.shown


def test_ctrl_c_offers_to_save_once(terminal, in_an_empty_folder, rulebook):
    one = terminal("--lang", "en").until("q Leave").type(*NONE).until("Question 2", "q Leave")
    one.type(CTRL_C).until("Interrupted.", "without saving. > ").type("kept.yaml", ENTER)
    assert one.ended() == 130
    assert load_case(rulebook, in_an_empty_folder / "kept.yaml").answers == {"danger": ()}
    assert "Traceback" not in one.written


@pytest.mark.parametrize("then", [ENTER, CTRL_C, CTRL_D])
@pytest.mark.parametrize("mode", [(), ("--plain",)])
def test_ctrl_c_and_no_saving(terminal, in_an_empty_folder, mode, then):
    one = terminal("--lang", "en", *mode).until("for none) >" if mode else "q Leave")
    one.type(*(("0", ENTER) if mode else NONE)).until("Question 2", "Number >" if mode else "q Leave")
    one.type(CTRL_C).until("without saving. > ").type(then)
    assert one.ended() == 130
    assert "Traceback" not in one.written
    assert "Aborted" not in one.written
    assert list(in_an_empty_folder.iterdir()) == []


def test_ctrl_c_before_any_answer_just_ends(terminal):
    one = terminal("--lang", "en").until("q Leave").type(CTRL_C)
    assert one.ended() == 130
    assert "Traceback" not in one.written


def test_ctrl_c_with_save_saves(terminal, in_an_empty_folder, rulebook):
    one = terminal("--lang", "en", "--save", "kept.yaml").until("q Leave").type(*NONE).until("Question 2", "q Leave")
    one.type(CTRL_C)
    assert one.ended() == 130
    assert "Saved in kept.yaml" in one.shown
    assert load_case(rulebook, in_an_empty_folder / "kept.yaml").answers == {"danger": ()}


def test_ctrl_d_offers_to_save_too_and_is_no_failure(terminal):
    one = terminal("--lang", "en").until("q Leave").type(*NONE).until("Question 2", "q Leave")
    one.type(CTRL_D).until("without saving. > ").type(ENTER)
    assert one.ended() == 0


@pytest.mark.parametrize("mode", [(), ("--plain",)])
def test_of_a_paste_no_line_becomes_a_file_when_a_key_in_it_interrupts(terminal, in_an_empty_folder, mode):
    one = terminal("--lang", "en", *mode).until("for none) >" if mode else "q Leave")
    one.type(*(("0", ENTER) if mode else NONE)).until("Question 2", "Number >" if mode else "q Leave")
    one.type(f"line 1\rline 2\r{CTRL_C}line 3\rline 4\rline 5").until("Interrupted.", "without saving. > ")
    one.type(ENTER)
    assert one.ended() == 130
    assert "not been kept anywhere" in one.shown
    assert list(in_an_empty_folder.iterdir()) == []


@pytest.mark.parametrize("mode", [(), ("--plain",)])
def test_what_is_typed_once_the_question_is_read_is_the_name(terminal, in_an_empty_folder, rulebook, mode):
    one = terminal("--lang", "en", *mode).until("for none) >" if mode else "q Leave")
    one.type(*(("0", ENTER) if mode else NONE)).until("Question 2", "Number >" if mode else "q Leave")
    one.type(f"line 1\r{CTRL_C}line 2\r").until("without saving. > ").type("kept.yaml", ENTER)
    assert one.ended() == 130
    assert [path.name for path in in_an_empty_folder.iterdir()] == ["kept.yaml"]


@pytest.mark.parametrize("mode", [(), ("--plain",)])
def test_of_a_paste_no_line_becomes_a_file_when_a_letter_in_it_saves(terminal, in_an_empty_folder, mode):
    one = terminal("--lang", "en", *mode).until("for none) >" if mode else "q Leave")
    one.type(*(("0", ENTER) if mode else NONE)).until("Question 2", "Number >" if mode else "q Leave")
    one.type("s\rline 2\rline 3\r" if mode else "sline 2\rline 3\r").until("q to cancel) > ")
    one.type("q", ENTER).until("Question 2")
    assert list(in_an_empty_folder.iterdir()) == []
