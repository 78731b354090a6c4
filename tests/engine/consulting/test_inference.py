"""Durable-rules and the reference evaluator agree; `python -m benchmarks.differential` does the same on many more."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace

import pytest
from house import HOUSE
from nakanaori.engine.consulting import durable_is_there

sys.path.append(str(HOUSE))

from benchmarks import differential

pytestmark = pytest.mark.skipif(not durable_is_there(), reason="durable-rules cannot be imported here")


def test_they_agree_on_the_shipped_rulebook():
    tally = differential.of_shipped(8000)
    assert tally.disagreements == 0, "\n".join(tally.shown)
    assert tally.cases == 8000
    assert tally.complete > 3000
    assert min(tally.planned, tally.withheld) > 8000


def test_they_agree_on_random_rulebooks():
    tally = differential.of_random_rulebooks(2000)
    assert tally.disagreements == 0, "\n".join(tally.shown)
    assert tally.cases == 2000
    assert min(tally.planned, tally.withheld) > 100


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


def test_it_runs_from_the_checkout():
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.differential", "40"],
        capture_output=True, text=True, cwd=HOUSE, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "regain_trust: 40 cases" in ran.stdout
    assert "random rulebooks: 500 cases" in ran.stdout
    assert ran.stdout.count(" 0 disagreements") == 2
