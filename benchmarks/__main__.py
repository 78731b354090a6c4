"""`python -m benchmarks`: measures everything in one run and prints it as one table."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from nakanaori.engine.reading import load_rulebook

from . import contest, loading, memory, questions, scale, startup
from .table import Section, missed, printed

_PACKAGES = ("durable-rules", "clipspy", "zen-engine")


_MOST_WEIGHED = 400
"""Of how many people at most every other answer is tried."""


class Counts(NamedTuple):
    """How much of everything is measured."""

    checked: int
    rounds: int
    cases: int
    loads: int
    starts: int
    warm_up: int
    consultations: int
    people: int
    sizes: tuple[int, ...]


FULL = Counts(400, 40, 120, 15, 15, 5_000, 100_000, 10_000, (10, 100, 1_000))
QUICK = Counts(40, 2, 10, 2, 2, 50, 200, 20, (10, 30))


def measured(counts: Counts) -> list[Section]:
    """Everything, one after the other."""
    rulebook = load_rulebook()
    parts: dict[str, Callable[[], Section]] = {
        "cases a second": lambda: contest.section(
            rulebook, checked=counts.checked, rounds=counts.rounds, cases=counts.cases
        ),
        "loading": lambda: loading.section(rounds=counts.loads),
        "start": lambda: startup.section(rounds=counts.starts),
        "questions asked": lambda: questions.section(rulebook, count=counts.people),
        "what an answer changes": lambda: questions.weighed(rulebook, count=min(counts.people, _MOST_WEIGHED)),
        "memory growth": lambda: memory.section(warm_up=counts.warm_up, consultations=counts.consultations),
        "bigger rulebooks": lambda: scale.section(sizes=counts.sizes),
    }
    sections: list[Section] = []
    for name, part in parts.items():
        print(f"benchmarks: {name} …", file=sys.stderr, flush=True)
        sections.append(part())
    return sections


def machine(distributions: Sequence[str] = _PACKAGES) -> str:
    """Where the figures come from."""
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
    packages = ", ".join(f"{name} {_version(name)}" for name in distributions)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors, {load}; {packages}"


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures and prints; a missed target is a figure like any other and no failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small counts: whether it runs, not what it measures")
    counts = QUICK if parser.parse_args(arguments).quick else FULL
    print(machine())
    sections = measured(counts)
    print(printed(sections))
    print(f"\nTargets missed: {'; '.join(missed(sections)) or 'none'}.")


if __name__ == "__main__":
    main()
