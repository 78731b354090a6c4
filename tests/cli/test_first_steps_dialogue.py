"""What comes first on the list, told in the terminal as soon as it is certain: once, and one may stop there."""

from __future__ import annotations

import pytest
from nakanaori.engine.consulting import consult, first_steps_certain, load_case
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from terminal import ENTER, FORKS
from typed import flat, talk, until_certain

pytestmark = [pytest.mark.usefixtures("in_an_empty_folder"), FORKS]

CERTAIN = {"en": "What comes first on your list is certain now", "ja": "リストの最初にくるものが決まりました"}
LATE = {
    "relation": ["customer"],
    "cause": ["was-late"],
    "contact": ["refuses-to-meet"],
    "reach": ["post", "message"],
}
"""A customer, an apology owed, no meeting, but post."""

LINES = until_certain(load_rulebook(), LATE)
TYPED = "".join(f"{line}\n" for line in LINES)
NEXT = f"Question {len(LINES) + 1}"


@pytest.mark.parametrize("language", CERTAIN)
def test_it_is_told_as_soon_as_it_is_certain_and_not_before(rulebook, tmp_path, language):
    before = talk("".join(f"{line}\n" for line in LINES[:-1]), language=language)
    assert CERTAIN[language] not in flat(before)
    shown = talk(TYPED, "--save", tmp_path / "case.yaml", language=language)
    assert flat(shown).count(CERTAIN[language]) == 1
    answers = load_case(rulebook, tmp_path / "case.yaml").answers
    outcome = consult(rulebook, answers)
    assert outcome.first_steps_certain
    told = shown[shown.index(CERTAIN[language]) :]
    for planned in outcome.first_steps:
        assert rulebook_texts(rulebook, language)("actions", planned.action.id, "title") in told
    assert str(len(outcome.open_questions)) in told


def test_going_on_asks_the_rest_and_does_not_tell_it_again():
    shown = flat(talk(TYPED + "1\n" * 40))
    assert shown.count(CERTAIN["en"]) == 1
    assert "Nothing more you could answer would change the plan" in shown


def test_stopping_there_shows_the_list_so_far(terminal):
    one = terminal("--lang", "en", "--plain").until("> ")
    for typed in LINES:
        one.type(typed, ENTER).until("> ")
    one.until("2. Stop here and see the list so far").type("2", ENTER)
    assert one.ended() == 0
    assert "Start here" in one.shown
    assert "This plan is provisional" in one.written


def test_stopping_there_in_a_pipe_writes_the_list_once():
    shown = talk(TYPED + "2\n")
    assert shown.count("Take care.") == 1
    assert NEXT not in shown


def test_it_can_be_saved_first(rulebook, tmp_path):
    shown = talk(TYPED + "3\n" + f"{tmp_path / 'case.yaml'}\n" + "2\n")
    assert "private answers" in shown
    assert first_steps_certain(rulebook, load_case(rulebook, tmp_path / "case.yaml").answers)


def test_with_a_file_to_save_in_there_is_no_need_to_offer_it(tmp_path):
    shown = flat(talk(TYPED + "2\n", "--save", tmp_path / "case.yaml"))
    assert "your answers are saved in" in shown
    assert "3. Save" not in shown


def test_a_resumed_case_is_told_at_once(tmp_path):
    talk(TYPED, "--save", tmp_path / "case.yaml")
    shown = flat(talk("1\n", "--resume", tmp_path / "case.yaml"))
    assert shown.index(CERTAIN["en"]) < shown.index(NEXT)


def test_where_nothing_more_is_asked_the_whole_list_is_told_instead(tmp_path):
    case = tmp_path / "case.yaml"
    talk(TYPED + "1\n" * 40, "--save", case)
    shown = flat(talk("", "--resume", case))
    assert CERTAIN["en"] not in shown
    assert "Nothing more you could answer would change the plan" in shown
