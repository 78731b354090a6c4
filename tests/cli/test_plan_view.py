"""The plan in the terminal: what it says, in which order, and that it fits."""

from __future__ import annotations

import io
import re

import pytest
from nakanaori.cli.console import console_on
from nakanaori.cli.plan_view import plan_text, show_alarm, show_basics, show_why
from nakanaori.cli.wording import wording_of
from nakanaori.engine.consulting import consult
from nakanaori.engine.reading import rulebook_texts
from nakanaori.engine.telling import folded_basics, held_back
from rich.cells import cell_len

WORK = {
    "danger": [],
    "relation": "customer",
    "fault": "mine",
    "severity": "serious",
    "cause": ["was-late", "overpromised"],
    "apology": "not-yet",
    "contact": "refuses-to-meet",
    "signs": [],
    "demand": "fair",
    "reach": ["post", "phone"],
    "mood": "angry",
}
HARASSED = {
    "danger": [],
    "relation": "superior",
    "fault": "mine",
    "apology": "not-yet",
    "contact": "not-asked",
    "signs": ["moving-goalposts", "relentless-blame"],
    "reach": ["meet"],
}
CASES = {
    "empty": {},
    "work": WORK,
    "harassed": HARASSED,
    "danger": {**WORK, "danger": ["hurt-or-threatened"]},
    "no contact": {"danger": [], "relation": "friend", "fault": "mine", "apology": "not-yet", "contact": "blocked-me"},
}
ESCAPE = "\x1b"


def printed(print_it, outcome, *rest, language="en", width=80):
    written = io.StringIO()
    print_it(console_on(written, color=False, width=width), outcome, *rest, wording_of(outcome.rulebook, language))
    return written.getvalue()


def text_of(outcome, language="en", width=80):
    return plan_text(outcome, wording_of(outcome.rulebook, language), color=False, width=width)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [32, 40, 80, 200])
@pytest.mark.parametrize("case", CASES)
def test_no_line_is_wider_than_the_terminal(rulebook, case, width, language):
    for line in text_of(consult(rulebook, CASES[case]), language, width).splitlines():
        assert cell_len(line) <= min(width, 88) or "https://" in line


def test_web_addresses_are_never_broken(rulebook):
    outcome = consult(rulebook, {"danger": ["want-to-disappear"]})
    urls = [line.url for line in outcome.trace().actions[0].help_lines if line.url]
    assert urls
    for url in urls:
        assert url in text_of(outcome, "ja", 24)


def test_it_starts_with_the_first_steps_and_their_steps(rulebook):
    outcome = consult(rulebook, WORK)
    text = text_of(outcome)
    start = text.index("== Start here ==")
    told = {action.id: action for action in outcome.trace("en").actions}
    assert len(outcome.first_steps) == 3
    for planned in outcome.first_steps:
        action = told[planned.action.id]
        start = text.index(f"- {'[basic] ' * planned.basic}{action.title}", start)
        assert action.steps[0][:30] in text[start:]


def test_every_action_has_its_number_and_title_and_basics_only_these(rulebook):
    outcome = consult(rulebook, WORK)
    text = " ".join(text_of(outcome).split())
    basics = [planned.action.id for planned in folded_basics(outcome)]
    assert basics
    for action in outcome.trace("en").actions:
        assert f"{action.rank}. {action.title}" in text
        assert (" ".join(action.steps[0].split()) in text) == (action.id not in basics)


def test_the_phases_are_in_order(rulebook):
    text = text_of(consult(rulebook, WORK))
    texts = rulebook_texts(rulebook, "en")
    phases = [texts("phases", phase) for phase in ("soon", "ongoing", "avoid")]
    positions = [text.index(f"== {phase} ==") for phase in phases]
    assert positions == sorted(positions)


def test_what_was_described_above_is_not_described_twice(rulebook):
    outcome = consult(rulebook, WORK)
    text = text_of(outcome)
    first = {planned.action.id for planned in outcome.first_steps}
    for action in outcome.trace("en").actions:
        assert action.id not in first or text.count(action.steps[0][:30]) == 1


def test_basics_can_be_unfolded(rulebook):
    outcome = consult(rulebook, WORK)
    text = " ".join(printed(show_basics, outcome).split())
    for action in outcome.trace("en").actions:
        unfolded = any(action.id == planned.action.id for planned in folded_basics(outcome))
        assert (" ".join(action.steps[0].split()) in text) == unfolded


