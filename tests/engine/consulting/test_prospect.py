"""What can still change: the same whether by diagrams or by search, and whatever order the answers came in."""

from __future__ import annotations

from random import Random

import dice
import pytest
from brute_force import Futures, number_of_futures
from nakanaori.engine.consulting import check_answers
from nakanaori.engine.consulting.prospect import Outlook
from nakanaori.engine.language import Facts, Rulebook


def seen(outlook: Outlook, facts: Facts) -> tuple[object, ...]:
    """All that a prospect tells; a prospect each, since the one search of a prospect is used up by what it is asked."""
    hinging = {
        name: [(visible.action.id, visible.aspect, visible.detail) for visible in outlook.after(facts).hinging(name)]
        for name in outlook.rulebook.question
    }
    undecided = [(slot.action.id, slot.basic) for slot in outlook.after(facts).undecided()]
    return [question.id for question in outlook.after(facts).mattering()], undecided, hinging


def test_diagrams_and_search_tell_the_same() -> None:
    thrown = Random(3)
    for _ in range(40):
        rulebook = dice.rulebook(thrown)
        facts = check_answers(rulebook, dice.answers(thrown, rulebook)).facts
        drawn, searched = (seen(Outlook(rulebook, most), facts) for most in (2_000, 0))
        assert drawn == searched


def test_it_makes_no_difference_in_which_order_the_answers_came() -> None:
    thrown = Random(4)
    for _ in range(40):
        rulebook = dice.rulebook(thrown)
        facts = dict(check_answers(rulebook, dice.answers(thrown, rulebook)).facts)
        outlook = Outlook(rulebook)
        first = seen(outlook, facts)
        shuffled = [*facts.items()]
        thrown.shuffle(shuffled)
        assert seen(outlook, dict(shuffled)) == first
        assert seen(Outlook(rulebook), dict(shuffled)) == first


@pytest.mark.parametrize("most_branches", [2_000, 0])
def test_what_matters_is_what_brute_force_sees(most_branches: int) -> None:
    thrown = Random(5)
    compared = 0
    while compared < 25:
        rulebook = dice.rulebook(thrown)
        answers = dice.answers(thrown, rulebook)
        if number_of_futures(rulebook, answers) > 200:
            continue
        prospect = Outlook(rulebook, most_branches).after(check_answers(rulebook, answers).facts)
        assert [question.id for question in prospect.mattering()] == Futures(rulebook, answers).order()
        compared += 1


def test_when_all_is_answered_nothing_can_change(rulebook: Rulebook) -> None:
    answers = dice.answers(Random(1), rulebook, answered=1.0)
    prospect = Outlook(rulebook).after(check_answers(rulebook, answers).facts)
    assert list(prospect.mattering()) == []
    assert list(prospect.undecided()) == []
