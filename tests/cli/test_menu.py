"""One menu in a terminal: what it shows, and which keys do what."""

from __future__ import annotations

import re

import pytest
from nakanaori.engine.reading import rulebook_texts
from terminal import DOWN, ENTER, FORKS, NONE, SPACE, UP

pytestmark = [pytest.mark.usefixtures("in_an_empty_folder"), FORKS]


def test_a_menu_with_everything_one_may_do(terminal):
    shown = terminal("--lang", "ja").until("> [ ] 自分やほかのだれか", "q 終わる").shown
    for label in ("--> どれもあてはまらない", "?  なぜ聞くの？", "u  わからない・答えたくない", "s  保存する"):
        assert label in shown
    assert "スペース" in shown
    assert "(Use arrow keys" not in shown


def test_none_of_these_is_an_entry_of_its_own(terminal):
    one = terminal("--lang", "en").until("q Leave").type(*NONE).until("→ None of these", "Question 2", "q Leave")
    assert "b  Back to the previous question" in one.shown


def test_the_entry_to_go_on_says_what_is_ticked(terminal):
    one = (
        terminal("--lang", "en")
        .until("q Leave")
        .type(SPACE)
        .until("> [x] I or someone", "--> Go on with what is ticked (1)")
    )
    one.type(DOWN, SPACE).until("> [x] I feel", "is ticked (2)").type(SPACE).until("> [ ] I feel", "is ticked (1)")
    one.type(ENTER).until("→ I or someone else is being hurt", "> Stop here")


def test_letters_work_as_well(terminal):
    one = terminal("--lang", "en").until("q Leave").type("u").until("→ I don’t know", "Question 2", "q Leave")
    one.type("?").until("Why this is asked", "> Back to the question")
    one.type(ENTER).until("q Leave").type("ｂ").until("Question 1 (answering again)")


def test_going_back_points_at_the_earlier_answer(terminal):
    one = terminal("--lang", "en").until("q Leave").type(*NONE).until("Question 2", "q Leave")
    one.type(DOWN, DOWN, DOWN, ENTER).until("→ A colleague", "Question 3", "q Leave")
    one.type("b").until("Question 2 (answering again)", "> A colleague", "q Leave")
    one.type("b").until("Question 1 (answering again)", "> --> None of these")


def test_going_back_keeps_ticks_and_unknown(terminal):
    one = terminal("--lang", "en").until("q Leave").type(SPACE, ENTER).until("> Stop here")
    one.type(DOWN, ENTER).until("Question 2", "q Leave").type("u").until("Question 3", "q Leave")
    one.type("b").until("> u I don’t know").type("b").until("[x] I or someone else", "(1)")


def test_entries_below_the_options_can_be_reached_with_the_arrows(terminal):
    one = terminal("--lang", "en").until("q Leave").type(UP).until("> q Leave")
    one.type(UP, UP, UP, UP).until("> ? Why is this asked?").type(ENTER).until(
        "Why this is asked", "> Back to the question"
    )


@pytest.mark.parametrize("language", ["ja", "en"])
def test_forty_columns(terminal, rulebook, language):
    texts = rulebook_texts(rulebook, language)
    one = terminal("--lang", language, columns=40).until(texts("questions", "danger", "ask")[-6:], "q ").type(*NONE)
    options = [texts("questions", "relation", "options", option) for option in rulebook.question["relation"].options]
    joined = {"ja": "", "en": " "}[language]
    one.until(options[-1])
    labels = joined.join(line.strip() for line in one.shown.splitlines())
    for option in options:
        assert option in labels


def test_a_long_list_scrolls_below_its_question(terminal, rulebook):
    answers = "{danger: [], relation: friend, fault: mine, severity: slight}"
    with open("case.yaml", "w") as file:
        file.write(f"rulebook: regain_trust\nanswers: {answers}\n")
    one = terminal("--lang", "en", "--resume", "case.yaml", rows=24).until("> [ ]")
    question = rulebook_texts(rulebook, "en")("questions", "cause", "ask")
    assert question in one.shown
    one.type(*[DOWN] * 16).until("> [ ] Something else")
    assert question in one.shown
    one.type(SPACE).until("> [x] Something else", "is ticked (1)")


def test_without_colour_when_asked_so(terminal):
    one = terminal("--lang", "en", NO_COLOR="1").until("q Leave").type(SPACE, ENTER).until("> Stop here").type(ENTER)
    assert one.ended() == 0
    for codes in re.findall(r"\x1b\[([0-9;]*)m", one.written):
        # 39 and 49 are the terminal's own colours.
        assert not {int(code or 0) for code in codes.split(";")} & {*range(30, 39), *range(40, 49), *range(90, 108)}, (
            codes
        )


def test_the_title_of_the_terminal_is_left_alone(terminal):
    one = terminal("--lang", "en").until("q Leave").type(SPACE, ENTER).until("> Stop here").type(ENTER)
    one.ended()
    assert "\x1b]" not in one.written
