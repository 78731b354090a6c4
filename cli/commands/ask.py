"""`nakanaori ask`."""

from __future__ import annotations

from pathlib import Path

import click

from .. import ask
from ..options import Command, Setting, common_options, load, the_language


@click.command("ask", cls=Command)
@click.option("--plain", is_flag=True, help="Numbered prompts, also in a terminal.")
@click.option("--save", type=click.Path(path_type=Path), metavar="FILE", help="Keep the answers in FILE.")
@click.option("--resume", type=click.Path(path_type=Path), metavar="FILE", help="Go on with the answers in FILE.")
@common_options("engine")
def command(setting: Setting, plain: bool, save: Path | None, resume: Path | None) -> None:
    """Answer the questionnaire and get your list."""
    rulebook = load(setting)
    language = the_language(rulebook, setting)
    ask.run(rulebook, language=language, engine=setting.engine, plain=plain, save=save, resume=resume)
