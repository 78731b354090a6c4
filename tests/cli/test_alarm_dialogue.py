"""The alarm in the terminal: first of all, once, and one may stop there."""

from __future__ import annotations

import pytest
from nakanaori.engine.consulting import load_case
from terminal import ENTER, FORKS, SPACE
from typed import HURT, talk

pytestmark = [pytest.mark.usefixtures("in_an_empty_folder"), FORKS]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("typed", "number"), [("1\n", "110"), ("2\n", "0120-061-338"), ("1 2\n", "110")])
def test_the_alarm_comes_before_any_other_question(language, typed, number):
    shown = talk(typed, language=language)
    assert number in shown
    assert {"ja": "質問 2", "en": "Question 2"}[language] not in shown


def test_the_alarm_offers_to_stop_first_and_enter_stops():
    shown = talk(HURT + "\n")
    assert "1. Stop here" in shown
    assert "Enter for 1" in shown
    assert "Question 2" not in shown
    assert "Take care." in shown


def test_one_may_go_on_and_is_not_alarmed_again():
    shown = talk(HURT + "2\n" + "5\n" + "1\n")
    assert "Question 3" in shown
    assert shown.count("First of all, this") == 1


def test_going_back_and_answering_anew_alarms_again_only_if_it_changes_something():
    same = talk(HURT + "2\n" + "b\n" + "\n")
    assert same.count("First of all, this") == 1
    other = talk(HURT + "2\n" + "b\n" + "1 2\n")
    assert other.count("First of all, this") == 2
    no_more = talk(HURT + "2\n" + "b\n" + "0\n" + "b\n" + "1\n")
    assert no_more.count("First of all, this") == 2


def test_the_alarm_can_save(rulebook, tmp_path):
    shown = talk(HURT + "3\n" + f"{tmp_path / 'case.yaml'}\n" + "1\n")
    assert "private answers" in shown
    assert load_case(rulebook, tmp_path / "case.yaml").answers == {"danger": ("hurt-or-threatened",)}


def test_a_resumed_case_in_danger_is_alarmed_at_once(tmp_path):
    case = tmp_path / "case.yaml"
    case.write_text("rulebook: regain_trust\nanswers: {danger: [want-to-disappear]}\n")
    shown = talk("", "--resume", case)
    assert "First of all, this" in shown
    assert "Question" not in shown


def test_stopping_at_the_alarm_is_one_enter(terminal):
    one = terminal("--lang", "en").until("q Leave").type(SPACE, ENTER).until("> Stop here").type(ENTER)
    assert one.ended() == 0
    assert "Take care." in one.shown
    assert "Question 2" not in one.shown
