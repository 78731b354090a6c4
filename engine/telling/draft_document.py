"""A draft as something to copy, to print or to read aloud: as text, as Markdown, and as a document of a word processor.

Blanks stay blank here: the person fills them, and nothing keeps what they write.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ..consulting import Offered, Outcome
from ..language import CaseError, NakanaoriError, Place, Problem, controls_shown
from ..reading import BLANK
from .markdown import escaped, quoted_draft
from .plan_words import ToldAction, ToldBlank, ToldDraft, told_action
from .wording import Wording

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_WIDTH, _HEIGHT, _MARGIN = 210, 297, 25
"""An A4 page and its margins, in millimetres."""

_MINCHO = "Yu Mincho"
"""What letters are set in where the writing is Japanese."""


def offered_draft(outcome: Outcome, draft: str) -> Offered:
    """The draft of this id, which is offered with an action of the plan.

    Raises CaseError where there is no such draft, or it is not offered with these answers.
    """
    known = outcome.rulebook.known_draft(draft)
    offered = outcome.drafts.get(known.id)
    if offered is None:
        wrong = f"The draft '{known.id}' does not go with any action of this plan."
        right = f"These do: {', '.join(outcome.drafts)}." if outcome.drafts else "No draft does."
        raise CaseError([Problem(Place(known.id), wrong, right)])
    return offered


def actions_with_drafts(outcome: Outcome, wording: Wording) -> tuple[ToldAction, ...]:
    """The actions of the plan, in its order, that drafts are offered with."""
    return tuple(told_action(outcome, planned, wording) for planned in outcome.plan if planned.drafts)


def drafts_as_markdown(outcome: Outcome, wording: Wording) -> str:
    """The drafts of each action of the plan as a list in Markdown."""
    lines: list[str] = []
    for action in actions_with_drafts(outcome, wording):
        lines.append(f"- {escaped(action.title)}")
        lines += [f"  - {escaped(entry_of(draft, wording))}" for draft in action.drafts]
    return controls_shown("\n".join(lines or [escaped(wording.say("draft", "nothing"))]) + "\n")


def entry_of(draft: ToldDraft, wording: Wording) -> str:
    """What a draft is, with the id by which one asks for it."""
    return wording.say("draft", "entry").format(title=draft.title, draft=draft.id)


def draft_body(draft: ToldDraft) -> str:
    """The words alone, an empty line between the parts."""
    return "\n\n".join(draft.parts)


def draft_as_text(draft: ToldDraft, wording: Wording) -> str:
    """What it is, its form, the words, and what goes into the blanks."""
    lines = [draft.title, draft.form, "", *draft_body(draft).splitlines(), ""]
    if draft.blanks:
        lines += [wording.say("draft", "blanks"), *(f"- {_blank(blank, wording)}" for blank in draft.blanks), ""]
    return controls_shown("\n".join(lines))


def draft_as_markdown(draft: ToldDraft, wording: Wording) -> str:
    """The same as a Markdown document, the words in it as a quotation."""
    lines = [f"# {escaped(draft.title)}", "", escaped(draft.form), "", *quoted_draft(draft), ""]
    if draft.blanks:
        lines += [f"**{escaped(wording.say('draft', 'blanks'))}**", ""]
        lines += [f"- {escaped(_blank(blank, wording))}" for blank in draft.blanks]
        lines.append("")
    return controls_shown("\n".join(lines))


def draft_as_docx(draft: ToldDraft, language: str) -> bytes:
    """The words alone as a .docx document on A4, ready to fill in: the blanks are highlighted.

    Raises NakanaoriError when python-docx is not installed.
    """
    try:
        # An optional extra, which is slow to load.
        from docx import Document
        from docx.oxml.ns import qn
        from docx.shared import Mm
    except ImportError:
        right = "Install it with: pip install 'nakanaori[docx]'"
        problem = Problem(Place("python-docx"), "A .docx document takes python-docx, which is not there.", right)
        raise NakanaoriError([problem]) from None
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN)
    if language == "ja":
        document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _MINCHO)
    # The template of python-docx names itself as the author.
    about = document.core_properties
    about.title, about.author, about.comments, about.language = draft.title[:255], "", "", language
    for part in draft.parts:
        _write(controls_shown(part), document.add_paragraph())
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _write(text: str, paragraph: Paragraph) -> None:
    # As above.
    from docx.enum.text import WD_COLOR_INDEX

    end = 0
    for blank in BLANK.finditer(text):
        paragraph.add_run(text[end : blank.start()])
        paragraph.add_run(blank[0]).font.highlight_color = WD_COLOR_INDEX.YELLOW
        end = blank.end()
    paragraph.add_run(text[end:])


def _blank(blank: ToldBlank, wording: Wording) -> str:
    return wording.say("draft", "blank").format(name=f"{{{{{blank.name}}}}}", text=blank.text)
