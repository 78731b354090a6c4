"""A person before the page, in a real browser: what they do, what they see, and what must hold wherever they are."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from house import NODE
from nakanaori.engine.consulting import REFERENCE, Course, Outcome, begun, consult
from nakanaori.engine.language import UNKNOWN, Question, Rulebook
from nakanaori.engine.reading import ShapedText, rulebook_texts
from nakanaori.web.wording import phrases_of
from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
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

_SEEN = """() => {
  const shown = (one) => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().width > 1;
  const field = (label) => !label.control || ['checkbox', 'radio'].includes(label.control.type);
  const block = (link) => getComputedStyle(link).display !== 'inline';
  const targets = [
    ...document.querySelectorAll('button:not([aria-hidden=true]), summary, input[type=date]'),
    ...document.querySelectorAll('input:not([type]):not(.blank)'),
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

_ANSWERED = """async ([options, typed]) => {
  const heading = () => document.querySelector('main h1').textContent;
  const form = document.querySelector('main form');
  const before = heading();
  for (const box of form.querySelectorAll('input[type=radio], input[type=checkbox]')) {
    if (box.checked !== options.includes(box.value) && (box.type === 'checkbox' || !box.checked)) box.click();
  }
  if (typed !== '') form.querySelector('input[name=number]').value = typed;
  form.requestSubmit();
  while (heading() === before) await new Promise(requestAnimationFrame);
}"""

NONE = "none"
"""What stands in a form for none of the options."""

_OPENED = """async () => {
  const closed = [...document.querySelectorAll('[aria-expanded=false]')];
  for (const one of closed) one.click();
  const folded = [...document.querySelectorAll('details:not([open])')];
  await Promise.all(folded.map((one) => new Promise((done) => {
    one.addEventListener('toggle', done, {once: true});
    one.open = true;
  })));
  return closed.length + folded.length;
}"""

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
    """Somebody who visits a published page, in a window of their own; `page` is the tab that they look at.

    `complaints` gathers what must never happen on any page: a request to another host, an error of the script, a
    breach of the content policy, a failure of the server. `requests` are the addresses that were asked for.
    """

    def __init__(self, context: BrowserContext, rulebook: Rulebook, address: str, language: str) -> None:
        self.context = context
        self.rulebook = rulebook
        self.address = address
        self._here = address.rpartition("/")[0]
        self.language = language
        self.complaints: list[str] = []
        self.requests: list[str] = []
        context.set_default_timeout(_LONGEST)
        context.on("request", self._requested)
        context.on("response", self._responded)
        context.on("console", self._complained)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page = context.new_page()
        self._devices: CDPSession | None = None

    def say(self, *key: str, **blanks: object) -> str:
        """A phrase of the page, in the guest's language."""
        return phrases_of(self.language)(*key).format(**blanks)

    def text(self, *key: str) -> str:
        """A text of the rulebook, in the guest's language."""
        return rulebook_texts(self.rulebook, self.language)(*key)

    # what they do ---------------------------------------------------------------------------------------------------

    def comes(self) -> None:
        """Opens the page."""
        self.page.goto(self.address)

    def begins(self) -> None:
        """Opens the page and begins."""
        self.comes()
        self.presses("start", "begin")

    def presses(self, *key: str, **blanks: object) -> None:
        """Presses a button."""
        self.button(*key, **blanks).click()

    def chooses(self, question: Question, given: object) -> None:
        """Ticks or types an answer, and takes back what was ticked or typed before."""
        form = self.form
        if question.numeric and given != UNKNOWN:
            form.locator("input[name=number]").fill(str(given))
            return
        wanted = _ticked(given)
        chosen = self.chosen
        for option in sorted(chosen - wanted):
            box = form.locator(f'input[type=checkbox][value="{option}"]')
            if box.count():
                box.uncheck()
        for option in sorted(wanted):
            form.locator(f'input[value="{option}"]').check()

    def answers(self, given: object) -> None:
        """Answers the question that is shown, and goes on."""
        self.chooses(self.rulebook.question[self.question], given)
        self.leaves_it_so()

    def answers_at_once(self, question: Question, given: object) -> None:
        """Answers the question that is shown, and goes on, in a fraction of the time: a browser holds still before each
        tap, and is asked many things before each.
        """
        is_typed = question.numeric and given != UNKNOWN
        self.page.evaluate(_ANSWERED, [[] if is_typed else sorted(_ticked(given)), str(given) if is_typed else ""])

    def leaves_it_so(self) -> None:
        """Goes on from a question with what is chosen: by a key, for this one is quicker than two taps may be."""
        before = self.heading
        self.button("question", "next").press("Enter")
        expect(self.page.locator("main h1")).not_to_have_text(before)

    def goes_on(self) -> None:
        """From what is told between the questions, such as whom to call, to the next question or the check."""
        for _ in range(3):
            if self.question or self.heading == self.say("check", "heading"):
                return
            before = self.heading
            self.page.get_by_role("main").get_by_role("button", name=_going_on(self.language)).first.click()
            expect(self.page.locator("main h1")).not_to_have_text(before)

    def consults(self, person: dict[str, object], *, tapping: bool = False) -> Course:
        """Begins, and answers whatever is asked: what the engine asks. Then stands where the answers are checked."""
        self.begins()
        course = begun(self.rulebook)
        while course.question is not None:
            self.goes_on()
            assert self.question == course.question.id
            if tapping:
                self.answers(person[course.question.id])
            else:
                self.answers_at_once(course.question, person[course.question.id])
            course = course.answered(course.question.id, person[course.question.id])
        self.goes_on()
        return course

    def sees_the_plan(self, person: dict[str, object]) -> Outcome:
        """Begins, answers whatever is asked, and stands before the plan: what the engine concludes."""
        course = self.consults(person)
        self.presses("check", "go-on")
        return consult(self.rulebook, dict(course.answers), engine=REFERENCE)

    def opens_everything(self) -> None:
        """Unfolds whatever is folded, and what is folded within; some of it is made when it is unfolded."""
        while self.page.evaluate(_OPENED):
            pass

    # what they see --------------------------------------------------------------------------------------------------

    def button(self, *key: str, **blanks: object) -> Locator:
        """The button with that phrase."""
        return self.page.get_by_role("button", name=self.say(*key, **blanks), exact=True)

    @property
    def leave(self) -> Locator:
        """The way out."""
        return self.page.get_by_text(self.say("frame", "leave"), exact=True)

    @property
    def form(self) -> Locator:
        """The form of the question that is shown."""
        return self.page.locator("main form").first

    @property
    def question(self) -> str:
        """The id of the question that is shown; an empty text where none is."""
        asks = {plain(self.text("questions", name, "ask")): name for name in self.rulebook.question}
        return asks.get(self.heading, "")

    @property
    def heading(self) -> str:
        """The page's main heading."""
        return plain(self.page.locator("main h1").first.inner_text())

    @property
    def words(self) -> str:
        """All that is shown in the page's main part."""
        return plain(self.page.get_by_role("main").inner_text())

    @property
    def chosen(self) -> set[str]:
        """What is ticked and typed on a question's page."""
        ticked = self.form.locator("input:checked").evaluate_all(_VALUES)
        typed = self.form.locator("input[name=number]").evaluate_all(_VALUES)
        return {*ticked, *filter(None, typed)}

    # what must hold -------------------------------------------------------------------------------------------------

    def looks_around(self) -> None:
        """What must hold on every screen, wherever in it one looks: asserted for the one that is shown."""
        self.opens_everything()
        seen = self._seen()
        assert seen["lang"] == self.language
        assert seen["sideways"] <= 0, f"{self.heading} is {seen['sideways']} pixels wider than the window"
        assert seen["small"] == [], self.heading
        assert self.leave.is_visible()
        self._zooms_in()
        assert self.barriers() == [], self.heading

    def barriers(self, *, whole: bool = True) -> list[str]:
        """What axe-core finds on the page, seen as a `whole`: what stays in sight while one scrolls covers nothing.

        A document that is hundreds of windows long is looked at through one window.
        """
        size = self.page.viewport_size if whole else None
        if size is not None:
            height = max(size["height"], self.page.evaluate("document.documentElement.scrollHeight"))
            self._is_laid_out_in(size["width"], height)
        self.page.evaluate(_axe())
        found = self.page.evaluate(_BARRIERS)
        if size is not None:
            self._is_laid_out_in(size["width"], size["height"])
        return [json.dumps(one, ensure_ascii=False, indent=1) for one in found]

    def _is_laid_out_in(self, width: int, height: int) -> None:
        """As in a window of that size, which is not made: to paint one of a hundred screens takes ten seconds."""
        size = {"width": width, "height": height, "screenWidth": width, "screenHeight": height}
        if self._devices is None:
            self._devices = self.context.new_cdp_session(self.page)
        self._devices.send("Emulation.setDeviceMetricsOverride", {**size, "deviceScaleFactor": 1, "mobile": False})

    def _zooms_in(self) -> None:
        """Zoomed to 200 %, a window shows half as many of the page's pixels."""
        size = self.page.viewport_size
        if size is None or size["width"] <= PHONE[0]:
            return
        self.page.set_viewport_size({"width": size["width"] // 2, "height": size["height"] // 2})
        assert self._seen()["sideways"] <= 0, f"{self.heading} is too wide at 200 %"
        self.page.set_viewport_size(size)

    def _seen(self) -> dict[str, Any]:
        seen: dict[str, Any] = self.page.evaluate(_SEEN)
        return seen

    def _requested(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((self._here, "data:", "blob:")):
            self.complaints.append(f"a request to {request.url}")

    def _responded(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.status} from {response.url}")

    def _complained(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


class Guests:
    """Those who visit a page in one test, each with a window of their own."""

    def __init__(self, browser: Browser, rulebook: Rulebook, address: str) -> None:
        self._browser = browser
        self._rulebook = rulebook
        self._address = address
        self._all: list[Guest] = []

    def come(
        self,
        language: str = "ja",
        *,
        size: tuple[int, int] = PHONE,
        address: str = "",
        rulebook: Rulebook | None = None,
        **preferences: Any,
    ) -> Guest:
        """A guest at `address`, or at the page in `language`; `preferences` are what Playwright's contexts know."""
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]}, **{"locale": LOCALES[language], **preferences}
        )
        book = self._rulebook if rulebook is None else rulebook
        at = address or f"{self._address}/{'' if language == book.languages[0] else f'{language}.html'}"
        guest = Guest(context, book, at, language)
        self._all.append(guest)
        return guest

    def go(self) -> list[str]:
        """All of them close their windows, and say what went wrong."""
        for guest in self._all:
            guest.context.close()
        return [complaint for guest in self._all for complaint in guest.complaints]


def plain(text: str | ShapedText) -> str:
    """A text with every run of white space as one space, as a browser shows it."""
    return " ".join((text if isinstance(text, str) else text.plain).split())


_ON = {("alarm", "more"), ("certain", "go-on"), ("check", "heading"), ("plan", "resume")}


def _ticked(given: object) -> set[str]:
    """The values of what is ticked for an answer that is not typed."""
    return {str(given)} if isinstance(given, str) else {*map(str, given)} or {NONE}  # type: ignore[call-overload]


@cache
def _going_on(language: str) -> re.Pattern[str]:
    """Whatever a button says that leads on to the next question."""
    said = [text for key, text in phrases_of(language).entries.items() if key in _ON]
    blanks = (re.sub(r"\\\{\w+\\\}", ".*", re.escape(text)) for text in said)
    return re.compile(f"^({'|'.join(blanks)})$")


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")
