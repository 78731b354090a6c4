"""The README is true: its files, commands, session and Python example, as written."""

from __future__ import annotations

from pathlib import Path

from console_blocks import run
from house import HOUSE

README = HOUSE / "README.md"


def test_everything_that_the_readme_shows_is_so(tmp_path: Path) -> None:
    assert run(README, tmp_path) >= 5
