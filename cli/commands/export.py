"""`nakanaori export`."""

from __future__ import annotations

import click
from msgspec.structs import replace

from ...engine.authoring import as_dmn
from ..options import Command, Setting, common_options, deliver, load
from ..wording import the_wording

DMN = "dmn"


@click.command("export", cls=Command)
@click.option("--format", "form", type=click.Choice((DMN,)), default=DMN, help="DMN 1.5, a decision model in XML.")
@common_options("output")
def command(setting: Setting, form: str) -> None:
    """Write the rulebook for programs that do not know nakanaori: as a decision model that their engines run.

    What it concludes is in it: findings, plan, first steps and steps. Texts other than titles and reasons, drafts, help
    lines, follow-ups and the order of the questions are not.
    """
    rulebook = load(setting)
    deliver(replace(setting, format=form), as_dmn(rulebook, the_wording(rulebook, setting).texts))
