"""Mistakes made in a rulebook on purpose: which are made, and who notices them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from random import Random

import dice
import msgspec
import pytest
from chained import chained
from house import HOUSE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nakanaori.engine.authoring import (
    CHECK,
    EQUIVALENT,
    GUARANTEE,
    MUTANT_KINDS,
    SCENARIO,
    SURVIVED,
    Mutant,
    Verdict,
    Watch,
    mutants,
    remarks_on,
    score,
)
from nakanaori.engine.authoring.mutant import DROP_ADVISE
from nakanaori.engine.authoring.mutation import Score, differences, touches
from nakanaori.engine.authoring.scenario_reader import load_scenarios
from nakanaori.engine.consulting import Case, Outcome, check_answers, consult
from nakanaori.engine.language import NakanaoriError, Rulebook
from nakanaori.engine.proving import UNDECIDED, load_guarantees
from nakanaori.engine.reading import load_rulebook
from random_rulebooks import cases, rulebooks
from required import require_package
from small_rulebook import changed, write_rulebook

SAMPLE = 60
"""How many mutants of the shipped rulebook are tried here; `make mutate` tries all."""


@pytest.fixture
def going_out(tmp_path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path))


def the_mutant(rulebook: Rulebook, owner: str, change: str) -> Mutant:
    (mutant,) = (one for one in mutants(rulebook) if one.owner == owner and one.change == change)
    return mutant


def outcome(rulebook: Rulebook, case: dict[str, object]) -> Outcome:
    return consult(rulebook, case, engine="reference")


# which are made -------------------------------------------------------------------------------------------------------


# where a mistake shows ------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_an_outcome_that_a_mistake_does_not_touch_stays_the_same(data):
    rulebook = data.draw(rulebooks())
    before = outcome(rulebook, data.draw(cases(rulebook)))
    for mutant in mutants(rulebook):
        after = outcome(mutant.rulebook, before.case.answers)
        if not touches(mutant, before):
            assert [*differences(before, after)] == []


def test_a_touched_outcome_differs_in_words(going_out):
    mutant = the_mutant(going_out, "rain-and-snow-wet", "find: without 'wet'")
    case = {"weather": "rain", "degrees": 0}
    before = outcome(going_out, case)
    assert touches(mutant, before)
    assert [*differences(before, outcome(mutant.rulebook, case))] == [
        "no longer in the plan 'take-an-umbrella'",
        "no longer shown 'take-an-umbrella/open-it'",
        "no longer shown 'take-an-umbrella/hold-it'",
        "no longer found 'wet'",
        "no longer found 'miserable'",
        "no longer fired 'wet-and-cold-is-miserable'",
        "no longer fired 'umbrella-when-wet'",
    ]
    assert not touches(mutant, outcome(going_out, {"weather": "sun"}))


# who notices ----------------------------------------------------------------------------------------------------------

STORIES = """\
- scenario: rain
  about: It rains, and it is mild.
  answers: {weather: rain, degrees: 20}
  plan: {first: take-an-umbrella}
"""
GUARANTEE_OF_UMBRELLAS = """\
- guarantee: umbrella-in-snow
  cites: ["1.1"]
  when: {weather: snow, degrees: {at-least: 10}}
  unless: {bag: umbrella}
  always: take-an-umbrella
