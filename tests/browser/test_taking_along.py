"""What is taken along, in a real browser: paper, a document, the record, a calendar, from a server and from a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import icalendar
import pytest
from browser import DESKTOP, Guest, Guests, plain, require_browser
from hosted import put
from nakanaori.engine.consulting import Outcome
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import as_markdown, due_follow_ups, read_trace, replay, told_plan
from nakanaori.web.wording import wording_of
from playwright.sync_api import expect
from walking import ordinary

require_browser()

LANGUAGE = pytest.mark.parametrize("language", ["ja", "en"])
MOST_PAGES = 4
FORGETFUL = {
    "relation": "colleague", "cause": ["was-late"], "repeated": "repeated", "plan": "thinking", "planner": "paper",
    "struggles": ["forgets-appointments"],
}  # fmt: skip


@pytest.fixture(params=["server", "file"])
def address(
    request: pytest.FixtureRequest, rulebook: Rulebook, tmp_path: Path, single_pages: Mapping[str, bytes]
) -> str:
    """Where the page is: empty for our own server."""
    if request.param == "server":
        return ""
    put(single_pages, tmp_path / "files")
    return (tmp_path / "files" / rulebook.id).as_uri()


def comes(guests: Guests, rulebook: Rulebook, address: str, language: str) -> tuple[Guest, Outcome]:
    """Somebody who has seen a plan that speaks of an appointment."""
    guest = guests.come(language, address=address and f"{address}.{language}.html", size=DESKTOP)
    return guest, guest.sees_the_plan({**ordinary(rulebook), **FORGETFUL})


def taken(guest: Guest, tmp_path: Path, *key: str) -> bytes:
    """What is saved by that button, under a name that tells nothing."""
    with guest.page.expect_download() as saving:
        guest.presses(*key)
    assert saving.value.suggested_filename.startswith("memo.")
    saving.value.save_as(tmp_path / "taken")
    return (tmp_path / "taken").read_bytes()


@LANGUAGE
def test_files(guests: Guests, rulebook: Rulebook, tmp_path: Path, address: str, language: str) -> None:
    guest, outcome = comes(guests, rulebook, address, language)
    wording = wording_of(rulebook, language)
    guest.page.locator("#tool-save").click()
    assert taken(guest, tmp_path, "take", "markdown").decode() == as_markdown(outcome, wording)
    record = read_trace("record", taken(guest, tmp_path, "take", "json"))
    assert replay(rulebook, record).same
    today, day = date.today(), date.today() + timedelta(30)
    guest.page.get_by_label(guest.say("take", "day"), exact=True).fill(day.isoformat())
    events = icalendar.Calendar.from_ical(taken(guest, tmp_path, "take", "calendar-get")).walk("VEVENT")
    wanted = [
        (one.on, guest.text("actions", one.action.id, "follow-ups", one.follow_up.id))
        for one in due_follow_ups(outcome, today, day)
    ]
    assert wanted
    # A test that begins before midnight may end after it.
    if today == date.today():
        assert [(event.decoded("dtstart"), str(event["summary"])) for event in events] == wanted


@LANGUAGE
def test_a_trace_that_needs_the_network_says_so_and_is_there_with_it(
    guests: Guests, rulebook: Rulebook, tmp_path: Path, language: str
) -> None:
    """The ids that only a trace names are a file of their own, which nothing else on the page waits for."""
    guest = guests.come(language, service_workers="block")
    guest.sees_the_plan(ordinary(rulebook))
    guest.page.locator("#tool-save").click()
    guest.page.route("**/ids.*.js", lambda route: route.abort())
    guest.presses("take", "json")
    expect(guest.page.get_by_text(guest.say("take", "no-network"))).to_be_visible()
    guest.page.unroute("**/ids.*.js")
    guest.complaints.clear()
    assert replay(rulebook, read_trace("record", taken(guest, tmp_path, "take", "json"))).same
    expect(guest.page.get_by_text(guest.say("take", "no-network"))).to_have_count(0)


@pytest.mark.parametrize(
    ("zone", "today"), [("Pacific/Kiritimati", date(2026, 3, 2)), ("Pacific/Pago_Pago", date(2026, 2, 28))]
)
def test_days_are_the_readers_wherever_the_server_is(
    guests: Guests, rulebook: Rulebook, tmp_path: Path, zone: str, today: date
) -> None:
    """Early on the first of March in Greenwich it is the day before in the west, and at its noon the day after in the
    far east."""
    guest = guests.come("en", size=DESKTOP, timezone_id=zone)
    hour = 12 if today.month == 3 else 3
    guest.page.clock.set_fixed_time(datetime(2026, 3, 1, hour, tzinfo=timezone.utc))
    outcome = guest.sees_the_plan({**ordinary(rulebook), **FORGETFUL})
    guest.page.locator("#tool-save").click()
    guest.page.get_by_label(guest.say("take", "day"), exact=True).fill(date(2026, 4, 1).isoformat())
    events = icalendar.Calendar.from_ical(taken(guest, tmp_path, "take", "calendar-get")).walk("VEVENT")
    wanted = [one.on for one in due_follow_ups(outcome, today, date(2026, 4, 1))]
    assert wanted != [one.on for one in due_follow_ups(outcome, date(2026, 3, 1), date(2026, 4, 1))]
    assert [event.decoded("dtstart") for event in events] == wanted


@LANGUAGE
def test_paper(guests: Guests, rulebook: Rulebook, tmp_path: Path, address: str, language: str) -> None:
    """As the browser's own menu prints it."""
    guest, outcome = comes(guests, rulebook, address, language)
    told = told_plan(outcome, wording_of(rulebook, language))
    guest.page.evaluate("window.addEventListener('beforeprint', () => {"
                        " window.printed = document.getElementById('sheet').innerText; })")  # fmt: skip
    paper = guest.page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") <= MOST_PAGES
    printed = plain(guest.page.evaluate("window.printed"))
    at = [printed.index(plain(line)) for line in (
        told.title and guest.say("plan", "heading"), told.answers[0].answer, guest.say("plan", "first"),
        told.first_steps[0].title, told.phases[0].heading,
    )]  # fmt: skip
    assert at == sorted(at)
    for phase in told.phases:
        for action in (*phase.own, *phase.basics):
            for step in action.steps:
                assert plain(step) in printed
    expect(guest.page.locator("#sheet")).to_have_count(0)
    expect(guest.page.locator("main h1")).to_be_visible()
