"""A run of scenarios: each deviation with what came instead and why, the counts, and what was not reached."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from columns import widest
from nakanaori.cli.coverage_view import Run, run_json, run_text, told_deviations
from nakanaori.cli.wording import wording_of
from nakanaori.engine.authoring import needed_scenarios, ran
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook

STORIES = """\
- scenario: as-expected
  about: It rains.
  answers: {weather: rain}
  plan: {holds: take-an-umbrella}
- scenario: otherwise
  about: The sun is out.
  answers: {weather: sun}
  plan: {holds: take-an-umbrella, first: stay-in}
  findings: {holds: wet}
"""


@pytest.fixture
def rulebook(tmp_path: Path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path, {"scenarios/stories.yaml": STORIES}))


def run_of(rulebook: Rulebook, least: float | None = None) -> Run:
    return Run(ran(rulebook, needed_scenarios(rulebook), "reference"), least, whole=True)


def test_a_run_passes_when_nothing_failed_and_enough_was_reached(rulebook: Rulebook) -> None:
    assert [trial.scenario.id for trial in run_of(rulebook).failed] == ["otherwise"]
    assert not run_of(rulebook).passed
    assert run_of(rulebook, least=0.0).reached
    assert not run_of(rulebook, least=100.0).reached


def test_every_deviation_is_told_with_what_came_instead(rulebook: Rulebook) -> None:
    (failed,) = run_of(rulebook).failed
    told = told_deviations(failed, wording_of(rulebook, "en"))
    assert {one.ids for one in told} >= {("stay-in",), ("take-an-umbrella",), ("wet",)}
    assert all(one.expected for one in told)
    missing = next(one for one in told if one.ids == ("take-an-umbrella",))
    assert "“Take an umbrella”" in missing.expected
    assert missing.reasons  # the rules that could have advised it, and what stood in their way


@pytest.mark.parametrize("language", ["ja", "en"])
def test_text_names_what_failed_and_what_was_not_reached_and_fits(rulebook: Rulebook, language: str) -> None:
    run, wording = run_of(rulebook, least=100.0), wording_of(rulebook, language)
    shown = run_text(run, wording, color=False, width=1_000)
    assert "otherwise" in shown
    assert "as-expected" not in shown
    assert all(rule in shown for rule in run.coverage.never_fired)
    narrow = run_text(run, wording, color=False, width=48).splitlines()
    # Places are never broken, so that a terminal can lead to them.
    assert widest("\n".join(line for line in narrow if str(rulebook.folder) not in line)) <= 48


def test_json_says_the_same(rulebook: Rulebook) -> None:
    run = run_of(rulebook, least=100.0)
    document = json.loads(run_json(run, wording_of(rulebook, "en")))
    assert (document["passed"], document["coverage"]["reached"]) == (False, False)
    assert {one["id"]: one["passed"] for one in document["scenarios"]} == {"as-expected": True, "otherwise": False}
    assert [one["rule"] for one in document["coverage"]["never_fired"]] == [*run.coverage.never_fired]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_asked_and_how_many_there_are_is_told_in_words(tmp_path: Path, language: str) -> None:
    story = "- {scenario: a, about: b, answers: {weather: sun}, asks: at-home, asks-not: weather, plan: {count: 7}}\n"
    rulebook = load_rulebook(write_rulebook(tmp_path, {"scenarios/stories.yaml": story}))
    (failed,) = run_of(rulebook).failed
    told = {one.kind: one for one in told_deviations(failed, wording_of(rulebook, language))}
    assert {kind: one.ids for kind, one in told.items()} == {
        "count": ("7",),
        "asks": ("at-home",),
        "asks-not": ("weather",),
    }
    assert "7" in told["count"].expected
    assert "at-home" in told["asks"].expected
    assert "weather" in told["asks-not"].expected
    assert all(one.instead for one in told.values())