"""


def watched(tmp_path, **more: object) -> Watch:
    files = {"scenarios/a.yaml": STORIES, "guarantees.yaml": GUARANTEE_OF_UMBRELLAS}
    rulebook = load_rulebook(write_rulebook(tmp_path, files))
    return Watch(rulebook, load_scenarios(rulebook), load_guarantees(rulebook), **more)


def verdict(watch: Watch, owner: str, change: str) -> Verdict:
    return watch.verdict(the_mutant(watch.rulebook, owner, change))


def test_a_scenario_notices_what_it_expects_otherwise(tmp_path):
    found = verdict(watched(tmp_path), "umbrella-when-wet", "advise: without 'take-an-umbrella'")
    assert (found.status, found.by, found.caught) == (SCENARIO, "rain", True)


def test_a_guarantee_notices_in_a_case_that_was_given(tmp_path):
    rulebook = load_rulebook(write_rulebook(tmp_path / "once"))
    snow = check_answers(rulebook, {"weather": "snow", "degrees": 12})
    watch = watched(tmp_path / "again", cases=[snow])
    no_snow = "when: 'weather: rain' instead of 'weather: [rain, snow]'"
    found = verdict(watch, "rain-and-snow-wet", no_snow)
    assert (found.status, found.by, found.caught) == (GUARANTEE, "umbrella-in-snow", True)


def test_a_guarantee_notices_by_proof(tmp_path):
    require_package("z3", "prove")
    no_snow = "when: 'weather: rain' instead of 'weather: [rain, snow]'"
    found = verdict(watched(tmp_path), "rain-and-snow-wet", no_snow)
    assert (found.status, found.by) == (GUARANTEE, "umbrella-in-snow")


def test_what_nobody_notices_survives_with_the_smallest_case(tmp_path):
    require_package("z3", "prove")
    found = verdict(watched(tmp_path), "drink-water", "step 'warm-it', when: without 'cold: true'")
    assert (found.status, found.caught, found.in_plan) == (SURVIVED, False, True)
    assert found.answers == {}
    assert found.differs == ("now shown 'drink-water/warm-it'",)


def test_a_difference_behind_the_plan_is_told_as_such(tmp_path):
    require_package("z3", "prove")
    lone = changed("rules/2-actions.yaml", "{miserable: true, at-home: yes}", "{cold: true, wet: true, at-home: yes}")
    files = {"scenarios/a.yaml": STORIES, **lone}
    rulebook = load_rulebook(write_rulebook(tmp_path / "lone", files))
    watch = Watch(rulebook, load_scenarios(rulebook), ())
    found = verdict(watch, "wet-and-cold-is-miserable", "when: without 'cold: true'")
    assert (found.status, found.in_plan, found.answers) == (SURVIVED, False, {"weather": "rain"})
    assert found.differs == ("now found 'miserable'", "now fired 'wet-and-cold-is-miserable'")


def test_check_notices_what_it_did_not_say_before(tmp_path):
    require_package("z3", "prove")
    watch = watched(tmp_path, remarks=lambda rulebook: remarks_on(rulebook, (), 20.0))
    found = verdict(watch, "wet-and-cold-is-miserable", "find: without 'miserable'")
    assert (found.status, found.caught) == (CHECK, True)
    assert "miserable" in found.by


def test_a_mistake_that_means_the_same_is_no_mistake(tmp_path):
    require_package("z3", "prove")
    twice = changed(
        "rules/2-actions.yaml", "- rule: everybody-drinks", "- rule: again\n  cites: ['2']\n  advise: stay-in\n"
        "  withhold: drink-water\n- rule: and-again\n  cites: ['2']\n  withhold: drink-water\n- rule: everybody-drinks"
    )  # fmt: skip
    rulebook = load_rulebook(write_rulebook(tmp_path, twice))
    watch = Watch(rulebook, (), ())
    assert verdict(watch, "and-again", "withhold: without 'drink-water'").status == EQUIVALENT
    assert verdict(watch, "again", "advise: without 'stay-in'").status == SURVIVED


def test_without_a_solver_nothing_is_taken_for_the_same(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "z3", None)
    found = verdict(watched(tmp_path), "drink-water", "step 'warm-it', when: without 'cold: true'")
    assert (found.status, found.caught) == (UNDECIDED, False)


def test_a_rulebook_that_is_not_in_order_is_refused(tmp_path):
    wrong = {"scenarios/a.yaml": STORIES.replace("umbrella}", "umbrella, lacks: drink-water}")}
    rulebook = load_rulebook(write_rulebook(tmp_path, wrong))
    with pytest.raises(NakanaoriError, match="'drink-water' should not be in the plan"):
        Watch(rulebook, load_scenarios(rulebook), ())
    broken = {"guarantees.yaml": GUARANTEE_OF_UMBRELLAS.replace("unless: {bag: umbrella}\n  ", "")}
    rulebook = load_rulebook(write_rulebook(tmp_path / "broken", broken))
    snow = check_answers(rulebook, {"weather": "snow", "degrees": 12, "bag": ["umbrella"]})
    with pytest.raises(NakanaoriError, match="The guarantee 'umbrella-in-snow' does not hold"):
        Watch(rulebook, (), load_guarantees(rulebook), cases=[snow])


def test_the_score_leaves_out_what_means_the_same(going_out):
    mutant = next(mutants(going_out))
    told = [Verdict(mutant, status) for status in (SCENARIO, GUARANTEE, CHECK, EQUIVALENT, SURVIVED, UNDECIDED)]
    assert score(told) == Score(3, 5)
    assert score(told).percent == 60.0
    assert score([]).percent == 100.0


@pytest.mark.parametrize("seed", range(6))
def test_what_is_proven_to_mean_the_same_does_so_in_every_case_tried(seed):
    require_package("z3", "prove")
    throw = Random(f"mutation {seed}")
    rulebook = dice.rulebook(throw)
    tried = [outcome(rulebook, dice.answers(throw, rulebook)) for _ in range(40)]
    watch = Watch(rulebook, (), ())
    for mutant in [*mutants(rulebook)][::4]:
        told = watch.verdict(mutant)
        if told.status == EQUIVALENT:
            pairs = ((before, outcome(mutant.rulebook, before.case.answers)) for before in tried)
            assert [found for pair in pairs for found in differences(*pair)] == []
        else:
            assert told.status == SURVIVED
            assert told.answers is not None
            pair = (outcome(one, told.answers) for one in (rulebook, mutant.rulebook))
            assert told.differs == tuple(differences(*pair))


ASKED = """\
- scenario: in-the-sun
  about: The sun is out, and it is cold.
  answers: {weather: sun, degrees: 3, bag: []}
  asks-not: [at-home]
  plan: {holds: [put-on-a-coat]}
