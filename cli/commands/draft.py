"""`nakanaori draft`."""

from __future__ import annotations

from pathlib import Path

import click
from msgspec.structs import replace

from ...engine.language import NakanaoriError, Place, Problem
from ...engine.telling import offered_draft, told_draft
from ..consultation import consultation
from ..draft_view import draft_words, drafts_listed
from ..options import Command, Setting, common_options, deliver
from ..saving import keep

DOCX = "docx"
FORMATS = ("text", "markdown", DOCX)


@click.command("draft", cls=Command)
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("draft", required=False)
@common_options("engine", "format", "output", formats=FORMATS)
def command(setting: Setting, case: Path, draft: str | None) -> None:
    """Write DRAFT, the words that an action of the list of CASE begins with: a letter, a message, what to say.

    Without DRAFT the drafts are listed, action by action. What stands as {{name}} is yours to fill in. A FILE that ends
    in .docx is written as such a document.
    """
    if setting.output is not None and setting.output.suffix.lower() == f".{DOCX}":
        setting = replace(setting, format=DOCX)
    outcome, wording = consultation(setting, case)
    if setting.format == DOCX and (draft is None or setting.output is None):
        wrong, right = ("No draft is named.", "Name the one to write.")
        if draft is not None:
            wrong, right = ("A .docx document is no text to print.", "Name a file for it: -o FILE.docx.")
        raise NakanaoriError([Problem(Place("--format docx"), wrong, right)])
    if draft is None:
        deliver(setting, drafts_listed(outcome, wording, setting.format, width=setting.width))
        return
    told = told_draft(offered_draft(outcome, draft), wording)
    written = draft_words(told, wording, setting.format)
    if setting.output is not None and isinstance(written, bytes):
        keep(setting.output, written, language=wording.language)
    elif isinstance(written, str):
        deliver(setting, written)
