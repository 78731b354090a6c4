"""How formulas of the solver are joined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .solver_library import Term


class Connectives:
    """The connectives of propositional logic and counting, in one context of z3."""

    def __init__(self, z3: Any, context: Any) -> None:
        self.z3 = z3
        self.context = context

    def every(self, formulas: Iterable[Term]) -> Term:
        """All of them hold; true of none."""
        parts = list(formulas)
        return self.z3.And(parts) if parts else self.z3.BoolVal(True, self.context)

    def some(self, formulas: Iterable[Term]) -> Term:
        """At least one of them holds; false of none."""
        parts = list(formulas)
        return self.z3.Or(parts) if parts else self.z3.BoolVal(False, self.context)

    def negation(self, formula: Term) -> Term:
        """It does not hold."""
        return self.z3.Not(formula)

    def same(self, one: Term, other: Term) -> Term:
        """Both hold or neither does."""
        return one == other

    def at_most(self, most: int, formulas: Iterable[Term]) -> Term:
        """No more than `most` of them hold."""
        parts = list(formulas)
        return self.z3.AtMost(*parts, most) if len(parts) > most else self.every(())

    def at_least(self, least: int, formulas: Iterable[Term]) -> Term:
        """No fewer than `least` of them hold."""
        parts = list(formulas)
        if least <= 0:
            return self.every(())
        return self.z3.AtLeast(*parts, least) if len(parts) >= least else self.some(())

    def word(self, formulas: Iterable[Term]) -> Term:
        """The formulas as the bits of one number, the first of them the highest; under a zero, so that it has bits."""
        sort = self.z3.BitVecSort(1, self.context)
        no, yes = (self.z3.BitVecVal(bit, sort) for bit in (0, 1))
        bits = [self.z3.If(formula, yes, no) for formula in formulas]
        return self.z3.Concat(no, *bits) if bits else no
