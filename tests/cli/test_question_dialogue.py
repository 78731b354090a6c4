"""A question in the terminal: how it is put, and which way it leads."""

from __future__ import annotations

import re

import pytest
from nakanaori.cli.question_dialogue import QuestionDialogue, answer_meant
from nakanaori.cli.wording import wording_of
from nakanaori.engine.consulting import begun
from nakanaori.engine.language import NUMBER, ONE, SEVERAL, Place, Question
from nakanaori.engine.reading import rulebook_texts
from scripted_prompt import ScriptedPrompt
from small_rulebook import changed, write_rulebook
from typed import NO_DANGER, flat, talk


@pytest.fixture
def questions(rulebook):
    wording = wording_of(rulebook, "en")
    return QuestionDialogue(ScriptedPrompt(wording.say, lambda _: (0,)), wording)


pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_every_question_says_what_may_be_typed():
    shown = flat(talk(NO_DANGER))
    question = shown[shown.index("Question 2") :]
    for part in ("? why", "u don’t know", "b back", "p plan so far", "s save", "q leave"):
        assert part in question


def test_the_first_question_has_no_way_back():
    assert "b back" not in talk("")
    assert "Sorry" in talk("b\n")


def test_how_many_questions_are_left_is_an_upper_estimate(rulebook):
    shown = talk(NO_DANGER + "1\n" + "1\n")
    left = [int(more) for more in re.findall(r"Question \d+ \(at most (\d+) more\)", shown)]
    course = begun(rulebook)
    for answered in range(3):
        assert course.question is not None
        first = course.question.options[0]
        several = course.question.kind == SEVERAL
        course = course.answered(course.question.id, [first][:answered] if several else first)
        assert left[answered] == course.further
    assert left == sorted(left, reverse=True)
    assert left[0] < len(rulebook.questions)
    assert len(left) == 3


def test_several_may_be_chosen_is_said_where_it_is_so():
    first, second = talk(NO_DANGER).split("Question 2")
    assert "as many as apply" in first
    assert "0. None of these" in first
    assert "as many as apply" not in second
    assert "None of these" not in second


@pytest.mark.parametrize(
    ("kind", "reply", "answer"),
    [
        (ONE, (1,), "b"),
        (SEVERAL, (0, 1), ("a", "b")),
        (SEVERAL, (), ()),
        (ONE, "unknown", "unknown"),
        (SEVERAL, "unknown", "unknown"),
        (NUMBER, "unknown", "unknown"),
        (NUMBER, -4, -4),
    ],
)
def test_the_answer_that_a_reply_is(kind, reply, answer):
    question = Question("q", kind, () if kind == NUMBER else ("a", "b"), -10, 10, Place("here"))
    assert answer_meant(question, reply) == answer


def test_answers_are_told_in_words(questions, rulebook):
    danger, relation = rulebook.question["danger"], rulebook.question["relation"]
    assert questions.in_words(danger, ()) == "None of these"
    assert questions.in_words(relation, "colleague") == rulebook_texts(rulebook, "en")(
        "questions", "relation", "options", "colleague"
    )
    assert questions.in_words(relation, "unknown").startswith("I don’t know")
    assert questions.in_words(danger, ("hurt-or-threatened", "want-to-disappear")).count("; ") == 1


def test_a_hint_tells_an_answer_given_before(tmp_path):
    hint = changed("text/en.yaml", "hint: Look under the lining.", "hint: 'It is {degrees} degrees; look.'")
    folder = write_rulebook(tmp_path / "book", hint)
    path = tmp_path / "case.yaml"
    path.write_text("rulebook: going_out\nanswers: {weather: rain, degrees: 30}\n", encoding="utf-8")
    assert "It is 30 degrees; look." in talk("", "--rulebook", folder, "--resume", path)
    path.write_text("rulebook: going_out\nanswers: {weather: rain, degrees: unknown}\n", encoding="utf-8")
    assert "It is (not known) degrees; look." in talk("", "--rulebook", folder, "--resume", path)
