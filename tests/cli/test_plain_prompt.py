"""Numbered prompts: what is typed is read however it is typed."""

from __future__ import annotations

import io
import sys

import pytest
import small_rulebook
from measured import write_measured
from nakanaori.cli.plain_prompt import PlainPrompt
from nakanaori.cli.prompt import LETTERS, Options
from nakanaori.cli.talk import Talk
from nakanaori.cli.wording import phrases_of
from nakanaori.engine.consulting import load_case
from nakanaori.engine.language import Place, Question
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from terminal import ENTER, FORKS
from typed import NO_DANGER, all_but, asks_for_degrees, flat, saved, talk

pytestmark = [pytest.mark.usefixtures("in_an_empty_folder"), FORKS]

ALL = tuple(LETTERS)


@pytest.fixture(scope="module", params=["ja", "en"])
def prompt(request, rulebook):
    return PlainPrompt(Talk(sys.stderr, styled=False), phrases_of(request.param))


@pytest.mark.parametrize(
    "typed", ["1 3", "1,3", "3 1", "１，３", "１、３", "1、3", " 1  3 ", "1, 3,", "1 3 3", "1・3", "1　3"]
)
def test_several_numbers_however_they_are_typed(prompt, typed):
    assert prompt.read(typed, Options(("a", "b", "c"), several=True, asides=ALL)) == (0, 2)


@pytest.mark.parametrize("typed", ["2", "２", " 2 ", "2."])
def test_one_number(prompt, typed):
    assert prompt.read(typed, Options(("a", "b", "c"), asides=ALL)) == (1,)


@pytest.mark.parametrize("typed", ["0", "０"])
def test_none_of_these_is_an_answer_where_several_may_be_chosen(prompt, typed):
    assert prompt.read(typed, Options(("a", "b"), several=True)) == ()
    assert prompt.read(typed, Options(("a", "b"))) is None


@pytest.mark.parametrize("typed", ["0", "1", "3"])
def test_fewer_than_must_be_chosen_are_no_answer(prompt, typed):
    options = Options(("a", "b", "c"), several=True, least=2)
    assert prompt.read(typed, options) is None
    assert prompt.read("1 3", options) == (0, 2)


@pytest.mark.parametrize("typed", ["", "4", "0 1", "-1", "x", "1 x", "999999999999", "½", "①②③④", "1 4", "\x1b[A"])
def test_anything_else_is_not_guessed_at(prompt, typed):
    assert prompt.read(typed, Options(("a", "b", "c"), several=True, asides=ALL)) is None


@pytest.mark.parametrize("wish", ALL)
def test_letters_in_any_width_and_case(prompt, wish):
    letter = LETTERS[wish]
    wide = chr(ord(letter) + 0xFEE0)
    for typed in (letter, letter.upper(), wide, wide.upper(), f" {letter} "):
        assert prompt.read(typed, Options(("a",), asides=ALL)) == wish
    assert prompt.read(letter, Options(("a",))) is None


def test_an_input_method_may_stay_on():
    japanese = PlainPrompt(Talk(sys.stderr, styled=False), phrases_of("ja"))
    options = Options(("a",), asides=ALL)
    assert [japanese.read(typed, options) for typed in ("う", "戻る", "保存", "終わる")] == [
        "unknown",
        "back",
        "save",
        "leave",
    ]


def test_none_and_unknown_are_answers(rulebook, tmp_path):
    assert saved(rulebook, "0\nu\n", tmp_path) == {"danger": (), "relation": "unknown"}


def test_several_answers(rulebook, tmp_path):
    path = all_but(rulebook, "cause", tmp_path / "case.yaml", "  danger: []\n  relation: friend\n  fault: mine\n")
    talk("２、1\n", "--resume", path, "--save", path)
    assert load_case(rulebook, path).answers["cause"] == ("broke-promise", "was-late")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("99\n", "one number from 1 to {most}"),
        ("\n", "one number from 1 to {most}"),
        ("help me\n", "one number from 1 to {most}"),
        ("1 2\n", "Only one can be chosen"),
    ],
)
def test_wrong_input_is_met_with_what_is_possible(rulebook, typed, kind):
    shown = flat(talk(NO_DANGER + typed + "1\n"))
    assert kind.format(most=len(rulebook.question["relation"].options)) in shown
    assert "These letters work too: ? u b p s q" in shown
    assert "Question 3" in shown


def test_none_does_not_go_with_others():
    assert "can’t go together" in flat(talk("0 1\n"))


def test_numbers_are_typed(tmp_path):
    folder = small_rulebook.write_rulebook(tmp_path / "book")
    path = asks_for_degrees(tmp_path / "case.yaml")
    shown = talk("99\n１２\n", "--rulebook", folder, "--resume", path, "--save", path)
    assert "A number from -10 to 40" in shown
    assert "I couldn’t read that. Please type a number from -10 to 40" in flat(shown)
    assert load_case(load_rulebook(folder), path).answers["degrees"] == 12