def test_an_unfinished_case_says_first_that_it_is_provisional_and_what_is_open(rulebook):
    outcome = consult(rulebook, {"danger": []})
    text = text_of(outcome)
    assert text.startswith("This plan is provisional.")
    joined = " ".join(text.split())
    texts = rulebook_texts(rulebook, "en")
    for question in outcome.open_questions:
        assert texts("questions", question.id, "topic") in joined


def test_a_complete_case_does_not(rulebook):
    answers = {question.id: "unknown" for question in rulebook.questions}
    assert "provisional" not in text_of(consult(rulebook, answers))


def test_what_was_held_back_is_named_with_its_reason_once(rulebook):
    outcome = consult(rulebook, {**HARASSED, "cause": ["was-late", "overpromised"], "urges": ["promise-anything"]})
    text = " ".join(text_of(outcome, width=88).split())
    texts = rulebook_texts(rulebook, "en")
    held = text[text.index("== Not listed for now, and why ==") :]
    told = [withheld for group in held_back(outcome) for withheld in group.held]
    for withheld in told:
        assert texts("actions", withheld.action.id, "title") in held
    reasons = {withheld.by for withheld in told}
    assert len(reasons) < len(told)
    for rule in {rule for by in reasons for rule in by}:
        assert held.count(" ".join(texts("rules", rule).split())) == sum(rule in by for by in reasons)


def test_sections_are_shown_and_what_the_article_does_not_say_is_marked(rulebook):
    text = text_of(consult(rulebook, HARASSED))
    assert re.search(r"Keep a record.*\(beyond the article\)", text)
    assert re.search(r"\(§25\)", text)
    assert "beyond the article: " in text


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_alarm_shows_its_phase_with_help_lines_and_nothing_else(rulebook, language):
    outcome = consult(rulebook, {**WORK, "danger": ["hurt-or-threatened", "want-to-disappear"]})
    text = printed(show_alarm, outcome, language=language)
    texts = rulebook_texts(rulebook, language)
    for planned in outcome.plan:
        assert texts("actions", planned.action.id, "title")[:12] in text
    for line in outcome.trace(language).actions[0].help_lines:
        assert line.name in text
        assert line.call in text
    assert "2026" in text
    for withheld in outcome.withheld:
        assert texts("actions", withheld.action.id, "title") not in text


def test_the_numbers_to_call_stand_at_the_end_of_the_alarm_too(rulebook):
    text = printed(show_alarm, consult(rulebook, {"danger": ["want-to-disappear"]}))
    assert "0120-061-338" in text[text.index("People you can reach now") :]


def test_in_danger_what_waits_is_counted_and_not_listed(rulebook):
    outcome = consult(rulebook, CASES["danger"])
    texts = rulebook_texts(rulebook, "en")
    text = text_of(outcome)
    counted = re.findall(r"following reasons \((\d+)\)", text)
    assert sum(map(int, counted)) == sum(len(group.held) for group in held_back(outcome))
    assert texts("actions", "apologise-by-letter", "title") not in text


def test_why_a_question_is_asked_names_six_actions_at_most(rulebook):
    text = printed(show_why, consult(rulebook, {"danger": []}), "fault")
    assert rulebook_texts(rulebook, "en")("questions", "fault", "why")[:40] in text
    assert len(re.findall(r"^  - ", text, re.MULTILINE)) == 6
    assert re.search(r"and \d+ more", text)


def test_without_a_terminal_there_is_no_colour(rulebook):
    for case in CASES.values():
        assert ESCAPE not in text_of(consult(rulebook, case))


def test_with_colour_nothing_but_the_heading_of_the_alarm_is_red(rulebook, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    outcome = consult(rulebook, CASES["danger"])
    red = re.compile(r"\x1b\[(?:[0-9]+;)*31[;m]")
    coloured = plan_text(outcome, wording_of(rulebook, "en"), color=True, width=80)
    assert ESCAPE in coloured
    assert not red.search(coloured)
    written = io.StringIO()
    console = console_on(written, color=True, width=80)
    show_alarm(console, outcome, wording_of(rulebook, "en"))
    lines = written.getvalue().splitlines()
    assert [line for line in lines if red.search(line)] == [line for line in lines if "First of all, this" in line]
