"""What answers leave of a rulebook's diagrams: a question stands in it exactly when it can still change something."""

from __future__ import annotations

from random import Random

import dice
import pytest
from brute_force import UNANSWERED, values
from nakanaori.engine.consulting import check_answers, consult
from nakanaori.engine.consulting.prospect import Outlook


@pytest.mark.parametrize("seed", range(120))
def test_a_question_that_stands_in_nothing_left_changes_no_plan(seed: int) -> None:
    throw = Random(f"left {seed}")
    rulebook = dice.rulebook(throw)
    outlook = Outlook(rulebook)
    for _ in range(5):
        given = dict(list(dice.answers(throw, rulebook).items())[: throw.randrange(3)])
        case = check_answers(rulebook, given)
        mattering = {question.id for question in outlook.after(case.facts).mattering()}
        for question in rulebook.questions:
            if question.id in given or question.id in mattering or question.only_if:
                continue
            told = [value for value in values(question) if value != UNANSWERED]
            people = [{**given, question.id: value} for value in told]
            plans = {
                tuple(one.action.id for one in consult(rulebook, person, engine="reference").plan) for person in people
            }
            assert len(plans) == 1
