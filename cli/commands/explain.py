"""`nakanaori explain`."""

from __future__ import annotations

from pathlib import Path

import click

from ..consultation import FORMATS, consultation, drawn
from ..explanation_view import explanation_text
from ..options import Command, Setting, common_options, deliver


@click.command("explain", cls=Command)
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("action", required=False)
@common_options("engine", "format", "output", formats=FORMATS)
def command(setting: Setting, case: Path, action: str | None) -> None:
    """Tell the reasons for the list of CASE, or for ACTION alone: planned, withheld or never advised."""
    outcome, wording = consultation(setting, case)
    if action is not None:
        outcome.rulebook.known_action(action)
    if setting.format == "text":
        deliver(setting, explanation_text(outcome, action, wording, color=setting.color, width=setting.width))
    else:
        deliver(setting, drawn(outcome, wording, setting.format, action))
