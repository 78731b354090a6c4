"""Whether mistakes in a rulebook are noticed: `python -m benchmarks.mutation [FOLDER]`, by default the shipped one.

Every mistake of a stated list (docs/mutation.md) is made, one at a time, and it is told whether the scenarios, the
guarantees or `check` notice. Exits with 1 when they notice fewer than 95 % of those that change any outcome.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter

from nakanaori.engine.authoring import (
    CHECK,
    EQUIVALENT,
    GUARANTEE,
    MUTANT_KINDS,
    SCENARIO,
    SURVIVED,
    Mutant,
    Verdict,
    Watch,
    mutants,
    needed_scenarios,
    remarks_on,
    score,
    spelt_answers,
)
from nakanaori.engine.consulting import check_answers
from nakanaori.engine.language import NakanaoriError, Problem, Rulebook
from nakanaori.engine.proving import PROVEN, UNDECIDED, Guarantee, load_guarantees, prove
from nakanaori.engine.reading import load_rulebook

from . import people

LEAST = 95.0
"""How many of a hundred mistakes must be noticed."""

SECONDS = 60.0
"""How long the solver may take for one question."""

CASES = 600
"""How many people are tried on the guarantees before the solver is asked."""

_COLUMNS = (SCENARIO, GUARANTEE, CHECK, EQUIVALENT, SURVIVED, UNDECIDED)


def watch(rulebook: Rulebook) -> Watch:
    """All that watches over the rulebook.

    Raises NakanaoriError when it is not in order to begin with, or has no scenarios, and SolverMissingError without z3.
    """
    guarantees = load_guarantees(rulebook)
    unproven = [proof.guarantee for proof in prove(rulebook, guarantees, seconds=SECONDS) if proof.status != PROVEN]
    if unproven:
        raise NakanaoriError(map(_unproven, unproven))
    sample = islice(people.mixed(Random(0), rulebook), CASES)
    return Watch(
        rulebook,
        needed_scenarios(rulebook),
        guarantees,
        cases=(check_answers(rulebook, person) for person in sample),
        seconds=SECONDS,
        remarks=partial(remarks_on, guarantees=guarantees, seconds=SECONDS),
    )


def _unproven(guarantee: Guarantee) -> Problem:
    return Problem(guarantee.place, f"The guarantee '{guarantee.id}' is not proven.", "'nakanaori prove' says more.")


def verdicts(watching: Watch, made: Sequence[Mutant]) -> Iterator[Verdict]:
    """What becomes of each mutant; says on a terminal how far it is."""
    for number, mutant in enumerate(made, start=1):
        if sys.stderr.isatty():
            print(f"\rmutation: {number} of {len(made)}", end="", file=sys.stderr, flush=True)
        yield watching.verdict(mutant)
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def report(watching: Watch, told: Sequence[Verdict]) -> Iterator[str]:
    """The counts by kind, the score, and one by one what was not noticed."""
    rulebook = watching.rulebook
    yield (
        f"{rulebook.id}: {len(told)} mistakes, watched for by {len(watching.told)} scenarios, "
        f"{len(watching.guarantees)} guarantees and check."
    )
    yield ""
    yield from _table(told)
    yield ""
    reached = score(told)
    answer = "yes" if reached.percent >= LEAST else "NO"
    yield (
        f"Noticed: {reached.caught} of the {reached.of} that are not proven to mean the same ({reached.percent} %). "
        f"At least {LEAST:g} %: {answer}."
    )
    yield from _survivors(told)
    yield from _listed("Not decided:", told, UNDECIDED)
    yield from _listed("Proven to mean the same, whatever the answers, and not counted:", told, EQUIVALENT)


def _table(told: Sequence[Verdict]) -> Iterator[str]:
    counted = Counter((verdict.mutant.kind, verdict.status) for verdict in told)
    rows = [("", "all", *_COLUMNS)]
    for kind in MUTANT_KINDS:
        counts = [counted[kind, status] for status in _COLUMNS]
        rows.append((kind, *map(str, (sum(counts), *counts))))
    totals = [sum(counted[kind, status] for kind in MUTANT_KINDS) for status in _COLUMNS]
    rows.append(("together", *map(str, (sum(totals), *totals))))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *cells in rows:
        aligned = (f"{cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=True))
        yield "  ".join((f"{first:<{widths[0]}}", *aligned))


def _survivors(told: Iterable[Verdict]) -> Iterator[str]:
    survivors = [verdict for verdict in told if verdict.status == SURVIVED]
    if survivors:
        yield ""
        yield "Not noticed, with the smallest answers that show the difference:"
    for verdict in survivors:
        yield _line(verdict)
        known = "The plan differs" if verdict.in_plan else "No plan ever differs, only what lies behind it does"
        assert verdict.answers is not None
        yield f"  {known}: with {spelt_answers(verdict.answers)}, {'; '.join(verdict.differs)}."


def _listed(heading: str, told: Iterable[Verdict], status: str) -> Iterator[str]:
    lines = [_line(verdict) for verdict in told if verdict.status == status]
    if lines:
        yield ""
        yield heading
        yield from lines


def _line(verdict: Verdict) -> str:
    mutant = verdict.mutant
    return f"- {mutant.place}: {mutant.owner}, {mutant.change} ({mutant.kind})"


def main(arguments: Sequence[str]) -> int:
    """Make every mistake, and tell what became of it."""
    if len(arguments) > 1:
        print("usage: python -m benchmarks.mutation [FOLDER]", file=sys.stderr)
        return 2
    begun = perf_counter()
    try:
        watching = watch(load_rulebook(Path(arguments[0]) if arguments else None))
        told = list(verdicts(watching, list(mutants(watching.rulebook))))
    except NakanaoriError as error:
        print(error, file=sys.stderr)
        return 2
    for line in report(watching, told):
        print(line)
    print(f"mutation: {perf_counter() - begun:.0f} s", file=sys.stderr)
    return 0 if score(told).percent >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
