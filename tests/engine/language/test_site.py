"""Sites: every test of a rulebook with its place, and conditions with one test changed or gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.engine.language import Condition, Finding, OneOf, Rulebook, edited, sites, with_test
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook

A, B, C, D = (Finding(name, True) for name in "abcd")
NEW = OneOf("q", frozenset({"x"}))


@pytest.fixture
def small(tmp_path: Path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path))


def test_every_test_in_the_authors_order(small: Rulebook) -> None:
    found = [(site.owner, site.part, site.alternative, site.position) for site in sites(small)]
    assert found == [
        ("rain-and-snow-wet", "when", 0, 0),
        ("few-degrees-are-cold", "when", 0, 0),
        ("wet-and-cold-is-miserable", "when", 0, 0),
        ("wet-and-cold-is-miserable", "when", 0, 1),
        ("umbrella-when-wet", "when", 0, 0),
        ("umbrella-when-wet", "unless", 0, 0),
        ("coat-when-cold", "any", 0, 0),
        ("coat-when-cold", "any", 1, 0),
        ("coat-when-cold", "any", 1, 1),
        ("miserable-means-staying-in", "when", 0, 0),
        ("miserable-means-staying-in", "when", 0, 1),
        ("put-on-a-coat/tie-the-scarf", "when", 0, 0),
        ("drink-water/warm-it", "when", 0, 0),
    ]


def test_a_site_leads_back_to_its_test(small: Rulebook) -> None:
    for site in sites(small):
        if site.rule:
            condition = small.rule[site.rule].condition
            assert with_test(condition, site, site.test) == condition
            assert site.place == small.rule[site.rule].place
            changed = with_test(condition, site, NEW)
            assert [*changed.tests()].count(NEW) == 1
            assert len([*with_test(condition, site, None).tests()]) == len([*condition.tests()]) - 1


def test_tests_of_a_mapping_are_changed_or_dropped() -> None:
    assert edited((A, B, C), 1, D) == (A, D, C)
    assert edited((A, B, C), 1, None) == (A, C)
    assert Condition(when=edited((A,), 0, None)) == Condition()