@pytest.mark.parametrize(
    ("typed", "held", "number"),
    [("\n", -4, -4), ("\n", "unknown", "unknown"), ("u\n", -4, "unknown"), ("b\n", None, "back"), ("\n7\n", None, 7)],
)
def test_numbers_can_be_unknown_and_kept(prompt, monkeypatch, typed, held, number):
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    question = Question("q", "number", (), -10, 40, Place("here"))
    assert prompt.number(question, str, held, ALL) == number


@pytest.mark.parametrize(("decimals", "key"), [(1, "wrong-decimals"), (0, "wrong-whole")])
def test_too_many_decimals_are_told_as_such(monkeypatch, decimals, key):
    monkeypatch.setattr(sys, "stdin", io.StringIO("12.25\n12\n"))
    question = Question("q", "number", (), 0, 400, Place("here"), decimals=decimals)
    shown = io.StringIO()
    prompt = PlainPrompt(Talk(shown, styled=False), phrases_of("ja"))
    assert prompt.number(question, str, None, ALL) == 12 * 10**decimals
    told = prompt.say("prompt", key).format(low=0, high=question.high, decimals=decimals)
    assert "".join(told.split()) in "".join(shown.getvalue().split())


def test_measures_are_typed_as_people_write_them(tmp_path):
    folder = write_measured(tmp_path / "book")
    path = tmp_path / "case.yaml"
    path.write_text(
        "rulebook: going_out\nanswers: {weather: rain, bag: [], degrees: 20, at-home: 'no'}\n", encoding="utf-8"
    )
    shown = flat(
        talk("2024-02-30\n2024年3月1日\n1,200\n7.505\n７．５\n", "--rulebook", folder, "--resume", path, "--save", path)
    )
    assert "A number from 0.25 hours to 24 hours" in shown
    assert "A number from 0 yen to 999,999,999,999,999 yen" in shown
    assert "A date from 1 January 2024 to 31 December 2024, such as 2024-04-01" in shown
    assert "I couldn’t read that. Please type a date from 1 January 2024" in shown
    answers = load_case(load_rulebook(folder), path).answers
    assert (answers["hours"], answers["price"], answers["day"]) == ("7.5", 1200, "2024-03-01")
    for words in ("→ 1 March 2024", "→ 1,200 yen", "→ 7.5 hours"):
        assert words in shown


@pytest.mark.parametrize(("options", "environment"), [(("--plain",), {}), ((), {"TERM": "dumb"})])
def test_numbers_instead_of_arrows(terminal, options, environment):
    one = terminal("--lang", "ja", *options, **environment).until(
        "1. 自分やほかのだれか", "0. どれもあてはまらない", "> "
    )
    one.type("0", ENTER).until("質問 2")
    assert "\x1b" not in one.written


def test_more_than_a_thousand_options_can_be_answered(tmp_path):
    folder = small_rulebook.write_rulebook(tmp_path / "book", small_rulebook.many_weathers(1_200))
    path = tmp_path / "case.yaml"
    shown = talk("1203\n", "--rulebook", folder, "--save", path)
    assert "1203. Weather number 1200" in shown
    assert load_case(load_rulebook(folder), path).answers == {"weather": "weather-1200"}


@pytest.mark.parametrize(("typed", "number"), [("－５", -5), ("−5", -5), ("＋5", 5), ("ー５", -5)])
def test_a_number_is_read_as_in_a_file(tmp_path, typed, number):
    folder = small_rulebook.write_rulebook(tmp_path / "book")
    path = asks_for_degrees(tmp_path / "case.yaml")
    talk(f"²\n{typed}\n", "--rulebook", folder, "--resume", path, "--save", path)
    assert load_case(load_rulebook(folder), path).answers["degrees"] == number


def test_the_question_comes_again_below_sixty_pasted_lines(terminal):
    """The first of them is a slip; what was typed before anybody could see that is forgotten."""
    one = terminal("--lang", "en", "--plain", rows=24).until("0 for none) >").type("a line\n" * 60)
    one.until("line Question 1", "I couldn’t read that", "0 for none) >")
    assert one.written.count("I couldn’t read that") == 1
    one.type("0\n").until("Question 2")


def test_the_question_stays_in_sight_however_often_one_slips(rulebook, terminal):
    one = terminal("--lang", "en", "--plain", rows=24).until("0 for none) >")
    for slip in range(1, 9):
        one.type(f"slip {slip}\n").until(f"slip {slip}", "I couldn’t read that")
        while one.written.count("0 for none) >") <= slip:
            one.read()
        assert rulebook_texts(rulebook, "en")("questions", "danger", "ask") in flat(one.shown)
