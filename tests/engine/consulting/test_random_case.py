"""Random answers are answers that the questions allow, of every kind and in every number."""

from __future__ import annotations

from random import Random

import dice
import pytest
from nakanaori.engine.consulting import check_answers, random_answer, random_answers
from nakanaori.engine.language import NUMBER, SEVERAL, UNKNOWN, Rulebook


def test_they_are_allowed_as_they_stand() -> None:
    thrown = Random(1)
    for _ in range(200):
        rulebook = dice.rulebook(thrown)
        answers = random_answers(thrown, rulebook)
        assert check_answers(rulebook, answers).answers == answers


def test_the_same_dice_throw_the_same(rulebook: Rulebook) -> None:
    one, other = ([random_answers(dice, rulebook) for _ in range(5)] for dice in (Random(2), Random(2)))
    assert one == other
    assert one[0] != one[1]


@pytest.mark.parametrize("answered", [0.0, 0.5, 1.0])
def test_so_many_questions_are_answered(rulebook: Rulebook, answered: float) -> None:
    thrown = Random(3)
    cases = [random_answers(thrown, rulebook, answered) for _ in range(200)]
    share = sum(map(len, cases)) / (200 * len(rulebook.questions))
    assert share == pytest.approx(answered, abs=0.05)


def test_every_degree_of_completeness_is_thrown(rulebook: Rulebook) -> None:
    thrown = Random(4)
    counts = {len(random_answers(thrown, rulebook)) for _ in range(400)}
    assert {len(rulebook.questions)} < counts
    assert min(counts) < len(rulebook.questions) / 4


def test_everything_that_can_be_answered_is_thrown(rulebook: Rulebook) -> None:
    thrown = Random(5)
    for question in rulebook.questions:
        throws = [random_answer(thrown, question) for _ in range(600)]
        assert UNKNOWN in throws
        if question.kind == SEVERAL:
            assert () in throws
            assert {option for throw in throws if isinstance(throw, tuple) for option in throw} == {*question.options}
        elif question.kind != NUMBER:
            assert {*throws} == {*question.options, UNKNOWN}


def test_what_nobody_may_not_know_is_never_unknown(rulebook: Rulebook) -> None:
    thrown = Random(6)
    assert UNKNOWN not in [random_answer(thrown, one, unknown=0.0) for one in rulebook.questions for _ in range(50)]
