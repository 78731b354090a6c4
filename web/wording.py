"""What the page itself says, in each language, and which language a visitor reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..engine.language import Rulebook
from ..engine.reading import Texts
from ..engine.telling import Wording
from ..engine.telling import phrases_of as engine_phrases_of
from ..engine.telling import wording_of as engine_wording_of


def phrases_of(language: str) -> Texts:
    """The engine's phrases and those of the page."""
    return engine_phrases_of(language, Path(__file__).parent / "phrases")


def wording_of(rulebook: Rulebook, language: str) -> Wording:
    """The words of the page for a reader of `language`.

    Raises RulebookError when the rulebook has no texts in that language, or they cannot be read.
    """
    return Wording(engine_wording_of(rulebook, language).texts, phrases_of(language))


def preferred(accepted: str, languages: Sequence[str]) -> str:
    """Which of `languages` an Accept-Language header (RFC 9110, 12.5.4) likes best; the first where it likes none."""
    return next((tag for tag in _by_liking(accepted) if tag in languages), languages[0])


def _by_liking(accepted: str) -> Iterator[str]:
    """The languages named, without their regions, the most liked first; those refused (`q=0`) left out."""
    liked: list[tuple[float, str]] = []
    for part in accepted.lower().split(","):
        tag, _, quality = part.partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=")) if quality.strip() else 1.0
        except ValueError:
            continue
        if weight > 0:
            liked.append((-weight, tag.strip().split("-")[0]))
    return (tag for _, tag in sorted(liked, key=lambda one: one[0]))
