"""`nakanaori what-if`."""

from __future__ import annotations

from pathlib import Path

import click

from ...engine.consulting import conclude
from ...engine.telling import compare
from ..consultation import consultation
from ..options import Command, Setting, common_options, deliver
from ..set_options import supposed
from ..what_if_view import what_if_json, what_if_text


@click.command("what-if", cls=Command)
@click.argument("case", type=click.Path(path_type=Path))
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="QUESTION=OPTION[,OPTION…]",
    help="Another answer: an option, several, none (QUESTION=), a number or unknown. May be given several times.",
)
@click.option("--unset", multiple=True, metavar="QUESTION", help="A question left open. May be given several times.")
@common_options("engine", "format", "output", formats=("text", "json"))
def command(setting: Setting, case: Path, settings: tuple[str, ...], unset: tuple[str, ...]) -> None:
    """Show what in the list of CASE would be different with other answers, and why."""
    before, wording = consultation(setting, case)
    after = conclude(before.rulebook, supposed(before.rulebook, before.case, settings, unset), setting.engine)
    comparison = compare(before, after)
    if setting.format == "json":
        deliver(setting, what_if_json(comparison, wording))
    else:
        deliver(setting, what_if_text(comparison, wording, color=setting.color, width=setting.width))
