"""A person before the page, in a real browser: what they do, what they see, and what must hold wherever they are."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from hosted import Hosted
from house import NODE
from nakanaori.engine.consulting import Course
from nakanaori.engine.language import NUMBER, ONE, SEVERAL, UNKNOWN, Question
from nakanaori.engine.reading import rulebook_texts
from nakanaori.web.office import SESSION_COOKIE
from nakanaori.web.selection import NONE
from nakanaori.web.session import Session
from nakanaori.web.wording import phrases_of
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Playwright,
    Request,
    Response,
    expect,
)
from required import require

AXE = NODE / "node_modules/axe-core/axe.min.js"

PHONE, DESKTOP = (320, 640), (1280, 800)

LOCALES = {"ja": "ja-JP", "en": "en-GB"}

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

_WITHOUT_GOING_BACK_IN_MEMORY = "--disable-back-forward-cache"
"""What Playwright adds of its own accord, and no guest's browser has."""

_LONGEST = 30_000
"""Milliseconds after which something that does not come is missing; the machine may be busy with the other tests."""

_ADDRESS = re.compile(r"/\d*(/list|/change|/print)?|/ended")

_SEEN = """() => {
  const shown = (one) => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().width > 1;
  const field = (label) => !label.control || ['checkbox', 'radio'].includes(label.control.type);
  const block = (link) => getComputedStyle(link).display !== 'inline';
  const targets = [
    ...document.querySelectorAll('button:not([aria-hidden=true]), summary, input[type=date], input:not([type])'),
    ...[...document.querySelectorAll('label')].filter(field),
    ...[...document.querySelectorAll('a')].filter(block),
  ];
  return {
    lang: document.documentElement.lang,
    title: document.title,
    sideways: document.scrollingElement.scrollWidth - innerWidth,
    small: targets.filter(shown).map((one) => [one.textContent.trim(), one.getBoundingClientRect().height])
      .filter(([_, height]) => height < 44),
  };
}"""

_VALUES = "all => all.map((one) => one.value)"

_OPENED = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"

_BARRIERS = """async () => {
  const found = await axe.run({rules: {'target-size': {enabled: true}}});
  return found.violations.flatMap((one) => one.nodes.map((node) => [one.id, one.help, node.html, node.failureSummary]));
}"""


def require_browser() -> None:
    """Skips the module that says so where there is no browser, or nothing to look for barriers with."""
    there = shutil.which("chromium") is not None and AXE.is_file()
    try:
        require(there, "the page is not tried in a browser: install chromium, and run 'npm install' in tests/node.")
    except pytest.skip.Exception as skipped:
        # All modules skip themselves at this place, so that pytest tells it in one line.
        raise pytest.skip.Exception(str(skipped), allow_module_level=True) from None


@contextmanager
def launched(playwright: Playwright, *, keeps_pages: bool = False) -> Iterator[Browser]:
    """Debian's chromium, on request one that keeps pages in memory for going back to, as it does for everybody."""
    browser = playwright.chromium.launch(
        executable_path=shutil.which("chromium"),
        args=_ARGUMENTS,
        ignore_default_args=[_WITHOUT_GOING_BACK_IN_MEMORY] if keeps_pages else None,
    )
    expect.set_options(timeout=_LONGEST)
    try:
        yield browser
    finally:
        browser.close()


