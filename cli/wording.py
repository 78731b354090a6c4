"""What the terminal says, in each language: the engine's phrases, and those that only a terminal needs."""

from __future__ import annotations

from pathlib import Path

from ..engine.reading import Texts
from ..engine.telling import phrases_of as engine_phrases_of


def phrases_of(language: str) -> Texts:
    """The phrases of the terminal, with the engine's."""
    return engine_phrases_of(language, Path(__file__).parent / "phrases")
