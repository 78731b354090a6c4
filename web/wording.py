"""What the page itself says, in each language."""

from __future__ import annotations

from pathlib import Path

from ..engine.language import Rulebook
from ..engine.reading import Texts
from ..engine.telling import Wording
from ..engine.telling import phrases_for as engine_phrases_for
from ..engine.telling import phrases_of as engine_phrases_of
from ..engine.telling import wording_of as engine_wording_of

_PHRASES = Path(__file__).parent / "phrases"


def phrases_of(language: str) -> Texts:
    """The engine's phrases and those of the page."""
    return engine_phrases_of(language, _PHRASES)


def phrases_for(texts: Texts) -> Texts:
    """The same in the language of a rulebook's texts, in which the source is called as these call it."""
    return engine_phrases_for(texts, _PHRASES)


def wording_of(rulebook: Rulebook, language: str) -> Wording:
    """The words of the page for a reader of `language`.

    Raises RulebookError when the rulebook has no texts in that language, or they cannot be read.
    """
    return engine_wording_of(rulebook, language, _PHRASES)
