"""The plan in words: the same plan as the outcome's, nothing lost, in the reader's language."""

from __future__ import annotations

from pathlib import Path
from random import Random

import dice
import pytest
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.engine.telling import (
    held_back,
    phrases_of,
    plan_phases,
    told_alarm,
    told_plan,
    traced_help_line,
    urgent_actions,
    wording_of,
)
from small_rulebook import changed, write_rulebook

DANGER = {"danger": ["hurt-or-threatened", "want-to-disappear"]}


@pytest.fixture(scope="module")
def outcomes(rulebook: Rulebook) -> list[Outcome]:
    """Random people, one in danger, and somebody who has answered nothing."""
    people = [{}, DANGER, *(dice.answers(Random(seed), rulebook) for seed in range(12))]
    return [consult(rulebook, answers, engine="reference") for answers in people]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_action_is_told_in_its_phase_as_the_trace_has_it(outcomes: list[Outcome], language: str) -> None:
    for outcome in outcomes:
        plan = told_plan(outcome, wording_of(outcome.rulebook, language))
        told = [action for phase in plan.phases for action in (*phase.own, *phase.basics)]
        traced = outcome.trace(language).actions
        assert [(one.id, one.rank, one.basic, one.title, one.done) for one in told] == [
            (one.id, one.rank, one.basic, one.title, one.done) for one in traced
        ]
        for one, other in zip(told, traced, strict=True):
            assert tuple(step.written for step in one.steps) == other.steps
            assert tuple(map(traced_help_line, one.help_lines)) == other.help_lines
        texts = rulebook_texts(outcome.rulebook, language)
        assert [phase.heading for phase in plan.phases] == [texts("phases", one.phase) for one in plan_phases(outcome)]
        assert [action.id for action in plan.first_steps] == [one.action.id for one in outcome.first_steps]


def test_what_is_open_held_back_and_answered_is_told(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        texts, plan = rulebook_texts(outcome.rulebook, "en"), told_plan(outcome, wording_of(outcome.rulebook, "en"))
        assert plan.open == tuple(texts("questions", question.id, "topic") for question in outcome.open_questions)
        assert plan.alarmed is outcome.alarmed
        assert [group.titles for group in plan.held_back] == [
            tuple(texts("actions", held.action.id, "title") for held in group.held) for group in held_back(outcome)
        ]
        for told, group in zip(plan.held_back, held_back(outcome), strict=True):
            assert [reason.sentence.written for reason in told.because] == [texts("rules", rule) for rule in group.by]
        topics = [texts("questions", name, "topic") for name in outcome.case.facts]
        assert [one.topic for one in plan.answers] == topics


def test_what_goes_beyond_the_source_is_explained_only_where_it_does(outcomes: list[Outcome], tmp_path: Path) -> None:
    assert {bool(told_plan(outcome, wording_of(outcome.rulebook, "en")).beyond) for outcome in outcomes} >= {True}
    small = load_rulebook(write_rulebook(tmp_path))
    assert told_plan(consult(small, {}, engine="reference"), wording_of(small, "en")).beyond == ""


def test_the_alarm_tells_what_is_urgent_whom_to_call_and_what_may_follow(rulebook: Rulebook) -> None:
    outcome, wording = consult(rulebook, DANGER, engine="reference"), wording_of(rulebook, "en")
    alarm = told_alarm(outcome, wording)
    assert [action.id for action in alarm.actions] == [planned.action.id for planned in urgent_actions(outcome)]
    assert "110" in [line.call for line in alarm.calls]
    assert alarm.invitation.startswith("If you go on, there may be more to say, for example on “")
    done = {question.id: "unknown" for question in rulebook.questions}
    assert told_alarm(consult(rulebook, {**done, **DANGER}, engine="reference"), wording).invitation == ""


def test_where_nothing_can_be_named_the_invitation_names_nothing(tmp_path: Path) -> None:
    files = changed("rulebook.yaml", "alarm: {finding: miserable, phase: now}", "alarm: {finding: wet, phase: later}")
    small = load_rulebook(write_rulebook(tmp_path, files))
    answers = {"weather": "rain", "degrees": 3, "bag": ["hat"]}
    outcome = consult(small, answers, engine="reference")
    assert outcome.alarmed
    assert not outcome.complete
    named = {titled for titled in ("Stay in",) if titled in told_alarm(outcome, wording_of(small, "en")).invitation}
    assert named == {"Stay in"}


def test_follow_ups_say_when_they_are_due(tmp_path: Path) -> None:
    reminded = """\
- action: drink-water
  phase: later
  cites: ["2"]
  follow-ups: [{follow-up: a, days-after: 30}, {follow-up: b, days-before: 7}, {follow-up: c, days-before: 0}]
"""
    files = changed("actions.yaml", '- action: drink-water\n  phase: later\n  cites: ["2"]\n', reminded)
    small = load_rulebook(write_rulebook(tmp_path, files))
    (action,) = told_plan(consult(small, {}, engine="reference"), wording_of(small, "en")).first_steps
    say = phrases_of("en")
    assert action.follow_ups == (
        say("follow-up", "days-after").format(days=30, text="a"),
        say("follow-up", "days-before").format(days=7, text="b"),
        say("follow-up", "on-the-day").format(text="c"),
    )
