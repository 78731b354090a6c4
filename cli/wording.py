"""What the terminal says, in each language: the engine's phrases, and those that only a terminal needs."""

from __future__ import annotations

from pathlib import Path

from ..engine.language import Rulebook
from ..engine.reading import Texts
from ..engine.telling import Wording
from ..engine.telling import phrases_of as engine_phrases_of
from ..engine.telling import wording_of as engine_wording_of
from .options import Setting, the_language

_PHRASES = Path(__file__).parent / "phrases"


def phrases_of(language: str) -> Texts:
    """The phrases of the terminal, with the engine's."""
    return engine_phrases_of(language, _PHRASES)


def wording_of(rulebook: Rulebook, language: str | None = None) -> Wording:
    """The words of the terminal for a reader of `language`, by default the rulebook's first.

    Raises RulebookError when the rulebook has no texts in that language.
    """
    return engine_wording_of(rulebook, language, _PHRASES)


def the_wording(rulebook: Rulebook, setting: Setting) -> Wording:
    """The words for the language that was asked for; by default, and where it is missing, as `the_language` has it."""
    return wording_of(rulebook, the_language(rulebook, setting))
