"""Memory growth over many consultations, measured in a process of its own: `python -m benchmarks.memory ENGINE …`."""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

from nakanaori.engine.consulting import DURABLE, REFERENCE, consult, durable_is_there
from nakanaori.engine.reading import load_rulebook

from .people import mixed
from .table import Row, Section

MEBIBYTE = 1 << 20
MOST_GROWTH = 5 * MEBIBYTE

_MODULE = f"{__package__}.memory"
_RESIDENT, _STATUS = Path("/proc/self/statm"), Path("/proc/self/status")


def section(*, warm_up: int, consultations: int) -> Section:
    """Both paths as part of the table; they run at the same time, for nothing here is timed."""
    engines = [DURABLE, REFERENCE] if durable_is_there() else [REFERENCE]
    running = {engine: _start(engine, warm_up, consultations) for engine in engines}
    rows = [
        _row(engine, running[engine]) if engine in running else _left_out(engine) for engine in (DURABLE, REFERENCE)
    ]
    heading = (
        f"Memory growth over {consultations:,} consultations, of other people each "
        f"(resident set, after {warm_up:,} to warm up, in a process of its own)"
    )
    return Section(heading, rows)


def _start(engine: str, warm_up: int, consultations: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", _MODULE, engine, str(warm_up), str(consultations)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _row(engine: str, child: subprocess.Popen[str]) -> Row:
    told, _ = child.communicate()
    if child.returncode != 0:
        return Row(f"our {engine} path: memory", "failed", f"exit status {child.returncode}", "< 5 MiB", reached=False)
    before, after = map(int, told.split())
    figure = f"{(after - before) / MEBIBYTE:+.2f} MiB"
    return Row(
        f"our {engine} path: memory",
        figure,
        f"of {before / MEBIBYTE:.0f} MiB",
        "< 5 MiB",
        reached=after - before < MOST_GROWTH,
    )


def _left_out(engine: str) -> Row:
    return Row(f"our {engine} path: memory", "left out", note="durable-rules cannot be imported")


def growth(engine: str, warm_up: int, consultations: int) -> tuple[int, int]:
    """The bytes that this process holds before and after so many consultations, none like the other."""
    rulebook = load_rulebook()
    answers: Iterator[dict[str, object]] = mixed(Random(4), rulebook)
    held: list[int] = []
    for count in (warm_up, consultations):
        for person in islice(answers, count):
            consult(rulebook, person, engine=engine)
        gc.collect()
        held.append(resident())
    return held[0], held[1]


def resident() -> int:
    """The bytes of memory that this process has in use; where the system does not say, the most it ever had."""
    if _RESIDENT.exists():
        return int(_RESIDENT.read_text().split()[1]) * resource.getpagesize()
    return peak()


def peak() -> int:
    """The most bytes of memory that this process ever had in use."""
    if _STATUS.exists():
        # What getrusage says on Linux includes what the process that started this one had in use.
        told = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines())
        return int(told["VmHWM"].split()[0]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    print(*growth(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
