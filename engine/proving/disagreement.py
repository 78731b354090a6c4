"""What is raised where the solver and the reference evaluator, which is the specification, contradict each other."""

from __future__ import annotations

from ..language import NakanaoriError, Place, Problem


class DisagreementError(NakanaoriError):
    """The solver's model and the reference evaluator say different things of one case: a mistake in nakanaori."""

    def __init__(self, source: str, wrong: str) -> None:
        super().__init__([Problem(Place(source), wrong, "Please report this: it is a mistake in nakanaori.")])
