"""A review in words."""

from __future__ import annotations

from datetime import date

import pytest
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import day_in_words, told_review, wording_of

ANSWERS = {
    "danger": [],
    "relation": "friend",
    "fault": "mine",
    "cause": ["lied"],
    "severity": "serious",
    "contact": "in-touch",
    "known": "all",
    "apology": "not-yet",
    "reach": ["meet"],
}


def outcomes(rulebook: Rulebook, **other: object) -> tuple[Outcome, Outcome]:
    before = consult(rulebook, ANSWERS, engine="reference")
    return before, consult(rulebook, {**ANSWERS, **other}, engine="reference")


@pytest.mark.parametrize(("language", "told"), [("ja", "2026年1月5日"), ("en", "5 January 2026")])
def test_a_day_is_told_as_people_say_it(rulebook: Rulebook, language: str, told: str) -> None:
    assert day_in_words(date(2026, 1, 5), wording_of(rulebook, language)) == told


def test_what_changed_and_why_something_is_not_right_any_more(rulebook: Rulebook) -> None:
    wording = wording_of(rulebook, "en")
    before, after = outcomes(rulebook, contact="asked-for-room")
    told = told_review(before, after, {}, wording)
    (change,) = told.changes
    assert change.startswith(f"{wording.texts('questions', 'contact', 'topic')}: “We see each other")
    gone = {one.id: one for one in told.no_longer}["apologise-in-person"]
    assert gone.title == wording.texts("actions", "apologise-in-person", "title")
    assert gone.against or gone.lapsed
    assert any("asked for time" in ground for lapse in gone.lapsed for ground in lapse.grounds)
    new = {one.action.id: one for one in told.new}["give-them-room"]
    planned = after.planned("give-them-room")
    assert planned is not None
    assert [reason.sentence.written for reason in new.because] == [wording.texts("rules", by) for by in planned.because]
    assert told.first[0] == new.action.title
    assert [one.rank for one in told.kept] == sorted(one.rank for one in told.kept)


def test_what_is_withheld_tells_that_alone(rulebook: Rulebook) -> None:
    before, after = outcomes(rulebook, danger=["might-hurt-someone"])
    told = told_review(before, after, {}, wording_of(rulebook, "ja"))
    held = {one.action.id for one in after.withheld}
    for one in told.no_longer:
        assert bool(one.against) is (one.id in held)
        assert not (one.against and one.lapsed)


def test_what_is_done_is_told_with_its_day_and_not_as_a_first_step(rulebook: Rulebook) -> None:
    before, after = outcomes(rulebook)
    first = after.first_steps[0].action.id
    told = told_review(before, after, {first: date(2026, 11, 20)}, wording_of(rulebook, "en"))
    (done,) = told.done
    assert (done.id, done.on) == (first, "20 November 2026")
    assert done.title not in told.first
    assert len(told.first) == len(after.first_steps) - 1
    assert not told.changes
