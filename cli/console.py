"""The console that results are printed on, and lines broken to its width."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.text import Text

from .wrapping import wrapped

LEAST_WIDTH = 16
"""How many columns a text takes at least, however far it is set in."""


def console_on(file: TextIO, *, color: bool | None = None, width: int | None = None) -> Console:
    """A console that prints texts as they are; with `color` None it finds out what its file can show."""
    return Console(
        file=file,
        width=width,
        force_terminal=color,
        color_system="auto" if color is not False else None,
        highlight=False,
        markup=False,
        emoji=False,
    )


def show_lines(console: Console, text: str, *, style: str = "", bullet: str = "", indent: int = 0) -> None:
    """Print text broken to the console's width, behind a hanging bullet."""
    width = max(console.width - indent - len(bullet), LEAST_WIDTH)
    for position, line in enumerate(wrapped(text, width)):
        lead = bullet if position == 0 else " " * len(bullet)
        console.print(Text(" " * indent + lead + line, style=style), soft_wrap=True)
