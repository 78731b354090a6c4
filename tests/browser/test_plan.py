"""The plan in a real browser: ticked off, explained, drawn, compared, printed and taken along."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random

import icalendar
import pytest
from browser import DESKTOP, PHONE, Guest, Guests, plain, require_browser
from click.testing import CliRunner
from nakanaori.cli.main import nakanaori
from nakanaori.engine.consulting import Course, Outcome, begun, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import (
    ToldReason,
    as_markdown,
    compare,
    due_follow_ups,
    follow_ups,
    needs_a_day,
    phrases_of,
    reason_chain,
    told_chain,
    told_comparison,
    trace_json,
    wording_of,
)
from nakanaori.web.step import PLAN, number_of
from playwright.sync_api import Locator, expect
from walking import answered_by, somebody

require_browser()

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
CROSSED = pytest.mark.parametrize(
    ("language", "script"), [("ja", True), ("en", False)], ids=["ja-script", "en-no-script"]
)
LANGUAGE = pytest.mark.parametrize("language", ["ja", "en"])


@pytest.fixture(scope="module")
def course(rulebook: Rulebook) -> Course:
    """Everything is answered; the plan has basics, follow-ups that count from today and back from a day."""
    persons = ({**somebody(Random(seed), rulebook), "danger": []} for seed in range(1000))
    return next(course for course in map(partial(answered_by, begun(rulebook)), persons) if tells_of_days(course))


def tells_of_days(course: Course) -> bool:
    """Whether the plan has basics, and follow-ups of both kinds."""
    outcome = course.outcome()
    after = [one for _, one in follow_ups(outcome) if one.days_after is not None]
    return bool(after) and needs_a_day(outcome) and any(planned.basic for planned in outcome.plan)


@pytest.fixture(scope="module")
def outcome(course: Course) -> Outcome:
    return consult(course.rulebook, dict(course.answers))


def sees_the_plan(guest: Guest, course: Course) -> str:
    """The address of the plan, which the guest has before them."""
    path = f"/{number_of(course, PLAN)}"
    guest.has_come_to(course, path)
    return path


def title(guest: Guest, outcome: Outcome, rank: int = 1) -> str:
    return guest.text("actions", outcome.plan[rank - 1].action.id, "title")


def card(guest: Guest, outcome: Outcome, rank: int = 1) -> Locator:
    """What the plan says of one action."""
    return guest.page.get_by_role("article").filter(
        has=guest.page.get_by_role("heading", level=3, name=f"{rank}. {title(guest, outcome, rank)}")
    )


def has_loaded(picture: Locator) -> bool:
    """Whether an image shows something."""
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    return bool(picture.evaluate("(one) => one.naturalWidth > 50 && one.naturalHeight > 50"))


# ticking off ----------------------------------------------------------------------------------------------------------


def test_ticking_off_in_place(guests: Guests, course: Course, outcome: Outcome) -> None:
    guest = guests.come()
    path = sees_the_plan(guest, course)
    tick = guest.button("plan", "tick-of", title=title(guest, outcome))
    expect(tick).to_have_attribute("aria-pressed", "false")
    guest.page.evaluate("() => { window.still = true; }")
    for pressed in ("true", "false", "true"):
        tick.click()
        expect(tick).to_have_attribute("aria-pressed", pressed)
        expect(tick).to_be_focused()
    assert guest.page.evaluate("window.still")
    assert guest.path == path
    guest.page.reload()
    expect(tick).to_have_attribute("aria-pressed", "true")
    assert guest.session.ticked == {outcome.plan[0].action.id}


def test_ticking_off_without_script(guests: Guests, course: Course, outcome: Outcome) -> None:
    guest = guests.come("en", script=False)
    path = sees_the_plan(guest, course)
    tick = guest.button("plan", "tick-of", title=title(guest, outcome, 2))
    for pressed in ("true", "false", "true"):
        guest.presses("plan", "tick-of", title=title(guest, outcome, 2))
        expect(tick).to_have_attribute("aria-pressed", pressed)
        assert guest.path == path
        expect(card(guest, outcome, 2)).to_be_in_viewport()
    assert guest.session.ticked == {outcome.plan[1].action.id}


@SCRIPT
def test_what_is_ticked_off_stays_so_on_the_way_to_paper_and_back(
    guests: Guests, course: Course, outcome: Outcome, script: bool
) -> None:
    guest = guests.come(script=script)
    path = sees_the_plan(guest, course)
    tick = guest.button("plan", "tick-of", title=title(guest, outcome))
    if script:
        tick.click()
        expect(tick).to_have_attribute("aria-pressed", "true")
    else:
        guest.presses("plan", "tick-of", title=title(guest, outcome))
    guest.follows("take", "print")
    guest.follows("print", "back")
    assert guest.path == path
    expect(tick).to_have_attribute("aria-pressed", "true")


# why ------------------------------------------------------------------------------------------------------------------


@CROSSED
def test_why_opens_into_the_chain_of_reasons_down_to_the_section(
    guests: Guests, course: Course, outcome: Outcome, language: str, script: bool
) -> None:
    guest = guests.come(language, script=script)
    sees_the_plan(guest, course)
    wording, chain = wording_of(outcome.rulebook, language), reason_chain(outcome, outcome.plan[0].because)
    reasons = told_chain(chain, outcome.rulebook, wording).reasons
    assert title(guest, outcome)
    shown = card(guest, outcome)
    why = shown.locator("summary").filter(has_text=guest.say("plan", "why-mark"))
    assert why.get_attribute("aria-label") == guest.say("plan", "why-of", title=title(guest, outcome))
    wanted = [*sentences(reasons)]
    assert any(reason.sections for reason in reasons)
    before = plain(shown.inner_text())
    assert not any(sentence in before for sentence in wanted)
    why.click()
    after = plain(shown.inner_text())
    assert [sentence for sentence in wanted if sentence not in after] == []


def sentences(reasons: tuple[ToldReason, ...]) -> Iterator[str]:
    for reason in reasons:
        yield plain(f"{reason.sentence} {reason.sections}")
        for ground in reason.grounds:
            yield plain(ground.sentence)
            yield from sentences(ground.reasons)


@CROSSED
def test_every_picture_is_there(guests: Guests, course: Course, outcome: Outcome, language: str, script: bool) -> None:
    guest = guests.come(language, script=script, size=DESKTOP)
    sees_the_plan(guest, course)
    guest.opens_everything()
    pictures = guest.page.get_by_role("img")
    assert pictures.count() == len(outcome.plan) + 1
    for number in range(pictures.count()):
        assert has_loaded(pictures.nth(number))
        assert pictures.nth(number).get_attribute("alt")


@pytest.mark.parametrize(
    ("danger", "then", "answer"),
    [
        ([], "relation", "customer"),
        (["want-to-disappear"], "wish", "passing"),
        (["hurt-or-threatened"], "relation", "partner"),
    ],
)
def test_the_plan_so_far_has_a_picture_too(
    guests: Guests, rulebook: Rulebook, danger: list[str], then: str, answer: object
) -> None:
    guest = guests.come()
    course = begun(rulebook).answered("danger", danger).answered(then, answer)
    guest.has_come_to(course, "/3/list")
    assert guest.heading == guest.say("plan", "so-far")
    guest.opens_everything()
    for picture in guest.page.get_by_role("img").all():
        assert has_loaded(picture)


# what if --------------------------------------------------------------------------------------------------------------


@CROSSED
def test_what_if_an_answer_were_different(
    guests: Guests, course: Course, outcome: Outcome, language: str, script: bool
) -> None:
    guest = guests.come(language, script=script)
    path = sees_the_plan(guest, course)
    asked = outcome.rulebook.question["fault"]
    other = next(option for option in ("not-mine", "mine") if option != course.answers["fault"])
    section = guest.page.get_by_role("region", name=guest.say("what-if", "heading"), exact=True)
    section.get_by_text(guest.say("what-if", "topics"), exact=True).click()
    with guest.page.expect_navigation():
        section.get_by_role("button", name=guest.text("questions", asked.id, "topic")).click()
    assert section.get_by_role("radio", checked=True).get_attribute("value") == course.answers[asked.id]
    guest.looks_around()
    guest.chooses(asked, other, section)
    with guest.page.expect_navigation():
        section.get_by_role("button", name=guest.say("what-if", "compare"), exact=True).click()
    assert guest.path == path
    supposed = consult(outcome.rulebook, {**course.answers, "fault": other})
    words = plain(section.inner_text())
    told = told_comparison(compare(outcome, supposed), wording_of(outcome.rulebook, language))
    assert told
    for part in told:
        assert part.heading in words
        for point in part.points:
            assert [line for line in point.titles if plain(line) not in words] == []
    assert guest.session.course.answers == course.answers
    guest.looks_around()
    with guest.page.expect_navigation():
        section.get_by_role("button", name=guest.say("what-if", "clear"), exact=True).click()
    assert told[-1].heading not in plain(section.inner_text())


# on paper -------------------------------------------------------------------------------------------------------------


@CROSSED
def test_the_page_to_print(guests: Guests, course: Course, outcome: Outcome, language: str, script: bool) -> None:
    guest = guests.come(language, script=script)
    sees_the_plan(guest, course)
    guest.follows("take", "print")
    guest.looks_around()
    assert guest.button("take", "print-now").count() == (1 if script else 0)
    guest.page.emulate_media(media="print")
    shows_the_whole_plan(guest, outcome)
    for gone in (guest.button("frame", "leave"), guest.link("print", "back"), guest.button("take", "print-now")):
        assert not gone.is_visible()
    assert guest.page.pdf(format="A4").startswith(b"%PDF-")


@LANGUAGE
def test_the_plan_itself_prints_well(guests: Guests, course: Course, outcome: Outcome, language: str) -> None:
    """Nothing that is folded on screen is missing on paper, and no button is on it."""
    guest = guests.come(language, size=DESKTOP)
    sees_the_plan(guest, course)
    guest.page.emulate_media(media="print")
    shows_the_whole_plan(guest, outcome)
    assert [one.inner_text() for one in guest.page.get_by_role("button").all() if one.is_visible()] == []


def shows_the_whole_plan(guest: Guest, outcome: Outcome) -> None:
    wording = wording_of(outcome.rulebook, guest.language)
    words = guest.words
    for planned in outcome.plan:
        assert f"{planned.rank}. {guest.text('actions', planned.action.id, 'title')}" in words
        for step in planned.steps:
            assert plain(guest.text("actions", planned.action.id, "steps", step.id)) in words
        reasons = told_chain(reason_chain(outcome, planned.because), outcome.rulebook, wording).reasons
        missing = [one for one in sentences(reasons) if one not in words]
        assert missing == []


def test_the_button_prints(guests: Guests, course: Course) -> None:
    guest = guests.come()
    sees_the_plan(guest, course)
    guest.follows("take", "print")
    guest.page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    guest.button("take", "print-now").click()
    assert guest.page.evaluate("window.printed")


# taken along ----------------------------------------------------------------------------------------------------------


def downloaded(guest: Guest, from_where: Locator, name: str) -> Path:
    with guest.page.expect_download() as download:
        from_where.click()
    assert download.value.suggested_filename == name
    return Path(download.value.path())


@CROSSED
def test_the_record_is_one_that_replay_accepts(
    guests: Guests, course: Course, outcome: Outcome, language: str, script: bool
) -> None:
    guest = guests.come(language, script=script)
    sees_the_plan(guest, course)
    taken = downloaded(guest, guest.link("take", "json"), "list.json")
    assert taken.read_bytes() == trace_json(outcome.trace(language))
    assert json.loads(taken.read_bytes())["answers"].keys() == course.answers.keys()
    ran = CliRunner().invoke(nakanaori, ["replay", str(taken), "--lang", "en"])
    assert (ran.exit_code, ran.exception) == (0, None), ran.output
    assert phrases_of("en")("replay", "same") in ran.output


@LANGUAGE
def test_the_document(guests: Guests, course: Course, outcome: Outcome, language: str) -> None:
    guest = guests.come(language)
    sees_the_plan(guest, course)
    taken = downloaded(guest, guest.link("take", "markdown"), "list.md")
    assert taken.read_text(encoding="utf-8") == as_markdown(outcome, wording_of(outcome.rulebook, language))


@CROSSED
def test_the_calendar(guests: Guests, course: Course, outcome: Outcome, language: str, script: bool) -> None:
    guest = guests.come(language, script=script)
    sees_the_plan(guest, course)
    today = date.today()
    for day in (None, today + timedelta(30)):
        if day is not None:
            guest.page.get_by_label(guest.say("take", "day"), exact=True).fill(day.isoformat())
        taken = downloaded(guest, guest.button("take", "calendar-get"), "list.ics")
        events = icalendar.Calendar.from_ical(taken.read_bytes()).walk("VEVENT")
        wanted = [
            (one.on, guest.text("actions", one.action.id, "follow-ups", one.follow_up.id))
            for one in due_follow_ups(outcome, today, day)
        ]
        assert wanted
        # A test that begins before midnight may end after it.
        if today == date.today():
            assert [(event.decoded("dtstart"), str(event["summary"])) for event in events] == wanted


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_plan_leads_to_its_first_steps(
    guests: Guests, course: Course, outcome: Outcome, size: tuple[int, int]
) -> None:
    """The list at the head leads to the actions themselves, which then are in sight."""
    guest = guests.come("en", size=size)
    sees_the_plan(guest, course)
    first = guest.page.get_by_role("navigation", name=guest.say("plan", "first"), exact=True)
    assert first.get_by_role("link").all_inner_texts() == [
        guest.text("actions", planned.action.id, "title") for planned in outcome.first_steps
    ]
    first.get_by_role("link").last.click()
    expect(card(guest, outcome, outcome.first_steps[-1].rank)).to_be_in_viewport()
