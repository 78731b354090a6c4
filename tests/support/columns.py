"""How wide a text is in a terminal."""

from __future__ import annotations

from rich.cells import cell_len


def widest(text: str) -> int:
    """The columns of the widest line; a Japanese letter takes two."""
    return max((cell_len(line) for line in text.splitlines()), default=0)
