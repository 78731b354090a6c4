"""Where somebody is: kept when the language changes, kept on the device only on request, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from browser import Guest, Guests, require_browser
from hosted import put
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import Rulebook
from playwright.sync_api import expect
from walking import ordinary, somebody

require_browser()

LANGUAGE = pytest.mark.parametrize("language", ["ja", "en"])
KEPT = "JSON.stringify([{...localStorage}, {...sessionStorage}, history.state, window.name])"
NOTHING = '[{},{},null,""]'


def switches(guest: Guest) -> None:
    """Goes on in the other language."""
    other = "en" if guest.language == "ja" else "ja"
    guest.page.locator(f"#language-{other}").click()
    guest.page.wait_for_function("other => document.querySelector(`html.ready[lang=${other}]`) !== null", arg=other)
    guest.language = other


@pytest.fixture(params=["server", "file"])
def guest(
    request: pytest.FixtureRequest,
    guests: Guests,
    rulebook: Rulebook,
    tmp_path: Path,
    single_pages: Mapping[str, bytes],
) -> Guest:
    """Somebody at the page of a server, and at a file."""
    if request.param == "server":
        return guests.come("ja")
    put(single_pages, tmp_path)
    return guests.come("ja", address=(tmp_path / f"{rulebook.id}.ja.html").as_uri())


def test_another_language_keeps_the_question_and_what_was_chosen(guest: Guest, rulebook: Rulebook) -> None:
    person = ordinary(rulebook)
    guest.begins()
    while guest.question != "fault":
        guest.answers(person[guest.question])
    guest.chooses(rulebook.question["fault"], "partly-mine")
    entries = guest.page.evaluate("history.length")
    switches(guest)
    assert guest.question == "fault"
    assert guest.chosen == {"partly-mine"}
    assert guest.page.evaluate(KEPT) == NOTHING
    assert guest.page.evaluate("history.length") == entries, "one goes back to where one came from"
    expect(guest.page.locator("a[hreflang]")).to_be_focused()
    guest.looks_around()
    guest.presses("question", "next")
    switches(guest)
    guest.presses("question", "so-far")
    guest.page.locator("#tool-change").click()
    for name, option in (("relation", "friend"), ("fault", "partly-mine")):
        assert guest.text("questions", name, "options", option) in guest.words


def test_a_language_that_cannot_be_had_loses_nothing_and_leaves_nothing(guests: Guests, rulebook: Rulebook) -> None:
    guest = guests.come("ja", service_workers="block")
    guest.page.route(re.compile(r"/en\.html$|/page-en\.[0-9a-f]+\.js$"), lambda route: route.abort())
    guest.begins()
    guest.answers(["want-to-disappear"])
    guest.goes_on()
    asked = guest.question
    guest.page.locator("#language-en").click()
    told = guest.page.get_by_role("alert")
    expect(told).to_have_text(guest.say("take", "no-network"))
    assert guest.question == asked
    assert guest.page.evaluate(KEPT) == NOTHING
    guest.page.locator("#language-en").click()
    expect(told).to_have_count(1)
    guest.page.unroute_all()
    switches(guest)
    assert guest.question == asked
    assert guest.page.url.endswith("/en.html"), "as it is for whoever reloads it"
    guest.page.reload()
    assert guest.heading == guest.text("rulebook", "title")
    guest.complaints.clear()


def test_a_single_file_that_is_alone_has_the_other_language_and_no_way_to_a_missing_one(
    guests: Guests, rulebook: Rulebook, tmp_path: Path, single_pages: Mapping[str, bytes]
) -> None:
    alone = tmp_path / "x.html"
    alone.write_bytes(single_pages[f"{rulebook.id}.ja.html"])
    guest = guests.come("ja", address=alone.as_uri())
    guest.begins()
    guest.answers(["want-to-disappear"])
    guest.goes_on()
    asked = guest.question
    names = []
    for _ in range(3):
        switches(guest)
        assert guest.question == asked
        names.append(guest.page.evaluate("window.name"))
    assert names == ["", "", ""]
    guest.page.goto("about:blank")
    assert guest.page.evaluate("window.name") == ""
    guest.comes()
    ways = guest.page.locator("a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert [one for one in ways if not one.startswith(("#", "tel:", "https:"))] == []


def test_another_language_keeps_ticks_what_is_unfolded_and_what_was_filled_in(guest: Guest, rulebook: Rulebook) -> None:
    guest.sees_the_plan(ordinary(rulebook))
    ticks = guest.page.locator(".card input[type=checkbox]")
    ticks.nth(1).check()
    unfolded = guest.page.locator(".unfold").first
    unfolded.click()
    draft = guest.page.locator(".draft").first
    draft.locator("summary").click()
    guest.page.locator(".mores details").nth(1).locator("summary").first.click()
    blank = guest.page.locator("input.blank").first
    blank.fill("花子")
    opened = guest.page.locator("details[open]").count()
    assert opened >= 2
    switches(guest)
    expect(ticks.nth(1)).to_be_checked()
    expect(unfolded).to_have_attribute("aria-expanded", "true")
    expect(blank).to_be_visible()
    expect(blank).to_have_value("花子")
    assert guest.page.locator("details[open]").count() == opened
    guest.looks_around()
    switches(guest)
    expect(ticks.nth(1)).to_be_checked()
    expect(blank).to_be_visible()
    expect(blank).to_have_value("花子")


def test_another_language_has_what_was_filled_in_at_blanks_that_mean_the_same(guest: Guest, rulebook: Rulebook) -> None:
    """In the signature of a letter the day and the name come the other way round."""
    person = next(
        one
        for seed in range(1_000)
        for one in [{**somebody(Random(seed), rulebook), "danger": []}]
        if any(
            part.id == "signature" and offered.draft.id == "letter-private"
            for planned in consult(rulebook, one).plan
            for offered in planned.drafts
            for part in offered.parts
        )
    )
    guest.sees_the_plan(person)
    guest.opens_everything()
    means = {"きょうの日付": "today", "自分の名前": "my-name"}
    for name in means:
        guest.page.locator(f'input[data-blank="{name}"]').first.fill(f"<{name}>")
    switches(guest)
    guest.opens_everything()
    for name, other in means.items():
        expect(guest.page.locator(f'input[data-blank="{other}"]').first).to_have_value(f"<{name}>")
    switches(guest)
    guest.opens_everything()
    for name in means:
        expect(guest.page.locator(f'input[data-blank="{name}"]').first).to_have_value(f"<{name}>")


def test_nothing_is_kept_unless_one_asks_for_it(guest: Guest, rulebook: Rulebook) -> None:
    guest.begins()
    guest.answers([])
    assert guest.page.evaluate(KEPT) == NOTHING
    guest.page.reload()
    assert guest.heading == guest.text("rulebook", "title")
    keep = guest.page.get_by_label(guest.say("start", "keep"), exact=True)
    expect(keep).not_to_be_checked()
    expect(keep).to_have_accessible_description(guest.say("start", "keep-what"))
    keep.check()
    guest.presses("start", "begin")
    guest.answers([])
    guest.answers("friend")
    asked = guest.question
    guest.page.reload()
    assert guest.question == asked
    assert guest.page.evaluate("sessionStorage.length") == 1
    guest.presses("question", "back")
    assert guest.chosen == {"friend"}
    guest.leave.click()
    assert guest.page.evaluate(KEPT) == NOTHING
    guest.page.goto(guest.address)
    assert guest.heading == guest.text("rulebook", "title")
    expect(keep).not_to_be_checked()


def test_what_was_kept_is_dropped_as_soon_as_one_does_not_want_it(guest: Guest) -> None:
    guest.comes()
    keep = guest.page.get_by_label(guest.say("start", "keep"), exact=True)
    keep.check()
    guest.presses("start", "begin")
    guest.answers([])
    guest.presses("question", "back")
    guest.presses("question", "back")
    keep.uncheck()
    assert guest.page.evaluate(KEPT) == NOTHING


def test_what_is_filled_into_a_draft_is_kept_nowhere(guest: Guest, rulebook: Rulebook) -> None:
    guest.comes()
    guest.page.get_by_label(guest.say("start", "keep"), exact=True).check()
    guest.presses("start", "begin")
    guest.page.evaluate("window.scrollTo(0, 0)")
    person = ordinary(rulebook)
    while guest.question:
        guest.answers(person[guest.question])
        guest.goes_on()
    guest.presses("check", "go-on")
    guest.page.locator(".draft summary").first.click()
    guest.page.locator("input.blank").first.fill("花子という名前")
    guest.page.locator(".card input[type=checkbox]").nth(1).check()
    kept = guest.page.evaluate(KEPT)
    assert "friend" in kept
    assert "花子" not in kept
    guest.page.reload()
    expect(guest.page.locator(".card input[type=checkbox]").nth(1)).to_be_checked()
