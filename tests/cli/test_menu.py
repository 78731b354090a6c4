"""One menu in a terminal: what it shows, and which keys do what."""

from __future__ import annotations

import re
import sys
from shutil import which

import pytest
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from small_rulebook import changed, many_weathers, write_rulebook
from terminal import CTRL_C, CTRL_Z, DOWN, END, ENTER, FORKS, NONE, SPACE, UP, pasted
from typed import all_but, flat

pytestmark = [pytest.mark.usefixtures("in_an_empty_folder"), FORKS]

ASKED_FIRST = rulebook_texts(load_rulebook(), "en")("questions", "danger", "ask")
HURT, GONE = (
    rulebook_texts(load_rulebook(), "en")("questions", "danger", "options", option)
    for option in ("hurt-or-threatened", "want-to-disappear")
)


def test_a_menu_with_everything_one_may_do(terminal):
    shown = terminal("--lang", "ja").until("> [ ] 自分やほかのだれか", "q 終わる").shown
    for label in ("--> どれもあてはまらない", "?  なぜ聞くの？", "u  わからない・答えたくない", "s  保存する"):
        assert label in shown
    assert "スペース" in shown
    assert "(Use arrow keys" not in shown


def test_none_of_these_is_an_entry_of_its_own(terminal):
    one = terminal("--lang", "en").until("q Leave").type(*NONE).until("→ None of these", "Question 2", "q Leave")
    assert "b  Back to the previous question" in one.shown


def test_where_one_must_be_chosen_none_is_no_entry(terminal, tmp_path):
    questions = changed("questions.yaml", "choose: several", "choose: several\n  at-least: 2")
    folder = write_rulebook(tmp_path / "book", questions)
    answers = "rulebook: going_out\nanswers: {weather: rain, degrees: 30}\n"
    (tmp_path / "case.yaml").write_text(answers, encoding="utf-8")
    one = terminal("--lang", "en", "--rulebook", folder, "--resume", tmp_path / "case.yaml")
    one.until("--> Please tick at least this many: 2", "q Leave")
    one.type(ENTER, SPACE).until("> [x] An umbrella", "at least this many: 2")
    one.type(ENTER, DOWN, SPACE).until("> [x] A hat", "--> Go on with what is ticked (2)")
    assert "None of these" not in one.shown
    one.type(ENTER).until("→ An umbrella; A hat")


def test_the_entry_to_go_on_says_what_is_ticked(terminal):
    one = (
        terminal("--lang", "en")
        .until("q Leave")
        .type(SPACE)
        .until(f"> [x] {HURT}", "--> Go on with what is ticked (1)")
    )
    one.type(DOWN, SPACE).until(f"> [x] {GONE}", "is ticked (2)").type(SPACE).until(f"> [ ] {GONE}", "is ticked (1)")
    one.type(ENTER).until(f"→ {HURT}", "> Stop here")


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
    one.type("b").until("> u I don’t know").type("b").until(f"[x] {HURT}", "(1)")


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


def test_a_long_list_scrolls_below_its_question(terminal, rulebook, tmp_path):
    case = all_but(rulebook, "cause", tmp_path / "case.yaml", "  danger: []\n  relation: friend\n  fault: mine\n")
    one = terminal("--lang", "en", "--resume", case, rows=24).until("> [ ]")
    question = rulebook_texts(rulebook, "en")("questions", "cause", "ask")
    assert question in one.shown
    one.type(*[DOWN] * (len(rulebook.question["cause"].options) - 1)).until("> [ ] Something else")
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


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_window_that_is_narrowed_shows_every_option_in_full(terminal, rulebook, language):
    texts = rulebook_texts(rulebook, language)
    one = terminal("--lang", language, columns=100, rows=60).until("p ", "q ", "> [ ]").type(*NONE)
    one.until(texts("questions", "relation", "ask"), "> " + texts("questions", "relation", "options", "customer"))
    options = [texts("questions", "relation", "options", option) for option in rulebook.question["relation"].options]
    one.type(DOWN).until("> " + options[1]).resize(30, 60)
    between = {"ja": "", "en": " "}[language]
    while not all(option in between.join(line.strip("> ") for line in one.shown.splitlines()) for option in options):
        one.read()


def test_the_last_of_many_options_is_a_key_away(terminal, tmp_path):
    folder = write_rulebook(tmp_path / "book", many_weathers(1_200))
    one = terminal("--lang", "en", "--rulebook", folder, rows=30).until("> Sunny")
    assert "What is the weather like?" in one.shown
    one.type(END).until("> q Leave").type(*[UP] * 5).until("> Weather number 1200")
    one.type(ENTER).until("→ Weather number 1200")


def test_what_is_pasted_neither_chooses_nor_pushes_the_question_away(terminal):
    one = terminal("--lang", "en", rows=30).until("q Leave")
    one.type(pasted("u sq b\n" * 60), SPACE).until(f"> [x] {HURT}")
    assert ASKED_FIRST in flat(one.shown)
    assert "Question 1" in one.shown


@pytest.mark.skipif(which("bash") is None, reason="Jobs are stopped and gone on with in bash.")
def test_ctrl_z_suspends_and_the_question_is_there_again_afterwards(terminal):
    one = terminal(command=["bash", "--norc", "--noediting", "-i"], PS1="$ ", rows=60).until("$ ")
    one.type(f"'{sys.executable}' -m nakanaori.cli ask --lang en", ENTER).until("q Leave").type(DOWN, CTRL_Z)
    one.until("Stopped").type("clear; echo meanwhile", ENTER).until("meanwhile $").type("fg", ENTER)
    one.until("Question 1", ASKED_FIRST, f"> [ ] {GONE}", "q Leave")
    one.type(SPACE).until(f"> [x] {GONE}").type(CTRL_C).until("Interrupted.", "$ ")


def test_the_questionnaire_may_be_called_where_an_event_loop_runs(terminal):
    program = (
        "import asyncio\n"
        "from nakanaori.cli.main import nakanaori\n"
        "async def main():\n"
        "    nakanaori(['ask', '--lang', 'en'])\n"
        "asyncio.run(main())\n"
    )
    one = terminal(command=[sys.executable, "-c", program]).until("q Leave").type(*NONE)
    one.until("Question 2", "q Leave").type("s").until("File name (Enter for").type("kept.yaml", ENTER)
    one.until("Saved in kept.yaml", "q Leave").type(CTRL_C)
    assert one.ended() == 130
    assert "Traceback" not in one.written
