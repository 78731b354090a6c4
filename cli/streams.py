"""The standard streams, as the terminal has them and as machines need them."""

from __future__ import annotations

from typing import TextIO

import click

from ..engine.language import controls_shown
from .control_characters import controls_shown_but_styles


def forgive(stream: TextIO | None) -> None:
    """Letters that a terminal cannot write or that arrive broken become question marks instead of errors."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and stream is not None and stream.errors == "strict":
        reconfigure(errors="replace")


def print_text(text: str, *, styled: bool) -> None:
    """Print a text for people, in the terminal's encoding; nothing in it steers the terminal but its styles."""
    shown = controls_shown_but_styles(text) if styled else controls_shown(text)
    click.echo(shown, nl=not text.endswith("\n"))


def print_document(document: str) -> None:
    """Print a document for programs: in UTF-8, whatever the terminal's encoding, its line ends as they are."""
    whole = document if document.endswith("\n") else document + "\n"
    click.echo(controls_shown(whole).encode("utf-8", "replace"), nl=False)
