"""All engines on the same random cases: `python -m benchmarks.differential 100000`, from the checkout.

Compared are fired rules, findings, plan and withheld actions. The cases are those of the shipped rulebook, finished and
unfinished, and for every twenty of them one of a random rulebook. Exits with 1 when the engines disagree anywhere.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import perf_counter
from typing import NamedTuple

from nakanaori.engine.consulting import COMPILED, DURABLE, REFERENCE, Outcome, consult
from nakanaori.engine.language import EngineError, Rulebook
from nakanaori.engine.reading import load_rulebook

TESTS = Path(__file__).parent.parent / "tests" / "support"

CASES_A_RULEBOOK = 5
"""How many cases each random rulebook is asked; compiling it costs more than asking it."""

FEWEST_OF_RANDOM_RULEBOOKS = 500
MOST_SHOWN = 10

ENGINES = (DURABLE, COMPILED, REFERENCE)


class Tally(NamedTuple):
    """What was compared, and the first disagreements in words."""

    cases: int
    complete: int
    planned: int
    withheld: int
    disagreements: int
    shown: tuple[str, ...]


class Counting:
    """Compares the engines on case after case."""

    def __init__(self) -> None:
        self.cases = self.complete = self.planned = self.withheld = self.disagreements = 0
        self.shown: list[str] = []

    def compare(self, rulebook: Rulebook, answers: dict[str, object], name: str) -> None:
        durable, compiled, reference = (consult(rulebook, answers, engine=engine) for engine in ENGINES)
        self.cases += 1
        self.complete += len(answers) == len(rulebook.questions)
        self.planned += len(reference.plan)
        self.withheld += len(reference.withheld)
        differing = list(dict.fromkeys(name for one in (durable, compiled) for name in disagreements(one, reference)))
        if differing:
            self.disagreements += 1
            if len(self.shown) < MOST_SHOWN:
                self.shown.append(f"{name}: {', '.join(differing)} differ on {answers}")

    def tally(self) -> Tally:
        return Tally(self.cases, self.complete, self.planned, self.withheld, self.disagreements, tuple(self.shown))


def disagreements(one: Outcome, other: Outcome) -> list[str]:
    """In which respects two outcomes differ."""
    return [name for name in ("fired", "findings", "plan", "withheld") if getattr(one, name) != getattr(other, name)]


def of_shipped(cases: int, seed: int = 0) -> Tally:
    """The engines on random cases of the shipped rulebook, half of them finished."""
    dice = _dice()
    rulebook, counting = load_rulebook(), Counting()
    for number in range(cases):
        throw = Random(f"{seed} {number}")
        answered = 1.0 if number % 2 else throw.random()
        counting.compare(rulebook, dice.answers(throw, rulebook, answered), f"regain_trust, case {number}")
    return counting.tally()


def of_random_rulebooks(cases: int, seed: int = 0) -> Tally:
    """The engines on random cases of random rulebooks."""
    counting = Counting()
    for number, (rulebook, answers) in zip(range(cases), _random_cases(seed), strict=False):
        counting.compare(rulebook, answers, f"random rulebook {number // CASES_A_RULEBOOK}")
    return counting.tally()


def _random_cases(seed: int) -> Iterator[tuple[Rulebook, dict[str, object]]]:
    dice = _dice()
    number = 0
    while True:
        throw = Random(f"{seed} {number}")
        rulebook = dice.rulebook(throw)
        for _ in range(CASES_A_RULEBOOK):
            yield rulebook, dice.answers(throw, rulebook)
        number += 1


def _dice():  # type: ignore[no-untyped-def]  # a module of the tests
    if str(TESTS) not in sys.path:
        sys.path.append(str(TESTS))
    import dice

    return dice


def report(name: str, tally: Tally, seconds: float) -> None:
    """Print the counts, and what differs."""
    print(
        f"{name}: {tally.cases:,} cases ({tally.complete:,} finished), {tally.planned:,} actions planned, "
        f"{tally.withheld:,} withheld; {tally.disagreements:,} disagreements; {seconds:.1f} s"
    )
    for line in tally.shown:
        print(f"  {line}")


def main(arguments: list[str]) -> int:
    """Compare as many cases as asked for, by default 10,000."""
    if len(arguments) > 1 or not all(argument.isdecimal() for argument in arguments):
        print("usage: python -m benchmarks.differential [CASES]", file=sys.stderr)
        return 2
    cases = int(arguments[0]) if arguments else 10_000
    of_random = max(cases // 20, FEWEST_OF_RANDOM_RULEBOOKS)
    disagreed = 0
    try:
        for name, compare, number in (
            ("regain_trust", of_shipped, cases),
            ("random rulebooks", of_random_rulebooks, of_random),
        ):
            begun = perf_counter()
            tally = compare(number)
            report(name, tally, perf_counter() - begun)
            disagreed += tally.disagreements
    except EngineError as error:
        print(error, file=sys.stderr)
        return 2
    return 1 if disagreed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
