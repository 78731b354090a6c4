"""`nakanaori diff`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...engine.proving import INTERRUPTED as BY_CTRL_C
from ...engine.proving import NEW, OLD, diff
from ...engine.reading import load_rulebook
from ..diff_view import diff_json, diff_text
from ..failure import INTERRUPTED
from ..options import HOW_LONG, Command, Setting, common_options, deliver, the_language
from ..wording import wording_of


@click.command("diff", cls=Command)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    help=HOW_LONG,
)
@common_options("format", "output", formats=("text", "json"), rulebook=False)
def command(setting: Setting, old: Path, new: Path, seconds: float) -> None:
    """Compare the rulebooks in the folders OLD and NEW by meaning: which actions come or go, under which answers.

    The exit status is 0 when every plan is proven to be the same, 1 when something differs or is not decided. It takes
    the extra `prove`: pip install 'nakanaori[prove]'.
    """
    before, after = load_rulebook(old), load_rulebook(new)
    language = the_language(after, setting)
    # The old rulebook may lack the language; it is then told in its first.
    spoken = language if language in before.languages else None
    words = {OLD: wording_of(before, spoken), NEW: wording_of(after, language)}
    compared = diff(before, after, seconds=seconds)
    if setting.format == "json":
        deliver(setting, diff_json(compared, words))
    else:
        deliver(setting, diff_text(compared, words, color=setting.color, width=setting.width))
    if any(one.reason == BY_CTRL_C for one in compared.undecided):
        sys.exit(INTERRUPTED)
    if not compared.same:
        sys.exit(1)
