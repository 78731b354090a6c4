"""The stream on which a conversation takes place."""

from __future__ import annotations

import os
from typing import TextIO

import click
from rich.cells import cell_len

from ..engine.drawing import filled_lines

WIDEST = 88
"""Lines longer than this are tiring to read, however wide the terminal is."""


class Talk:
    """The stream on which the conversation takes place; `rows` counts what was said since it was last set to 0."""

    def __init__(self, stream: TextIO, styled: bool) -> None:
        self.stream = stream
        self.styled = styled
        self.rows = 0

    @property
    def size(self) -> tuple[int, int]:
        """Columns to write in and rows of the terminal."""
        try:
            size = os.get_terminal_size(self.stream.fileno())
            columns, rows = size.columns or 80, size.lines or 24
        except (OSError, ValueError):
            columns, rows = 80, 24
        return max(16, min(columns, WIDEST)), rows

    def say(self, text: str = "", first: str = "", *, bold: bool = False, dim: bool = False, fold: bool = True) -> None:
        """A paragraph, `first` before its first line and as much blank space before the others.

        With `fold` false it stays one line, so that it can be copied.
        """
        indent = cell_len(first)
        for position, line in enumerate(filled_lines(text, self.size[0] - indent) if fold else [text]):
            full = (first if position == 0 else " " * indent) + line
            click.echo(click.style(full, bold=bold or None, dim=dim or None) if self.styled else full, self.stream)
            self.rows += 1
