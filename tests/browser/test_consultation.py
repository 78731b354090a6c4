"""Whole consultations at the published page, in a real browser: from our server, from below a path, from a file.

What is asked and what comes out is what the engine says, and every screen on the way is one that everybody can use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from browser import DESKTOP, PHONE, Guest, Guests, plain, require_browser
from hosted import plain_server, put
from nakanaori.engine.consulting import begun, consult
from nakanaori.engine.language import UNKNOWN, Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.web.site import site
from playwright.sync_api import Route, expect
from small_rulebook import write_rulebook
from walking import somebody

require_browser()

HURT, WANTS_TO_DISAPPEAR = "hurt-or-threatened", "want-to-disappear"


def person(rulebook: Rulebook, name: str) -> dict[str, object]:
    """An answer to every question, of one of four people."""
    if name == "says-nothing":
        return {**dict.fromkeys(rulebook.question, UNKNOWN), "danger": []}
    return {
        "made-a-mistake": {**somebody(Random(3), rulebook), "danger": []},
        "in-danger": {**somebody(Random(8), rulebook), "danger": [HURT, WANTS_TO_DISAPPEAR]},
        "wants-no-contact": {**somebody(Random(9), rulebook), "danger": [], "contact": "wants-no-contact"},
    }[name]


@pytest.mark.parametrize(
    ("who", "language", "size"),
    [
        ("made-a-mistake", "ja", PHONE),
        ("in-danger", "en", PHONE),
        ("wants-no-contact", "ja", DESKTOP),
        ("says-nothing", "en", DESKTOP),
    ],
    ids=str,
)
def test_a_whole_consultation(
    guests: Guests, rulebook: Rulebook, who: str, language: str, size: tuple[int, int]
) -> None:
    guest = guests.come(language, size=size, color_scheme="dark" if size == PHONE else "light")
    goes_through(guest, person(rulebook, who), looking=True)


def goes_through(guest: Guest, person: dict[str, object], *, looking: bool = False) -> None:
    """Answers everything, and sees the plan that the engine makes of it."""
    if looking:
        guest.comes()
        guest.looks_around()
    course = guest.consults(person, tapping=True)
    assert guest.heading == guest.say("check", "heading")
    if looking:
        guest.looks_around()
    guest.presses("check", "go-on")
    assert guest.heading == guest.say("plan", "heading")
    guest.opens_everything()
    words = guest.words
    for planned in consult(guest.rulebook, dict(course.answers)).plan:
        assert plain(guest.text("actions", planned.action.id, "title")) in words
    if looking:
        guest.looks_around()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_below_a_path_of_a_plain_file_server(
    guests: Guests, rulebook: Rulebook, tmp_path: Path, language: str, published: Mapping[str, bytes]
) -> None:
    put(published, tmp_path / "some" / "where")
    name = "index.html" if language == "ja" else "en.html"
    with plain_server(tmp_path) as server:
        guest = guests.come(language, address=f"{server.address}/some/where/{name}")
        goes_through(guest, person(rulebook, "made-a-mistake"))
        assert all(path.startswith("/some/where/") for path in server.requests)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_single_file_that_is_opened_as_a_file(
    guests: Guests, rulebook: Rulebook, tmp_path: Path, language: str, single_pages: Mapping[str, bytes]
) -> None:
    put(single_pages, tmp_path)
    guest = guests.come(language, address=(tmp_path / f"{rulebook.id}.{language}.html").as_uri())
    goes_through(guest, person(rulebook, "in-danger"))


def test_several_rulebooks_begin_at_a_front_page(guests: Guests, rulebook: Rulebook, tmp_path: Path) -> None:
    small = load_rulebook(write_rulebook(tmp_path / "small"))
    put(site([rulebook, small]), tmp_path / "site")
    with plain_server(tmp_path / "site") as server:
        guest = guests.come("en", address=f"{server.address}/", rulebook=small)
        guest.comes()
        guest.page.get_by_role("link", name=guest.text("rulebook", "title"), exact=True).click()
        guest.address = guest.page.url
        goes_through(guest, {"weather": "snow", "bag": ["hat"], "degrees": 3, "at-home": "yes"})


def test_three_requests_bring_the_first_question(
    guests: Guests, tmp_path: Path, published: Mapping[str, bytes]
) -> None:
    """Whatever else a browser may fetch, it does without; and what keeps the page is fetched when that is there."""
    put(published, tmp_path)
    with plain_server(tmp_path) as server:
        guest = guests.come(address=f"{server.address}/", service_workers="block")
        needed: list[str] = []

        def at_most_three(route: object) -> None:
            needed.append(route.request.url)  # type: ignore[attr-defined]
            route.continue_() if len(needed) <= 3 else route.abort()  # type: ignore[attr-defined]

        guest.page.route("**/*", at_most_three)
        guest.begins()
        assert guest.question == "danger"
        guest.complaints.clear()
        assert len([path for path in server.requests if "favicon" not in path]) <= 3


def test_a_second_tap_chooses_nothing_of_the_next_question(guests: Guests) -> None:
    guest = guests.come("ja")
    guest.begins()
    guest.answers([])
    page, asked = guest.page, guest.question
    page.locator("main form input").first.check()
    shown = page.evaluate(
        """async () => {
          const before = document.querySelector("main form");
          const button = before.querySelector(".buttons .button");
          const tap = (one, detail, at) => one.dispatchEvent(new MouseEvent("click", {
            bubbles: true, cancelable: true, detail, clientX: at, clientY: 300}));
          tap(button, 1, 100);
          const input = () => document.querySelector("main form input");
          const told = [];
          tap(input(), 2, 104); told.push(input().checked);
          tap(input(), 1, 260); told.push(input().checked);
          input().checked = false;
          tap(input(), 0, 104); told.push(input().checked);
          input().checked = false;
          await new Promise((done) => setTimeout(done, 400));
          tap(input(), 1, 104); told.push(input().checked);
          return told;
        }"""
    )
    assert guest.question != asked
    assert shown == [False, True, True, True]


def test_the_start_has_its_room_before_the_script_is_there(guests: Guests) -> None:
    guest = guests.come("ja", service_workers="block")
    arriving: list[Route] = []
    guest.page.route(re.compile(r"/page\.[0-9a-f]+\.js$"), lambda route: arriving.append(route))
    guest.page.goto(guest.address, wait_until="commit")
    number = guest.page.locator(".numbers").first
    waiting = guest.page.get_by_role("button", name=guest.say("start", "loading"), exact=True)
    expect(waiting).to_be_visible()
    expect(waiting).to_be_disabled()
    before = number.bounding_box()
    assert before is not None
    for route in arriving:
        route.continue_()
    expect(guest.button("start", "begin")).to_be_enabled()
    after = number.bounding_box()
    assert after is not None
    assert abs(after["y"] - before["y"]) <= 1
    guest.complaints.clear()


def test_whoever_is_quicker_than_a_slow_phone_is_told_to_wait(guests: Guests, rulebook: Rulebook) -> None:
    guest = guests.come("ja", size=PHONE)
    guest.comes()
    slowly = guest.page.context.new_cdp_session(guest.page)
    slowly.send("Emulation.setCPUThrottlingRate", {"rate": 20})
    guest.begins()
    first = guest.question
    guest.chooses(rulebook.question[first], [])
    guest.presses("question", "next")
    expect(guest.page.locator("form[aria-busy=true] button.button")).to_be_disabled()
    slowly.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    expect(guest.page.locator("form[aria-busy=true]")).to_have_count(0)
    assert guest.question == begun(rulebook).answered(first, ()).question.id  # type: ignore[union-attr]
