"""What all tests share: the shipped rulebook, and the engines that can run here."""

from __future__ import annotations

import pytest
from nakanaori.engine import Rulebook, load_rulebook
from nakanaori.engine.inference import durable_is_there


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The shipped rulebook."""
    return load_rulebook()


@pytest.fixture(params=["reference", "durable"] if durable_is_there() else ["reference"])
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine that can be imported here, so that what a test says of the language holds for both."""
    name: str = request.param
    return name
