"""`python -m benchmarks` runs, its contestants agree, and its table is whole; what it measures is not judged here."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pytest
from house import HOUSE
from nakanaori.engine.consulting import durable_is_there
from nakanaori.engine.language import Rulebook
from required import require

sys.path.append(str(HOUSE))

from benchmarks import batch
from benchmarks.server import Unserved, local

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
    "nakanaori ask --plain, with no input",
    'python -c "import prompt_toolkit, click, yaml"',
    "nakanaori ask, to the first menu",
    "in danger: mean, median, worst",
    "not in danger: mean, median, worst",
    "everybody: mean, median, worst",
    "in danger, asked as declared: mean, median, worst",
    "in danger, until the first steps are certain: mean, median, worst",
    "not in danger, until they are, asked as declared: mean, median, worst",
    "next_question, CPU time: mean, median, worst",
    "our durable path: memory",
    "our reference path: memory",
    "10 rules: load",
    "10 rules: consult, reference: first, others",
    "10 rules: next_question, the others: median, worst",
    "10 rules: prove",
    "10 rules: check",
    "30 rules: load",
)


@pytest.mark.usefixtures("batch")
def test_plans_of_tables_are_measured_beside_pyarrow(rulebook: Rulebook, tmp_path: Path) -> None:
    assert batch.differing(rulebook, "polars", lists=True, count=60, folder=tmp_path) == 0
    source = tmp_path / "cases.parquet"
    batch.written(rulebook, source, 1_000, options=True)
    for backend in (batch.PYARROW, "polars"):
        made = batch.measured(backend, source, lists=False)
        assert min(made.wall, made.processor, made.memory) > 0


@pytest.fixture(scope="module")
def table() -> list[str]:
    """What a quick run prints, by line."""
    command = [sys.executable, "-m", "benchmarks", "--quick"]
    run = subprocess.run(command, cwd=HOUSE, capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert run.returncode == 0, run.stderr
    return [line.strip() for line in run.stdout.splitlines()]


def line(table: list[str], name: str) -> str:
    """The one line of the table that begins with `name`."""
    found = [told for told in table if told.startswith(f"{name}  ")]
    assert len(found) == 1, (name, found)
    return found[0]


def figure(table: list[str], name: str) -> str:
    """The figure in that line."""
    return line(table, name).removeprefix(name).split()[0]


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


# load ---------------------------------------------------------------------------------------------


def test_a_small_load_meets_with_nothing_strange() -> None:
    require(find_spec("aiohttp") is not None, "aiohttp is not installed: pip install 'nakanaori[bench]'.")
    command = [sys.executable, "-m", "benchmarks.load", "--people", "4", "--seconds", "120"]
    run = subprocess.run(command, cwd=HOUSE, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert run.returncode == 0, (run.stdout, run.stderr)
    told = [line.strip() for line in run.stdout.splitlines()]
    assert line(told, "people").endswith("finished: 4: yes")
    assert int(figure(told, "requests")) >= 4 * 3
    assert figure(told, "errors") == "0"
    for name in ("requests a second", "time of a request: worst", "CPU time of the server"):
        line(told, name)


def test_how_soon_the_page_is_there_is_measured() -> None:
    require(find_spec("playwright") is not None and which("chromium") is not None, "chromium is not installed.")
    require(find_spec("psutil") is not None, "psutil is not installed: pip install 'nakanaori[bench]'.")
    require(find_spec("brotli") is not None, "brotli is not installed: pip install 'nakanaori[bench]'.")
    command = [sys.executable, "-m", "benchmarks.reach", "--quick"]
    run = subprocess.run(command, cwd=HOUSE, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert run.returncode == 0, (run.stdout, run.stderr)
    told = [line.strip() for line in run.stdout.splitlines()]
    assert figure(told, "requests before the first question") == "3"
    for name in ("first question, from opening the page: median", "next question: median", "next question: worst"):
        line(told, name)
    for language in ("ja", "en"):
        line(told, f"sent before the first question ({language}), compressed with brotli")


@pytest.mark.parametrize(
    "address",
    [
        "http://192.0.2.1/",
        "http://localhost:8000/",
        "http://127.0.0.1.example/",
        "http://127.0.0.1@example/",
        "http://example@127.0.0.1/",
        "https://127.0.0.1/",
        "/1",
    ],
)
def test_no_other_machine_is_asked(address: str) -> None:
    with pytest.raises(Unserved):
        local(address)


def test_what_each_form_costs_is_told_for_every_engine() -> None:
    command = [sys.executable, "-m", "benchmarks.forms", "--quick"]
    run = subprocess.run(command, cwd=HOUSE, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    headings = [line for line in run.stdout.splitlines() if line and not line.startswith(" ")]
    assert len(headings) == 8
    for engine in ("compiled", "reference"):
        assert run.stdout.count(f"  {engine} ") == len(headings)
