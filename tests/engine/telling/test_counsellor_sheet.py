"""The counsellor's sheet: one page that can be read as it is, and the reasons after it."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from random import Random

import pytest
from msgspec.structs import replace
from nakanaori.engine.consulting import check_answers, conclude, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import Guarantee, load_guarantees
from nakanaori.engine.telling import Sheet, sheet_html, sheet_markdown, told_sheet, wording_of
from nakanaori.engine.telling.counsellor_sheet import MOST_LINES
from steering import steering, told_in_controls
from walking import somebody

LIAR = {
    "danger": [],
    "relation": "friend",
    "fault": "mine",
    "cause": ["lied"],
    "severity": "serious",
    "contact": "asked-for-room",
    "known": "all",
    "elapsed": "unknown",
    "apology": "not-yet",
}


@pytest.fixture(scope="module")
def guarantees(rulebook: Rulebook) -> tuple[Guarantee, ...]:
    return load_guarantees(rulebook)


@pytest.fixture
def sheet(rulebook: Rulebook, guarantees: tuple[Guarantee, ...]) -> Sheet:
    case = replace(check_answers(rulebook, LIAR), date=date(2026, 11, 26), done={"give-them-room": date(2026, 11, 25)})
    return told_sheet(conclude(rulebook, case, "reference"), guarantees, wording_of(rulebook, "en"))


def under(sheet: Sheet, heading: str) -> list[str]:
    """The items of the first page under a heading."""
    texts = [(line.kind, line.text) for line in sheet.first]
    after = texts[texts.index(("heading", heading)) + 1 :]
    return [text for kind, text in after[: next(at for at, line in enumerate(after) if line[0] != "item")]]


def test_the_first_page_says_it_in_words(rulebook: Rulebook, sheet: Sheet) -> None:
    texts = wording_of(rulebook, "en").texts
    assert "Made from what was answered on 26 November 2026." in [line.text for line in sheet.first]
    answers = under(sheet, "What was answered")
    assert (
        f"{texts('questions', 'relation', 'topic')}: “{texts('questions', 'relation', 'options', 'friend')}”" in answers
    )
    assert f"Not known, or rather not said: {texts('questions', 'elapsed', 'topic')}" in answers
    assert answers[-1].startswith("Not answered yet: ")
    assert texts("findings", "own-lie", "holds") in under(sheet, "What the answers amount to")
    room = texts("actions", "give-them-room", "title")
    assert under(sheet, "Done") == [f"{room} (25 November 2026)"]
    assert room not in under(sheet, "What comes first")


def test_the_promises_are_those_that_speak_of_this_person(
    rulebook: Rulebook, guarantees: tuple[Guarantee, ...], sheet: Sheet
) -> None:
    outcome = consult(rulebook, LIAR, engine="reference")
    texts = wording_of(rulebook, "en").texts
    told = under(sheet, "What this person is promised")
    speaking = [one for one in guarantees if one.applies(outcome) and (one.condition.when or one.condition.any)]
    assert told == [texts("guarantees", one.id) for one in speaking]
    assert told
    assert len(told) < len(guarantees) / 2


def test_what_waits_is_named_with_its_reason(rulebook: Rulebook, guarantees: tuple[Guarantee, ...]) -> None:
    outcome = consult(rulebook, {**LIAR, "danger": ["might-hurt-someone"]}, engine="reference")
    wording = wording_of(rulebook, "ja")
    made = told_sheet(outcome, guarantees, wording)
    waiting = under(made, wording.say("sheet", "waiting"))
    assert waiting
    reasons = {wording.texts("rules", held.by[0]) for held in outcome.withheld}
    assert [sum(reason in line for line in waiting) for reason in reasons] == [1] * len(reasons)
    # All of it stands on the pages that follow.
    follows = {line.text for line in made.follows}
    assert {wording.texts("actions", held.action.id, "title") for held in outcome.withheld} <= follows


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_is_one_page_without_a_code_word(
    rulebook: Rulebook, guarantees: tuple[Guarantee, ...], language: str
) -> None:
    wording = wording_of(rulebook, language)
    ids = {*rulebook.rule, *rulebook.action, *rulebook.findings, *(one.id for one in guarantees), rulebook.id}
    ids = {name for name in ids if "-" in name or "_" in name}
    long = 0
    for seed in range(25):
        outcome = consult(rulebook, somebody(Random(seed), rulebook), engine="reference")
        page, _, follows = sheet_markdown(told_sheet(outcome, guarantees, wording)).partition("<div")
        assert len([line for line in page.splitlines() if line]) <= MOST_LINES
        words = {*re.findall(r"[\w-]+", page + follows)}
        assert not ids & words
        for planned in outcome.plan:
            assert wording.texts("actions", planned.action.id, "title") in follows.replace("\\", "")
        long += wording.say("sheet", "further").partition("}")[2] in page
    assert long < 25


class Nesting(HTMLParser):
    """Whether every element is closed where it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.items: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "li":
            self.items.append(data)


def test_the_page_of_html_holds_the_same(sheet: Sheet) -> None:
    reader = Nesting()
    reader.feed(sheet_html(sheet))
    assert reader.open == []
    told = [line.text for line in (*sheet.first, *sheet.follows) if line.kind == "item"]
    assert [item for item in reader.items if item.strip()] == told
    assert 'lang="en"' in sheet_html(sheet)
    assert "@page { size: A4" in sheet_html(sheet)


def test_nothing_that_an_author_wrote_steers_or_breaks_it(
    rulebook: Rulebook, guarantees: tuple[Guarantee, ...]
) -> None:
    wording = told_in_controls(wording_of(rulebook, "en"))
    made = told_sheet(consult(rulebook, LIAR, engine="reference"), guarantees, wording)
    for written in (sheet_markdown(made), sheet_html(made)):
        assert steering(written) == []
    hostile = Sheet("en", (replace(made.first[0], text="<script>*x*</script>"),), ())
    assert "<script>" not in sheet_html(hostile)
    assert "\\<script\\>\\*x\\*" in sheet_markdown(hostile)


def test_nothing_answered_makes_a_sheet_too(rulebook: Rulebook, guarantees: tuple[Guarantee, ...]) -> None:
    made = told_sheet(consult(rulebook, {}, engine="reference"), guarantees, wording_of(rulebook, "en"))
    assert sheet_markdown(made).startswith(
        "# One page for whoever advises you\n\n## What was answered\n\n- Not answered yet: "
    )
