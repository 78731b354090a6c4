"""Links in a terminal (OSC 8): whether this one has any, and text that keeps its links where it is cut into lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from ..engine.language import controls_shown
from ..engine.reading import Piece

_Mark = TypeVar("_Mark")

_PROGRAMS = frozenset(("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"))
_TERMS = r"(?:xterm-)?(?:kitty|ghostty)|alacritty(?:-direct)?|foot(?:-.*)?|contour.*|wezterm"
_LEAST_VTE, _LEAST_KONSOLE = 5000, 201200
"""The first versions that have links; the one before crashed on them."""


def has_links(environment: Mapping[str, str]) -> bool:
    """Whether the terminal of this environment is known to show links; another would show nothing of an address."""
    term = environment.get("TERM", "")
    if term == "dumb" or term.startswith(("screen", "tmux")) or "TMUX" in environment or "STY" in environment:
        return False
    return (
        _version(environment, "VTE_VERSION") >= _LEAST_VTE
        or _version(environment, "KONSOLE_VERSION") >= _LEAST_KONSOLE
        or environment.get("TERM_PROGRAM") in _PROGRAMS
        or "WT_SESSION" in environment
        or "DOMTERM" in environment
        or re.fullmatch(_TERMS, term) is not None
    )


def _version(environment: Mapping[str, str], name: str) -> int:
    version = environment.get(name, "")
    return int(version) if version.isascii() and version.isdigit() else 0


def told(piece: Piece, *, linked: bool) -> str:
    """What stands in the line for a piece of text: without links, with the address of one."""
    return controls_shown(piece.text if linked else piece.with_address)


def cut(lines: Iterable[str], parts: Sequence[tuple[str, _Mark]]) -> Iterator[list[tuple[str, _Mark]]]:
    """For each of the lines into which a text was cut its pieces, each with the mark of the part that it belongs to.

    Blanks do not count: those may go where a line ends. One between two parts goes with the first, unless the other
    begins with it.
    """
    if len(parts) == 1:
        yield from ([(line, parts[0][1])] if line else [] for line in lines)
        return
    blank = [text[:1].isspace() for text, _ in parts]
    left = [len("".join(text.split())) for text, _ in parts]
    at = 0
    for line in lines:
        pieces: list[tuple[str, _Mark]] = []
        for letter in line:
            while at < len(parts) - 1 and not left[at] and (blank[at + 1] or not letter.isspace()):
                at += 1
            mark = parts[at][1]
            if pieces and pieces[-1][1] is mark:
                pieces[-1] = (pieces[-1][0] + letter, mark)
            else:
                pieces.append((letter, mark))
            left[at] -= not letter.isspace()
        yield pieces


def as_link(text: str, address: str) -> str:
    """The text as a terminal is told that it is a link; as it is where there is no address."""
    return f"\x1b]8;;{address}\x1b\\\x1b[4m{text}\x1b[24m\x1b]8;;\x1b\\" if address else text
