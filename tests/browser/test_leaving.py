"""Leaving at once, in a real browser: nothing of what was asked or answered can be brought back to the screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from browser import Guest, Guests, launched, require_browser
from hosted import Hosted, plain_server, put
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.web.site import site
from playwright.sync_api import Page, Playwright, Route, expect
from small_rulebook import write_rulebook

require_browser()

DANGER = ["want-to-disappear"]


def goes_into_it(guest: Guest) -> None:
    """Begins, tells of danger, goes on, and has a choice made that is not sent."""
    guest.begins()
    guest.answers(DANGER)
    guest.goes_on()
    guest.page.get_by_role("radio").first.check()


def by_button(guest: Guest) -> None:
    guest.leave.click()


def by_key(guest: Guest) -> None:
    for _ in range(3):
        guest.page.keyboard.press("Escape")


STYLED = """() => new Promise((resolve) => {
  const look = () => document.body && [...document.querySelectorAll("link[rel=stylesheet]")].every(({ sheet }) => sheet)
    ? resolve() : requestAnimationFrame(look);
  look();
})"""


def shown_by(page: Page) -> str:
    """What stands there once anything is drawn: not before the style has arrived."""
    page.evaluate(STYLED)
    return page.locator("body").inner_text()


LEAVING = pytest.mark.parametrize("leave", [by_button, by_key])


def nothing_is_left(guest: Guest) -> None:
    """The harmless page is shown, and no page that the browser goes back to tells anything of answers."""
    page = guest.page
    expect(page.get_by_role("heading", level=1)).to_have_text(guest.say("tea", "heading"))
    assert page.title() == guest.say("tea", "heading")
    for step in ("back", "forward", "reload"):
        {"back": page.go_back, "forward": page.go_forward, "reload": page.reload}[step](wait_until="commit")
        shown = shown_by(page)
        assert guest.text("questions", "danger", "ask") not in shown
        assert guest.text("questions", "danger", "options", DANGER[0]) not in shown
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("history.state") is None
    assert guest.context.cookies() == []


@pytest.mark.parametrize(("language", "leave"), [("ja", by_button), ("en", by_key)])
def test_nothing_stays(guests: Guests, language: str, leave: Callable[[Guest], None]) -> None:
    guest = guests.come(language)
    goes_into_it(guest)
    leave(guest)
    nothing_is_left(guest)


@LEAVING
def test_nothing_stays_of_a_single_file(
    guests: Guests,
    rulebook: Rulebook,
    tmp_path: Path,
    leave: Callable[[Guest], None],
    single_pages: Mapping[str, bytes],
) -> None:
    put(single_pages, tmp_path)
    guest = guests.come(address=(tmp_path / f"{rulebook.id}.ja.html").as_uri())
    goes_into_it(guest)
    leave(guest)
    nothing_is_left(guest)


def shows_tea_alone(guest: Guest) -> None:
    """The harmless page is shown, and wherever one goes from it nothing of the subject."""
    page = guest.page
    expect(page.get_by_role("heading", level=1).filter(visible=True)).to_have_text(guest.say("tea", "heading"))
    for go in (page.go_back, page.go_forward, page.go_forward, page.reload):
        go(wait_until="commit")
        shown = shown_by(page)
        for words in (("rulebook", "title"), ("rulebook", "about"), ("phases", guest.rulebook.phases[0])):
            assert guest.text(*words) not in shown
        assert guest.say("advice", "heading") not in shown
        page.wait_for_load_state()


@pytest.mark.parametrize(
    ("way", "leave"), [("there", by_button), ("within", by_key), ("there-and-back", by_button), ("alone", by_key)]
)
def test_nothing_stays_of_the_document_of_all_advice(
    guests: Guests,
    rulebook: Rulebook,
    tmp_path: Path,
    leave: Callable[[Guest], None],
    way: str,
    single_pages: Mapping[str, bytes],
) -> None:
    put(single_pages, tmp_path)
    alone = tmp_path / f"{rulebook.id}.ja.advice.html"
    guest = guests.come(address=alone.as_uri() if way == "alone" else "")
    guest.comes()
    if way != "alone":
        guest.page.get_by_role("link", name=guest.say("advice", "read"), exact=True).click()
    assert guest.heading == guest.say("advice", "heading")
    if way in ("within", "alone"):
        for phase in rulebook.phases[:2]:
            guest.page.get_by_role("link", name=guest.text("phases", phase), exact=True).click()
    if way == "there-and-back":
        guest.page.get_by_role("link", name=guest.say("advice", "questions"), exact=True).click()
        expect(guest.page.locator("#begin")).to_be_visible()
    leave(guest)
    shows_tea_alone(guest)


def test_a_site_of_several_rulebooks_leaves_nothing_either(guests: Guests, rulebook: Rulebook, tmp_path: Path) -> None:
    small = load_rulebook(write_rulebook(tmp_path / "rules"))
    put(site([rulebook, small], offline=False), tmp_path / "site")
    with plain_server(tmp_path / "site") as server:
        guest = guests.come(address=f"{server.address}/")
        guest.comes()
        guest.page.get_by_role("link", name=guest.text("rulebook", "title"), exact=True).click()
        expect(guest.page.locator("#begin")).to_be_visible()
        guest.leave.click()
        shows_tea_alone(guest)
        guest.page.goto("about:blank")


OTHER_LANGUAGE = re.compile(r"/en\.html$|/page-en\.[0-9a-f]+\.js$")


def test_leaving_stands_where_another_language_arrives_later(guests: Guests) -> None:
    guest = guests.come(service_workers="block")
    arriving: list[Route] = []
    guest.page.route(OTHER_LANGUAGE, lambda route: arriving.append(route))
    guest.begins()
    guest.answers(DANGER)
    guest.page.locator("#language-en").click()
    guest.page.wait_for_function("document.querySelector('html') !== null")
    for _ in range(50):
        if arriving:
            break
        guest.page.wait_for_timeout(20)
    guest.leave.click()
    expect(guest.page.get_by_role("heading", level=1)).to_have_text(guest.say("tea", "heading"))
    for route in arriving:
        route.continue_()
    guest.page.wait_for_timeout(500)
    assert len(arriving) == 1
    nothing_is_left(guest)
    assert guest.page.evaluate("window.name") == ""
    guest.complaints.clear()


def test_leaving_a_page_whose_script_is_on_its_way_drops_what_was_kept(guests: Guests) -> None:
    guest = guests.come(service_workers="block")
    guest.comes()
    guest.page.get_by_label(guest.say("start", "keep"), exact=True).check()
    guest.presses("start", "begin")
    guest.answers(DANGER)
    arriving: list[Route] = []
    guest.page.route(re.compile(r"/page\.[0-9a-f]+\.js$"), lambda route: arriving.append(route))
    guest.page.reload(wait_until="commit")
    guest.leave.click()
    expect(guest.page.get_by_role("heading", level=1).filter(visible=True)).to_have_text(guest.say("tea", "heading"))
    for route in arriving:
        route.continue_()
    expect(guest.page.locator("main.tea")).to_be_visible()
    assert guest.page.evaluate("sessionStorage.length") == 0
    guest.complaints.clear()


def test_escape_slowly_or_with_another_key_between_does_not_leave(guests: Guests) -> None:
    guest = guests.come()
    goes_into_it(guest)
    shown = guest.heading
    for key in ("Escape", "Escape", "Tab", "Escape", "Escape"):
        guest.page.keyboard.press(key)
    assert guest.heading == shown


def test_a_page_kept_in_memory_for_going_back_tells_nothing(playwright: Playwright, page: Hosted) -> None:
    """As in the browser that everybody has, which keeps whole pages for going back to."""
    with launched(playwright, keeps_pages=True) as browser:
        guests = Guests(browser, page.rulebook, page.address)
        guest = guests.come()
        goes_into_it(guest)
        by_button(guest)
        guest.page.goto("about:blank")
        guest.page.go_back(wait_until="commit")
        assert guest.text("questions", "danger", "options", DANGER[0]) not in shown_by(guest.page)
        assert guests.go() == []
