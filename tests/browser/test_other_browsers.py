"""The main way in Firefox and in WebKit: from the first page to the list and out, below a path and from a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from hosted import plain_server, put
from nakanaori.engine.consulting import REFERENCE, begun, consult
from nakanaori.engine.language import Rulebook
from nakanaori.web.wording import wording_of
from other_browsers import LONGEST, OTHERS, OtherBrowser


@pytest.fixture(scope="module", params=sorted(OTHERS))
def browser(request: pytest.FixtureRequest) -> Iterator[OtherBrowser]:
    with OTHERS[request.param]() as running:
        yield running


@pytest.fixture(params=["below-a-path", "single-file"])
def address(
    request: pytest.FixtureRequest,
    rulebook: Rulebook,
    tmp_path: Path,
    published: Mapping[str, bytes],
    single_pages: Mapping[str, bytes],
) -> Iterator[str]:
    if request.param == "single-file":
        put(single_pages, tmp_path)
        yield (tmp_path / f"{rulebook.id}.ja.html").as_uri()
        return
    put(published, tmp_path / "some" / "where")
    with plain_server(tmp_path) as server:
        yield f"{server.address}/some/where/"


_SEEN = """
  const headings = [...document.querySelectorAll('main h1, #tea h1')];
  const heading = headings.find((one) => one.getClientRects().length > 0);
  return {
    screen: document.body?.dataset.screen ?? '',
    heading: heading ? heading.textContent.replace(/\\s+/g, ' ').trim() : '',
    before: window.before === true,
    loaded: document.readyState === "complete",
    wide: (document.scrollingElement?.scrollWidth ?? innerWidth) - innerWidth,
  };
"""

_TITLES = """
  const closed = () => [...document.querySelectorAll('[aria-expanded=false]')];
  for (const one of closed()) one.click();
  return document.querySelector('main').textContent.replace(/\\s+/g, ' ');
"""


def seen(browser: OtherBrowser, until: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What is seen as soon as it is so."""
    last = monotonic() + LONGEST
    while True:
        now: dict[str, Any] = browser.evaluates(_SEEN)
        if until(now):
            return now
        assert monotonic() < last, now


def goes_on(browser: OtherBrowser, screen: str) -> None:
    """Answers a question by its first choice; passes what is told between questions."""
    if screen == "question":
        browser.clicks("main form .choice input")
        browser.clicks("main form .buttons .button")
    elif screen == "alarm":
        browser.clicks("main .options .buttons button:nth-of-type(2)")
    else:
        assert screen == "certain", screen
        browser.clicks("main .buttons button:last-of-type")


def test_the_main_way(browser: OtherBrowser, address: str, rulebook: Rulebook) -> None:
    wording = wording_of(rulebook, "ja")
    course = begun(rulebook)
    browser.goes(address)
    assert seen(browser, lambda now: bool(now["heading"]))["heading"] == wording.texts("rulebook", "title")
    browser.clicks("#begin")
    now = seen(browser, lambda now: now["screen"] != "start")
    while now["screen"] != "check":
        if now["screen"] == "question":
            asked = course.question
            assert asked is not None
            assert now["heading"] == " ".join(wording.texts("questions", asked.id, "ask").split())
            first = asked.options[0]
            course = course.answered(asked.id, [first] if asked.kind == "several" else first)
        assert now["wide"] <= 0
        before = now
        goes_on(browser, now["screen"])
        now = seen(browser, lambda now, before=before: now != before)  # type: ignore[misc]
    browser.clicks("main .buttons .button")
    seen(browser, lambda now: now["screen"] == "plan")
    told = browser.evaluates(_TITLES)
    for planned in consult(rulebook, course.answers, engine=REFERENCE).plan:
        assert " ".join(wording.texts("actions", planned.action.id, "title").split()) in told
    for _ in range(3):
        browser.presses("Escape")
    assert seen(browser, lambda now: now["heading"] == wording.say("tea", "heading"))
    assert wording.texts("rulebook", "title") not in browser.evaluates("return document.body.innerText")
    browser.evaluates("window.before = true; location.reload()")
    again = seen(browser, lambda now: not now["before"] and now["loaded"])
    assert again["heading"] == wording.say("tea", "heading")
    browser.goes(address)
    anew = seen(browser, lambda now: bool(now["heading"]))
    assert (anew["screen"], anew["heading"]) == ("start", wording.texts("rulebook", "title"))
