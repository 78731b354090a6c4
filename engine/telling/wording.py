"""The words of one reader: a rulebook's texts and the program's own phrases, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from ..language import Condition, Rule, Rulebook
from ..reading import Key, ShapedText, Texts, as_it_stands, phrases, rulebook_texts, shaped

_PHRASES = Path(__file__).parent / "phrases"

_SOURCE = "{source}"
"""Where a phrase names what the sections are sections of."""


class Wording(msgspec.Struct, frozen=True, eq=False):
    """What a view speaks with: the rulebook's `texts`, and what the program itself has to `say`.

    Once they are `answered`, somebody's answers stand in the texts that hold any, and in the `shapes` of these; see
    `answered_wording`.
    """

    texts: Texts
    say: Texts
    answered: bool = False
    shapes: Mapping[Key, ShapedText] = {}

    @property
    def language(self) -> str:
        """The language of both."""
        return self.texts.language

    def shaped(self, *key: str) -> ShapedText:
        """The text with its shape; a text that is missing is its id."""
        return self.shapes.get(key) or _shaped(self.texts(*key))

    def shaped_if_any(self, *key: str) -> ShapedText:
        """The text with its shape, or one without anything where none is written."""
        return self.shaped(*key) if self.texts.get(*key) else _shaped("")


_shaped = lru_cache(maxsize=4096)(shaped)


def wording_of(rulebook: Rulebook, language: str | None = None, beside: Path | None = None) -> Wording:
    """The words for a reader of `language`, by default the rulebook's first, with the phrases of the folder `beside`.

    Raises RulebookError when the rulebook has no texts in that language.
    """
    texts = rulebook_texts(rulebook, language)
    say = phrases_for(texts, beside)
    return Wording(_filled_in(rulebook, texts, say), say)


@lru_cache(maxsize=32)
def phrases_for(texts: Texts, beside: Path | None = None) -> Texts:
    """The phrases in the language of a rulebook's texts, in which the source is called as these call it."""
    say = phrases_of(texts.language, beside)
    word = texts.get("rulebook", "source-word").strip() or say("explain", "source")
    # Blanks are still to be filled in.
    written = word.replace("{", "{{").replace("}", "}}")
    named = {key: text.replace(_SOURCE, written) for key, text in say.entries.items() if _SOURCE in text}
    return Texts(say.language, say.entries | named)


@lru_cache(maxsize=32)
def _filled_in(rulebook: Rulebook, texts: Texts, say: Texts) -> Texts:
    """The texts, with what is read instead of those that may be left out.

    The topic of a question is how it is asked. A row of a table that has neither an id nor a reason is called by its
    number, and the reason of a rule that only finds is what it finds.
    """
    asked = {
        ("questions", one.id, "topic"): _as_topic(texts.get("questions", one.id, "ask")) for one in rulebook.questions
    }
    reasons = {
        ("rules", rule.id): _reason(rule, texts, say) for rule in rulebook.rules if rule.only_finds or not rule.is_named
    }
    instead = {key: text for key, text in (asked | reasons).items() if text and key not in texts.entries}
    return Texts(texts.language, texts.entries | instead) if instead else texts


def _as_topic(ask: str) -> str:
    """A question without the mark at its end, as it stands before its answer."""
    return ask.strip().rstrip("?？。．.!！").rstrip()


def _reason(rule: Rule, texts: Texts, say: Texts) -> str:
    """What is read as the reason of a rule for which nobody has written one."""
    if not rule.is_named:
        return say("explain", "row").format(row=rule.row, table=rule.table)
    found = [texts.get("findings", finding, "holds") for finding in rule.find]
    if not all(found):
        return ""
    kind = "shows-always" if rule.condition == Condition() else "shows"
    return as_it_stands(say("explain", kind).format(findings=say("answer", "and-so-on").join(found)))


@lru_cache(maxsize=32)
def wording_digest(rulebook: Rulebook, texts: Texts) -> str:
    """SHA-256, in hexadecimal, over all that a rulebook says in one language, its help lines among it."""
    # Few ask for the digest of a wording, and it draws in OpenSSL.
    from hashlib import sha256

    said = sorted(("\0".join(key), text) for key, text in texts.entries.items())
    return sha256(msgspec.json.encode((said, rulebook.help_lines), order="sorted")).hexdigest()


def phrases_of(language: str, beside: Path | None = None) -> Texts:
    """The engine's own phrases, with those of the folder `beside`: what a terminal or a page says.

    Where one of them does not speak the language all are in English: nobody is spoken to in two languages.
    """
    if beside is None:
        return phrases(_PHRASES, language)
    speaks = all((folder / f"{language}.yaml").exists() for folder in (_PHRASES, beside))
    own, more = (phrases(folder, language if speaks else "en") for folder in (_PHRASES, beside))
    return Texts(language, own.entries | more.entries)
