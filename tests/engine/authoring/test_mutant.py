"""Every mistake that is stated is made, one at a time, and the rulebook itself stays as it is."""

from __future__ import annotations

from collections import Counter

import pytest
from house import HOUSE
from measured import write_measured
from nakanaori.engine.authoring import MUTANT_KINDS, mutants
from nakanaori.engine.authoring.mutant import (
    DROP_ADVISE,
    DROP_ALTERNATIVE,
    DROP_FIND,
    DROP_OPTION,
    DROP_TEST,
    DROP_WITHHOLD,
    FLIP_BASIC,
    LOWER_COUNT,
    NEGATE_TEST,
    RAISE_COUNT,
    SWAP_OPTION,
)
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import changed, write_rulebook


@pytest.fixture
def going_out(tmp_path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path))


def changes(rulebook: Rulebook, owner: str) -> list[tuple[str, str]]:
    return [(mutant.kind, mutant.change) for mutant in mutants(rulebook) if mutant.owner == owner]


def test_every_mistake_in_a_finding_rule_is_made(going_out):
    assert changes(going_out, "rain-and-snow-wet") == [
        (DROP_TEST, "when: without 'weather: [rain, snow]'"),
        (NEGATE_TEST, "when: 'weather: {not: [rain, snow]}' instead of 'weather: [rain, snow]'"),
        (SWAP_OPTION, "when: 'weather: [sun, snow]' instead of 'weather: [rain, snow]'"),
        (DROP_OPTION, "when: 'weather: snow' instead of 'weather: [rain, snow]'"),
        (SWAP_OPTION, "when: 'weather: [sun, rain]' instead of 'weather: [rain, snow]'"),
        (DROP_OPTION, "when: 'weather: rain' instead of 'weather: [rain, snow]'"),
        (DROP_FIND, "find: without 'wet'"),
    ]


def test_bounds_of_numbers_are_moved_and_turned(going_out):
    assert changes(going_out, "few-degrees-are-cold") == [
        (DROP_TEST, "when: without 'degrees: {less-than: 10}'"),
        (NEGATE_TEST, "when: 'degrees: {at-least: 10}' instead of 'degrees: {less-than: 10}'"),
        (LOWER_COUNT, "when: 'degrees: {less-than: 9}' instead of 'degrees: {less-than: 10}'"),
        (RAISE_COUNT, "when: 'degrees: {less-than: 11}' instead of 'degrees: {less-than: 10}'"),
        (DROP_FIND, "find: without 'cold'"),
    ]


def test_bounds_of_measures_are_moved_by_their_smallest_unit(tmp_path):
    measured = load_rulebook(write_measured(tmp_path))
    moved = [change for kind, change in changes(measured, "long-days-need-water") if kind in (LOWER_COUNT, RAISE_COUNT)]
    assert moved == [
        "when: 'hours: {at-least: 7.49}' instead of 'hours: {at-least: 7.5}'",
        "when: 'hours: {at-least: 7.51}' instead of 'hours: {at-least: 7.5}'",
    ]
    moved = [change for kind, change in changes(measured, "early-in-the-year-it-is-cold") if kind == RAISE_COUNT]
    assert moved[0].startswith("when: 'day: {at-least: 2024-02-02, before: 2024-04-01}'")
    assert moved[1].startswith("when: 'day: {at-least: 2024-02-01, before: 2024-04-02}'")


def test_alternatives_are_dropped_and_never_left_without_tests(going_out):
    made = changes(going_out, "coat-when-cold")
    snow = "any: without '{weather: snow, bag: {at-least: 2, of: [hat, scarf]}}'"
    assert [change for change in made if change[0] == DROP_ALTERNATIVE] == [
        (DROP_ALTERNATIVE, "any: without '{cold: true}'"),
        (DROP_ALTERNATIVE, snow),
    ]
    assert (DROP_TEST, "any: without 'cold: true'") not in made
    assert (DROP_TEST, "any: without 'weather: snow'") in made


