"""What the tests of the engine share: rulebooks with the rules of a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook


@pytest.fixture
def ruled(tmp_path: Path) -> Callable[[str], Rulebook]:
    """A rulebook that is the small one with the rules given."""

    def make(rules: str) -> Rulebook:
        files = {"rules/1-findings.yaml": None, "rules/2-actions.yaml": None, "rules/all.yaml": rules}
        return load_rulebook(write_rulebook(tmp_path, files))

    return make
