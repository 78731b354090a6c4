"""The page for everybody, in a real browser: in their language, by keyboard, as they set up their machine."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from browser import DESKTOP, PHONE, Guest, Guests, require_browser
from nakanaori.engine.consulting import Course, begun
from nakanaori.engine.language import Rulebook
from nakanaori.web.step import CHECK, PLAN, number_of
from playwright.sync_api import expect
from walking import answered_by, somebody

require_browser()

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])

_FOCUSED = """() => {
  const one = document.activeElement, named = one.labels && one.labels.length ? one.labels[0] : one;
  const style = getComputedStyle(named), own = getComputedStyle(one);
  const box = one.getClientRects()[0];
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    name: one.getAttribute('aria-label') || (one.labels ? named : one).textContent.trim() || one.id,
    outlined: [style, own].some((look) => look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2),
    unobscured: over !== null && (one.contains(over) || over.contains(one) || named.contains(over)),
    top: document.activeElement === document.body,
  };
}"""


@pytest.fixture(scope="module")
def course(rulebook: Rulebook) -> Course:
    """Everything is answered, by somebody who is in danger."""
    return answered_by(begun(rulebook), {**somebody(Random(8), rulebook), "danger": ["want-to-disappear"]})


# languages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "language"), [("ja-JP", "ja"), ("en-US", "en"), ("en", "en"), ("fr-FR", "ja")], ids=str
)
def test_the_browsers_language_is_spoken_at_first(guests: Guests, locale: str, language: str) -> None:
    guest = guests.come(language, locale=locale)
    guest.goes_to()
    assert guest.heading == guest.text("rulebook", "title")
    guest.looks_around()


@pytest.mark.parametrize(
    ("language", "other", "script"), [("ja", "en", True), ("en", "ja", False)], ids=["script", "no-script"]
)
def test_another_language_on_every_page(
    guests: Guests, course: Course, language: str, other: str, script: bool
) -> None:
    guest = guests.come(language, script=script, size=DESKTOP)
    check, plan = number_of(course, CHECK), number_of(course, PLAN)
    guest.has_come_to(course, "/")
    for path in ("/", "/1", "/2", "/3/change", f"/{check}", f"/{plan}", "/3/list", f"/{plan}/print", "/ended"):
        guest.goes_to(path)
        before = guest.heading
        switches(guest, other if guest.language == language else language)
        assert guest.path == path
        assert guest.heading != before
        assert guest.page.locator("html").get_attribute("lang") == guest.language
    assert guest.session.course.answers == course.answers


def switches(guest: Guest, language: str) -> None:
    """Chooses a language by its own name, and reads it from then on."""
    guest.language = language
    button = guest.page.get_by_role("button", name=guest.text("language"), exact=True)
    assert button.get_attribute("lang") == language
    with guest.page.expect_navigation():
        button.click()


@pytest.mark.parametrize(
    ("language", "other", "script"), [("ja", "en", True), ("en", "ja", False)], ids=["script", "no-script"]
)
def test_what_is_ticked_but_not_sent_is_kept(
    guests: Guests, rulebook: Rulebook, language: str, other: str, script: bool
) -> None:
    guest = guests.come(language, script=script)
    guest.begins()
    guest.chooses(rulebook.question["danger"], ["hurt-or-threatened", "want-to-disappear"])
    switches(guest, other)
    assert (guest.path, guest.chosen) == ("/1", {"hurt-or-threatened", "want-to-disappear"})
    assert guest.session.course.answers == {}
    guest.chooses(rulebook.question["danger"], [])
    guest.presses("question", "next")
    guest.chooses(rulebook.question["relation"], "family")
    switches(guest, language)
    assert (guest.path, guest.chosen) == ("/2", {"family"})
    guest.presses("question", "next")
    assert dict(guest.session.course.answers) == {"danger": (), "relation": "family"}
    assert guest.path == "/3"


def test_the_language_chosen_is_that_of_what_was_wrong_and_of_the_harmless_page(guests: Guests) -> None:
    guest = guests.come("en")
    guest.begins()
    switches(guest, "ja")
    guest.presses("question", "next")
    assert guest.say("question", "wrong") in guest.page.get_by_role("alert").inner_text()
    switches(guest, "en")
    guest.goes_to("/tea")
    assert guest.heading == guest.say("tea", "heading")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_none_of_these_stands_alone(guests: Guests, rulebook: Rulebook, language: str) -> None:
    """With script, whatever cannot go together is taken back at once; without, the page says so."""
    for script in (True, False):
        guest = guests.come(language, script=script)
        guest.begins()
        danger = rulebook.question["danger"]
        guest.page.get_by_role("checkbox", name=guest.option(danger, "want-to-disappear"), exact=True).check()
        guest.page.get_by_role("checkbox", name=guest.say("question", "unknown"), exact=True).check()
        assert guest.chosen == ({"unknown"} if script else {"want-to-disappear", "unknown"})
    guest.presses("question", "next")
    assert guest.say("question", "either-or") in guest.page.get_by_role("alert").inner_text()
    assert guest.chosen == {"want-to-disappear", "unknown"}


# keyboard -------------------------------------------------------------------------------------------------------------


def tabs_to(guest: Guest, *key: str) -> None:
    """Presses Tab until the control with that phrase has the focus; the focus is always to be seen."""
    wanted = guest.say(*key)
    for _ in range(30):
        guest.page.keyboard.press("Tab")
        focused: dict[str, Any] = guest.page.evaluate(_FOCUSED)
        assert focused["outlined"], f"{focused['name']}: the focus does not show"
        assert focused["unobscured"], f"{focused['name']}: the focus is hidden behind something"
        if focused["name"] == wanted:
            return
    pytest.fail(f"no way to {wanted}")


def presses_key(guest: Guest, key: str) -> None:
    """Presses a key that leads to another page."""
    with guest.page.expect_navigation():
        guest.page.keyboard.press(key)


@pytest.mark.parametrize(
    ("script", "size"), [(True, PHONE), (False, DESKTOP)], ids=["script-phone", "no-script-desktop"]
)
def test_the_keyboard_alone(guests: Guests, rulebook: Rulebook, script: bool, size: tuple[int, int]) -> None:
    guest = guests.come("en", script=script, size=size, reduced_motion="reduce")
    guest.goes_to()
    tabs_to(guest, "start", "begin")
    presses_key(guest, "Enter")

    tabs_to(guest, "question", "none")
    guest.page.keyboard.press("Space")
    assert guest.chosen == {"none"}
    tabs_to(guest, "question", "next")
    presses_key(guest, "Enter")
    assert (guest.path, guest.question) == ("/2", "relation")

    options = rulebook.question["relation"].options
    first = guest.page.get_by_role("radio", name=guest.option(rulebook.question["relation"], options[0]), exact=True)
    for _ in range(30):
        guest.page.keyboard.press("Tab")
        if first.evaluate("(one) => one === document.activeElement"):
            break
    expect(first).to_be_focused()
    guest.page.keyboard.press("Space")
    guest.page.keyboard.press("ArrowDown")
    guest.page.keyboard.press("ArrowDown")
    guest.page.keyboard.press("ArrowUp")
    assert guest.chosen == {options[1]}
    presses_key(guest, "Enter")
    assert (guest.path, guest.session.course.answers["relation"]) == ("/3", options[1])
    assert guest.page.locator("html").get_attribute("lang") == "en"

    tabs_to(guest, "question", "back")
    presses_key(guest, "Enter")
    assert (guest.path, guest.chosen) == ("/2", {options[1]})


def test_enter_in_a_form_goes_on_whatever_has_the_focus(guests: Guests, rulebook: Rulebook) -> None:
    """And does not choose the other language, whose button comes first on the page."""
    guest = guests.come("ja")
    guest.begins()
    box = guest.page.get_by_role("checkbox", name=guest.say("question", "none"), exact=True)
    box.focus()
    guest.page.keyboard.press("Space")
    presses_key(guest, "Enter")
    assert guest.path == "/2"
    assert guest.page.locator("html").get_attribute("lang") == "ja"
    guest.page.get_by_role("radio").first.focus()
    guest.page.keyboard.press("Space")
    presses_key(guest, "Enter")
    assert guest.session.course.answers == {"danger": (), "relation": rulebook.question["relation"].options[0]}


@SCRIPT
def test_every_page_can_be_walked_by_tab_and_the_focus_always_shows(
    guests: Guests, course: Course, script: bool
) -> None:
    guest = guests.come("en", script=script, reduced_motion="reduce")
    check, plan = number_of(course, CHECK), number_of(course, PLAN)
    guest.has_come_to(course, "/")
    for path in ("/", "/2", f"/{check}", f"/{plan}", f"/{plan}/print"):
        guest.goes_to(path)
        names = []
        while len(names) < 120:
            guest.page.keyboard.press("Tab")
            focused: dict[str, Any] = guest.page.evaluate(_FOCUSED)
            if focused["top"]:
                break
            names.append(focused["name"])
            assert focused["outlined"], f"{path}, {focused['name']}: the focus does not show"
            assert focused["unobscured"], f"{path}, {focused['name']}: the focus is hidden behind something"
        assert names[0] == guest.say("frame", "skip")
        assert guest.say("frame", "leave") in names


@SCRIPT
def test_the_skip_link(guests: Guests, script: bool) -> None:
    guest = guests.come("en", script=script)
    guest.begins()
    guest.page.keyboard.press("Tab")
    expect(guest.link("frame", "skip")).to_be_focused()
    expect(guest.link("frame", "skip")).to_be_in_viewport()
    guest.page.keyboard.press("Enter")
    expect(guest.page.get_by_role("main")).to_be_focused()
    guest.page.keyboard.press("Tab")
    expect(guest.page.get_by_role("checkbox").first).to_be_focused()


@SCRIPT
def test_the_focus_goes_to_what_was_wrong_and_from_there_to_the_field(guests: Guests, script: bool) -> None:
    guest = guests.come("en", script=script)
    guest.begins()
    for kind in ("checkbox", "radio"):
        guest.presses("question", "next")
        expect(guest.page.get_by_role("alert")).to_be_focused()
        expect(guest.page.get_by_role("alert")).to_be_in_viewport()
        guest.page.keyboard.press("Tab")
        expect(guest.link("question", "to-choices")).to_be_focused()
        guest.page.keyboard.press("Enter")
        expect(guest.page.get_by_role(kind).first).to_be_focused()  # type: ignore[arg-type]
        guest.answers([] if kind == "checkbox" else "other")
    assert guest.path == "/3"


# settings -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "preferences",
    [{"reduced_motion": "reduce"}, {"forced_colors": "active"}],
    ids=lambda preferences: next(iter(preferences)),
)
def test_what_a_person_has_set_up_is_respected(guests: Guests, course: Course, preferences: dict[str, Any]) -> None:
    guest = guests.come("ja", **preferences)
    guest.has_come_to(course, "/")
    for path in ("/1", "/2", f"/{number_of(course, PLAN)}"):
        guest.goes_to(path)
        assert guest.page.get_by_role("heading", level=1).is_visible()
        guest.looks_around()
    # Pages are long; nobody is made to watch one race by.
    assert guest.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_dark_is_dark_and_light_is_light(guests: Guests) -> None:
    shades = []
    for scheme in ("light", "dark"):
        guest = guests.come(color_scheme=scheme)
        guest.goes_to()
        colour = guest.page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3)")
        shades.append(sum(map(int, colour)) / 3)
    assert shades[0] > 200
    assert shades[1] < 60


def test_where_colours_are_forced_what_is_chosen_still_shows(guests: Guests, rulebook: Rulebook) -> None:
    guest = guests.come(forced_colors="active")
    guest.begins()
    guest.chooses(rulebook.question["danger"], ["want-to-disappear"])
    box = guest.page.get_by_role("checkbox", checked=True)
    size = box.bounding_box()
    assert size
    assert size["width"] >= 20
    assert box.evaluate("(one) => getComputedStyle(one).appearance") != "none"
    border = guest.button("question", "next").evaluate("(one) => parseFloat(getComputedStyle(one).borderTopWidth)")
    assert border >= 1


@pytest.mark.parametrize("language", ["ja", "en"])
def test_letters_twice_as_large(guests: Guests, course: Course, language: str) -> None:
    """Text alone enlarged, as phones do it; at 320 pixels it is what WCAG 1.4.4 asks for, and more."""
    guest = guests.come(language, size=DESKTOP)
    guest.has_come_to(course, "/")
    for path in ("/2", f"/{number_of(course, CHECK)}", f"/{number_of(course, PLAN)}"):
        guest.goes_to(path)
        guest.page.evaluate("document.documentElement.style.fontSize = '212.5%'")
        guest.looks_around()
