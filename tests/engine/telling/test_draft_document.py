"""A draft as text, as Markdown and as a document of a word processor."""

from __future__ import annotations

import io
import sys
from importlib.util import find_spec

import pytest
from markdown_it import MarkdownIt
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import CaseError, NakanaoriError, Rulebook
from nakanaori.engine.telling import (
    ToldBlank,
    ToldDraft,
    actions_with_drafts,
    draft_as_docx,
    draft_as_markdown,
    draft_as_text,
    drafts_as_markdown,
    offered_draft,
    told_draft,
    wording_of,
)
from required import require

ANSWERS = {
    "relation": "customer",
    "fault": "mine",
    "cause": ["careless-mistake"],
    "contact": "refuses-to-meet",
    "reach": ["post"],
    "known": "all",
    "apology": "not-yet",
    "elapsed": "months",
}

DRAFT = ToldDraft(
    id="d",
    title="A *note*",
    form="One page.",
    parts=("Dear {{my_name}},", "first line\nsecond <line> {{when}} and {{my_name}}"),
    part_ids=("a", "b"),
    blanks=(ToldBlank("my_name", "yours"), ToldBlank("when", "a date")),
)


@pytest.fixture
def outcome(rulebook: Rulebook) -> Outcome:
    return consult(rulebook, ANSWERS)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_business_letter_has_its_own_order_and_no_season(outcome: Outcome, language: str) -> None:
    told = told_draft(offered_draft(outcome, "letter-business"), wording_of(outcome.rulebook, language))
    order = ("heading", "opening", "facts", "cause", "it-comes-late", "change", "who-answers", "closing")
    assert told.part_ids == order
    assert "前略" not in "".join(told.parts)
    text = draft_as_text(told, wording_of(outcome.rulebook, language))
    places = [text.find(part) for part in told.parts]
    assert -1 not in places
    assert places == sorted(places)
    assert all(f"{{{{{blank.name}}}}}" in text and blank.text in text for blank in told.blanks)


def test_a_draft_that_is_not_offered(outcome: Outcome) -> None:
    with pytest.raises(CaseError, match=r"'message-friend' does not go with any action.*letter-business"):
        offered_draft(outcome, "message-friend")
    with pytest.raises(CaseError, match="Did you mean 'letter-private'"):
        offered_draft(outcome, "letter-privat")
    with pytest.raises(CaseError, match="No draft does"):
        offered_draft(consult(outcome.rulebook, {}), "letter-private")


def test_markdown_shows_the_words_as_they_stand(rulebook: Rulebook) -> None:
    rendered = MarkdownIt().render(draft_as_markdown(DRAFT, wording_of(rulebook, "en")))
    assert "<h1>A *note*</h1>" in rendered
    assert "<blockquote>\n<p>Dear {{my_name}},</p>\n<p>first line<br />\nsecond &lt;line&gt;" in rendered
    assert "<li>{{my_name}}: yours</li>" in rendered


def test_the_list_names_each_action_and_its_drafts(outcome: Outcome) -> None:
    wording = wording_of(outcome.rulebook, "en")
    actions = actions_with_drafts(outcome, wording)
    listed = drafts_as_markdown(outcome, wording)
    assert [action.id for action in actions if "letter-business" in [d.id for d in action.drafts]] == [
        "apologise-by-letter"
    ]
    assert all(f"- {action.title}\n" in listed for action in actions)
    assert "(letter-business)" in listed
    assert "None of the actions" in drafts_as_markdown(consult(outcome.rulebook, {}), wording)


def test_the_document_holds_the_words_alone_with_blanks_highlighted() -> None:
    require(find_spec("docx") is not None, "python-docx is missing: pip install 'nakanaori[docx]'")
    from docx import Document

    document = Document(io.BytesIO(draft_as_docx(DRAFT, "en")))
    assert [paragraph.text for paragraph in document.paragraphs] == list(DRAFT.parts)
    marked = [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.font.highlight_color]
    assert marked == ["{{my_name}}", "{{when}}", "{{my_name}}"]
    about = document.core_properties
    assert (about.title, about.author, about.comments) == ("A *note*", "", "")
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)


def test_without_python_docx_one_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(NakanaoriError, match=r"pip install 'nakanaori\[docx\]'"):
        draft_as_docx(DRAFT, "ja")
