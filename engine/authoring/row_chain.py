"""The tables of which the first row that holds counts alone, made of what stands above their rules."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ..language import Condition, Earlier, Place, Rule, Rulebook


class RowChain(msgspec.Struct, frozen=True, eq=False):
    """The rows of a table from the top down, by id, each with what it asks for itself; `place` is that of its last."""

    name: str
    rows: tuple[tuple[str, Condition], ...]
    place: Place


def row_chains(rulebook: Rulebook) -> Mapping[str, RowChain]:
    """For each rule that has rows above it the table that it is a row of."""
    resting = [rule for rule in rulebook.rules if rule.condition.earlier is not None]
    chains: dict[str, RowChain] = {}
    known: dict[Earlier, RowChain] = {}
    # The longest first: the others stand in it.
    for rule in sorted(resting, key=lambda rule: -len(_above(rule))):
        above = _above(rule)
        chain = known.get(above[-1])
        if chain is None or rule.id not in dict(chain.rows):
            chain = _chain_ending_in(rule, above, {one.name for one in chains.values()})
        chains[rule.id] = chain
        known.update(dict.fromkeys(above, chain))
    return chains


def _above(rule: Rule) -> list[Earlier]:
    return [] if rule.condition.earlier is None else rule.condition.earlier.downwards()


def _chain_ending_in(rule: Rule, above: list[Earlier], taken: set[str]) -> RowChain:
    own = msgspec.structs.replace(rule.condition, earlier=None)
    name, number = rule.table, 2
    while name in taken:
        name, number = f"{rule.table}-{number}", number + 1
    return RowChain(name, (*((one.row, one.own) for one in above), (rule.id, own)), rule.place)
