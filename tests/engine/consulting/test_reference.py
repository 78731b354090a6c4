"""The reference evaluator, and that durable-rules agrees with it.

`python -m benchmarks.differential` does the same on many more cases; `test_outcome` holds the evaluator against brute
force.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from house import HOUSE
from nakanaori.engine.consulting import check_answers, reference
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from required import require_durable
from small_rulebook import write_rulebook

sys.path.append(str(HOUSE))

from benchmarks import differential

RULES = """\
- rule: twice-found
  cites: ["1"]
  when: {miserable: true}
  advise: stay-in
- rule: rests-on-cold
  cites: ["1"]
  when: {cold: true}
  find: miserable
- rule: cold-without-a-hat
  cites: ["1"]
  when: {weather: snow}
  unless: {bag: hat}
  find: cold
- rule: not-miserable
  cites: ["1"]
  when: {miserable: false}
  advise: drink-water
"""


@pytest.mark.parametrize(
    ("answers", "fired"),
    [
        ({}, ("not-miserable",)),
        ({"weather": "sun"}, ("not-miserable",)),
        ({"weather": "snow"}, ("twice-found", "rests-on-cold", "cold-without-a-hat")),
        ({"weather": "snow", "bag": ["hat"]}, ("not-miserable",)),
        ({"weather": "snow", "bag": []}, ("twice-found", "rests-on-cold", "cold-without-a-hat")),
        ({"weather": "unknown"}, ("not-miserable",)),
    ],
)
def test_rules_fire_stratum_by_stratum_and_are_named_in_the_rulebooks_order(
    tmp_path: Path, answers: dict[str, object], fired: tuple[str, ...]
) -> None:
    files = {"rules/1-findings.yaml": RULES, "rules/2-actions.yaml": None}
    rulebook = load_rulebook(write_rulebook(tmp_path, files))
    assert reference.fire(rulebook, check_answers(rulebook, answers).facts) == fired


def test_without_rules_nothing_fires(rulebook: Rulebook) -> None:
    assert reference.fire(msgspec.structs.replace(rulebook, rules=()), {}) == ()


@pytest.fixture
def both() -> None:
    """The test needs durable-rules too."""
    require_durable()


@pytest.mark.usefixtures("both")
def test_they_agree_on_the_shipped_rulebook():
    tally = differential.of_shipped(3000)
    assert tally.disagreements == 0, "\n".join(tally.shown)
    assert tally.cases == 3000
    assert tally.complete > 1000
    assert min(tally.planned, tally.withheld) > 3000


@pytest.mark.usefixtures("both")
def test_they_agree_on_random_rulebooks():
    tally = differential.of_random_rulebooks(2000)
    assert tally.disagreements == 0, "\n".join(tally.shown)
    assert tally.cases == 2000
    assert min(tally.planned, tally.withheld) > 100


@pytest.mark.usefixtures("both")
def test_a_disagreement_is_counted_shown_and_fails(monkeypatch, capsys):
    real = differential.consult

    def wrong(rulebook, answers, *, engine):
        outcome = real(rulebook, answers, engine="reference")
        plan = outcome.plan[:-1] if engine == "durable" else outcome.plan
        return SimpleNamespace(fired=outcome.fired, findings=outcome.findings, plan=plan, withheld=outcome.withheld)

    monkeypatch.setattr(differential, "consult", wrong)
    tally = differential.of_shipped(50)
    assert 0 < tally.disagreements <= 50
    assert len(tally.shown) == min(tally.disagreements, 10)
    assert "plan differ on {" in tally.shown[0]
    assert differential.main(["50"]) == 1
    assert "disagreements" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["many"], ["-1"], ["1", "2"]])
def test_it_says_how_to_be_called(arguments, capsys):
    assert differential.main(arguments) == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.usefixtures("both")
def test_it_runs_from_the_checkout():
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.differential", "40"],
        capture_output=True, text=True, cwd=HOUSE, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "regain_trust: 40 cases" in ran.stdout
    assert "random rulebooks: 500 cases" in ran.stdout
    assert ran.stdout.count(" 0 disagreements") == 2
