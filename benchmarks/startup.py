"""From starting the questionnaire to its first question, against a Python that imports what it cannot do without."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from itertools import repeat
from time import perf_counter

from .table import Row, Section
from .timing import Job, in_turns, milliseconds

MOST = 4.0
"""How many times the bare start the first question may take."""

_ASK = [sys.executable, "-m", "nakanaori.cli", "ask", "--plain", "--lang", "en"]
_IMPORT = [sys.executable, "-c", "import click, yaml"]
_PROMPT = b"> "


def section(*, rounds: int) -> Section:
    """The starts as part of the table."""
    bare, question, through = 'python -c "import click, yaml"', "to the first prompt", "to the end, with no input"
    jobs: dict[str, Job] = {
        bare: partial(_run, _IMPORT),
        question: first_prompt,
        through: partial(_run, _ASK),
    }
    taken = in_turns(repeat(jobs, rounds), wall_seconds)
    ratios = {name: taken[name] / taken[bare] for name in jobs}
    target = f"≤ {MOST:g} × that"
    rows = [
        Row(bare, milliseconds(taken[bare])),
        Row(
            f"nakanaori ask --plain, {question}",
            milliseconds(taken[question]),
            f"{ratios[question]:6.2f} × that",
            target,
            ratios[question] <= MOST,
        ),
        Row(f"nakanaori ask --plain, {through}", milliseconds(taken[through]), f"{ratios[through]:6.2f} × that"),
    ]
    return Section(f"Start (median of {rounds} whole processes each in turns, wall time)", rows)


def wall_seconds(job: Job) -> float:
    """The time on the clock that a job takes."""
    start = perf_counter()
    job()
    return perf_counter() - start


def first_prompt() -> None:
    """Starts the questionnaire, waits for its first prompt, and ends it.

    Raises RuntimeError when it ends without one.
    """
    with subprocess.Popen(_ASK, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as child:
        assert child.stdout is not None
        said = b""
        while not said.endswith(_PROMPT):
            more = os.read(child.stdout.fileno(), 65536)
            if not more:
                raise RuntimeError(f"The questionnaire ended without a prompt: {said.decode(errors='replace')}")
            said += more
        child.kill()


def _run(command: list[str]) -> None:
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
