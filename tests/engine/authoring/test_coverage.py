"""Coverage: which rules fired, and which tests came out both ways."""

from __future__ import annotations

import pytest
from nakanaori.engine.authoring import Coverage, Share, spelt
from nakanaori.engine.authoring import covered as coverage_of
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import ANY, UNLESS, WHEN, Rulebook, sites, with_test
from nakanaori.engine.reading import load_rulebook
from small_rulebook import changed, write_rulebook


@pytest.fixture
def going_out(tmp_path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path))


def covered(rulebook: Rulebook, *cases: dict[str, object]) -> Coverage:
    return coverage_of(rulebook, [consult(rulebook, case, engine="reference") for case in cases])


def one_way(reached: Coverage) -> set[tuple[str, str, str]]:
    return {(seen.site.owner, seen.site.part, spelt(reached.rulebook, seen.site.test)) for seen in reached.one_way}


def test_every_test_of_rules_and_steps_has_its_site(going_out):
    found = [(site.owner, site.part, site.alternative, spelt(going_out, site.test)) for site in sites(going_out)]
    assert found == [
        ("rain-and-snow-wet", WHEN, 0, "weather: [rain, snow]"),
        ("few-degrees-are-cold", WHEN, 0, "degrees: {less-than: 10}"),
        ("wet-and-cold-is-miserable", WHEN, 0, "wet: true"),
        ("wet-and-cold-is-miserable", WHEN, 0, "cold: true"),
        ("umbrella-when-wet", WHEN, 0, "wet: true"),
        ("umbrella-when-wet", UNLESS, 0, "bag: umbrella"),
        ("coat-when-cold", ANY, 0, "cold: true"),
        ("coat-when-cold", ANY, 1, "weather: snow"),
        ("coat-when-cold", ANY, 1, "bag: {at-least: 2, of: [hat, scarf]}"),
        ("miserable-means-staying-in", WHEN, 0, "miserable: true"),
        ("miserable-means-staying-in", WHEN, 0, "at-home: yes"),
        ("put-on-a-coat/tie-the-scarf", WHEN, 0, "bag: scarf"),
        ("drink-water/warm-it", WHEN, 0, "cold: true"),
    ]
    places = {site.owner: site.place for site in sites(going_out)}
    assert places["coat-when-cold"] == going_out.rule["coat-when-cold"].place
    assert places["drink-water/warm-it"] == going_out.action["drink-water"].place


def test_a_test_is_left_out_at_its_site_and_nowhere_else(going_out):
    for site in sites(going_out):
        if site.rule:
            condition = going_out.rule[site.rule].condition
            without = [*with_test(condition, site, None).tests()]
            assert len(without) == len([*condition.tests()]) - 1
            assert with_test(condition, site, site.test) == condition


def test_rules_that_fired_are_counted(going_out):
    reached = covered(going_out, {"weather": "rain"}, {"weather": "snow"})
    assert reached.fired["rain-and-snow-wet"] == 2
    assert reached.rules == Share(3, 7)
    assert reached.never_fired == (
        "few-degrees-are-cold",
        "wet-and-cold-is-miserable",
        "coat-when-cold",
        "miserable-means-staying-in",
    )


def test_a_test_is_seen_whether_or_not_the_rest_of_the_condition_holds(going_out):
    reached = covered(going_out, {"bag": ["umbrella"]}, {"weather": "rain"})
    assert ("umbrella-when-wet", UNLESS, "bag: umbrella") not in one_way(reached)
    (seen,) = (seen for seen in reached.tests if seen.site.rule == "umbrella-when-wet" and seen.site.part == UNLESS)
    assert (seen.true, seen.false, seen.both) == (1, 1, True)


