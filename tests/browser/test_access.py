"""The page for everybody, in a real browser: by keyboard, told what is wrong, as they set up their machine."""

from __future__ import annotations

import pytest
from browser import DESKTOP, PHONE, Guest, Guests, plain, require_browser
from nakanaori.engine.language import Rulebook
from playwright.sync_api import expect
from walking import ordinary

require_browser()

LANGUAGE = pytest.mark.parametrize("language", ["ja", "en"])

_FOCUSED = """() => {
  const one = document.activeElement, named = one.labels && one.labels.length ? one.labels[0] : one;
  const looks = [named, one].map((look) => getComputedStyle(look));
  const box = named.getBoundingClientRect();
  const over = document.elementFromPoint(box.left + Math.min(box.width / 2, 40), box.top + box.height / 2);
  return {
    id: one.id,
    outlined: looks.some((look) => look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2),
    unobscured: over !== null && (over === one || named.contains(over) || over.contains(named)),
  };
}"""


def focused_on_the_way(guest: Guest, key: str, wanted: str) -> None:
    """Presses a key until what has this id is focused; on the way one sees where one is."""
    for _ in range(60):
        guest.page.keyboard.press(key)
        seen = guest.page.evaluate(_FOCUSED)
        assert seen["outlined"], seen
        assert seen["unobscured"], seen
        if seen["id"] == wanted:
            return
    raise AssertionError(f"{wanted} is out of reach of the keyboard")


@LANGUAGE
def test_the_keyboard_alone_is_enough(guests: Guests, language: str) -> None:
    guest = guests.come(language, size=DESKTOP)
    guest.comes()
    focused_on_the_way(guest, "Tab", "begin")
    guest.page.keyboard.press("Enter")
    expect(guest.page.locator("main h1")).to_be_focused()
    focused_on_the_way(guest, "Tab", "alone-none")
    guest.page.keyboard.press("Space")
    guest.page.keyboard.press("Enter")
    expect(guest.page.locator("main h1")).to_have_text(plain(guest.text("questions", "relation", "ask")))
    expect(guest.page.locator("main h1")).to_be_focused()
    focused_on_the_way(guest, "Tab", "option-customer")
    guest.page.keyboard.press("ArrowDown")
    guest.page.keyboard.press("Enter")
    assert guest.question not in ("", "relation")


@LANGUAGE
def test_one_skips_to_the_content(guests: Guests, language: str) -> None:
    guest = guests.come(language)
    guest.comes()
    guest.page.keyboard.press("Tab")
    skip = guest.page.get_by_role("link", name=guest.say("frame", "skip"), exact=True)
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    guest.page.keyboard.press("Enter")
    expect(guest.page.get_by_role("main")).to_be_focused()
    assert guest.page.url == guest.address, "nothing is added to the address"


@LANGUAGE
def test_what_is_wrong_is_said_at_the_top_at_the_field_and_in_the_title(guests: Guests, language: str) -> None:
    guest = guests.come(language)
    guest.begins()
    guest.answers([])
    title = guest.page.title()
    guest.presses("question", "next")
    alert = guest.page.get_by_role("alert")
    expect(alert).to_be_focused()
    assert guest.page.title() == guest.say("title", "wrong", title=title)
    fields = guest.page.locator("fieldset input").all()
    for field in fields:
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(guest.say("question", "choose-one"))
    guest.looks_around()
    alert.get_by_role("link").click()
    expect(guest.page.locator("fieldset input").first).to_be_focused()
    guest.answers("friend")
    assert guest.page.title() == title


@pytest.mark.parametrize(("language", "scheme"), [("ja", "light"), ("en", "dark")])
def test_screens_are_for_everybody_in_every_light(
    guests: Guests, rulebook: Rulebook, language: str, scheme: str
) -> None:
    guest = guests.come(language, size=PHONE, color_scheme=scheme, contrast="more", reduced_motion="reduce")
    guest.comes()
    guest.looks_around()
    guest.sees_the_plan(ordinary(rulebook))
    moving = "all => all.filter((one) => parseFloat(getComputedStyle(one).transitionDuration) > 0).length"
    assert guest.page.locator("main *").evaluate_all(moving) == 0
    guest.looks_around()


@LANGUAGE
def test_colours_that_somebody_chose_are_kept(guests: Guests, language: str) -> None:
    guest = guests.come(language, forced_colors="active")
    guest.begins()
    checked = guest.page.locator("fieldset input").first
    checked.check()
    frame = "one => getComputedStyle(one.nextElementSibling).outlineStyle"
    assert checked.evaluate(frame) != "none"
    guest.looks_around()


def test_tea_is_a_page_like_others(guests: Guests) -> None:
    guest = guests.come("ja")
    guest.begins()
    guest.leave.click()
    assert guest.barriers() == []
