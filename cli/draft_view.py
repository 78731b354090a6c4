"""The drafts of a plan: listed action by action, and one of them in full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..engine.telling import (
    ToldDraft,
    Wording,
    actions_with_drafts,
    draft_as_docx,
    draft_as_markdown,
    draft_as_text,
    drafts_as_markdown,
    entry_of,
)
from .console import printed, show
from .paragraph import Paragraph

if TYPE_CHECKING:
    from rich.console import Console

    from ..engine.consulting import Outcome


def draft_words(draft: ToldDraft, wording: Wording, form: str) -> str | bytes:
    """The draft as text, Markdown or, with the form `docx`, the bytes of such a document.

    Raises NakanaoriError when python-docx is needed and not there.
    """
    if form == "docx":
        return draft_as_docx(draft, wording.language)
    return (draft_as_markdown if form == "markdown" else draft_as_text)(draft, wording)


def drafts_listed(outcome: Outcome, wording: Wording, form: str, *, width: int) -> str:
    """The drafts of each action of the plan, in its order, as text of at most `width` columns or as Markdown."""
    if form == "markdown":
        return drafts_as_markdown(outcome, wording)
    return printed(_listed(outcome, wording), color=False, width=width)


def show_draft(console: Console, draft: ToldDraft, wording: Wording) -> None:
    """Print a draft, its lines broken to the console's width."""
    show(console, map(Paragraph, draft_as_text(draft, wording).splitlines()))


def _listed(outcome: Outcome, wording: Wording) -> Iterator[Paragraph]:
    actions = actions_with_drafts(outcome, wording)
    if not actions:
        yield Paragraph(wording.say("draft", "nothing"))
    for action in actions:
        yield Paragraph(action.title)
        for draft in action.drafts:
            yield Paragraph(entry_of(draft, wording), "  " + wording.say("plan", "bullet"))
            yield Paragraph(draft.form, "    ")
