"""The drafts of a plan in the terminal: a list no wider than asked for, and one in full."""

from __future__ import annotations

import io

from nakanaori.cli.console import console_on
from nakanaori.cli.draft_view import draft_words, drafts_listed, show_draft
from nakanaori.cli.wording import wording_of
from nakanaori.engine.consulting import consult
from nakanaori.engine.drawing import text_columns
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import draft_as_text, offered_draft, told_draft

ANSWERS = {"relation": "friend", "fault": "mine", "contact": "in-touch", "known": "all", "cause": ["was-late"]}


def test_the_list_keeps_to_its_width(rulebook: Rulebook) -> None:
    outcome = consult(rulebook, ANSWERS)
    for language in rulebook.languages:
        listed = drafts_listed(outcome, wording_of(rulebook, language), "text", width=40)
        assert max(map(text_columns, listed.splitlines())) <= 40


def test_a_draft_in_full(rulebook: Rulebook) -> None:
    outcome, wording = consult(rulebook, {**ANSWERS, "apology": "not-yet"}), wording_of(rulebook, "en")
    told = told_draft(offered_draft(outcome, "first-minute"), wording)
    assert draft_words(told, wording, "text") == draft_as_text(told, wording)
    written = io.StringIO()
    show_draft(console_on(written, color=False, width=200), told, wording)
    assert written.getvalue().split() == draft_as_text(told, wording).split()
