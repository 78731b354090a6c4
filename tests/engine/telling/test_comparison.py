"""Two outcomes compared: what differs in the plan, what lies behind it, and by which rules."""

from __future__ import annotations

from random import Random

import dice
from brute_force import plan
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import Comparison, compare
from nakanaori.engine.telling.comparison import Drafts

# comparing ------------------------------------------------------------------------------------------------------------


def fired(outcome: Outcome, rules: tuple[str, ...]) -> bool:
    return set(rules) <= set(outcome.fired)


def told_steps(outcome: Outcome, action: str, shown: tuple[str, ...]) -> set[tuple[str, str]]:
    """The steps shown, each with the answers that it tells."""
    steps = outcome.rulebook.action[action].steps
    answers = outcome.case.answers
    return {(step.id, repr([answers.get(name) for name in step.values])) for step in steps if step.id in shown}


def check_plan(shown: Comparison, before: Outcome, after: Outcome) -> None:
    """The second plan can be had from the first and the differences told."""
    old = {seen[0]: seen for seen in plan(before.rulebook, before.case.answers)}
    new = {seen[0]: seen for seen in plan(after.rulebook, after.case.answers)}
    assert [shift.id for shift in shown.comes] == [action for action in new if action not in old]
    assert [shift.id for shift in shown.goes] == [action for action in old if action not in new]
    both = [action for action in new if action in old]
    assert [shift.id for shift in shown.own] == [one for one in both if old[one][1] and not new[one][1]]
    assert [shift.id for shift in shown.basic] == [one for one in both if new[one][1] and not old[one][1]]
    steps = {one.id: ({step.id for step in one.shown}, {step.id for step in one.hidden}) for one in shown.steps}
    were, are = (
        {one: told_steps(outcome, one, seen[one][2]) for one in both} for outcome, seen in ((before, old), (after, new))
    )
    assert steps == {
        one: ({step for step, _ in are[one] - were[one]}, {step for step, _ in were[one] - are[one]})
        for one in both
        if were[one] != are[one]
    }
    ranks = {one: ([*old].index(one) + 1, [*new].index(one) + 1) for one in both}
    assert {move.id: (move.before, move.after) for move in shown.moves} == {
        one: rank for one, rank in ranks.items() if rank[0] != rank[1]
    }


def check_rest(shown: Comparison, before: Outcome, after: Outcome) -> None:
    held_before, held_after = ({held.action.id for held in one.withheld} for one in (before, after))
    assert {shift.id for shift in shown.withheld} == held_after - held_before
    assert {shift.id for shift in shown.released} == held_before - held_after
    assert {shift.id for shift in shown.established} == after.findings.keys() - before.findings.keys()
    assert {shift.id for shift in shown.lapsed} == before.findings.keys() - after.findings.keys()
    opened, closed = ({question.id for question in one.open_questions} for one in (after, before))
    assert {opening.question for opening in shown.opened} == opened - closed
    assert set(shown.closed) == closed - opened - after.case.answers.keys()


def check_reasons(shown: Comparison, before: Outcome, after: Outcome) -> None:
    """Everything that shifts has a reason, and rules named fire when they are said to."""
    listed = (shown.comes, shown.goes, shown.own, shown.basic, shown.withheld, shown.released)
    for shift in (*(shift for shifts in listed for shift in shifts), *shown.established, *shown.lapsed):
        assert shift.now or shift.no_longer, shift
        assert fired(after, shift.now)
        assert fired(before, shift.no_longer)
        assert set(shift.no_longer).isdisjoint(after.fired)
    assert all(opening.actions for opening in shown.opened)


def test_random_rulebooks() -> None:
    thrown = Random(5)
    for _ in range(200):
        rulebook = dice.rulebook(thrown)
        before, after = (consult(rulebook, dice.answers(thrown, rulebook), engine="reference") for _ in range(2))
        shown = compare(before, after)
        check_plan(shown, before, after)
        check_rest(shown, before, after)
        check_reasons(shown, before, after)


def test_the_shipped_rulebook(rulebook: Rulebook) -> None:
    thrown = Random(5)
    for _ in range(8):
        before, after = (consult(rulebook, dice.answers(thrown, rulebook), engine="reference") for _ in range(2))
        shown = compare(before, after)
        check_plan(shown, before, after)
        check_rest(shown, before, after)
        check_reasons(shown, before, after)


def test_an_outcome_differs_in_nothing_from_itself(rulebook: Rulebook) -> None:
    outcome = consult(rulebook, {"fault": "mine"})
    assert compare(outcome, outcome).same
    # A question that nothing hangs on now may be answered without changing anything but the answers.
    other = consult(rulebook, {"fault": "mine", "elapsed": "days"})
    assert [change.question for change in compare(outcome, other).answers] == ["elapsed"]


def test_the_drafts_of_an_action_that_differ() -> None:
    thrown = Random(31)
    told = 0
    for _ in range(200):
        rulebook = dice.with_drafts(thrown, dice.rulebook(thrown))
        one, two = (consult(rulebook, dice.answers(thrown, rulebook), engine="reference") for _ in range(2))
        comparison = compare(one, two)
        changed = {drafts.id: drafts for drafts in comparison.drafts}
        for planned in two.plan:
            before = one.planned(planned.action.id)
            if before is None:
                assert planned.action.id not in changed
                continue
            were, are = ({it.draft.id: it.parts for it in each.drafts} for each in (before, planned))
            drafts = changed.get(planned.action.id, Drafts(planned.action.id, (), (), ()))
            assert set(drafts.offered) == are.keys() - were.keys()
            assert set(drafts.dropped) == were.keys() - are.keys()
            assert set(drafts.rewritten) == {draft for draft in are.keys() & were.keys() if are[draft] != were[draft]}
            told += planned.action.id in changed
        assert not (comparison.drafts and comparison.same)
    assert told > 10
