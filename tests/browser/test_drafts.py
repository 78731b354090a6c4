"""Drafts at their action, in a real browser: filled in where they stand, copied, shared and printed."""

from __future__ import annotations

import pytest
from browser import Guest, Guests, plain, require_browser
from nakanaori.engine.language import Rulebook
from playwright.sync_api import Locator, expect
from walking import ordinary

require_browser()

LANGUAGE = pytest.mark.parametrize("language", ["ja", "en"])


def opens_a_draft(guest: Guest, rulebook: Rulebook) -> Locator:
    """Sees the plan, and the first draft in it."""
    guest.sees_the_plan(ordinary(rulebook))
    draft = guest.page.locator("details.draft").first
    draft.locator("summary").click()
    return draft


@LANGUAGE
def test_a_draft_is_filled_in_and_copied(guests: Guests, rulebook: Rulebook, language: str) -> None:
    guest = guests.come(language, permissions=["clipboard-read", "clipboard-write"])
    draft = opens_a_draft(guest, rulebook)
    guest.looks_around()
    blanks = draft.locator("input.blank")
    name = blanks.first.get_attribute("placeholder") or ""
    blanks.first.fill("花子さん")
    draft.get_by_role("button", name=guest.say("draft", "copy"), exact=True).click()
    expect(draft.get_by_role("status")).to_have_text(guest.say("draft", "copied"))
    copied = guest.page.evaluate("navigator.clipboard.readText()")
    assert "花子さん" in copied
    assert guest.say("draft", "unfilled", name=name) not in copied
    other = blanks.nth(1).get_attribute("placeholder") or ""
    assert guest.say("draft", "unfilled", name=other) in copied
    assert "{{" not in copied


def test_no_mark_behind_a_blank_begins_a_line(guests: Guests, rulebook: Rulebook) -> None:
    guest = guests.come("ja", size=(320, 640))
    draft = opens_a_draft(guest, rulebook)
    lines = "(all) => all.map((one) => [one.textContent, one.getClientRects().length, one.nextSibling?.data ?? ''])"
    expect(draft.locator(".glued").first).to_be_visible()
    told = draft.locator(".glued").evaluate_all(lines)
    assert [text for text, _, _ in told if text]
    assert all(lines == 1 and not behind.startswith(("。", "、", "」")) for _, lines, behind in told)
    assert guest.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@LANGUAGE
def test_a_draft_is_handed_to_another_app_where_the_device_can(
    guests: Guests, rulebook: Rulebook, language: str
) -> None:
    guest = guests.come(language)
    guest.context.add_init_script("navigator.share = async (told) => { window.shared = told; };")
    draft = opens_a_draft(guest, rulebook)
    draft.locator("input.blank").first.fill("花子さん")
    draft.get_by_role("button", name=guest.say("draft", "share"), exact=True).click()
    assert "花子さん" in guest.page.evaluate("window.shared.text")


@LANGUAGE
def test_a_draft_is_printed_alone(guests: Guests, rulebook: Rulebook, language: str) -> None:
    guest = guests.come(language)
    guest.context.add_init_script(
        "window.print = () => { dispatchEvent(new Event('beforeprint'));"
        " window.printed = document.getElementById('sheet').textContent; dispatchEvent(new Event('afterprint')); };"
    )
    draft = opens_a_draft(guest, rulebook)
    draft.locator("input.blank").first.fill("花子さん")
    draft.get_by_role("button", name=guest.say("draft", "print"), exact=True).click()
    printed = plain(guest.page.evaluate("window.printed"))
    assert "花子さん" in printed
    assert guest.say("plan", "heading") not in printed
    assert guest.page.locator("#sheet").count() == 0
