"""Sites: every test of a rulebook has one, and a condition can be rewritten at it."""

from __future__ import annotations

import msgspec
from hypothesis import HealthCheck, given, settings
from nakanaori.engine.language import (
    ANY,
    UNLESS,
    WHEN,
    Condition,
    Finding,
    OneOf,
    Place,
    Rulebook,
    Site,
    edited,
    is_answered,
    sites,
    with_test,
)
from random_rulebooks import rulebooks

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

RAIN, WET, COLD, LATE = (
    OneOf("weather", frozenset(("rain",))),
    *(Finding(name, wanted=True) for name in ("wet", "cold", "late")),
)
CONDITION = Condition(when=(RAIN, WET), any=((COLD,), (LATE, RAIN)), unless=(LATE,))


def condition_at(rulebook: Rulebook, site: Site) -> Condition:
    if site.rule:
        return rulebook.rule[site.rule].condition
    if site.question:
        return Condition(when=rulebook.question[site.question].only_if)
    if site.draft:
        parts = {part.id: part for part in rulebook.draft[site.draft].parts}
        own = rulebook.draft[site.draft].condition
        return Condition(when=parts[site.draft_part].when) if site.draft_part else own
    steps = {step.id: step for step in rulebook.action[site.action].steps}
    return Condition(when=steps[site.step].when)


@SLOW
@given(rulebooks())
def test_every_test_has_one_site_and_stands_there(rulebook: Rulebook) -> None:
    found = [*sites(rulebook)]
    conditions = [msgspec.structs.replace(rule.condition, earlier=None) for rule in rulebook.rules]
    # Of what stands for `else` in a table, nobody has written the tests.
    tests = [test for condition in conditions for test in condition.tests() if not is_answered(test)]
    tests += [test for action in rulebook.actions for step in action.steps for test in step.when]
    for draft in rulebook.drafts:
        tests += [*draft.condition.tests(), *(test for part in draft.parts for test in part.when)]
    tests += [test for question in rulebook.questions for test in question.only_if]
    assert [site.test for site in found] == tests
    drafts = {site: "/".join(filter(None, (site.draft, site.draft_part))) for site in found}
    assert all(
        site.owner == (site.rule or site.question or drafts[site] or f"{site.action}/{site.step}") for site in found
    )
    for site in found:
        condition = condition_at(rulebook, site)
        assert with_test(condition, site, site.test) == condition
        alone = msgspec.structs.replace(condition, earlier=None)
        assert len([*with_test(alone, site, None).tests()]) == len([*alone.tests()]) - 1


def test_a_test_is_replaced_or_dropped_in_its_own_part_alone() -> None:
    def at(part: str, alternative: int, position: int) -> Site:
        return Site(RAIN, part, alternative, position, Place("rules"), rule="r")

    assert with_test(CONDITION, at(WHEN, 0, 1), None) == Condition((RAIN,), CONDITION.any, CONDITION.unless)
    assert with_test(CONDITION, at(ANY, 1, 0), COLD) == Condition(
        CONDITION.when, ((COLD,), (COLD, RAIN)), CONDITION.unless
    )
    assert with_test(CONDITION, at(UNLESS, 0, 0), WET) == Condition(CONDITION.when, CONDITION.any, (WET,))
    assert edited((RAIN, WET), 0, None) == (WET,)