class Guest:
    """Somebody who visits the page, in a window of their own; `page` is the tab that they look at.

    `complaints` gathers what must never happen on any page: a request to another host, an error of the script, a
    breach of the content policy, a failure of the server.
    """

    def __init__(self, context: BrowserContext, hosted: Hosted, language: str, *, script: bool) -> None:
        self.context = context
        self.hosted = hosted
        self.rulebook = hosted.rulebook
        self.language = language
        self.script = script
        self.complaints: list[str] = []
        context.set_default_timeout(_LONGEST)
        context.on("request", self._requested)
        context.on("response", self._responded)
        context.on("console", self._complained)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page = context.new_page()

    def say(self, *key: str, **blanks: object) -> str:
        """A phrase of the page, in the guest's language."""
        return phrases_of(self.language)(*key).format(**blanks)

    def text(self, *key: str) -> str:
        """A text of the rulebook, in the guest's language."""
        return rulebook_texts(self.rulebook, self.language)(*key)

    # what they do ---------------------------------------------------------------------------------------------------

    def goes_to(self, path: str = "/") -> None:
        """Types an address."""
        self.page.goto(self.hosted.address + path)

    def begins(self) -> None:
        """Comes to the page and begins."""
        self.goes_to()
        self.presses("start", "begin")

    def has_come_to(self, course: Course, path: str) -> None:
        """Has answered as in the course, and looks at that page of it."""
        token = self.hosted.sessions.open(course)
        self.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": self.hosted.address}])
        self.goes_to(path)

    def presses(self, *key: str, **blanks: object) -> None:
        """Presses a button that leads to another page."""
        with self.page.expect_navigation():
            self.button(*key, **blanks).click()

    def follows(self, *key: str, **blanks: object) -> None:
        """Follows a link to another page."""
        with self.page.expect_navigation():
            self.link(*key, **blanks).click()

    def chooses(self, question: Question, given: object, within: Locator | None = None) -> None:
        """Ticks or types an answer, and takes back what was ticked or typed before."""
        place = self.page.get_by_role("main") if within is None else within
        if question.kind == NUMBER:
            place.get_by_role("textbox").fill("" if given == UNKNOWN else str(given))
        if given == UNKNOWN:
            role: Any = "radio" if question.kind == ONE else "checkbox"
            place.get_by_role(role, name=self.say("question", "unknown"), exact=True).check()
        elif question.kind == ONE:
            place.get_by_role("radio", name=self.option(question, str(given)), exact=True).check()
        elif question.kind == SEVERAL:
            self._ticks(question, given, place)

    def _ticks(self, question: Question, given: object, place: Locator) -> None:
        assert isinstance(given, (list, tuple))
        none, unknown = self.say("question", "none"), self.say("question", "unknown")
        labels = {
            **{option: self.option(question, option) for option in question.options},
            NONE: none,
            UNKNOWN: unknown,
        }
        wanted = set(given) or {NONE}
        ticked = set(place.locator("input:checked").evaluate_all(_VALUES))
        for option in sorted(ticked - wanted):
            place.get_by_role("checkbox", name=labels[option], exact=True).uncheck()
        for option in sorted(wanted - ticked):
            place.get_by_role("checkbox", name=labels[option], exact=True).check()

    def answers(self, given: object) -> None:
        """Answers the question that is shown, and goes on."""
        self.chooses(self.rulebook.question[self.question], given)
        self.presses("question", "next")

    def opens_everything(self) -> None:
        """Unfolds whatever is folded."""
        self.page.evaluate(_OPENED)

    # what they see --------------------------------------------------------------------------------------------------

    def button(self, *key: str, **blanks: object) -> Locator:
        """The button with that phrase."""
        return self.page.get_by_role("button", name=self.say(*key, **blanks), exact=True)

    def link(self, *key: str, **blanks: object) -> Locator:
        """The link with that phrase."""
        return self.page.get_by_role("link", name=self.say(*key, **blanks), exact=True)

    def option(self, question: Question, option: str) -> str:
        """How an option is worded."""
        return self.text("questions", question.id, "options", option)

    @property
    def path(self) -> str:
        """All that the address tells besides the host and the place on the page."""
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def question(self) -> str:
        """The id of the question that is shown; an empty text on any other page."""
        field = self.page.locator('form#answer input[name="question"]')
        return field.input_value() if field.count() else ""

    @property
    def heading(self) -> str:
        """The page's main heading."""
        return plain(self.page.get_by_role("heading", level=1).inner_text())

    @property
    def words(self) -> str:
        """All that is shown in the page's main part."""
        return plain(self.page.get_by_role("main").inner_text())

    @property
    def chosen(self) -> set[str]:
        """What is ticked and typed on a question's page."""
        ticked = self.page.locator("form#answer input:checked").evaluate_all(_VALUES)
        typed = self.page.locator('form#answer input[name="number"]').evaluate_all(_VALUES)
        return {*ticked, *filter(None, typed)}

    @property
    def token(self) -> str:
        """What names the guest's session to the server; an empty text where nothing does."""
        return next((one["value"] for one in self.context.cookies() if one["name"] == SESSION_COOKIE), "")

    @property
    def session(self) -> Session:
        """What the server holds of this guest."""
        held = self.hosted.sessions.find(self.token)
        assert held is not None
        return held

    # what must hold -------------------------------------------------------------------------------------------------

    def looks_around(self) -> None:
        """What must hold on every page, wherever in it one looks: asserted for the page that is shown."""
        self.opens_everything()
        assert _ADDRESS.fullmatch(self.path), self.path
        seen = self._seen()
        assert seen["lang"] == self.language
        assert re.fullmatch(r"(\d+ · )?(メモ|Notes)", seen["title"]), seen["title"]
        assert seen["sideways"] <= 0, f"{self.path} is {seen['sideways']} pixels wider than the window"
        assert seen["small"] == [], self.path
        assert self.button("frame", "leave").is_visible()
        self._zooms_in()
        if self.script:
            assert self.barriers() == [], self.path

    def barriers(self) -> list[str]:
        """What axe-core finds on the page."""
        self.page.evaluate(_axe())
        return [json.dumps(one, ensure_ascii=False, indent=1) for one in self.page.evaluate(_BARRIERS)]

    def _zooms_in(self) -> None:
        """Zoomed to 200 %, a window shows half as many of the page's pixels."""
        size = self.page.viewport_size
        if size is None or size["width"] <= PHONE[0]:
            return
        self.page.set_viewport_size({"width": size["width"] // 2, "height": size["height"] // 2})
        assert self._seen()["sideways"] <= 0, f"{self.path} is too wide at 200 %"
        self.page.set_viewport_size(size)

    def _seen(self) -> dict[str, Any]:
        seen: dict[str, Any] = self.page.evaluate(_SEEN)
        return seen

    def _requested(self, request: Request) -> None:
        if not request.url.startswith(f"{self.hosted.address}/"):
            self.complaints.append(f"a request to {request.url}")

    def _responded(self, response: Response) -> None:
        foreseen = (403, 404, 410) if response.request.resource_type in ("document", "fetch") else ()
        if response.status >= 400 and response.status not in foreseen:
            self.complaints.append(f"{response.status} from {response.url}")

    def _complained(self, message: ConsoleMessage) -> None:
        # The status of what was not found is looked at above.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.complaints.append(message.text)


class Guests:
    """Those who visit the page in one test, each with a window and cookies of their own."""

    def __init__(self, browser: Browser, hosted: Hosted) -> None:
        self._browser = browser
        self._served = hosted
        self._all: list[Guest] = []

    def come(
        self,
        language: str = "ja",
        *,
        script: bool = True,
        size: tuple[int, int] = PHONE,
        hosted: Hosted | None = None,
        **preferences: Any,
    ) -> Guest:
        """A guest whose browser asks for `language`; `preferences` are those that Playwright's contexts know."""
        context = self._browser.new_context(
            java_script_enabled=script,
            viewport={"width": size[0], "height": size[1]},
            **{"locale": LOCALES[language], **preferences},
        )
        guest = Guest(context, self._served if hosted is None else hosted, language, script=script)
        self._all.append(guest)
        return guest

    def go(self) -> list[str]:
        """All of them close their windows, and say what went wrong."""
        for guest in self._all:
            guest.context.close()
        return [complaint for guest in self._all for complaint in guest.complaints]


def plain(text: str) -> str:
    """A text with every run of white space as one space, as a browser shows it."""
    return " ".join(text.split())


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")
