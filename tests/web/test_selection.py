"""What is ticked and typed on a question's page, and the answer that it makes."""

from __future__ import annotations

from random import Random

import dice
import pytest
from nakanaori.engine.consulting import check_answers
from nakanaori.engine.language import DATE, NUMBER, SEVERAL, UNKNOWN, Place, Question, Rulebook
from nakanaori.web.selection import NONE, Selection, Wrong, given_by, selection_of

DEGREES = Question("degrees", NUMBER, (), -10, 40, Place("here"))


@pytest.mark.parametrize(
    ("typed", "number"), [("5", 5), ("－５", -5), ("−5", -5), ("＋5", 5), ("ー５", -5), ("40", 40), ("٥", 5)]
)
def test_a_number_however_it_is_typed(typed: str, number: int) -> None:
    assert given_by(DEGREES, Selection(number=typed)) == number


@pytest.mark.parametrize("typed", ["²", "1_0", "41", "-11", "five", "5.0"])
def test_what_is_no_number_that_fits_is_told(typed: str) -> None:
    assert given_by(DEGREES, Selection(number=typed)) == Wrong("degrees", "choose-number")


@pytest.mark.parametrize("seed", range(20))
def test_an_answer_stands_on_the_page_so_that_it_is_given_again(going_out: Rulebook, seed: int) -> None:
    answers = check_answers(going_out, dice.answers(Random(seed), going_out, answered=1.0)).answers
    given = {
        name: given_by(going_out.question[name], selection_of(going_out.question[name], answer))
        for name, answer in answers.items()
    }
    assert check_answers(going_out, given).answers == answers


@pytest.mark.parametrize(
    ("question", "selection", "phrase"),
    [
        ("weather", Selection(), "choose-one"),
        ("bag", Selection(), "choose-several"),
        ("degrees", Selection(), "choose-number"),
        ("weather", Selection(chosen=frozenset(("sun", "rain"))), "choose-one"),
        ("weather", Selection(chosen=frozenset(("no-such-thing",))), "choose-one"),
        ("weather", Selection(alone=frozenset((NONE,))), "choose-one"),
        ("weather", Selection(number="3"), "choose-one"),
        ("bag", Selection(chosen=frozenset(("hat",)), alone=frozenset((NONE,))), "either-or"),
        ("bag", Selection(alone=frozenset((NONE, UNKNOWN))), "either-or"),
        ("degrees", Selection(number="5", alone=frozenset((UNKNOWN,))), "either-or"),
        ("degrees", Selection(number="41"), "choose-number"),
        ("degrees", Selection(number="warm"), "choose-number"),
    ],
)
def test_what_is_no_answer_has_its_phrase(
    going_out: Rulebook, question: str, selection: Selection, phrase: str
) -> None:
    assert given_by(going_out.question[question], selection) == Wrong(question, phrase)


@pytest.mark.parametrize(
    ("question", "typed", "given"),
    [
        (Question("q", NUMBER, (), 0, 9_999_999, Place("here"), decimals=2), "１，２００．５０", "1200.5"),
        (Question("q", NUMBER, (), 0, 999, Place("here"), decimals=2), "10", Wrong("q", "choose-number")),
        (Question("q", NUMBER, (), 0, 9_999, Place("here")), "1,200", 1200),
        (Question("q", DATE, (), 738_000, 739_000, Place("here")), "2024年4月1日", "2024-04-01"),
        (Question("q", DATE, (), 738_000, 739_000, Place("here")), "2024-02-30", Wrong("q", "choose-date")),
    ],
)
def test_measures_however_they_are_typed(question: Question, typed: str, given: object) -> None:
    assert given_by(question, Selection(number=typed)) == given
    if isinstance(given, str):
        assert given_by(question, selection_of(question, given)) == given


@pytest.mark.parametrize("selection", [Selection(), Selection(alone=frozenset((NONE,))), Selection(frozenset(("a",)))])
def test_too_few_options_have_a_phrase_of_their_own(selection: Selection) -> None:
    question = Question("q", SEVERAL, ("a", "b", "c"), 0, 0, Place("here"), least=2)
    assert given_by(question, selection) == Wrong("q", "choose-some")
    assert given_by(question, Selection(frozenset(("b", "a")))) == ["a", "b"]


def test_nothing_answered_is_a_blank_page() -> None:
    bag = Question("bag", SEVERAL, ("a",), 0, 0, Place("here"))
    assert selection_of(bag, None).blank
    assert not selection_of(bag, ()).blank
