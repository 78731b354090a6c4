"""What the tests of the server share: clients of the API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from api_client import mounted
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook
from starlette.testclient import TestClient


@pytest.fixture(params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def client(rulebook: Rulebook) -> Iterator[TestClient]:
    with TestClient(mounted(rulebook)) as made:
        yield made


@pytest.fixture(scope="module")
def going_out(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """A small rulebook with a question of each kind; the shipped one asks for no number."""
    return load_rulebook(write_rulebook(tmp_path_factory.mktemp("going-out")))


@pytest.fixture(scope="module")
def small(going_out: Rulebook) -> Iterator[TestClient]:
    with TestClient(mounted(going_out)) as made:
        yield made
