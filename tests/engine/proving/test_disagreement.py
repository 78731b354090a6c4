"""A contradiction between solver and evaluator is told as a mistake of this program."""

from __future__ import annotations

from nakanaori.engine.language import NakanaoriError
from nakanaori.engine.proving import DisagreementError


def test_it_asks_to_be_reported() -> None:
    error = DisagreementError("diff", "They disagree.")
    assert isinstance(error, NakanaoriError)
    assert str(error) == "diff: They disagree. Please report this: it is a mistake in nakanaori."
