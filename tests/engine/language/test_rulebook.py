"""The rulebook as a value: found by id, ordered as a plan is, in strata that rest on lower ones."""

from __future__ import annotations

from pathlib import Path
from random import Random

import dice
import pytest
from nakanaori.engine.language import CaseError, Condition, Finding, Place, Question, Rule, Rulebook
from nakanaori.engine.language.rulebook import stratify
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook


@pytest.fixture
def small(tmp_path: Path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path))


def test_things_by_id_in_their_order(small: Rulebook) -> None:
    assert [*small.question] == ["weather", "bag", "degrees", "at-home"]
    assert [*small.action] == ["take-an-umbrella", "put-on-a-coat", "stay-in", "drink-water"]
    assert next(iter(small.rule)) == "rain-and-snow-wet"
    assert small.withheld_by["miserable-means-staying-in"] == {"take-an-umbrella", "put-on-a-coat"}
    assert small.action_order["drink-water"] == (1, 3)


def test_an_action_that_is_there_and_one_that_is_not(small: Rulebook) -> None:
    assert small.known_action("stay-in").id == "stay-in"
    with pytest.raises(CaseError, match=r"There is no action 'stayin'. Did you mean 'stay-in'\?"):
        small.known_action("stayin")


def test_what_a_question_offers() -> None:
    question = Question("q", "one", ("a", "b"), 0, 0, Place("a.yaml"))
    assert [question.offers(option) for option in ("a", "b", "c", "unknown")] == [True, True, False, False]


# strata ---------------------------------------------------------------------------------------------------------------


def rule(name: str, find: str = "", *rests_on: str) -> Rule:
    condition = Condition(when=tuple(Finding(finding, at % 2 == 0) for at, finding in enumerate(rests_on)))
    return Rule(name, ("1",), False, condition, (find,) if find else (), (), (), Place("a.yaml"))


def names(rules: tuple[Rule, ...]) -> list[list[str]]:
    return [[rule.id for rule in stratum] for stratum in stratify(rules)]


def test_rules_stand_above_what_they_rest_on_and_as_low_as_they_may() -> None:
    rules = (rule("d", "", "c", "a"), rule("c", "c", "b"), rule("a", "a"), rule("b", "b", "a"), rule("e", "", "nobody"))
    assert names(rules) == [["a", "e"], ["b"], ["c"], ["d"]]


def test_a_finding_is_settled_when_every_rule_that_finds_it_is() -> None:
    rules = (rule("last", "", "b"), rule("late", "b", "a"), rule("early", "b"), rule("first", "a"))
    assert names(rules) == [["early", "first"], ["late"], ["last"]]


def test_no_rules_have_no_strata() -> None:
    assert stratify(()) == ()


@pytest.mark.parametrize("seed", range(40))
def test_every_rule_stands_just_above_the_highest_that_it_rests_on(seed: int) -> None:
    rulebook = dice.rulebook(Random(seed))
    at = {rule.id: level for level, stratum in enumerate(rulebook.strata) for rule in stratum}
    assert sorted(at) == sorted(rulebook.rule)
    for one in rulebook.rules:
        below = [at[other.id] for other in rulebook.rules if one.condition.findings() & set(other.find)]
        assert at[one.id] == max(below, default=-1) + 1
    for stratum in rulebook.strata:
        assert [rule.id for rule in rulebook.rules if rule in stratum] == [rule.id for rule in stratum]


def test_a_long_chain_is_as_many_strata_long() -> None:
    chain = [rule(f"r{at}", f"f{at}", f"f{at - 1}") for at in range(20_000)]
    assert len(stratify(tuple(reversed(chain)))) == len(chain)
