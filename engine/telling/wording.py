"""The words of one reader: a rulebook's texts and the program's own phrases, in one language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from ..language import Rulebook
from ..reading import Texts, phrases, rulebook_texts

_PHRASES = Path(__file__).parent / "phrases"


class Wording(msgspec.Struct, frozen=True, eq=False):
    """What a view speaks with: the rulebook's `texts`, and what the program itself has to `say`.

    Once they are `answered`, somebody's answers stand in the texts that hold any; see `answered_wording`.
    """

    texts: Texts
    say: Texts
    answered: bool = False

    @property
    def language(self) -> str:
        """The language of both."""
        return self.texts.language


def wording_of(rulebook: Rulebook, language: str | None = None) -> Wording:
    """The words for a reader of `language`, by default the rulebook's first.

    Raises RulebookError when the rulebook has no texts in that language.
    """
    texts = rulebook_texts(rulebook, language)
    say = phrases_of(texts.language)
    return Wording(_with_rows(rulebook, texts, say), say)


@lru_cache(maxsize=32)
def _with_rows(rulebook: Rulebook, texts: Texts, say: Texts) -> Texts:
    """The texts, in which a row of a table that has neither an id nor a reason is called by its number."""
    rows = [rule for rule in rulebook.rules if not rule.is_named and ("rules", rule.id) not in texts.entries]
    named = {("rules", rule.id): say("explain", "row").format(row=rule.row, table=rule.table) for rule in rows}
    return Texts(texts.language, texts.entries | named) if named else texts


@lru_cache(maxsize=32)
def wording_digest(rulebook: Rulebook, texts: Texts) -> str:
    """SHA-256, in hexadecimal, over all that a rulebook says in one language, its help lines among it."""
    # Few ask for the digest of a wording, and it draws in OpenSSL.
    from hashlib import sha256

    said = sorted(("\0".join(key), text) for key, text in texts.entries.items())
    return sha256(msgspec.json.encode((said, rulebook.help_lines), order="sorted")).hexdigest()


def phrases_of(language: str, beside: Path | None = None) -> Texts:
    """The engine's own phrases, with those of the folder `beside`: what a terminal or a page says."""
    own = phrases(_PHRASES, language)
    return own if beside is None else Texts(language, own.entries | phrases(beside, language).entries)
