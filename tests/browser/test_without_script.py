"""Without script, in a real browser: whom to call, and all advice as a document that everybody can read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from browser import DESKTOP, PHONE, Guests, plain, require_browser
from hosted import put
from nakanaori.engine.language import Rulebook
from playwright.sync_api import expect

require_browser()


@pytest.mark.parametrize(("language", "size"), [("ja", PHONE), ("en", DESKTOP)], ids=str)
def test_the_start_page_tells_whom_to_call_and_leads_to_all_advice(
    guests: Guests, rulebook: Rulebook, language: str, size: tuple[int, int]
) -> None:
    guest = guests.come(language, size=size, java_script_enabled=False)
    guest.comes()
    shown = [guest.page.locator(f'a[href^="tel:"]:has-text("{line.call}")').first for line in rulebook.help_lines.lines]
    assert sum(number.is_visible() for number in shown) >= 3
    assert not guest.page.locator("#begin").is_visible()
    guest.page.get_by_role("link", name=guest.say("advice", "read")).click()
    assert guest.heading == guest.say("advice", "heading")
    for action in rulebook.actions:
        assert plain(guest.text("actions", action.id, "title")) in guest.words
    guest.page.get_by_role("link", name=guest.text("phases", rulebook.phases[0]), exact=True).click()
    expect(guest.page.get_by_role("heading", name=guest.text("phases", rulebook.phases[0]))).to_be_in_viewport()
    guest.leave.click()
    expect(guest.page.get_by_role("heading", level=1).filter(visible=True)).to_have_text(guest.say("tea", "heading"))


@pytest.mark.parametrize(
    ("single", "language", "size"),
    [(False, "ja", PHONE), (True, "en", DESKTOP)],
    ids=["folder-ja-phone", "single-file-en-desktop"],
)
def test_everybody_can_read_the_document(
    guests: Guests,
    rulebook: Rulebook,
    tmp_path: Path,
    language: str,
    size: tuple[int, int],
    single: bool,
    single_pages: Mapping[str, bytes],
) -> None:
    put(single_pages, tmp_path)
    name = f"{rulebook.id}.{language}.advice.html"
    guest = guests.come(language, size=size, address=(tmp_path / name).as_uri() if single else "")
    guest.comes()
    if not single:
        guest.page.get_by_role("link", name=guest.say("advice", "read")).click()
    assert guest.heading == guest.say("advice", "heading")
    assert guest.page.locator("html").get_attribute("lang") == language
    assert guest.page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    assert guest.barriers(whole=False) == []
