"""A comparison in words: all that differs is told, in sentences, with reasons that hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from random import Random

import dice
import pytest
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.engine.telling import (
    Comparison,
    ComparisonPoint,
    ComparisonSection,
    compare,
    phrases_of,
    section_headings,
    told_comparison,
    wording_of,
)
from small_rulebook import write_rulebook

LANGUAGES = ("ja", "en")
GOING_OUT = {"weather": "rain", "degrees": 3, "bag": ["hat"], "at-home": "no"}


def compared(rulebook: Rulebook, before: dict[str, object], after: dict[str, object]) -> Comparison:
    return compare(*(consult(rulebook, answers, engine="reference") for answers in (before, after)))


def told_in(comparison: Comparison, language: str) -> tuple[ComparisonSection, ...]:
    return told_comparison(comparison, wording_of(comparison.after.rulebook, language))


@pytest.fixture(scope="module")
def comparisons(rulebook: Rulebook) -> list[Comparison]:
    thrown = Random(3)
    people = [dice.answers(thrown, rulebook) for _ in range(8)]
    return [compared(rulebook, before, after) for before, after in pairwise(people)]


def section(told: tuple[ComparisonSection, ...], kind: str, language: str) -> ComparisonSection | None:
    """The section under the heading of that kind."""
    heading = phrases_of(language)("what-if", kind)
    found = [one for one in told if one.heading == heading]
    assert len(found) <= 1
    return found[0] if found else None


def titles(told: tuple[ComparisonSection, ...], kind: str, language: str) -> list[str]:
    found = section(told, kind, language)
    return [title for point in found.points for title in point.titles] if found else []


def sentences(point: ComparisonPoint) -> Iterator[str]:
    yield from point.titles
    for reason in point.reasons:
        yield from (reason.sentence, reason.sections)
    for step in point.steps:
        yield from (step.sentence, *step.grounds)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_differs_is_told_once(comparisons: list[Comparison], language: str) -> None:
    texts = rulebook_texts(comparisons[0].after.rulebook, language)
    for comparison in comparisons:
        told = told_in(comparison, language)
        moved = {shift.id for shift in (*comparison.comes, *comparison.goes)}
        for kind, shifts in {
            "goes": comparison.goes,
            "own": comparison.own,
            "basic": comparison.basic,
            "withheld": [shift for shift in comparison.withheld if shift.id not in moved],
            "released": [shift for shift in comparison.released if shift.id not in moved],
        }.items():
            expected = [texts("actions", shift.id, "title") for shift in shifts]
            assert sorted(titles(told, kind, language)) == sorted(expected)
        for kind, shifts in {"established": comparison.established, "lapsed": comparison.lapsed}.items():
            expected = [texts("findings", shift.id, "holds") for shift in shifts]
            assert sorted(titles(told, kind, language)) == sorted(expected)
        counted = {"answers": comparison.answers, "comes": comparison.comes, "moves": comparison.moves}
        for kind, differences in (counted | {"opened": comparison.opened, "closed": comparison.closed}).items():
            assert len(titles(told, kind, language)) == len(differences)
        for shift in comparison.comes:
            title = texts("actions", shift.id, "title")
            assert any(title in newcomer for newcomer in titles(told, "comes", language))
        changed = section(told, "steps", language)
        steps = [len(point.steps) for point in changed.points] if changed else []
        assert steps == [len(one.shown) + len(one.hidden) for one in comparison.steps]


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_are_the_rules_with_their_sections(comparisons: list[Comparison], language: str) -> None:
    say = phrases_of(language)
    for comparison in comparisons:
        rulebook, fired = comparison.after.rulebook, comparison.after.fired
        texts = rulebook_texts(rulebook, language)
        reasons = [reason for one in told_in(comparison, language) for point in one.points for reason in point.reasons]
        for reason in reasons:
            kind = "now" if reason.rule in fired else "no-longer"
            assert reason.sentence == say("what-if", kind).format(sentence=texts("rules", reason.rule))
            assert reason.sections == section_headings(rulebook.rule[reason.rule].cites, wording_of(rulebook, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_missing_and_no_blank_is_left(comparisons: list[Comparison], language: str) -> None:
    for comparison in comparisons:
        for one in told_in(comparison, language):
            for sentence in (one.heading, *(told for point in one.points for told in sentences(point))):
                assert sentence.strip()
                assert not re.search(r"[{}]|^[a-z]+(-[a-z]+)*$", sentence), sentence


def test_things_with_the_same_reasons_are_told_together(rulebook: Rulebook) -> None:
    told = told_in(compared(rulebook, {"fault": "mine"}, {"fault": "mine", "danger": ["hurt-or-threatened"]}), "en")
    gone = section(told, "goes", "en")
    assert gone is not None
    assert any(len(point.titles) > 1 and point.reasons for point in gone.points)
    whys = [point.reasons for point in gone.points]
    assert len(set(whys)) == len(whys)


def test_steps_are_told_with_what_they_hang_on(tmp_path) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path))
    told = told_in(compared(rulebook, GOING_OUT, GOING_OUT | {"bag": ["scarf", "tea"]}), "en")
    changed = section(told, "steps", "en")
    assert changed is not None
    ((point,), (step,)) = changed.points, changed.points[0].steps
    assert point.titles == ("Put on a coat",)
    assert (step.sentence, step.grounds) == ("New step: Tie the scarf.", ("Bag: “A scarf”.",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_changes(rulebook: Rulebook, language: str) -> None:
    say = phrases_of(language)
    same = told_in(compared(rulebook, {"fault": "mine"}, {"fault": "mine"}), language)
    assert same == (ComparisonSection(say("what-if", "no-answers"), ()), ComparisonSection(say("what-if", "same"), ()))
    idle = told_in(compared(rulebook, {"fault": "mine"}, {"fault": "mine", "elapsed": "days"}), language)
    assert [one.heading for one in idle] == [say("what-if", "answers"), say("what-if", "same")]


def test_what_changes_only_behind_the_plan_is_told_to_leave_the_plan_as_it_is(comparisons: list[Comparison]) -> None:
    for comparison in comparisons:
        plan = (comparison.comes, comparison.goes, comparison.own, comparison.basic, comparison.steps, comparison.moves)
        told = section(told_in(comparison, "en"), "same-plan", "en")
        assert (told is not None) is (not comparison.same and not any(plan))
