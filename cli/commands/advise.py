"""`nakanaori advise`."""

from __future__ import annotations

from pathlib import Path

import click

from ..consultation import FORMATS, consultation, drawn
from ..options import Command, Setting, common_options, deliver
from ..plan_view import plan_text


@click.command("advise", cls=Command)
@click.argument("case", type=click.Path(path_type=Path))
@common_options("engine", "format", "output", formats=FORMATS)
def command(setting: Setting, case: Path) -> None:
    """Print the list of actions for the answers in the file CASE ('-' reads standard input)."""
    outcome, wording = consultation(setting, case)
    if setting.format == "text":
        deliver(setting, plan_text(outcome, wording, color=setting.color, width=setting.width))
    else:
        deliver(setting, drawn(outcome, wording, setting.format))
