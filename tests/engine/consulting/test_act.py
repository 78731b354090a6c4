"""An action made ready: what ways make of it, by its rank."""

from __future__ import annotations

from random import Random

import dice
from nakanaori.engine.consulting import check_answers, compiled, reference
from nakanaori.engine.consulting.plan import FromRules
from nakanaori.engine.language import Rulebook


def test_what_ways_make_of_an_action_is_what_the_rules_make_of_it_at_any_rank(rulebook: Rulebook) -> None:
    program = compiled.program(rulebook)
    acts = {act.action.id: act for act in program.acts}
    planned = held = 0
    for seed in range(60):
        facts = check_answers(rulebook, dice.answers(Random(seed), rulebook)).facts
        straight, ways = FromRules(rulebook, facts, reference.fire(rulebook, facts)), program.left(facts)
        for one in straight.plan:
            act = acts[one.action.id]
            assert act[ways & act.concerned][one.rank] == one
            planned += 1
        for other in straight.withheld:
            assert acts[other.action.id].held_back(ways) == other
            held += 1
    assert min(planned, held) > 100


def test_the_same_ways_and_rank_give_the_same_object(rulebook: Rulebook) -> None:
    program, facts = compiled.program(rulebook), check_answers(rulebook, {"fault": "mine"}).facts
    assert program.conclusion(facts).plan
    for one, other in zip(program.conclusion(facts).plan, program.conclusion(facts).plan, strict=True):
        assert one is other
