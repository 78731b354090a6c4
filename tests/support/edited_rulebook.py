"""A copy of a rulebook in which a file has been edited."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from nakanaori.engine.language import Rulebook


def edited(rulebook: Rulebook, folder: Path, name: str, *edits: tuple[str, str]) -> Path:
    """A copy of the shipped rulebook in which the file `name` has been edited."""
    copytree(rulebook.folder, folder)
    path = folder / name
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return folder
