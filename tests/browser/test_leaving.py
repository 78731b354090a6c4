"""Leaving at once, in a real browser: nothing of what was asked or answered can be brought back to the screen."""

from __future__ import annotations

import pytest
from browser import DESKTOP, Guest, Guests, launched, require_browser
from hosted import Hosted
from nakanaori.engine.language import Rulebook
from playwright.sync_api import Page, Playwright, Route, expect

require_browser()

DANGER = ["want-to-disappear"]


def goes_into_it(guest: Guest) -> None:
    """Begins, tells of danger, goes on, and has a choice made that is not sent."""
    guest.begins()
    guest.answers(DANGER)
    with guest.page.expect_navigation():
        guest.page.locator('a[href="/3"]').click()
    guest.page.get_by_role("radio").first.check()


def leaves_by_button(guest: Guest) -> None:
    with guest.page.expect_navigation(url="**/tea"):
        guest.button("frame", "leave").click()


def leaves_by_key(guest: Guest) -> None:
    guest.page.keyboard.press("Escape")
    guest.page.keyboard.press("Escape")
    with guest.page.expect_navigation(url="**/tea"):
        guest.page.keyboard.press("Escape")


def unanswered(route: Route) -> None:
    """A request that the server takes its time with."""


def nothing_is_left(guest: Guest, token: str) -> None:
    """The harmless page is shown, the answers are gone, and no page that the browser goes back to tells anything."""
    assert (guest.path, guest.heading) == ("/tea", guest.say("tea", "heading"))
    assert guest.page.title() == guest.say("tea", "title")
    assert guest.context.cookies() == []
    assert token
    assert guest.hosted.sessions.find(token) is None
    nothing_behind(guest)


def nothing_behind(guest: Guest) -> None:
    """Back, and back again, up to where the visit began, and then forward again."""
    page = guest.page
    for step in ("back", "back", "back", "forward", "forward"):
        page.go_back() if step == "back" else page.go_forward()
        page.wait_for_load_state()
        assert tells_nothing(guest), f"{guest.path} tells {guest.words!r}"


def tells_nothing(guest: Guest) -> bool:
    """Whether the page is the neutral one, the harmless one, or the one where everybody begins afresh."""
    if guest.path == "/":
        return guest.button("start", "begin").is_visible()
    return guest.heading == guest.say("tea", "heading") or (
        guest.words.startswith(f"{guest.say('message', 'ended')} {guest.say('message', 'ended-text')}")
        and guest.question == ""
    )


# one tab --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "script"), [("ja", True), ("en", False)], ids=["ja-script", "en-no-script"])
def test_the_button(guests: Guests, language: str, script: bool) -> None:
    guest = guests.come(language, script=script)
    goes_into_it(guest)
    token = guest.token
    leaves_by_button(guest)
    nothing_is_left(guest, token)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_escape_three_times(guests: Guests, language: str) -> None:
    guest = guests.come(language)
    goes_into_it(guest)
    token = guest.token
    leaves_by_key(guest)
    nothing_is_left(guest, token)


def test_escape_three_times_slowly_or_with_another_key_between_does_not_leave(guests: Guests) -> None:
    guest = guests.come()
    guest.page.clock.install()
    goes_into_it(guest)
    for key in ("Escape", "Escape", "Tab", "Escape", "Escape"):
        guest.page.keyboard.press(key)
    guest.page.clock.run_for(3_000)
    guest.page.keyboard.press("Escape")
    guest.page.clock.run_for(3_000)
    assert (guest.path, guest.question) == ("/3", "wish")


def test_the_page_is_out_of_sight_before_the_server_has_answered(guests: Guests) -> None:
    guest = guests.come()
    goes_into_it(guest)
    for path in ("leave", "tea"):
        guest.page.route(f"**/{path}", unanswered)
    guest.button("frame", "leave").click()
    expect(guest.page.get_by_role("main")).to_be_hidden()


def test_the_harmless_page_comes_even_if_the_server_takes_its_time(guests: Guests) -> None:
    guest = guests.come()
    goes_into_it(guest)
    guest.page.route("**/leave", unanswered)
    leaves_by_button(guest)
    assert guest.heading == guest.say("tea", "heading")


def test_the_harmless_page_is_a_page_like_others(guests: Guests) -> None:
    for language in ("ja", "en"):
        guest = guests.come(language)
        goes_into_it(guest)
        leaves_by_button(guest)
        assert guest.page.locator("html").get_attribute("lang") == language
        assert guest.barriers() == []
        assert guest.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        assert guest.page.get_by_role("link").count() == guest.page.get_by_role("button").count() == 0


@pytest.mark.parametrize(
    ("script", "paths"),
    [(True, ("/", "/2", "/3/list", "/3/print", "/1/change")), (False, ("/3/print", "/nothing"))],
    ids=["script", "no-script"],
)
def test_one_can_leave_from_every_page(guests: Guests, script: bool, paths: tuple[str, ...]) -> None:
    guest = guests.come("en", script=script, size=DESKTOP)
    for path in paths:
        guest.begins()
        guest.answers(DANGER)
        token = guest.token
        guest.goes_to(path)
        assert guest.path == path
        leaves_by_button(guest)
        assert guest.context.cookies() == []
        assert guest.hosted.sessions.find(token) is None


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_whoever_has_finished_leaves_nothing_either(guests: Guests, script: bool) -> None:
    guest = guests.come(script=script)
    goes_into_it(guest)
    token = guest.token
    guest.goes_to("/3/list")
    guest.presses("end", "end")
    assert (guest.path, guest.heading) == ("/ended", guest.say("message", "ended"))
    assert guest.context.cookies() == []
    assert guest.hosted.sessions.find(token) is None
    nothing_behind(guest)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_pages_kept_in_memory_for_going_back_tell_nothing(playwright: Playwright, page: Hosted, script: bool) -> None:
    """As in the browser that everybody has, which keeps whole pages for going back to."""
    with launched(playwright, keeps_pages=True) as browser:
        guests = Guests(browser, page)
        guest = guests.come(script=script)
        goes_into_it(guest)
        token = guest.token
        leaves_by_button(guest)
        nothing_is_left(guest, token)
        assert guests.go() == []


# several tabs ---------------------------------------------------------------------------------------------------------


def another_tab(guest: Guest, path: str) -> Page:
    tab = guest.context.new_page()
    tab.goto(guest.hosted.address + path)
    return tab


def test_the_other_tabs_leave_as_well(guests: Guests) -> None:
    guest = guests.come()
    goes_into_it(guest)
    others = [another_tab(guest, path) for path in ("/1", "/2", "/3/list")]
    leaves_by_key(guest)
    for tab in others:
        tab.wait_for_url("**/tea")
        expect(tab.get_by_role("heading", level=1)).to_have_text(guest.say("tea", "heading"))


@pytest.mark.parametrize("pressed", ["next", "back"])
def test_without_script_the_other_tab_ends_with_its_next_click(guests: Guests, pressed: str) -> None:
    guest = guests.come(script=False)
    goes_into_it(guest)
    tab = another_tab(guest, "/1")
    leaves_by_button(guest)
    guest.page = tab
    guest.presses("question", pressed)
    assert tells_nothing(guest)
    assert guest.page.get_by_role("link").count() == 1, "nothing but the way to the main text"


def test_another_persons_session_goes_on(guests: Guests, rulebook: Rulebook) -> None:
    guest, other = guests.come(), guests.come("en")
    goes_into_it(guest)
    goes_into_it(other)
    leaves_by_button(guest)
    other.answers("passing")
    assert other.session.course.answers["wish"] == "passing"
