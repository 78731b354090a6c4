"""What the terminal itself says, in each language."""

from __future__ import annotations

from pathlib import Path

from ..engine.text import Texts, phrases


def phrases_of(language: str) -> Texts:
    """The phrases of the terminal."""
    return phrases(Path(__file__).parent / "phrases", language)
