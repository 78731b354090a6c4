"""`nakanaori mcp`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...engine.language import NakanaoriError, Place, Problem
from ...engine.reading import load_rulebook
from ..options import Command, Setting, common_options, the_language
from ..wording import phrases_of


@click.command("mcp", cls=Command)
@click.option(
    "--rulebook",
    "folders",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FOLDER",
    help="The rulebook, or a shipped one by its id; may be given again.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Serve over HTTP on this machine alone, at this port (0: any that is free).",
)
@common_options("engine", rulebook=False)
def command(setting: Setting, folders: tuple[Path, ...], port: int | None) -> None:
    """Let an assistant consult rulebooks (Model Context Protocol): it asks, the rulebook decides.

    Over standard input and output, as assistants start it, or with --port over HTTP. Nothing is kept; what a person
    tells the assistant goes to the assistant.
    """
    try:
        from ...web.mcp_serving import serve_on_port, serve_on_standard_streams  # the extra `mcp` may not be installed
        from ...web.mcp_tools import opened_shelf
    except ModuleNotFoundError as error:
        right = "Install what assistants need: pip install 'nakanaori[mcp]'."
        raise NakanaoriError([Problem(Place("mcp"), f"The package {error.name} is missing.", right)]) from None

    rulebooks = tuple([load_rulebook(folder) for folder in folders] or [load_rulebook()])
    languages = {rulebook.id: the_language(rulebook, setting) for rulebook in rulebooks}
    shelf = opened_shelf(rulebooks, languages, setting.engine)
    say = phrases_of(the_language(rulebooks[0], setting))
    if port is None:
        if sys.stdin is not None and sys.stdin.isatty():
            click.echo(say("mcp", "waiting"), err=True)
        serve_on_standard_streams(shelf)
        return
    serve_on_port(shelf, port, lambda address: click.echo(say("mcp", "ready").format(address=address), err=True))
    click.echo(say("mcp", "over"), err=True)
