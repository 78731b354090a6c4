"""That something is not decided says why, and what was found on the way."""

from __future__ import annotations

import pytest
from nakanaori.engine.proving import UndecidedError


@pytest.mark.parametrize("reason", ["time", "memory"])
def test_it_names_what_ran_out(reason: str) -> None:
    error = UndecidedError(reason, {"weather": "sun"})
    assert str(error) == f"z3: The solver ran out of {reason} before it could decide. That says neither yes nor no."
    assert (error.reason, error.found) == (reason, {"weather": "sun"})
    assert UndecidedError(reason).found is None
