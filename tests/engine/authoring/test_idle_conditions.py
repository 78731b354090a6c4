"""A test is idle exactly when its rule fires under the same answers without it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from brute_checks import every_reading, has_idle_test, named
from brute_force import number_of_futures
from hostile import many_alternatives
from hypothesis import HealthCheck, assume, given, settings
from msgspec.structs import replace
from nakanaori.engine.authoring import Remark
from nakanaori.engine.authoring.idle_conditions import idle_conditions, idle_only_ifs
from nakanaori.engine.consulting import Case, consult
from nakanaori.engine.language import Rulebook, Tests
from nakanaori.engine.proving import ENDLESS, Aim, IndexedOutcome, Inquiry, indexed, random_outcomes
from nakanaori.engine.reading import load_rulebook
from random_rulebooks import rulebooks


@pytest.mark.usefixtures("solver")
@settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(rulebooks())
def test_idle_conditions_agree_with_every_single_case(rulebook: Rulebook) -> None:
    assume(number_of_futures(rulebook, {}) <= 150)
    readings = [*every_reading(rulebook)]
    alive = [rule for rule in rulebook.rules if any(reading.fires(rule) for reading in readings)]
    for met in ([], random_outcomes(rulebook, ENDLESS)):
        told = idle_conditions(Inquiry(rulebook, ENDLESS, met), alive)
        assert {named(remark)[1] for remark in told} == {
            rule.id for rule in alive if rule.condition.earlier is None and has_idle_test(rule, readings)
        }


@pytest.mark.usefixtures("solver")
@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(rulebooks())
def test_idle_only_ifs_agree_with_every_single_case(rulebook: Rulebook) -> None:
    assume(number_of_futures(rulebook, {}) <= 300)
    assume(any(question.only_if for question in rulebook.questions))
    readings = [*every_reading(rulebook)]

    def asks(tests: Tests) -> list[bool]:
        return [all(map(reading.test, tests)) for reading in readings]

    def without(tests: Tests) -> Iterator[Tests]:
        return (tests[:at] + tests[at + 1 :] for at in range(len(tests)))

    idle = {
        question.id
        for question in rulebook.questions
        if any(asks(question.only_if))
        and any(asks(left) == asks(question.only_if) for left in without(question.only_if))
    }
    for met in ([], random_outcomes(rulebook, ENDLESS)):
        told = idle_only_ifs(Inquiry(rulebook, ENDLESS, met))
        assert {re.findall("question '(.*?)'", remark.message)[0] for remark in told} == idle


class Counted(dict[str, object]):
    """Facts that count how often one looks at them."""

    looks = 0

    def get(self, question: str, default: object = None) -> object:  # type: ignore[override]
        self.looks += 1
        return super().get(question, default)


class Unasked:
    """In place of an inquiry: it looks whether each aim is so in the outcomes, and asks no solver."""

    def __init__(self, rulebook: Rulebook, seen: IndexedOutcome) -> None:
        self.rulebook = rulebook
        self.seen = seen
        self.aims = 0

    def unmet(self, aims: Iterable[Aim[Remark]]) -> Iterator[Aim[Remark]]:
        for aim in aims:
            self.aims += 1
            aim.seen(self.seen)
        return iter(())


def test_in_an_outcome_each_test_is_looked_at_once_however_many_there_are(tmp_path: Path) -> None:
    rulebook = load_rulebook(many_alternatives(tmp_path))
    outcome = consult(rulebook, {f"q{number}": "o0" for number in range(40)}, engine="reference")
    facts = Counted(outcome.case.facts)
    seen = indexed(replace(outcome, case=Case(outcome.case.answers, facts, facts)))
    inquiry = Unasked(rulebook, seen)
    assert [*idle_conditions(inquiry, rulebook.rules)] == []
    assert inquiry.aims == 8_000
    assert facts.looks <= 6_000
