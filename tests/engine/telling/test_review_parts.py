"""The four parts of a plan that was reviewed: every action of either plan stands in exactly one."""

from __future__ import annotations

from datetime import date
from random import Random

import dice
import pytest
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import CaseError, Rulebook
from nakanaori.engine.telling import ReviewParts, parts_of_review
from walking import somebody

DAY = date(2026, 11, 20)


def ids(parts: ReviewParts) -> list[list[str]]:
    return [
        [one.action.id for one in parts.new],
        [one.action.id for one in parts.done],
        [one.action.id for one in parts.no_longer],
        [one.planned.action.id for one in parts.kept],
    ]


def test_every_action_of_either_plan_is_in_exactly_one_part() -> None:
    seen = [0, 0, 0, 0]
    for seed in range(600):
        random = Random(seed)
        rulebook = dice.rulebook(random)
        before, after = (consult(rulebook, dice.answers(random, rulebook), engine="reference") for _ in range(2))
        done = dict.fromkeys(dice.some(random, [*rulebook.action], most=1), DAY)
        parts = ids(parts_of_review(before, after, done))
        then, now = ({planned.action.id for planned in one.plan} for one in (before, after))
        told = [name for part in parts for name in part]
        assert len(told) == len(set(told))
        assert {*told} == then | now | {*done}
        new, ticked, gone, kept = map(set, parts)
        assert ticked == {*done}
        assert (new, gone, kept) == (now - then - ticked, then - now - ticked, (then & now) - ticked)
        seen = [count + bool(part) for count, part in zip(seen, parts, strict=True)]
    assert min(seen) > 50, seen


def test_the_same_answers_keep_everything(rulebook: Rulebook) -> None:
    for seed in range(20):
        outcome = consult(rulebook, somebody(Random(seed), rulebook), engine="reference")
        parts = parts_of_review(outcome, outcome, {})
        assert [one.planned for one in parts.kept] == [*outcome.plan]
        assert not any((parts.new, parts.done, parts.no_longer, *(one.added for one in parts.kept)))


def test_whatever_is_no_longer_right_has_a_reason(rulebook: Rulebook) -> None:
    held = lapsed = 0
    for seed in range(60):
        random = Random(seed)
        person = somebody(random, rulebook)
        other = {**person, "contact": "wants-no-contact", "danger": []}
        before, after = (consult(rulebook, answers, engine="reference") for answers in (person, other))
        for one in parts_of_review(before, after, {}).no_longer:
            assert one.withheld_by or one.lapsed
            assert all(reason.rule.id in after.fired for reason in one.withheld_by)
            assert all(reason.rule.id not in after.fired and reason.grounds for reason in one.lapsed)
            held += bool(one.withheld_by)
            lapsed += bool(one.lapsed)
    assert held
    assert lapsed


def test_steps_that_were_not_there_are_told(rulebook: Rulebook) -> None:
    added = 0
    for seed in range(60):
        random = Random(seed)
        first, second = (somebody(random, rulebook) for _ in range(2))
        before, after = (
            consult(rulebook, answers, engine="reference")
            for answers in (first, {**first, "relation": second["relation"]})
        )
        for one in parts_of_review(before, after, {}).kept:
            was = before.planned(one.planned.action.id)
            assert was is not None
            assert [*one.added] == [step for step in one.planned.steps if step not in was.steps]
            added += len(one.added)
    assert added


def test_what_is_done_stands_in_the_order_of_the_days(rulebook: Rulebook) -> None:
    outcome = consult(rulebook, {}, engine="reference")
    first, second = list(rulebook.action)[:2]
    parts = parts_of_review(outcome, outcome, {first: DAY, second: date(2026, 11, 1)})
    assert [(one.action.id, one.on) for one in parts.done] == [(second, date(2026, 11, 1)), (first, DAY)]


def test_what_is_no_action_cannot_be_done(rulebook: Rulebook) -> None:
    outcome = consult(rulebook, {}, engine="reference")
    with pytest.raises(CaseError, match="There is no action 'nothing'"):
        parts_of_review(outcome, outcome, {"nothing": DAY})
