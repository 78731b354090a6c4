"""How formulas of the solver are joined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..language import cached_property
from .solver_library import Term


class Connectives:
    """The connectives of propositional logic and counting, in one context of z3."""

    def __init__(self, z3: Any, context: Any) -> None:
        self.z3 = z3
        self.context = context
        self._bits: dict[int, tuple[Term, Term]] = {}

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
        bits = [self._bit(formula) for formula in formulas]
        return self.z3.Concat(self._no, *bits) if bits else self._no

    def _bit(self, formula: Term) -> Term:
        # What stands for an answer is read after every search; z3's number of a formula is its own while it is kept.
        known = self._bits.get(formula.get_id())
        if known is None:
            known = self._bits[formula.get_id()] = formula, self.z3.If(formula, self._yes, self._no)
        return known[1]

    @cached_property
    def _no(self) -> Term:
        return self.z3.BitVecVal(0, self.z3.BitVecSort(1, self.context))

    @cached_property
    def _yes(self) -> Term:
        return self.z3.BitVecVal(1, self.z3.BitVecSort(1, self.context))
