"""Whatever somebody answers stays in the window: nothing is sent, stored or told by an address, in a real browser."""

from __future__ import annotations

import re
from random import Random

import pytest
from browser import Guests, require_browser
from hosted import Hosted
from house import HOUSE
from nakanaori.engine.language import Rulebook
from playwright.sync_api import expect
from walking import somebody

require_browser()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_nothing_is_sent_and_nothing_kept(guests: Guests, page: Hosted, rulebook: Rulebook, language: str) -> None:
    guest = guests.come(language)
    guest.begins()
    guest.page.wait_for_load_state("networkidle")
    guest.requests.clear()
    guest.consults({**somebody(Random(8), rulebook), "danger": ["want-to-disappear"]})
    guest.presses("check", "go-on")
    asked = [url for url in guest.requests if not url.startswith("data:")]
    assert all(url == guest.address or re.search(r"\.[0-9a-f]{12}\.(js|css|svg)$", url) for url in asked)
    assert guest.page.url == guest.address
    assert guest.page.evaluate("history.length") <= 3
    assert guest.page.evaluate("history.state") is None
    assert guest.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert guest.page.evaluate("indexedDB.databases()") == []
    assert guest.context.cookies() == []


WAYS_OUT = {
    "fetch": "fetch('/api/rulebook')",
    "beacon": "new Promise((done) => done(navigator.sendBeacon('/api/next', 'x')))",
    "request": "new Promise((done, no) => { const one = new XMLHttpRequest(); one.onload = done; one.onerror = no;"
    " one.open('GET', '/api/rulebook'); one.send(); })",
    "socket": "new Promise((done, no) => { const one = new WebSocket(location.origin.replace('http', 'ws'));"
    " one.onopen = done; one.onerror = no; })",
    "image elsewhere": "new Promise((done, no) => { const one = new Image(); one.onload = done; one.onerror = no;"
    " one.src = 'http://127.0.0.2/x.png'; })",
    "script": "new Promise((done) => { const one = document.createElement('script'); one.textContent = '1';"
    " document.body.append(one); done(); })",
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_the_page_could_not_send_anything_if_it_wanted_to(guests: Guests, way: str) -> None:
    """The control: what tries is caught by the policy, which is how one knows that the above would have noticed."""
    guest = guests.come()
    guest.comes()
    guest.page.evaluate(
        "() => { window.caught = []; document.addEventListener('securitypolicyviolation',"
        " (event) => window.caught.push(event.effectiveDirective)); }"
    )
    guest.page.evaluate(f"() => {{ try {{ {WAYS_OUT[way]}.catch(() => {{}}); }} catch {{}} }}")
    guest.page.wait_for_function("() => window.caught.length > 0")
    guest.complaints.clear()
    expect(guest.page.locator("main h1")).to_be_visible()


FORBIDDEN = (
    r"\bfetch\s*\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|RTCPeerConnection|WebTransport"
    r"|\bnew (Shared)?Worker\b|importScripts|document\.cookie|indexedDB|\beval\s*\(|new Function"
)


def test_no_module_of_the_page_asks_for_a_way_out() -> None:
    """Outside the service worker, which fetches the page's own files."""
    modules = [path for path in (HOUSE / "web" / "page").rglob("*.js") if path.name != "service_worker.js"]
    assert len(modules) > 20
    for path in modules:
        assert not re.search(FORBIDDEN, path.read_text(encoding="utf-8")), path.name
    assert re.search(FORBIDDEN, "await fetch(address)")
    assert [path.name for path in modules if "serviceWorker" in path.read_text(encoding="utf-8")] == ["offline.js"]
