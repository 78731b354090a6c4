"""`nakanaori lsp`."""

from __future__ import annotations

import os
import sys

import click

from ...engine.language import NakanaoriError, Place, Problem
from ..options import Command


@click.command("lsp", cls=Command)
@click.option("--lang", type=click.Choice(("ja", "en")), help="The language of hints; by default the editor's.")
def command(lang: str | None) -> None:
    """Serve an editor that knows the rulebook, over standard input and output (the Language Server Protocol).

    docs/editors.md says how editors are told of it.
    """
    try:
        from ..editor.session import language_server  # the extra `lsp` may not be installed
    except ModuleNotFoundError as error:
        right = "Install what an editor needs: pip install 'nakanaori[lsp]'."
        raise NakanaoriError([Problem(Place("lsp"), f"The package {error.name} is missing.", right)]) from None
    # The server closes its stream when it ends; ours is to be there a little longer.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as stream:
        language_server(lang).start_io(stdout=stream)
