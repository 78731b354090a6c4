"""Whether a question has a say in several diagrams: an example is found only where they are one in which it stands."""

from __future__ import annotations

from random import Random

from nakanaori.engine.language import DiagramLogic, Diagrams, Node, levels, seen_to_tip
from thrown_formulas import QUESTIONS, thrown, thrown_test

LEVELS = levels(list(QUESTIONS.values()), [thrown_test(Random(seed)) for seed in range(2_000)])


def thrown_parts(seed: int) -> tuple[list[Node], Node]:
    """Some diagrams, and what they are put together."""
    dice = Random(seed)
    logic = DiagramLogic(Diagrams(LEVELS))
    parts = [thrown(dice, logic) for _ in range(dice.randint(1, 4))]
    whole = logic.both(parts)
    assert whole is not None
    return [part for part in parts if part is not None], whole


def test_with_time_enough_an_example_is_found_exactly_where_there_is_one():
    tipping = idle = 0
    for seed in range(400):
        parts, whole = thrown_parts(seed)
        for question in QUESTIONS:
            says = bool(whole.support & LEVELS.bit[question])
            assert seen_to_tip(parts, question, LEVELS, 1_000_000) is says, (seed, question)
            tipping += says
            idle += not says and any(part.support & LEVELS.bit[question] for part in parts)
    assert tipping > 200
    assert idle > 100


def test_an_example_that_is_found_in_little_time_is_one():
    found = 0
    for seed in range(400):
        parts, whole = thrown_parts(seed)
        for question in QUESTIONS:
            if seen_to_tip(parts, question, LEVELS, 4):
                found += 1
                assert whole.support & LEVELS.bit[question], (seed, question)
    assert found > 100
