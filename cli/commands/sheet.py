"""`nakanaori sheet`."""

from __future__ import annotations

from pathlib import Path

import click

from ...engine.proving import load_guarantees
from ...engine.telling import sheet_html, sheet_markdown, told_sheet
from ..consultation import consultation
from ..options import Command, Setting, common_options, deliver

_WRITERS = {"markdown": sheet_markdown, "html": sheet_html}


@click.command("sheet", cls=Command)
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(tuple(_WRITERS)), default="markdown", help="The form of the sheet.")
@common_options("engine", "output")
def command(setting: Setting, case: Path, form: str) -> None:
    """Write one page for a counsellor about the answers in CASE; the reasons are on the pages after it.

    It says in words what was answered, what follows from it, what comes first, what waits and why, and which promises
    hold for this person. It is private: keep it where nobody else will come across it.
    """
    outcome, wording = consultation(setting, case)
    deliver(setting, _WRITERS[form](told_sheet(outcome, load_guarantees(outcome.rulebook), wording)))
