"""Measuring time on a machine that does other things too: in turns, and the median of it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from statistics import median
from time import process_time

Job = Callable[[], object]
"""Something to time."""


def cpu_seconds(job: Job) -> float:
    """The CPU time that this process spends on a job, all its threads together."""
    gc.collect()
    start = process_time()
    job()
    return process_time() - start


def in_turns(rounds: Iterable[Mapping[str, Job]], measure: Callable[[Job], float] = cpu_seconds) -> dict[str, float]:
    """For each name the median of what its jobs took, one job of every name a round: A B C, A B C, and so on."""
    taken: dict[str, list[float]] = {}
    for jobs in rounds:
        for name, job in jobs.items():
            taken.setdefault(name, []).append(measure(job))
    return {name: median(seconds) for name, seconds in taken.items()}


def milliseconds(seconds: float) -> str:
    """A short time to read, with no more digits than it deserves."""
    return f"{1000 * seconds:.3g} ms" if seconds < 1 else f"{seconds:.1f} s"
