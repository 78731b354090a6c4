"""What the texts of drafts have beside words: blanks that a person fills, and words that no draft of a kind holds.

A blank is `{{name}}`; `blanks` in a language's texts says for each name what goes there. `never-in-drafts` lists, for
each kind of draft, one word a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

BLANKS, NEVER_IN_DRAFTS = "blanks", "never-in-drafts"
"""The keys under which a language's texts say what goes into blanks, and what never stands in drafts."""

BLANK = re.compile(r"\{\{([^{}\s]+)\}\}")
"""A blank; its group is the name."""

_SPACE = re.compile(r"\s+")


def blanks_in(text: str) -> tuple[str, ...]:
    """The names of the blanks in a text, each once, in the order in which they come."""
    return tuple(dict.fromkeys(BLANK.findall(text)))


def is_well_formed(text: str) -> bool:
    """Whether every brace in the text is one of a blank."""
    rest = BLANK.sub("", text)
    return "{" not in rest and "}" not in rest


def words_of(listed: str) -> tuple[str, ...]:
    """The words of a list with one on each line."""
    return tuple(word for line in listed.splitlines() if (word := line.strip()))


def forbidden_in(text: str, words: Iterable[str]) -> Iterator[str]:
    """Those of the words that stand in the text outside of its blanks.

    Capitals do not matter. A word of a script with capitals is looked for as a whole word (`but` is not in `button`),
    one of another script wherever its letters stand.
    """
    plain = _plain(BLANK.sub(" ", text))
    for word in words:
        looked_for = _plain(word)
        before = r"(?<!\w)" if _has_case(looked_for[:1]) else ""
        after = r"(?!\w)" if _has_case(looked_for[-1:]) else ""
        if re.search(f"{before}{re.escape(looked_for)}{after}", plain):
            yield word


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text.casefold().replace("’", "'"))


def _has_case(letter: str) -> bool:
    return letter.lower() != letter.upper()
