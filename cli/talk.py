"""The stream on which a conversation takes place."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TextIO

import click
import msgspec

from ..engine.drawing import filled_lines, text_columns
from ..engine.reading import Piece
from .terminal_link import as_link, cut, has_links, told

WIDEST = 88
"""Lines longer than this are tiring to read, however wide the terminal is."""

_LEAST_COLUMNS = 16


class Utterance(msgspec.Struct, frozen=True):
    """Something that is said in a conversation.

    Before the first line of its text stands `first`, before the others as much blank space. With `fold` false it stays
    one line, so that it can be copied. Instead of a text there may be `pieces`, of which some are links.
    """

    text: str = ""
    first: str = ""
    bold: bool = False
    dim: bool = False
    fold: bool = True
    pieces: tuple[Piece, ...] = ()


class Talk:
    """The stream on which the conversation takes place, and what was said since something new was begun."""

    def __init__(self, stream: TextIO, styled: bool) -> None:
        self.stream = stream
        self.styled = styled
        self._said: list[Utterance] = []
        self._widths: list[int] = []

    @property
    def size(self) -> tuple[int, int]:
        """Columns to write in and rows of the terminal, as it is now."""
        columns, rows = self._terminal
        return max(_LEAST_COLUMNS, min(columns, WIDEST)), rows

    @property
    def rows(self) -> int:
        """How many rows of the terminal, as wide as it is now, were filled since something new was begun."""
        columns = self._terminal[0]
        return sum(max(1, -(-width // columns)) for width in self._widths)

    @property
    def said(self) -> tuple[Utterance, ...]:
        """What was said since something new was begun."""
        return tuple(self._said)

    def begin(self) -> None:
        """Something new begins: what is said from here on is counted, and can be said again."""
        self._said.clear()
        self._widths.clear()

    def say(self, text: str = "", first: str = "", *, bold: bool = False, dim: bool = False, fold: bool = True) -> None:
        """Say something."""
        self._print(Utterance(text, first, bold, dim, fold))

    def say_again(self, utterances: Iterable[Utterance]) -> None:
        """Say it all again, as something new."""
        self.begin()
        for utterance in utterances:
            self._print(utterance)

    def say_pieces(self, pieces: tuple[Piece, ...], first: str = "") -> None:
        """Say something of which some pieces are links."""
        self._print(Utterance(first=first, pieces=pieces))

    def typed(self, line: str) -> None:
        """A line was typed: it fills rows as well."""
        self._widths.append(text_columns(line))

    def _print(self, utterance: Utterance) -> None:
        indent = text_columns(utterance.first)
        linked = self.styled and has_links(os.environ)
        pieces = utterance.pieces or (Piece(utterance.text),)
        parts = [(told(piece, linked=linked), piece.address if linked else "") for piece in pieces]
        text = "".join(part for part, _ in parts)
        lines = filled_lines(text, self.size[0] - indent) if utterance.fold else [text]
        for position, line in enumerate(cut(lines, parts)):
            lead = utterance.first if position == 0 else " " * indent
            full = lead + "".join(piece for piece, _ in line)
            shown = lead + "".join(as_link(piece, address) for piece, address in line)
            styled = click.style(shown, bold=utterance.bold or None, dim=utterance.dim or None)
            click.echo(styled if self.styled else full, self.stream)
            self._widths.append(text_columns(full))
        self._said.append(utterance)

    @property
    def _terminal(self) -> tuple[int, int]:
        try:
            size = os.get_terminal_size(self.stream.fileno())
        except (OSError, ValueError):
            return 80, 24
        return size.columns or 80, size.lines or 24
