"""What the solver proves agrees with every single case, and what it does not decide is not taken for clean."""

from __future__ import annotations

import pytest
from brute_checks import every_reading, named
from brute_force import number_of_futures
from hypothesis import HealthCheck, assume, given, settings
from nakanaori.engine.authoring.remark import (
    ALWAYS_WITHHELD,
    BARE_ACTION,
    CONTRADICTION,
    IDLE_LEAD,
    IDLE_TEST,
    NEVER_ADVISED,
    NEVER_FIRES,
    NEVER_SHOWN,
    UNREACHED_ROW,
)
from nakanaori.engine.authoring.solved_checks import solved_remarks
from nakanaori.engine.authoring.static_checks import contradictions
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import ENDLESS, Inquiry, random_outcomes
from random_rulebooks import rulebooks


def brute_remarks(rulebook: Rulebook) -> set[tuple[str, str]]:
    """Code and rule, action or step, by going through every set of answers."""
    readings = [*every_reading(rulebook)]
    alive = [rule for rule in rulebook.rules if any(reading.fires(rule) for reading in readings)]
    told = {("dead", rule.id) for rule in rulebook.rules if rule not in alive}
    for rule in alive:
        ways = [{seen[0] for seen in reading.sight() if seen[4]} for reading in readings if reading.fires(rule)]
        told |= {(IDLE_LEAD, rule.id) for action in rule.lead if all(action not in way for way in ways)}
    for action in rulebook.actions:
        advised = [reading for reading in readings if reading.advised(action)]
        planned = [reading for reading in advised if not reading.withheld(action)]
        if not planned:
            told.add((ALWAYS_WITHHELD if advised else NEVER_ADVISED, action.id))
            continue
        shown = [reading.steps(action) for reading in planned]
        if not all(shown):
            told.add((BARE_ACTION, action.id))
        told |= {(NEVER_SHOWN, step.id) for step in action.steps if all(step.id not in each for each in shown)}
        always = (step for step in action.steps if step.when and all(step.id in each for each in shown))
        told |= {(IDLE_TEST, step.id) for step in always}
    return told


@pytest.mark.usefixtures("solver")
@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(rulebooks())
def test_proofs_agree_with_every_single_case(rulebook: Rulebook) -> None:
    assume(number_of_futures(rulebook, {}) <= 150)
    contradictory = contradictions(rulebook, ENDLESS).remarks
    inquiry = Inquiry(rulebook, ENDLESS, random_outcomes(rulebook, ENDLESS))
    remarks = [*contradictory.values(), *solved_remarks(inquiry, (), contradictory)]
    codes = {NEVER_FIRES, CONTRADICTION, NEVER_ADVISED, ALWAYS_WITHHELD, NEVER_SHOWN, IDLE_LEAD, BARE_ACTION}
    of_steps = {named(remark) for remark in remarks if remark.code == IDLE_TEST and "step '" in remark.message}
    rows = {str(rule.row): rule.id for rule in rulebook.rules}
    unreached = {("dead", rows[remark.message.split()[1]]) for remark in remarks if remark.code == UNREACHED_ROW}
    said = {named(remark) for remark in remarks if remark.code in codes}
    assert said | of_steps | unreached == brute_remarks(rulebook)
    assert (inquiry.undecided, inquiry.unreached) == ([], [])
