"""The rulebook that the examples of the rule language's reference make up: every form there is, tables included."""

from __future__ import annotations

from pathlib import Path

import console_blocks
from house import DOCS


def write_hike(folder: Path) -> Path:
    """The folder, with the files of the examples in it."""
    for block in console_blocks.blocks((DOCS / "rule-language.md").read_text(encoding="utf-8")):
        console_blocks.write(block, folder)
    return folder
