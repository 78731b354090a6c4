"""The reference evaluator: the semantics of the rule language, straight.

It is the specification that the durable-rules path is held against, and what runs where durable-rules cannot be
imported.
"""

from __future__ import annotations

from ..language import Facts, Rulebook

NAME = "reference"


def fire(rulebook: Rulebook, facts: Facts) -> tuple[str, ...]:
    """The ids of the rules that fire on `facts`, in the rulebook's order."""
    found: set[str] = set()
    fired: set[str] = set()
    for stratum in rulebook.strata:
        firing = [rule for rule in stratum if rule.condition.holds(facts, found)]
        for rule in firing:
            found.update(rule.find)
            fired.add(rule.id)
    return tuple(rule for rule in rulebook.rule if rule in fired)
