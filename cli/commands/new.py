"""`nakanaori new`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from ...engine.authoring import TEMPLATE, write_rulebook, write_rulebook_from
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
@click.option("--lang", metavar="LANG", help="ja or en: this language alone; by default both.")
@click.option(
    "--from",
    "table",
    type=click.Path(path_type=Path),
    metavar="TABLE",
    help="Begin with a table of rules, .xlsx or .csv, and make all that it names.",
)
def command(name: str, into: Path, lang: str | None, table: Path | None) -> None:
    """Make a small rulebook in the new folder NAME, to change into your own."""
    language = the_language(load_rulebook(TEMPLATE), Setting(None, lang))
    only = None if lang is None else language
    say = phrases_of(language)
    if table is None:
        folder = write_rulebook(name, into, only)
        click.echo(say("new", "made").format(folder=folder))
    else:
        folder = write_rulebook_from(table, name, into, only)
        click.echo(say("new", "made-from").format(folder=folder, table=table))
    option = f"--rulebook {shlex.quote(str(folder))}"
    for verb in ("check", "test", "prove", "ask") if table is None else ("check", "ask"):
        click.echo(f"  {f'nakanaori {verb} {option}':<{len(option) + 18}}  # {say('new', verb)}")
