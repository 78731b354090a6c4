"""Texts with shape: paragraphs, bulleted lists and links, written in a small part of Markdown.

An empty line ends a paragraph, `- ` at the beginning of a line is an item, `[text](address)` a link; a backslash takes
its meaning from a sign. All else is text as it stands. Values (`{hours}`) are put in when the shape is read already,
so that no answer ever makes a list or a link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from ..language import normalized
from .text import Key

_BLANK = "\t-\r\x1c-\x20\x85\u1680\u2000-\u200a\u2028\u2029\u202f\u205f"
_BLANKS = f"[{_BLANK}]+"
_WIDE = (
    ("\u2e80", "\ua4cf"),
    ("\uf900", "\ufaff"),
    ("\ufe30", "\ufe4f"),
    ("\uff00", "\uffef"),
    ("\U00020000", "\U0003ffff"),
)
"""The first and last letters of scripts that put no space between words."""

_PLAIN = r"0-9A-Za-z._~:/?#@!$&'*+,;=%-"
ADDRESS = (
    rf"https://[0-9A-Za-z][{_PLAIN}]*|tel:[+*0-9][0-9A-Za-z.*;=%-]*|mailto:[{_PLAIN.replace('@', '')}]+@[{_PLAIN}]+"
)
"""Where a link in a text may lead (RFC 3986): no sign in it could end it, in whatever it is written down."""

ESCAPED = r"\\([!-/:-@\[-`|~])"
"""A sign that stands for itself; braces have a way of their own."""

_SIGNS = frozenset("\\{}[")
# Compiled by `re` when the first text has one of these signs, and kept there.
_TOKEN = rf"{ESCAPED}|(\{{\{{)|(\}}\}})|\{{([^{{}}\s]+)\}}|\[((?:\\.|[^\[\]\\])+)\]\(({ADDRESS})\)"
_ITEM = "- "


class Piece(msgspec.Struct, frozen=True):
    """A piece of text; a link where it has an address."""

    text: str
    address: str = ""

    @property
    def with_address(self) -> str:
        """The text, and behind it in brackets where it leads, unless that is what it says."""
        told = self.address.removeprefix("mailto:").removeprefix("tel:")
        digits = re.sub("[^0-9]", "", told)
        is_told = told in self.text or (
            self.address.startswith("tel:") and bool(digits) and digits in re.sub("[^0-9]", "", self.text)
        )
        return self.text if is_told else f"{self.text} ({told})"


class Passage(msgspec.Struct, frozen=True):
    """A paragraph, of one line; or a list, of a line for each item."""

    lines: tuple[tuple[Piece, ...], ...]
    bulleted: bool = False


class ShapedText:
    """A text as its author has `written` it, and the `passages` that it amounts to: none where it is empty.

    No struct, since JSON holds it as it is written: `as_json` says so to whatever writes values that hold one.
    """

    __slots__ = ("passages", "written")

    def __init__(self, written: str, passages: tuple[Passage, ...] = ()) -> None:
        self.written = written
        self.passages = passages

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ShapedText):
            return NotImplemented
        return (self.written, self.passages) == (other.written, other.passages)

    def __hash__(self) -> int:
        return hash((self.written, self.passages))

    def __repr__(self) -> str:
        return f"ShapedText({self.written!r})"

    def __bool__(self) -> bool:
        return bool(self.passages)

    def __str__(self) -> str:
        return self.plain

    @property
    def plain(self) -> str:
        """All of it on one line, links by their text alone."""
        return self._on_one_line(lambda piece: piece.text)

    @property
    def with_addresses(self) -> str:
        """All of it on one line, with the addresses of links."""
        return self._on_one_line(lambda piece: piece.with_address)

    @property
    def lines(self) -> tuple[str, ...]:
        """Its lines with the addresses of links, and a mark before each item."""
        return tuple(
            ("• " if passage.bulleted else "") + "".join(piece.with_address for piece in line)
            for passage in self.passages
            for line in passage.lines
        )

    @property
    def links(self) -> tuple[Piece, ...]:
        """Its links, in the order in which they come."""
        return tuple(piece for block in self.passages for line in block.lines for piece in line if piece.address)

    def _on_one_line(self, told: Callable[[Piece], str]) -> str:
        whole = ""
        for block in self.passages:
            for line in block.lines:
                text = "".join(map(told, line))
                whole = _joined(whole, f"• {text}" if block.bulleted else text)
        return whole


Written = Callable[[str], str | None]
"""The answer to the question of this id in words; nothing where there is no such question."""


def as_it_stands(text: str) -> str:
    """The text as it has to be written in one with shape and values, so that nothing in it is read as either."""
    return re.sub(r"^- |[\\\[]", r"\\\g<0>", text).replace("{", "{{").replace("}", "}}")


def as_json(value: object) -> str:
    """What JSON holds of a text with shape, for `enc_hook` of msgspec. Raises NotImplementedError for anything else."""
    if isinstance(value, ShapedText):
        return value.written
    raise NotImplementedError(f"{type(value).__name__} is not written as JSON")


def has_shape(key: Key) -> bool:
    """Whether a text of this key is read as one with shape: steps, follow-ups, reasons, hints, notes of help lines."""
    match key:
        case ("actions", _, "steps" | "follow-ups", _):
            return True
        case ("rules", _) | ("help-lines", _, "note") | ("questions", _, "hint"):
            return True
    return False


def shaped(text: str, written: Written | None = None) -> ShapedText:
    """What a text amounts to; with `written`, names in braces stand for what that gives."""
    passages: list[Passage] = []
    for bulleted, lines in _passages(text):
        pieces = tuple(tuple(_pieces(line, written)) for line in lines)
        if bulleted and passages and passages[-1].bulleted:
            pieces = (*passages.pop().lines, *pieces)
        passages.append(Passage(pieces, bulleted))
    return ShapedText(text, tuple(passages))


def _passages(text: str) -> Iterator[tuple[bool, list[str]]]:
    """Paragraphs of one line each, and lists of a line for each item."""
    bulleted = False
    lines: list[str] = []
    for line in text.split("\n"):
        told = tidy(line)
        begins = line.startswith(_ITEM) and len(told) > len(_ITEM)
        goes_on = bool(told) and not begins and bool(lines) and (not bulleted or line[0] in " \t")
        if goes_on:
            lines[-1] = _joined(lines[-1], told)
            continue
        if lines and not (begins and bulleted):
            yield bulleted, lines
            lines = []
        if told:
            bulleted = begins
            lines.append(tidy(told[len(_ITEM) :]) if begins else told)
    if lines:
        yield bulleted, lines


def tidy(line: str) -> str:
    """The line without blanks at its ends, and with one for several."""
    # Of blanks only the usual one can be printed.
    one_for_several = line if line.isprintable() and "  " not in line else re.sub(_BLANKS, " ", line)
    return one_for_several.strip(" ")


def _joined(before: str, behind: str) -> str:
    """Two pieces on one line, a blank between them where their script has any."""
    if not before or (_is_wide(before[-1]) and _is_wide(behind[:1])):
        return before + behind
    return f"{before} {behind}"


def _is_wide(letter: str) -> bool:
    return any(first <= letter <= last for first, last in _WIDE)


def _pieces(line: str, written: Written | None) -> Iterator[Piece]:
    text, end = "", 0
    for token in () if _SIGNS.isdisjoint(line) else re.finditer(_TOKEN, line, re.DOTALL):
        text += line[end : token.start()]
        end = token.end()
        label, address = token[5], token[6]
        if label is None:
            text += _meant(token, written)
            continue
        if text:
            yield Piece(text)
            text = ""
        told = tidy("".join(piece.text for piece in _pieces(label, written)))
        yield Piece(told or address, address)
    text += line[end:]
    if text:
        yield Piece(text)


def _meant(token: re.Match[str], written: Written | None) -> str:
    """What an escaped sign, a brace or a name in braces stands for."""
    if token[1] is not None:
        return token[1]
    if written is None:
        return token[0]
    if token[4] is None:
        return token[0][0]
    held = written(normalized(token[4]))
    return token[0] if held is None else re.sub(_BLANKS, " ", held)
