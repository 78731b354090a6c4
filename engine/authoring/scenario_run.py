"""Scenarios run one after the other, with what they reach of the rulebook, until a deadline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ..consulting import Outcome
from ..language import Rulebook
from ..proving import ENDLESS, Deadline
from .coverage import Coverage, covered
from .scenario import Scenario, Trial, tried


class ScenarioRun(msgspec.Struct, frozen=True, eq=False):
    """The trials that were made, what they cover, and the scenarios that were not reached before the deadline."""

    trials: tuple[Trial, ...]
    coverage: Coverage
    unreached: tuple[Scenario, ...]


def ran(rulebook: Rulebook, scenarios: Sequence[Scenario], engine: str, *, deadline: Deadline = ENDLESS) -> ScenarioRun:
    """What comes of the scenarios, of which the first is run however little time there is.

    Raises EngineError when the engine is not there.
    """
    trials: list[Trial] = []

    def outcomes() -> Iterator[Outcome]:
        for trial in tried(rulebook, scenarios, engine):
            trials.append(trial)
            yield trial.outcome
            if deadline.passed:
                return

    coverage = covered(rulebook, outcomes())
    return ScenarioRun(tuple(trials), coverage, tuple(scenarios[len(trials) :]))
