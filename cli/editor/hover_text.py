"""What is told of an id over which somebody rests: its texts in every language, and who names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ...engine.authoring import Meaning, Thing
from ...engine.reading import Texts, phrases

PHRASES = Path(__file__).parent / "phrases"
MOST_NAMED = 6
"""So many of those that name it are told by their ids."""

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def words(language: str) -> Texts:
    """What an editor says, in a language; in English where it does not know the language."""
    return phrases(PHRASES, language)


def hover_text(thing: Thing, meaning: Meaning, say: Texts) -> str:
    """What is told of an id, as Markdown."""
    return "\n\n".join(_paragraphs(thing, meaning, say))


def kind_word(kind: str, say: Texts) -> str:
    """A kind of ids in words."""
    return say("kinds", kind.replace(" ", "-"))


def _paragraphs(thing: Thing, meaning: Meaning, say: Texts) -> Iterator[str]:
    kind, within, identity = thing
    yield f"{kind_word(kind, say)} **`{identity}`**" + (f" ({within})" if within else "")
    for language, texts in meaning.texts.items():
        yield f"*{language}*: {_plain(' '.join(texts))}"
    if not meaning.users:
        yield say("unused")
        return
    yield "\n".join((say("used-by"), *(_entry(owner, ids, say) for owner, ids in meaning.users.items())))


def _entry(owner: str, ids: tuple[str, ...], say: Texts) -> str:
    listed = ", ".join(f"`{identity}`" for identity in ids[:MOST_NAMED])
    if len(ids) > MOST_NAMED:
        listed += " " + say("more").format(count=len(ids) - MOST_NAMED)
    return say("entry").format(kind=kind_word(owner, say), count=len(ids), ids=listed)


def _plain(text: str) -> str:
    """A text on one line, in which nothing is a sign of Markdown."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
