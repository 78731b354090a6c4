"""`nakanaori why-not`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...engine.proving import find_alternative
from ..consultation import consultation
from ..options import Command, Setting, common_options, deliver
from ..why_not_view import why_not_json, why_not_text


@click.command("why-not", cls=Command)
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("action")
@common_options("engine", "format", "output", formats=("text", "json"))
def command(setting: Setting, case: Path, action: str) -> None:
    """Tell why ACTION is not in the list of CASE, and the fewest answers that would have to be different.

    With the extra `prove` (pip install 'nakanaori[prove]') these are proven to be the fewest. Where ACTION is in the
    list after all, that is said, with the reasons, and the exit status is 1.
    """
    outcome, wording = consultation(setting, case)
    outcome.rulebook.known_action(action)
    planned = outcome.planned(action) is not None
    other = None if planned else find_alternative(outcome.rulebook, outcome.case, action)
    if setting.format == "json":
        deliver(setting, why_not_json(outcome, action, other, wording))
    else:
        deliver(setting, why_not_text(outcome, action, other, wording, color=setting.color, width=setting.width))
    if planned:
        sys.exit(1)
