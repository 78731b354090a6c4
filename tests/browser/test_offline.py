"""Without a network, in a real browser: below a path of a plain file server, and when a newer page is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random
from shutil import copytree

import pytest
from browser import Guest, Guests, plain, require_browser
from hosted import Hosted, PlainServer, plain_server, put
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import date_in_words, read_trace, replay
from nakanaori.web.site import site
from nakanaori.web.wording import wording_of
from playwright.sync_api import expect
from walking import somebody

require_browser()

_KEPT = """async () => {
  const {active} = await navigator.serviceWorker.ready;
  if (active.state !== 'activated') await new Promise((done) => {
    active.addEventListener('statechange', () => active.state === 'activated' && done());
  });
  return (await caches.keys()).length;
}"""


@pytest.fixture
def below(tmp_path: Path, published: Mapping[str, bytes]) -> Iterator[PlainServer]:
    """A plain file server that has the site in its folder `some/where`."""
    put(published, tmp_path / "some" / "where")
    with plain_server(tmp_path) as server:
        yield server


def is_kept(guest: Guest) -> bool:
    """Waits until the page is kept for when there is no network."""
    return bool(guest.page.evaluate(_KEPT) == 1)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_one_goes_through_it_without_a_network(
    guests: Guests, rulebook: Rulebook, below: PlainServer, tmp_path: Path, language: str
) -> None:
    name = "" if language == "ja" else "en.html"
    guest = guests.come(language, address=f"{below.address}/some/where/{name}")
    guest.comes()
    assert is_kept(guest)
    below.ends()
    course = guest.consults({**somebody(Random(8), rulebook), "danger": ["want-to-disappear"]})
    guest.presses("check", "go-on")
    guest.opens_everything()
    for planned in consult(rulebook, dict(course.answers)).plan:
        assert plain(guest.text("actions", planned.action.id, "title")) in guest.words
    guest.page.locator("#tool-save").click()
    with guest.page.expect_download() as saving:
        guest.presses("take", "json")
    saving.value.save_as(tmp_path / "taken")
    assert replay(rulebook, read_trace("record", (tmp_path / "taken").read_bytes())).same


def test_the_other_language_is_there_too(guests: Guests, below: PlainServer) -> None:
    guest = guests.come(address=f"{below.address}/some/where/")
    guest.comes()
    assert is_kept(guest)
    below.ends()
    guest.page.get_by_role("link", name="English", exact=True).click()
    guest.language = "en"
    expect(guest.page.locator("main h1")).to_have_text(guest.text("rulebook", "title"))


def test_our_own_server_lets_it_be_kept_as_well(guests: Guests, page: Hosted) -> None:
    """Its policies forbid everything else."""
    guest = guests.come()
    guest.comes()
    assert is_kept(guest)
    guest.context.set_offline(True)
    guest.begins()
    assert guest.question == "danger"


def test_a_newer_page_is_shown_when_one_comes_again(
    guests: Guests, rulebook: Rulebook, below: PlainServer, tmp_path: Path
) -> None:
    """And nothing of the old one, although the host lets browsers keep it."""
    guest = guests.come(address=f"{below.address}/some/where/")
    guest.comes()
    assert is_kept(guest)
    title = guest.text("rulebook", "title")
    newer = title.replace("信頼", "信用")
    assert newer != title
    texts = copytree(rulebook.folder, tmp_path / "newer") / "text" / "ja.yaml"
    texts.write_text(texts.read_text(encoding="utf-8").replace(title, newer), encoding="utf-8")
    title = newer
    put(site([load_rulebook(tmp_path / "newer")]), tmp_path / "some" / "where")
    guest.comes()
    expect(guest.page.locator("main h1")).to_have_text(title)
    below.ends()
    guest.page.reload()
    expect(guest.page.locator("main h1")).to_have_text(title)


def test_nothing_else_on_the_same_host_is_touched(guests: Guests, below: PlainServer, tmp_path: Path) -> None:
    put({"other.html": b'<!DOCTYPE html><title>other</title><link rel="icon" href="data:,">'}, tmp_path)
    guest = guests.come(address=f"{below.address}/some/where/")
    guest.comes()
    guest.page.evaluate("caches.open('of another page')")
    assert guest.page.evaluate(_KEPT) == 2
    guest.page.goto(f"{below.address}/other.html")
    assert guest.page.evaluate("navigator.serviceWorker.controller") is None
    guest.complaints.clear()


@pytest.mark.parametrize(("days", "told"), [(0, False), (89, False), (92, True)])
@pytest.mark.parametrize("single", [False, True], ids=["folder", "single-file"])
def test_help_lines_that_were_checked_long_ago_and_a_page_that_is_old_say_so(
    guests: Guests,
    rulebook: Rulebook,
    below: PlainServer,
    tmp_path: Path,
    days: int,
    told: bool,
    single: bool,
    single_pages: Mapping[str, bytes],
) -> None:
    put(single_pages, tmp_path)
    address = (tmp_path / f"{rulebook.id}.ja.html").as_uri() if single else f"{below.address}/some/where/"
    guest = guests.come(address=address)
    checked = datetime.fromisoformat(rulebook.help_lines.checked).replace(tzinfo=timezone.utc)
    guest.page.clock.set_fixed_time(checked + timedelta(days))
    guest.comes()
    lines = guest.say(
        "start", "old-lines", date=date_in_words(rulebook.help_lines.checked, wording_of(rulebook, guest.language))
    )
    assert guest.page.get_by_text(lines, exact=True).is_visible() is told
    guest.page.clock.set_fixed_time(datetime.now(timezone.utc) + timedelta(days))
    guest.comes()
    assert guest.page.get_by_text(guest.say("start", "old-page"), exact=True).is_visible() is told
