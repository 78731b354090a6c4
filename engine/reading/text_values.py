"""Values in texts: `{hours}` stands for the answer to the question `hours`, `{{` and `}}` for braces themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from ..language import Rulebook, normalized
from .node import TextNode
from .vocabulary import QUESTION, Vocabulary

if TYPE_CHECKING:
    from .text import Key, Texts

_ODD_BRACES = re.compile(r"[{｛]\s*([^{}｛｝]*?)\s*[}｝]|[{}]")
"""What is left where braces are neither doubled nor around a name alone; full-width ones may be meant as they stand."""

_BRACES = re.compile(r"\{\{|\}\}|\{([^{}\s]+)\}")


def holds_values(key: Key) -> bool:
    """Whether a text of this key may hold values.

    These are read where answers are known: steps, what tells that an action is done, follow-ups, reasons, the notes of
    help lines, and hints.
    """
    match key:
        case ("actions", _, "steps" | "follow-ups", _) | ("actions", _, "done"):
            return True
        case ("rules", _) | ("help-lines", _, "note") | ("questions", _, "hint"):
            return True
    return False


def named_values(text: str) -> tuple[str, ...]:
    """The names that stand in braces in a text, each once."""
    found = (normalized(name) for name in _BRACES.findall(text) if name) if "{" in text else ()
    return tuple(dict.fromkeys(found))


def odd_braces(text: str, questions: Container[str]) -> Iterator[tuple[str, str]]:
    """What stands with a brace in a text and tells no answer, and the question that it nearly names, if it does."""
    for found in _ODD_BRACES.finditer(_BRACES.sub("", text)) if any(brace in text for brace in "{}｛｝") else ():
        name = normalized(found[1] or "")
        if name in questions or "{" in found[0] or "}" in found[0]:
            yield found[0], name if name in questions else ""


def mention_values(text: TextNode, vocabulary: Vocabulary) -> None:
    """Keep the questions whose answers a text tells as ids that it names."""
    for found in _BRACES.finditer(text.typed):
        if found[1] is not None:
            vocabulary.mention(text.part(*found.span(1)), (QUESTION, ""))


def with_values(text: str, written: Callable[[str], str | None]) -> str:
    """The text with each name in braces as `written` has it; where that is None, it stays as it stands."""

    def value(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0][0]
        held = written(normalized(found[1]))
        return found[0] if held is None else held

    return _BRACES.sub(value, text)


@lru_cache(maxsize=32)
def keys_with_braces(texts: Texts) -> tuple[Key, ...]:
    """The keys of the texts that may hold values and in which a brace stands."""
    return tuple(key for key, text in texts.entries.items() if ("{" in text or "}" in text) and holds_values(key))


def questions_named(rulebook: Rulebook, text: str) -> tuple[str, ...]:
    """The questions whose answers a text holds, by id, in the rulebook's order."""
    named = named_values(text)
    return tuple(question for question in rulebook.question if question in named) if named else ()
