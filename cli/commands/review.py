"""`nakanaori review`."""

from __future__ import annotations

from pathlib import Path

import click

from .. import review
from ..options import Command, Setting, common_options, load, the_language


@click.command("review", cls=Command)
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--plain", is_flag=True, help="Numbered prompts, also in a terminal.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Keep the case in FILE, not in its own."
)
@common_options("engine")
def command(setting: Setting, case: Path, plain: bool, output: Path | None) -> None:
    """Come back to the answers in the file CASE: what has changed, what is new, done or no longer right.

    What may have changed is asked again, the former answer standing ready. Then what is done can be ticked; answers
    and ticks go to the same file.
    """
    rulebook = load(setting)
    language = the_language(rulebook, setting)
    review.run(rulebook, case, language=language, engine=setting.engine, plain=plain, save=output)
