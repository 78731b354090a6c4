"""What the tests of proofs share."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook


@pytest.fixture
def going_out(tmp_path: Path) -> Rulebook:
    """The small rulebook."""
    return load_rulebook(write_rulebook(tmp_path))
