"""What every contestant must conclude from a case, so that nobody is timed for doing less or something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from nakanaori.engine.consulting import Outcome


class Conclusion(NamedTuple):
    """The ids of the rules fired, the findings, the planned and the withheld actions."""

    fired: frozenset[str]
    findings: frozenset[str]
    planned: frozenset[str]
    withheld: frozenset[str]


def of_outcome(outcome: Outcome) -> Conclusion:
    """What an outcome concludes."""
    return Conclusion(
        frozenset(outcome.fired),
        frozenset(outcome.findings),
        frozenset(planned.action.id for planned in outcome.plan),
        frozenset(withheld.action.id for withheld in outcome.withheld),
    )
