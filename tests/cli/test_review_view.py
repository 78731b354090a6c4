"""A review as text: its four parts, in as many columns as there are."""

from __future__ import annotations

from datetime import date

import pytest
from nakanaori.cli.console import printed
from nakanaori.cli.review_view import changes_shown, standing_shown
from nakanaori.cli.wording import wording_of
from nakanaori.engine.consulting import consult
from nakanaori.engine.drawing import text_columns
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import told_review
from typed import flat

THEN = {"danger": [], "relation": "friend", "fault": "mine", "cause": ["lied"], "contact": "in-touch", "known": "all"}


def shown(rulebook: Rulebook, language: str, columns: int, **now: object) -> str:
    before, after = (consult(rulebook, answers, engine="reference") for answers in (THEN, {**THEN, **now}))
    wording = wording_of(rulebook, language)
    done = {before.plan[0].action.id: date(2026, 11, 20)}
    told = told_review(before, after, done, wording)
    shown = (*changes_shown(told, wording.say), *standing_shown(told, wording.say))
    return printed(shown, color=False, width=columns)


@pytest.mark.parametrize(("language", "columns"), [("ja", 40), ("ja", 80), ("en", 40), ("en", 80)])
def test_the_parts_stand_under_their_headings_within_the_columns(
    rulebook: Rulebook, language: str, columns: int
) -> None:
    text = shown(rulebook, language, columns, contact="wants-no-contact", apology="rejected")
    say = wording_of(rulebook, language).say
    headings = [say("review", part) for part in ("changes", "new", "done", "no-longer", "kept", "first")]
    at = [text.index(say("plan", "heading").format(title=heading)) for heading in headings]
    assert at == sorted(at)
    # An address stays on one line.
    assert all(text_columns(line) <= columns for line in text.splitlines() if "://" not in line)


def test_nothing_changed_is_said(rulebook: Rulebook) -> None:
    text = flat(shown(rulebook, "en", 80))
    assert text.startswith("All answers are as they were. What there is to do is as it was.")
    assert "== New ==" not in text