def test_counts_keep_to_what_an_author_can_write(going_out):
    count = "bag: {at-least: 2, of: [hat, scarf]}"
    made = [change for change in changes(going_out, "coat-when-cold") if f"instead of '{count}'" in change[1]]
    assert made == [
        (SWAP_OPTION, f"any: 'bag: {{at-least: 2, of: [scarf, tea]}}' instead of '{count}'"),
        (SWAP_OPTION, f"any: 'bag: {{at-least: 2, of: [hat, tea]}}' instead of '{count}'"),
        (LOWER_COUNT, f"any: 'bag: {{at-least: 1, of: [hat, scarf]}}' instead of '{count}'"),
    ]


def test_everything_that_a_rule_does_is_left_out_and_basics_are_flipped(going_out):
    made = changes(going_out, "miserable-means-staying-in")
    assert made[-4:] == [
        (DROP_ADVISE, "advise: without 'stay-in'"),
        (DROP_WITHHOLD, "withhold: without 'take-an-umbrella'"),
        (DROP_WITHHOLD, "withhold: without 'put-on-a-coat'"),
        (FLIP_BASIC, "basic: true"),
    ]
    assert changes(going_out, "everybody-drinks")[-1] == (FLIP_BASIC, "basic: false")


def test_conditions_of_steps_are_changed_too(going_out):
    assert changes(going_out, "drink-water") == [
        (DROP_TEST, "step 'warm-it', when: without 'cold: true'"),
        (NEGATE_TEST, "step 'warm-it', when: 'cold: false' instead of 'cold: true'"),
    ]


def test_what_a_question_is_asked_under_is_changed_too(tmp_path):
    only_if = "  options: [yes, no]\n  only-if: {weather: [rain, snow]}\n"
    rulebook = load_rulebook(write_rulebook(tmp_path, changed("questions.yaml", "  options: [yes, no]\n", only_if)))
    made = [mutant for mutant in mutants(rulebook) if mutant.question is not None]
    assert {mutant.owner for mutant in made} == {"at-home"}
    assert (made[0].kind, made[0].change) == (DROP_TEST, "only-if: without 'weather: [rain, snow]'")
    assert made[0].rulebook.question["at-home"].only_if == ()
    assert {mutant.kind for mutant in made[1:]} == {NEGATE_TEST, SWAP_OPTION, DROP_OPTION}


def test_every_kind_that_is_stated_is_made(tmp_path):
    sparing = changed(
        "rules/2-actions.yaml",
        "withhold: {tag: outdoors}",
        "withhold: {tag: outdoors, except: put-on-a-coat}\n  lead: [stay-in]",
    )
    kinds = Counter(mutant.kind for mutant in mutants(load_rulebook(write_rulebook(tmp_path, sparing))))
    assert set(kinds) == set(MUTANT_KINDS)


def test_the_list_in_the_docs_is_the_list_that_is_made():
    page = (HOUSE / "docs" / "mutation.md").read_text(encoding="utf-8")
    stated = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]
    assert stated == list(MUTANT_KINDS)


def test_the_rulebook_itself_stays_as_it_is(going_out):
    before = going_out.rules, going_out.actions
    made = list(mutants(going_out))
    assert (going_out.rules, going_out.actions) == before
    for mutant in made:
        other = mutant.rulebook
        differing = [one.id for one, two in zip(going_out.rules, other.rules, strict=True) if one is not two]
        differing += [one.id for one, two in zip(going_out.actions, other.actions, strict=True) if one is not two]
        assert differing == [mutant.owner]


def test_the_same_mutants_are_made_each_time(going_out):
    assert [mutant.change for mutant in mutants(going_out)] == [mutant.change for mutant in mutants(going_out)]


def test_a_mistake_in_a_row_is_seen_by_the_rows_below(tmp_path):
    rows = ["rain,hat,stay-in,1", "rain,,drink-water,1", ",tea,put-on-a-coat,1", "else,,stay-in,1"]

    def loaded(name: str, first: str) -> Rulebook:
        text = "\n".join(("weather,bag,advise,cites", first, *rows[1:], ""))
        return load_rulebook(write_rulebook(tmp_path / name, {"rules/3.csv": text}))

    made = [one for one in mutants(loaded("as-it-is", rows[0])) if one.owner == "3-row-2"]
    for kind, first in ((DROP_TEST, ",hat,stay-in,1"), (NEGATE_TEST, "not rain,hat,stay-in,1")):
        mutant = next(one for one in made if one.kind == kind)
        assert mutant.rulebook.sha256 == loaded(kind, first).sha256