"""


def test_an_only_if_left_out_is_noticed_by_who_is_asked_then(tmp_path):
    only_if = "  options: [yes, no]\n  only-if: {weather: [rain, snow]}\n"
    cold = changed("rules/2-actions.yaml", "{miserable: true, at-home: yes}", "{cold: true, at-home: yes}")
    files = {**changed("questions.yaml", "  options: [yes, no]\n", only_if), **cold, "scenarios/a.yaml": ASKED}
    rulebook = load_rulebook(write_rulebook(tmp_path, files))
    mutant = the_mutant(rulebook, "at-home", "only-if: without 'weather: [rain, snow]'")
    told = Watch(rulebook, load_scenarios(rulebook), ()).verdict(mutant)
    assert (told.status, told.by) == (SCENARIO, "in-the-sun")
    silent = [scenario.without_asking() for scenario in load_scenarios(rulebook)]
    assert Watch(rulebook, silent, ()).verdict(mutant).status != SCENARIO


@pytest.mark.usefixtures("solver")
def test_an_only_if_left_out_is_told_with_the_smallest_answers_that_show_it(tmp_path):
    only_if = "  options: [yes, no]\n  only-if: {weather: [rain, snow]}\n"
    cold = changed("rules/2-actions.yaml", "{miserable: true, at-home: yes}", "{cold: true, at-home: yes}")
    rulebook = load_rulebook(
        write_rulebook(tmp_path, {**changed("questions.yaml", "  options: [yes, no]\n", only_if), **cold})
    )
    told = Watch(rulebook, (), ()).verdict(the_mutant(rulebook, "at-home", "only-if: without 'weather: [rain, snow]'"))
    assert (told.status, told.answers) == (SURVIVED, {"degrees": -10, "at-home": "yes"})
    assert "now in the plan 'stay-in'" in told.differs


def test_findings_that_rest_on_each_other_however_deep_can_be_watched_over():
    require_package("z3", "prove")
    deep = chained(3_000)
    watch = Watch(deep, (), (), remarks=lambda rulebook: remarks_on(rulebook, (), 0.0))
    silent = msgspec.structs.replace(deep.rules[-1], advise=())
    mutated = msgspec.structs.replace(deep, rules=(*deep.rules[:-1], silent))
    mutant = Mutant(DROP_ADVISE, silent.place, "advise: without 'do-it'", mutated, rule=silent)
    assert watch.verdict(mutant).by.endswith("N401 No answers make a rule advise the action 'do-it'.")


# the report -----------------------------------------------------------------------------------------------------------


def reported(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.mutation", *map(str, arguments)],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_report_counts_and_names_what_was_not_noticed(tmp_path):
    require_package("z3", "prove")
    files = {"scenarios/a.yaml": STORIES, "guarantees.yaml": GUARANTEE_OF_UMBRELLAS}
    done = reported(write_rulebook(tmp_path, files))
    assert done.returncode == 1, done.stderr
    assert "mistakes, watched for by 1 scenarios, 1 guarantees and check." in done.stdout
    assert "At least 95 %: NO." in done.stdout
    steps = f"{tmp_path / 'actions.yaml'}:18:11: drink-water, step 'warm-it', when: without 'cold: true' (drop-test)"
    assert f"- {steps}\n  The plan differs: with nothing answered, now shown 'drink-water/warm-it'." in done.stdout
    table = [line.split() for line in done.stdout.splitlines() if line.startswith((*MUTANT_KINDS, "together"))]
    assert [row[0] for row in table] == [*MUTANT_KINDS, "together"]
    counts = [[*map(int, row[1:])] for row in table]
    assert all(row[0] == sum(row[1:]) for row in counts)
    assert [sum(column) for column in zip(*counts[:-1], strict=True)] == counts[-1]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "has no scenarios"),
        (
            {"scenarios/a.yaml": STORIES.replace("first: take-an-umbrella", "lacks: drink-water")},
            "'drink-water' should",
        ),
        ({"guarantees.yaml": GUARANTEE_OF_UMBRELLAS.replace("unless", "any")}, "guarantees.yaml"),
        (
            {"guarantees.yaml": GUARANTEE_OF_UMBRELLAS.replace("  unless: {bag: umbrella}\n", "")},
            "The guarantee 'umbrella-in-snow' is not proven. 'nakanaori prove' says more.",
        ),
    ],
)
def test_a_rulebook_that_is_not_in_order_is_not_reported_on(tmp_path, files, said):
    require_package("z3", "prove")
    done = reported(write_rulebook(tmp_path, files))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


# the shipped rulebook -------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def shipped_watch() -> Watch:
    rulebook = load_rulebook()

    def sample() -> Iterator[Case]:
        throw = Random(0)
        yield from (check_answers(rulebook, dice.answers(throw, rulebook)) for _ in range(200))

    return Watch(rulebook, load_scenarios(rulebook), load_guarantees(rulebook), cases=sample(), seconds=30)


def test_a_sample_of_mistakes_in_the_shipped_rulebook_is_noticed():
    require_package("z3", "prove")
    watch = shipped_watch()
    made = list(mutants(watch.rulebook))
    told = [watch.verdict(mutant) for mutant in made[:: len(made) // SAMPLE]]
    assert len(told) >= SAMPLE
    missed = [(one.mutant.owner, one.mutant.change) for one in told if one.status in (SURVIVED, UNDECIDED)]
    assert score(told).percent >= 95, missed


def test_steps_are_watched_by_what_scenarios_say_of_them():
    watch = shipped_watch()
    # Nothing is said of what is asked either, which takes long to find out.
    said = [scenario.without_asking() for scenario, _ in watch.told]
    silent = [msgspec.structs.replace(scenario, shows={}, hides={}) for scenario in said]
    deaf = Watch(watch.rulebook, silent, ())
    of_steps = [mutant for mutant in mutants(watch.rulebook) if mutant.action is not None][::50]
    require_package("z3", "prove")
    assert {watch.verdict(mutant).status for mutant in of_steps} == {SCENARIO}
    assert {deaf.verdict(mutant).status for mutant in of_steps} == {SURVIVED}
