"""How time and memory grow with the rulebook: generated ones of 10, 100 and 1,000 rules.

Each is measured in a process of its own: `python -m benchmarks.scale` prints the table, with a number of rules after it
the measurements of that one as JSON.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import msgspec
from nakanaori.engine.consulting import DURABLE, REFERENCE, consult, durable_is_there, next_question
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook

from .generated import Author
from .memory import MEBIBYTE, peak
from .people import Person, complete
from .questions import answered
from .table import Row, Section, printed
from .timing import milliseconds

SIZES = (10, 100, 1_000)

_CASES = 50
_ASKED = 8
_SOLVER_SECONDS = 60.0
"""How long each proof may take, and all of a check."""

_MODULE = f"{__package__}.scale"


class Step(msgspec.Struct, frozen=True):
    """What one does with a rulebook, what it took, a note, and the most memory that the process had needed by then."""

    what: str
    figure: str
    note: str
    peak: int


def section(*, sizes: tuple[int, ...] = SIZES) -> Section:
    """The rulebooks of these sizes as part of the table."""
    heading = "Generated rulebooks (CPU time, and the most memory that the process had needed by then)"
    return Section(heading, [row for rules in sizes for row in _rows(rules)])


def _rows(rules: int) -> Iterator[Row]:
    command = [sys.executable, "-m", _MODULE, str(rules)]
    child = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if child.returncode != 0:
        yield Row(f"{rules:,} rules", "failed", f"exit status {child.returncode}")
        return
    for step in msgspec.json.decode(child.stdout, type=list[Step]):
        yield Row(f"{rules:,} rules: {step.what}", step.figure, f"{step.peak / MEBIBYTE:6.0f} MiB", step.note)


def steps(rules: int) -> Iterator[Step]:
    """Everything that is done with a generated rulebook of so many rules."""
    with TemporaryDirectory() as name:
        Author(rules).write(Path(name))
        start = process_time()
        rulebook = load_rulebook(name)
        seconds = process_time() - start
        size = f"{len(rulebook.questions)} questions, {len(rulebook.strata)} strata"
        yield _step("load", milliseconds(seconds), size)
        people = [complete(Random(seed), rulebook) for seed in range(_CASES)]
        if durable_is_there():
            figure = _consulted(rulebook, people, DURABLE)
            yield _step("consult, durable: first, others", figure, _messages(rulebook))
        yield _step("consult, reference: first, others", _consulted(rulebook, people, REFERENCE))
        yield from _asked(rulebook, people[:_ASKED])
        yield _proven(rulebook)
        yield _checked(Path(name))


def _consulted(rulebook: Rulebook, people: list[Person], engine: str) -> str:
    """What the first consultation takes, with all that is compiled for it, and what the others do (their median)."""
    seconds = []
    for person in people:
        start = process_time()
        consult(rulebook, person, engine=engine)
        seconds.append(process_time() - start)
    return f"{milliseconds(seconds[0])}, {milliseconds(median(seconds[1:]))}"


def _messages(rulebook: Rulebook) -> str:
    """How much durable-rules is told of a case."""
    from nakanaori.engine.consulting.durable import program

    messages = [msgspec.json.decode(message, type=dict[str, object]) for _, message in program(rulebook).messages({})]
    return f"{sum(map(len, messages)):,} properties in {len(messages)} messages"


def _asked(rulebook: Rulebook, people: list[Person]) -> Iterator[Step]:
    """What is made ready once for all questionnaires, and then how long anybody waits for a question."""
    start = process_time()
    next_question(rulebook, {})
    yield _step("next_question: the very first, with all that is made ready once", milliseconds(process_time() - start))
    seconds: list[float] = []
    count = sum(len(answered(rulebook, person, seconds)) for person in people)
    figure = f"{milliseconds(median(seconds))}, {milliseconds(max(seconds))}"
    note = f"{count:,} questions asked of {len(people)}, {milliseconds(sum(seconds))} in all"
    yield _step("next_question, the others: median, worst", figure, note)


def _proven(rulebook: Rulebook) -> Step:
    from nakanaori.engine.proving import SolverMissingError, load_guarantees, prove

    guarantees = load_guarantees(rulebook)
    start = process_time()
    try:
        proofs = prove(rulebook, guarantees, seconds=_SOLVER_SECONDS)
    except SolverMissingError as missing:
        return _step("prove", "left out", " ".join(str(missing).split()))
    seconds = process_time() - start
    statuses = Counter(proof.status for proof in proofs)
    told = ", ".join(f"{count} {status}" for status, count in statuses.items())
    return _step("prove", milliseconds(seconds), f"{len(proofs)} guarantees: {told}")


def _checked(folder: Path) -> Step:
    from nakanaori.engine.authoring import check

    start = process_time()
    report = check(folder, seconds=_SOLVER_SECONDS)
    seconds = process_time() - start
    left = f", {len(report.undecided)} kinds not decided in time" if report.undecided else ""
    left += ", no solver" if report.unchecked else ""
    return _step("check", milliseconds(seconds), f"{len(report.remarks)} findings{left}")


def _step(what: str, figure: str, note: str = "") -> Step:
    return Step(what, figure, note, peak())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(msgspec.json.encode(list(steps(int(sys.argv[1])))).decode())
    else:
        print(printed([section()]))
