"""`python -m benchmarks` runs, its contestants agree, and its table is whole; what it measures is not judged here."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from nakanaori.engine.inference import durable_is_there
from required import require

ROOT = Path(__file__).parent.parent

LINES = (
    "our durable path: whole outcome",
    "our reference path: whole outcome",
    "bare durable-rules (its Host): rules fired",
    "bare durable-rules (its C engine): rules fired",
    "CLIPS (clipspy): rules, findings, plan",
    "zen-engine: rules, findings, plan",
    "conclusions compared beforehand",
    "logic",
    "logic and one language",
    'python -c "import click, yaml"',
    "nakanaori ask --plain, to the first prompt",
    "nakanaori ask --plain, to the end, with no input",
    "in danger: mean, median, worst",
    "not in danger: mean, median, worst",
    "everybody: mean, median, worst",
    "next_question, CPU time: median, worst",
    "our durable path: memory",
    "our reference path: memory",
    "10 rules: load",
    "10 rules: consult, reference: first, others",
    "10 rules: next_question: median, worst",
    "10 rules: prove",
    "10 rules: check",
    "30 rules: load",
)


@pytest.fixture(scope="module")
def table() -> list[str]:
    """What a quick run prints, by line."""
    command = [sys.executable, "-m", "benchmarks", "--quick"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert run.returncode == 0, run.stderr
    return [line.strip() for line in run.stdout.splitlines()]


def line(table: list[str], name: str) -> str:
    """The one line of the table that begins with `name`."""
    found = [told for told in table if told.startswith(f"{name}  ")]
    assert len(found) == 1, (name, found)
    return found[0]


@pytest.mark.parametrize("name", LINES)
def test_the_table_has_every_line(table: list[str], name: str) -> None:
    told = line(table, name)
    assert "failed" not in told


def test_the_contestants_conclude_the_same(table: list[str]) -> None:
    assert "all agree" in line(table, "conclusions compared beforehand")
    assert not [told for told in table if "wrong on" in told]


def test_everybody_installed_takes_part(table: list[str]) -> None:
    require(find_spec("clips") is not None, "clipspy is not installed: pip install 'nakanaori[bench]'.")
    require(find_spec("zen") is not None, "zen-engine is not installed: pip install 'nakanaori[bench]'.")
    for name in ("CLIPS (clipspy): rules, findings, plan", "zen-engine: rules, findings, plan"):
        assert "left out" not in line(table, name)


def test_durable_rules_takes_part_where_it_can(table: list[str]) -> None:
    without = [told for told in table if "durable" in told and "left out" in told]
    assert bool(without) is not durable_is_there()


def test_the_targets_are_summed_up(table: list[str]) -> None:
    assert table[-1].startswith("Targets missed: ")
