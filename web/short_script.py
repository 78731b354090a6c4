"""A script written shorter: without the space that only people need, and with short names for what is its own.

Each name is told from others by how it stands and by where what declares it holds; what a module neither declares nor
imports is the browser's and stays. Of properties only those that begin with `_`, which nothing else has, get others. It
reads scripts as those of the page are written, with a semicolon after every statement, and no others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, islice, product
from typing import Any

import msgspec

from .script_names import (
    KEYWORDS,
    MARK,
    PROPERTY,
    SHORTHAND,
    VARIABLE,
    WHOLE,
    WORD,
    Names,
    Scope,
    Token,
)

_SHORTER = {"true": "!0", "false": "!1"}
_STATEMENTS = frozenset(("if", "for", "while"))
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

_OF_ALL = "of all"

Imports = Mapping[str, tuple[int, str]]
"""For each name that a module imports the place of the module that it is from, and its name there."""


def written_short(modules: Sequence[tuple[Names, Imports]]) -> str:
    """The code of all modules as that of one.

    Arguments:
        modules: of each module what its code consists of, and what it imports; each comes after those that it imports.
    """
    words = [word for at, (names, imports) in enumerate(modules) for word in _words(at, names, imports)]
    short = _short(words)
    other = {(word.module, word.place): short[word.key] for word in words if word.key is not None}
    properties = {key[1]: name for key, name in short.items() if key[0] == PROPERTY}
    return _joined(token for at, (names, _) in enumerate(modules) for token in _renamed(at, names, other, properties))


Key = tuple[Any, ...]


class _Word(msgspec.Struct, frozen=True):
    """A name where it stands: its text, what it is, what tells it from others of the whole; none where it is kept."""

    text: str
    role: str
    key: Key | None
    module: int
    place: int


def _words(module: int, names: Names, imports: Imports) -> Iterator[_Word]:
    for place, role in names.roles.items():
        text = names.tokens[place].text
        yield _Word(text, role, _key(text, role, module, names.scopes.get(place), imports), module, place)


def _key(text: str, role: str, module: int, scope: Scope | None, imports: Imports) -> Key | None:
    if role == PROPERTY:
        return (PROPERTY, text) if text.startswith("_") else None
    if scope is not None:
        return (_OF_ALL, module, text) if scope == WHOLE else (VARIABLE, module, scope, text)
    return (_OF_ALL, *imports[text]) if text in imports else None


def _short(words: Sequence[_Word]) -> dict[Key, str]:
    """A short name for each key: of properties, of what a scope declares, of what all modules could see."""
    used = Counter(word.key for word in words if word.key is not None)
    kept = {word.text for word in words if word.key is None or word.role == SHORTHAND}
    free = [name for name in islice(_short_names(), len(used) + len(kept)) if name not in kept]
    in_order = sorted(used, key=lambda key: (-used[key], str(key)))
    places = _places_in_scopes(words)
    last = max(places.values(), default=-1)
    return {
        **dict(zip((key for key in in_order if key[0] == PROPERTY), free, strict=False)),
        **{key: free[place] for key, place in places.items()},
        **dict(zip((key for key in in_order if key[0] == _OF_ALL), free[last + 1 :], strict=False)),
    }


def _places_in_scopes(words: Iterable[_Word]) -> dict[Key, int]:
    """For each key of a scope the first place that nothing has which is used there."""
    used: dict[Key, list[int]] = {}
    for word in words:
        if word.key is not None and word.key[0] == VARIABLE:
            used.setdefault(word.key, []).append(word.place)
    places: dict[Key, int] = {}
    known: dict[int, list[tuple[Scope, Key]]] = {}
    # Each scope comes after those around it, and what they declare and it does not use may be hidden in it.
    for key in sorted(used, key=lambda key: (key[1], key[2][0], -key[2][1], used[key][0])):
        _, module, (start, end), _ = key
        around = known.setdefault(module, [])
        taken = {
            places[other]
            for scope, other in around
            if scope == (start, end)
            or (scope[0] <= start <= scope[1] and any(start <= place <= end for place in used[other]))
        }
        places[key] = next(place for place in count() if place not in taken)
        around.append(((start, end), key))
    return places


def _renamed(
    at: int, names: Names, short: Mapping[tuple[int, int], str], properties: Mapping[str, str]
) -> Iterator[Token]:
    for place, token in enumerate(names.tokens):
        other = short.get((at, place))
        if other is None:
            yield token
        elif names.roles[place] == SHORTHAND:
            yield Token(WORD, f"{properties.get(token.text, token.text)}:{other}")
        else:
            yield Token(WORD, other)


def _short_names() -> Iterator[str]:
    for length in count(1):
        for letters in product(_LETTERS, repeat=length):
            name = "".join(letters)
            if name not in KEYWORDS:
                yield name


def _joined(tokens: Iterable[Token]) -> str:
    """The tokens one after the other, with space only where two would be read as one, and without needless marks."""
    parts: list[str] = []
    within = [_Within()]
    for token in tokens:
        text = _SHORTER.get(token.text, token.text)
        here = within[-1]
        if text == "const" and parts and parts[-1] == ";" and here.before == "const":
            # Constants one after the other are one statement.
            parts[-1], here.begins = ",", text
            continue
        if token.kind == MARK and text in ")]}":
            within.pop()
            if text == "}" and parts[-1] == ";" and not here.is_empty:
                parts.pop()
        elif text == ";":
            here.is_empty = parts[-1] in ("{", "}", ";", "else") or (parts[-1] == ")" and here.closed in _STATEMENTS)
            here.before, here.begins = here.begins, ""
        elif not here.begins or text == "const":
            here.begins = text
        if token.kind == MARK and text in "([{":
            here.closed = parts[-1] if parts and text == "(" else ""
            within.append(_Within())
        if parts and _would_be_one(parts[-1][-1], text[0]):
            parts.append(" ")
        parts.append(text)
        if text == "=>" and parts[-2] == ")" and parts[-4:-3] == ["("] and _is_of_words(parts[-3][0]):
            parts[-4:-1] = [" " if parts[-5:-4] == ["async"] else "", parts[-3]]
    return "".join(parts)


class _Within:
    """What is known within brackets."""

    begins = before = ""
    """What the statement begins with, and what the one before it began with."""

    closed = ""
    """What stands before the round brackets that were closed last."""

    is_empty = False
    """Whether the last statement is nothing but its mark, or ends in one that is, so that the mark has to stay."""


def _would_be_one(last: str, first: str) -> bool:
    return (_is_of_words(last) and _is_of_words(first)) or (last == first and last in "+-/")


def _is_of_words(letter: str) -> bool:
    return letter.isalnum() or letter in "_$"
