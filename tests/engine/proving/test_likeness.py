"""What reads alike means the same, and renaming rules and findings changes nothing."""

from __future__ import annotations

from random import Random

import dice
from chained import chained
from msgspec.structs import replace
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import Condition, Earlier, Finding, Rule, Rulebook, Tests
from nakanaori.engine.proving.likeness import Likeness


def renamed(rulebook: Rulebook) -> Rulebook:
    """The same with other names for its rules and findings, its rules in reverse and its tests too."""

    def tests(old: Tests) -> Tests:
        return tuple(
            Finding(f"other-{test.finding}", test.wanted) if isinstance(test, Finding) else test
            for test in reversed(old)
        )

    def earlier(old: Earlier | None) -> Earlier | None:
        return None if old is None else Earlier(f"other-{old.row}", condition(old.own), earlier(old.before))

    def condition(old: Condition) -> Condition:
        return Condition(tests(old.when), tuple(map(tests, old.any)), tests(old.unless), earlier(old.earlier))

    def rule(old: Rule) -> Rule:
        found = tuple(f"other-{finding}" for finding in old.find)
        return replace(old, id=f"other-{old.id}", condition=condition(old.condition), find=found)

    return replace(
        rulebook,
        rules=tuple(map(rule, reversed(rulebook.rules))),
        findings=tuple(f"other-{finding}" for finding in rulebook.findings),
        actions=tuple(
            replace(one, steps=tuple(replace(step, when=tests(step.when)) for step in one.steps))
            for one in rulebook.actions
        ),
    )


def test_other_names_and_another_order_read_alike() -> None:
    thrown = Random(21)
    for _ in range(100):
        rulebook = dice.rulebook(thrown)
        likeness = Likeness()
        assert likeness.of_actions(rulebook) == likeness.of_actions(renamed(rulebook))


def test_what_reads_alike_has_the_same_part_in_every_plan() -> None:
    thrown = Random(22)
    alike = 0
    for _ in range(300):
        old = dice.rulebook(thrown)
        rules = list(old.rules)
        at = thrown.randrange(len(rules))
        rules[at] = replace(rules[at], condition=dice.condition(thrown, old.questions, ()))
        new = replace(old, rules=tuple(rules))
        likeness = Likeness()
        before, after = likeness.of_actions(old), likeness.of_actions(new)
        same = [action for action in old.action if before[action] == after[action]]
        alike += bool(same)
        for _ in range(10):
            answers = dice.answers(thrown, old)
            outcomes = [consult(one, answers, engine="reference") for one in (old, new)]
            for action in same:
                one, other = (outcome.planned(action) for outcome in outcomes)
                assert (one is None) == (other is None)
                assert one is None or other is None or (one.basic, one.steps) == (other.basic, other.steps)
    assert alike > 100


def test_three_thousand_findings_that_rest_on_each_other_are_read() -> None:
    likeness = Likeness()
    whole, other = chained(3_000), chained(3_000, first="o1")
    assert likeness.of_actions(whole) == likeness.of_actions(chained(3_000))
    assert likeness.of_actions(whole) != likeness.of_actions(other)
