"""Texts by id, read from their lines: what plain lines say takes no parser of YAML.

Texts are the most of a rulebook by far, hundreds of kilobytes in each language, and whoever starts waits for them.
Nearly all of them are lines `id: text`, of which it is certain what a parser would make. Where a single line of a file
is anything else, or wrong, nothing is said here: the whole file is read, and told of, like every other.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from itertools import islice

from ..language import normalized
from .document import UNWRITTEN
from .regular_file import MOST_BYTES

Key = tuple[str, ...]

# What YAML takes for a space, the end of a line, or nothing at all.
_ODD = "\t\r\x85\u2028\u2029\ufeff"

# A line: its indent, an id, and what stands behind the colon, plain or not; or a comment; or nothing; or what is odd.
_LINE = re.compile(
    r"""
    ^(\ *)
    (?:
        (?: ([^\W_][\w.-]{0,99}) | "([^"\\<\n]{1,99})" ) :
        (?: \ + (?: ([^-?:,[\]{}#&*!|>'"%@`\ \n](?:.*[^\ \n])?) | ([^#\ \n](?:.*[^\ \n])?) ) )?
        \ *$
        | \#.*$
        | $
        | (.+)
    )
    """,
    re.MULTILINE | re.VERBOSE,
)
_NEVER_PLAIN = (": ", ":\n", " #")
_QUOTED = re.compile(r""""([^"\\]*)"|'((?:[^']|'')*)'""")
_LITERAL = {"|-": "", "|": "\n"}
"""How a text that keeps its lines is announced, and ends."""

_MOST_LEVELS = 20


class _OddError(Exception):
    """Here stands what only a parser can read, or refuse."""


def plain_texts(data: bytes) -> dict[Key, str] | None:
    """The texts of a file of mappings of mappings down to text, by their keys; None where a parser has to read it."""
    if len(data) > MOST_BYTES:
        return None
    try:
        text = data.removeprefix(BOM_UTF8).decode()
        return None if UNWRITTEN.search(text) or any(odd in text for odd in _ODD) else _texts(text)
    except (UnicodeDecodeError, _OddError):
        return None


def _texts(text: str) -> dict[Key, str]:
    lines: list[str] = []
    entries: dict[Key, str] = {}
    plain, marked_ones, mappings = list[str](), list[Key](), list[Key]()
    # The mappings around a line, each with the column of its keys; and the one whose first key must follow.
    around: list[tuple[int, Key]] = [(0, ())]
    column, above = around[0]
    opened: Key | None = None
    behind = 0
    for number, (indent, bare, quoted, typed, marked, odd) in enumerate(_LINE.findall(text)):
        key = bare or quoted
        if number < behind or not (key or odd):
            continue
        if not key:
            raise _OddError
        if opened is not None or len(indent) != column:
            column, above = _entered(len(indent), around, opened)
            opened = None
        whole = (*above, key if key.isascii() else normalized(key))
        if typed:
            entries[whole] = typed
            plain.append(typed)
        elif not marked:
            mappings.append(whole)
            opened = whole
        elif marked in _LITERAL:
            lines = lines or text.split("\n")
            written = _literal(lines, number + 1, column)
            behind = number + 1 + len(written)
            entries[whole] = "\n".join(written).rstrip("\n") + _LITERAL[marked]
            marked_ones.append(whole)
        else:
            entries[whole] = _unquoted(marked)
            marked_ones.append(whole)
    if opened is not None or len(entries) != len(plain) + len(marked_ones):
        raise _OddError
    _look_at_all(entries, mappings, "\n".join((*plain, "")))
    return entries


def _look_at_all(entries: dict[Key, str], mappings: list[Key], plain: str) -> None:
    """What is quicker to ask of all lines together: whether each key stands once, and plain texts are plain."""
    known = set(mappings)
    is_once = len(known) == len(mappings) and known.isdisjoint(entries)
    if not entries or not is_once or any(mark in plain for mark in _NEVER_PLAIN):
        raise _OddError


def _entered(column: int, around: list[tuple[int, Key]], opened: Key | None) -> tuple[int, Key]:
    """The mapping whose keys stand in this column, the last of those that are `around` from now on."""
    if opened is not None:
        if column <= around[-1][0] or len(around) == _MOST_LEVELS:
            raise _OddError
        around.append((column, opened))
    while column < around[-1][0]:
        around.pop()
    if column != around[-1][0]:
        raise _OddError
    return around[-1]


def _unquoted(quoted: str) -> str:
    found = _QUOTED.fullmatch(quoted)
    if found is None:
        raise _OddError
    return str(found[1]) if found[2] is None else str(found[2]).replace("''", "'")


def _literal(lines: list[str], first: int, column: int) -> list[str]:
    """The lines of a text that keeps them, from that one, under a key in that column."""
    begun = lines[first] if first < len(lines) else ""
    indent = len(begun) - len(begun.lstrip(" "))
    # The last line has its end only where an empty one follows.
    if indent <= column or indent == len(begun) or lines[-1]:
        raise _OddError
    written: list[str] = []
    for line in islice(lines, first, None):
        inner = line.lstrip(" ")
        if line and not inner:
            raise _OddError
        if line and len(line) - len(inner) < indent:
            break
        written.append(line[indent:])
    return written
