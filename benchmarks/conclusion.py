"""What every contestant must conclude from a case, so that nobody is timed for doing less or something else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from nakanaori.engine import Outcome, Rulebook


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


def of_rules(rulebook: Rulebook, fired: Iterable[str]) -> Conclusion:
    """What follows from rules that fired."""
    rules = [rulebook.rule[rule] for rule in fired]
    advised = {action for rule in rules for action in rule.advise}
    withheld = {action for rule in rules for action in rule.withhold}
    return Conclusion(
        frozenset(rule.id for rule in rules),
        frozenset(finding for rule in rules for finding in rule.find),
        frozenset(advised - withheld),
        frozenset(advised & withheld),
    )
