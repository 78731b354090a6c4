"""What many formulas come to in a model of the solver, read off all at once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from .connectives import Connectives
from .solver_library import Term

_BITS = 1024
"""How many formulas are read at once; the solver hands numbers over in decimal digits, of which Python takes 4,300."""


class Readout:
    """Formulas to be read together: asking a model for each by itself takes many times longer."""

    def __init__(self, logic: Connectives, formulas: Iterable[Term]) -> None:
        self.formulas = tuple(formulas)
        parts = (self.formulas[at : at + _BITS] for at in range(0, len(self.formulas), _BITS))
        self._words = [(logic.word(part), len(part)) for part in parts]

    def of(self, model: Any) -> tuple[bool, ...]:
        """Whether each of the formulas holds in a model of z3, in the order given."""
        return tuple(chain.from_iterable(_bits(model, word, length) for word, length in self._words))


def _bits(model: Any, word: Term, length: int) -> Iterable[bool]:
    number = model.eval(word, model_completion=True).as_long()
    return (bit == "1" for bit in f"{number:0{length + 1}b}"[1:])
