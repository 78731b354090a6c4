"""What a test needs beyond Python's packages: skipped where it is missing, unless everything must be there."""

from __future__ import annotations

import os
import sys

import pytest
from nakanaori.engine.consulting import durable_is_there


def require(available: bool, reason: str) -> None:
    """Skips the running test unless `available`; with NAKANAORI_REQUIRE=1 in the environment it fails instead.

    `reason` says what is missing and how to get it.
    """
    if available:
        return
    if os.environ.get("NAKANAORI_REQUIRE") == "1":
        pytest.fail(f"{reason} (NAKANAORI_REQUIRE=1 asks for everything.)", pytrace=False)
    pytest.skip(reason)


def require_durable() -> None:
    """Skips the running test where durable-rules cannot be imported; elsewhere it is required like anything else."""
    if sys.version_info >= (3, 13):
        pytest.skip("durable-rules cannot be imported on this Python")
    require(durable_is_there(), "durable-rules is missing: pip install durable-rules")