def test_a_step_is_looked_at_only_where_its_action_is_in_the_plan(going_out):
    idle = covered(going_out, {"bag": ["scarf"]}, {"bag": []})
    (seen,) = (seen for seen in idle.tests if seen.site.step == "tie-the-scarf")
    assert (seen.true, seen.false, seen.both) == (0, 0, False)
    cold = covered(going_out, {"degrees": 0, "bag": ["scarf"]}, {"degrees": 0, "bag": []})
    assert ("put-on-a-coat/tie-the-scarf", WHEN, "bag: scarf") not in one_way(cold)


def test_everything_can_be_covered(going_out):
    reached = covered(
        going_out,
        {},
        {"weather": "rain", "bag": ["umbrella"], "degrees": 20},
        {"weather": "snow", "bag": ["hat", "scarf"], "degrees": 20},
        {"weather": "snow", "degrees": 0, "bag": [], "at-home": "yes"},
        {"weather": "sun", "degrees": 0, "bag": ["hat"]},
    )
    assert reached.never_fired == ()
    assert reached.one_way == ()
    assert reached.rules.percent == reached.both_ways.percent == 100.0


def test_nothing_that_ran_covers_nothing(going_out):
    reached = covered(going_out)
    assert reached.rules == Share(0, 7)
    assert reached.both_ways == Share(0, 13)
    assert not reached.reaches(0.1)
    assert reached.reaches(0)


def test_a_step_that_is_no_more_than_tested_once_is_listed_as_one_way(going_out):
    reached = covered(going_out, {"degrees": 0})
    assert ("drink-water/warm-it", WHEN, "cold: true") in one_way(reached)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 0, 100.0), (0, 3, 0.0), (1, 3, 33.3), (2, 3, 66.6), (1999, 2000, 99.9), (3, 3, 100.0)],
)
def test_a_share_is_cut_off_so_that_only_the_whole_is_a_hundred(part, whole, percent):
    assert Share(part, whole).percent == percent


def test_a_share_reaches_what_it_is_and_nothing_more():
    assert Share(19, 20).reaches(95)
    assert not Share(1999, 2000).reaches(100)
    assert not Share(18, 20).reaches(90.1)
    assert Share(0, 0).reaches(100)


def test_neither_rules_nor_tests_may_fall_short(going_out):
    reached = covered(going_out, {"weather": "rain"}, {"weather": "snow"}, {})
    assert reached.rules.percent > reached.both_ways.percent
    assert not reached.reaches(reached.rules.percent)
    assert reached.reaches(reached.both_ways.percent)


def test_the_shipped_scenarios_reach_every_rule_and_every_test_both_ways(rulebook):
    from nakanaori.engine.authoring.scenario_reader import load_scenarios

    reached = covered(rulebook, *(scenario.answers for scenario in load_scenarios(rulebook)))
    assert reached.never_fired == ()
    assert {(seen.site.owner, spelt(rulebook, seen.site.test)) for seen in reached.one_way} == set()


def test_a_draft_is_looked_at_with_its_actions_and_its_parts_where_it_is_offered(tmp_path):
    actions = changed(
        "actions.yaml", "  steps: [open-it, hold-it]\n", "  steps: [open-it, hold-it]\n  drafts: a-note\n"
    )
    draft = "- draft: a-note\n  unless: {at-home: yes}\n  parts:\n    - part: wrap-up\n      when: {cold: true}\n"
    rulebook = load_rulebook(write_rulebook(tmp_path, {**actions, "drafts.yaml": draft}))
    own, part = (UNLESS, "a-note"), (WHEN, "a-note/wrap-up")

    def seen(*cases: dict[str, object]) -> dict[tuple[str, str], tuple[int, int]]:
        tests = covered(rulebook, *cases).tests
        return {(one.site.part, one.site.owner): (one.true, one.false) for one in tests if one.site.draft}

    assert seen({"weather": "sun"}) == {own: (0, 0), part: (0, 0)}
    assert seen({"weather": "rain", "at-home": "yes"}) == {own: (1, 0), part: (0, 0)}
    assert seen({"weather": "rain"}, {"weather": "rain", "degrees": 1}) == {own: (0, 2), part: (1, 1)}
