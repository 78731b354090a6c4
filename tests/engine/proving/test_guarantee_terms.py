"""What a claim says is the same to the solver and to the evaluator."""

from __future__ import annotations

from random import Random

import pytest
from brute_force import Reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from model_outcomes import outcomes
from nakanaori.engine.consulting import check_answers, consult, random_answers
from nakanaori.engine.language import Condition, Place, Rulebook
from nakanaori.engine.proving import CLAIMS, Claim, Guarantee, Model, applies_term
from nakanaori.engine.proving.guarantee_terms import claim_term
from random_rulebooks import cases, rulebooks

pytestmark = pytest.mark.usefixtures("solver")


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_claims_mean_the_same_to_model_and_evaluator(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    drawn = [check_answers(rulebook, data.draw(cases(rulebook))).answers for _ in range(6)]
    some = st.lists(st.sampled_from(tuple(rulebook.action)), unique=True, min_size=1, max_size=4).map(tuple)
    counted = st.builds(Claim, st.just("at-most"), some, st.integers(0, 3), st.booleans())
    claims = [data.draw(counted) if kind == "at-most" else Claim(kind, data.draw(some)) for kind in 3 * CLAIMS]
    model = Model(rulebook)
    told = outcomes(model, [claim_term(model.terms, claim) for claim in claims], drawn)
    for case, kept in zip(drawn, told, strict=True):
        outcome = consult(rulebook, case, engine="reference")
        assert kept == tuple(claim.kept(claim.looked_at(outcome)) for claim in claims), outcome.plan


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_of_which_answers_a_guarantee_speaks_is_the_same_to_model_and_evaluator(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    dice = Random(data.draw(st.integers(0, 1000)))
    drawn = [check_answers(rulebook, data.draw(cases(rulebook))).answers for _ in range(4)]
    drawn += [check_answers(rulebook, random_answers(dice, rulebook, likely)).answers for likely in (0.8, 0.9, 1.0)]
    conditions = [Condition(), *(rule.condition for rule in rulebook.rules[:3])]
    guarantees = [
        Guarantee("g", (), condition, complete, (), Place("guarantees.yaml"))
        for condition in conditions
        for complete in (True, False)
    ]
    model = Model(rulebook)
    told = outcomes(model, [applies_term(model.terms, guarantee) for guarantee in guarantees], drawn)
    for case, applying in zip(drawn, told, strict=True):
        outcome = consult(rulebook, case, engine="reference")
        assert applying == tuple(guarantee.applies(outcome) for guarantee in guarantees), case
        assert guarantees[0].applies(outcome) is Reading(rulebook, case).complete()


def test_what_comes_first_is_said_in_as_many_parts_as_there_are_actions(rulebook: Rulebook) -> None:
    actions = [*rulebook.action]
    terms = Model(rulebook).terms
    for count in (1, 2, len(actions) // 2, len(actions)):
        said = claim_term(terms, Claim("first", tuple(actions[:count])))
        # Each is there, each before the next, and the last before all the others.
        assert said.num_args() == count + (count - 1) + (len(actions) - count)
