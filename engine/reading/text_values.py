"""Values in texts: `{hours}` stands for the answer to the question `hours`, `{{` and `}}` for braces themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ..language import Rulebook, normalized
from .text import Key, Texts

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
