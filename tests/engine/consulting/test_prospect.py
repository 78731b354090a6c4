"""What can still change: the same whether by diagrams or by search, and whatever order the answers came in."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import Random

import dice
import pytest
from brute_force import Futures, number_of_futures
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nakanaori.engine.consulting import check_answers, prospect
from nakanaori.engine.consulting.prospect import Outlook, Prospect
from nakanaori.engine.consulting.stakes import Visible
from nakanaori.engine.language import Facts, Rulebook
from random_rulebooks import cases, rulebooks


def seen(outlook: Outlook, facts: Facts) -> tuple[object, ...]:
    """All that a prospect tells; a prospect each, since the one search of a prospect is used up by what it is asked."""
    hinging = {name: list(outlook.after(facts).hinging(name)) for name in outlook.rulebook.question}
    tipped = {name: list(tipped_by(outlook.after(facts), name)) for name in outlook.rulebook.question}
    assert hinging == {name: list(dict.fromkeys(visible.action for visible in tipped[name])) for name in tipped}
    aspects = {name: [(seen.action.id, seen.aspect, seen.detail) for seen in tipped[name]] for name in tipped}
    undecided = [(slot.action.id, slot.basic) for slot in outlook.after(facts).undecided()]
    return [question.id for question in outlook.after(facts).mattering()], undecided, aspects


def tipped_by(prospect: Prospect, question: str) -> Iterator[Visible[int]]:
    """All that the answer to a question could change, everything put together."""
    for visible in prospect._stakes.visibles:
        if prospect._tips(prospect._left.root(visible.parts), question):
            yield visible


def test_diagrams_and_search_tell_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prospect, "MOST_STEPS", 10**7)
    thrown = Random(3)
    for _ in range(40):
        rulebook = dice.with_help(thrown, dice.rulebook(thrown))
        facts = check_answers(rulebook, dice.answers(thrown, rulebook)).given
        drawn, searched = (seen(Outlook(rulebook, most), facts) for most in (2_000, 0))
        assert drawn == searched


@given(st.data())
@settings(deadline=None, database=None, max_examples=50, suppress_health_check=list(HealthCheck))
def test_diagrams_and_search_tell_the_same_of_random_rulebooks(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    facts = check_answers(rulebook, data.draw(cases(rulebook))).given
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prospect, "MOST_STEPS", 10**7)
        assert seen(Outlook(rulebook), facts) == seen(Outlook(rulebook, 0), facts)


def test_diagrams_for_some_and_search_for_the_others_tell_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """With few branches to be looked at, what stands first is drawn and the rest is searched."""
    monkeypatch.setattr(prospect, "MOST_STEPS", 10**7)
    thrown = Random(6)
    mixed = 0
    for _ in range(120):
        rulebook = dice.with_help(thrown, dice.rulebook(thrown))
        facts = check_answers(rulebook, dice.answers(thrown, rulebook, answered=0.2)).given
        outlook = Outlook(rulebook, thrown.choice((8, 20, 50, 100)))
        left = outlook.after({})
        mixed += bool(left._left.nodes and left._left.searched)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(prospect, "MOST_STEPS", 10**7)
            assert seen(outlook, facts) == seen(Outlook(rulebook), facts)
    assert mixed > 10


def test_diagrams_have_room_for_the_shipped_rulebook(rulebook: Rulebook) -> None:
    """What has to be searched takes many times as long, and asks one question too many where it gives up."""
    assert Outlook(rulebook).searched == ()


def test_what_is_kept_makes_no_difference(monkeypatch: pytest.MonkeyPatch, rulebook: Rulebook) -> None:
    """Neither that answers were asked about before, nor that what they left is dropped again."""
    facts_of = [check_answers(rulebook, dice.answers(Random(seed), rulebook)).given for seed in range(3)]
    fresh = [mattering(Outlook(rulebook), facts) for facts in facts_of]
    outlook = Outlook(rulebook)
    for _ in range(2):
        assert [mattering(outlook, facts) for facts in facts_of] == fresh
    monkeypatch.setattr(prospect, "MOST_KEPT", 3)
    monkeypatch.setattr(prospect, "MOST_NODES", 10)
    assert [mattering(outlook, facts) for facts in facts_of] == fresh


def test_it_does_not_matter_who_else_asks(rulebook: Rulebook) -> None:
    facts_of = [check_answers(rulebook, dice.answers(Random(seed), rulebook)).given for seed in range(2)]
    alone = [mattering(Outlook(rulebook), facts) for facts in facts_of]
    outlook = Outlook(rulebook)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(partial(mattering, outlook), facts_of * 6))
    assert together == alone * 6


def test_when_the_search_is_used_up_a_question_is_taken_to_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    thrown = Random(7)
    more = 0
    for steps in (0, 5, 20, 60):
        for _ in range(40):
            rulebook = dice.with_help(thrown, dice.rulebook(thrown))
            facts = check_answers(rulebook, dice.answers(thrown, rulebook, answered=0.2)).given
            exact, certain = mattering(Outlook(rulebook), facts)
            monkeypatch.setattr(prospect, "MOST_STEPS", steps)
            taken, taken_as_certain = mattering(Outlook(rulebook, 0), facts)
            monkeypatch.undo()
            assert exact <= taken
            assert certain or not taken_as_certain
            more += len(taken - exact)
    assert more > 0


def mattering(outlook: Outlook, facts: Facts) -> tuple[set[str], bool]:
    """The questions that matter, and whether it is certain what comes first."""
    questions = {question.id for question in outlook.after(facts).mattering()}
    return questions, not list(outlook.after(facts).undecided())


def test_it_makes_no_difference_in_which_order_the_answers_came() -> None:
    thrown = Random(4)
    for _ in range(40):
        rulebook = dice.with_help(thrown, dice.rulebook(thrown))
        facts = dict(check_answers(rulebook, dice.answers(thrown, rulebook)).given)
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
        rulebook = dice.with_help(thrown, dice.rulebook(thrown))
        answers = dice.answers(thrown, rulebook)
        if number_of_futures(rulebook, answers) > 200:
            continue
        prospect = Outlook(rulebook, most_branches).after(check_answers(rulebook, answers).given)
        assert [question.id for question in prospect.mattering()] == Futures(rulebook, answers).order()
        compared += 1


def test_when_all_is_answered_nothing_can_change(rulebook: Rulebook) -> None:
    answers = dice.answers(Random(1), rulebook, answered=1.0)
    prospect = Outlook(rulebook).after(check_answers(rulebook, answers).given)
    assert list(prospect.mattering()) == []
    assert list(prospect.undecided()) == []


def test_what_hinges_on_a_question_is_told_without_putting_much_together(rulebook: Rulebook) -> None:
    """Where nothing is answered, what can be seen is large when it is put together: thousands of diagrams each."""
    outlook = Outlook(rulebook)
    first = rulebook.questions[0].id
    assert len(list(outlook.after({}).hinging(first))) > 50
    assert outlook._kept.diagrams.made < 1_000
