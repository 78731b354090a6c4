"""`nakanaori new`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from ...engine.authoring import TEMPLATE, write_rulebook
from ...engine.reading import load_rulebook
from ...engine.telling import phrases_of
from ..options import Command, Setting, the_language


@click.command("new", cls=Command)
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="FOLDER",
    help="Where to put it; by default here.",
)
@click.option("--lang", metavar="LANG", help="ja or en; by default the locale's language.")
def command(name: str, into: Path, lang: str | None) -> None:
    """Make a small rulebook in the new folder NAME, to change into your own."""
    say = phrases_of(the_language(load_rulebook(TEMPLATE), Setting(None, lang)))
    folder = write_rulebook(name, into)
    click.echo(say("new", "made").format(folder=folder))
    option = f"--rulebook {shlex.quote(str(folder))}"
    for verb in ("check", "test", "prove", "ask"):
        click.echo(f"  {f'nakanaori {verb} {option}':<{len(option) + 18}}  # {say('new', verb)}")
