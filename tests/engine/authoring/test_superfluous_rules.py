"""A rule is superfluous exactly when nothing would be otherwise without it."""

from __future__ import annotations

import pytest
from brute_checks import every_reading, named, superfluous
from brute_force import number_of_futures
from hypothesis import HealthCheck, assume, given, settings
from nakanaori.engine.authoring.superfluous_rules import superfluous_rules
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import ENDLESS, Inquiry, random_outcomes
from random_rulebooks import rulebooks


@pytest.mark.usefixtures("solver")
@settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(rulebooks())
def test_superfluous_rules_agree_with_every_single_case(rulebook: Rulebook) -> None:
    assume(number_of_futures(rulebook, {}) <= 150)
    readings = [*every_reading(rulebook)]
    alive = [rule for rule in rulebook.rules if any(reading.fires(rule) for reading in readings)]
    for met in ([], random_outcomes(rulebook, ENDLESS)):
        told = superfluous_rules(Inquiry(rulebook, ENDLESS, met), alive)
        assert {named(remark)[1] for remark in told} == superfluous(rulebook, readings, alive)
