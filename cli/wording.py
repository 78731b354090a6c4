"""What the terminal says, in each language: the engine's phrases, and those that only a terminal needs."""

from __future__ import annotations

from pathlib import Path

from ..engine import explanation
from ..engine.text import Texts


def phrases_of(language: str) -> Texts:
    """The phrases of the terminal, with the engine's."""
    return explanation.phrases_of(language, Path(__file__).parent / "phrases")
