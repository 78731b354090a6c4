"""What is raised where the solver could not decide, and why it could not."""

from __future__ import annotations

from ..consulting import Answer
from ..language import NakanaoriError, Place, Problem

TIME, MEMORY, INTERRUPTED = "time", "memory", "interrupted"
"""Why something is not decided: it ran out of time or memory, or somebody pressed Ctrl-C."""


class UndecidedError(NakanaoriError):
    """Time or memory ran out before an answer was reached, which says neither yes nor no.

    `reason` is TIME or MEMORY; `found` are answers that make the formulas hold, where some were found but could not be
    shown to be the smallest.
    """

    def __init__(self, reason: str, found: dict[str, Answer] | None = None) -> None:
        wrong = f"The solver ran out of {reason} before it could decide."
        super().__init__([Problem(Place("z3"), wrong, "That says neither yes nor no.")])
        self.reason = reason
        self.found = found
