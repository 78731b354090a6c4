"""A test is idle exactly when its rule fires under the same answers without it."""

from __future__ import annotations

import pytest
from brute_checks import every_reading, has_idle_test, named
from brute_force import number_of_futures
from hypothesis import HealthCheck, assume, given, settings
from nakanaori.engine.authoring.idle_conditions import idle_conditions
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import ENDLESS, Inquiry, random_outcomes
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
        assert {named(remark)[1] for remark in told} == {rule.id for rule in alive if has_idle_test(rule, readings)}
