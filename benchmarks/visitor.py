"""A visitor: one person who goes through the whole consultation page by page, and looks whether each page is theirs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from time import perf_counter
from typing import NamedTuple, Protocol

import msgspec

from .journey import ALARM, CHECK, PLAN, Fields, Journey, Record, Stand
from .shown import Form, Shown, read

MOST_PAGES = 300
"""After so many pages a visitor goes in circles; forty are usual."""

_MOST_REDIRECTS = 3
_NUMBERED = re.compile(r"/([0-9]{1,4})(?:/change)?")
_OWN = re.compile(r"/(?!/)[\x21-\x7e]*")


class Reply(NamedTuple):
    """What comes back for one request."""

    status: int
    location: str
    text: str


class Browser(Protocol):
    """What sends requests, with the cookies of one visitor."""

    async def request(self, method: str, address: str, fields: Sequence[tuple[str, str]] = ()) -> Reply:
        """The reply to a request; one that sends elsewhere is not followed.

        Raises Lost when none comes.
        """


class Lost(Exception):  # noqa: N818  (it ends one visitor's way, not the program)
    """A visitor cannot go on; the text says why, and nothing of what was answered."""


class Tally:
    """What all visitors together have met with.

    `seconds` holds what each page took, from the click until it was there; `strange` counts the pages that were not
    those of the visitor who got them, by what was not theirs; `owners` says whose each session is, by stamp.
    """

    def __init__(self) -> None:
        self.requests = self.finished = 0
        self.seconds: list[float] = []
        self.errors: Counter[str] = Counter()
        self.strange: Counter[str] = Counter()
        self.strange_pages = 0
        self.owners: dict[str, object] = {}

    @property
    def clean(self) -> bool:
        """Whether nothing failed and nobody saw what was not theirs."""
        return not self.errors and not self.strange_pages


class Visitor:
    """One person on their way; what they meet with goes into the tally."""

    def __init__(self, journey: Journey, browser: Browser, tally: Tally) -> None:
        self.journey = journey
        self.browser = browser
        self.tally = tally
        self.language = journey.language
        self.reached = 0
        self.number = 0
        self.drafts: dict[str, Fields] = {}
        self.back = self.switch = journey.wanders

    @property
    def stand(self) -> Stand:
        """Where the person stands."""
        return self.journey.stands[self.reached]

    async def visit(self) -> None:
        """The whole consultation, from the first page to the record of the plan; where it fails, the tally says."""
        try:
            await self._page("GET", "/")
            check = await self._to_the_check(await self._page("POST", "/start"))
            if self.journey.wanders:
                await self._to_the_check(await self._changed(check))
            await self._page("GET", f"/{self.number + 1}")
            await self._record(f"/{self.number}/list.json")
        except Lost as lost:
            self.tally.errors[str(lost)] += 1
        else:
            self.tally.finished += 1

    async def _to_the_check(self, shown: Shown) -> Shown:
        """On from a page, to the one where the answers are checked."""
        for _ in range(MOST_PAGES):
            page = self.stand.page(self.number)
            if page == CHECK:
                return shown
            shown = await (self._page("GET", f"/{self.number + 1}") if page == ALARM else self._asked(shown, page))
        raise Lost("in circles")

    async def _asked(self, shown: Shown, question: str) -> Shown:
        """What a person does on the page of a question: as a rule, answer it."""
        form = _asking(shown)
        given = self.stand.answers.get(question) or self.journey.person[question]
        if not form.offers(given):
            raise Lost("an answer that is not offered")
        place = len(self.stand.answers)
        if self.back and place == 1 and question not in self.stand.answers:
            self.back, self.drafts[question] = False, given
            return await self._page("POST", form.action, (*_sent(form, given), ("go", "back")))
        if self.switch and place >= 2:
            self.switch, self.drafts[question] = False, given
            self.language = self.journey.other_language
            return await self._page("POST", "/language", (*_sent(form, given), ("language", self.language)))
        self.drafts.pop(question, None)
        anew = question in self.stand.answers
        self.reached += not anew
        following = self.number + 1
        arrived = await self._page("POST", form.action, (*_sent(form, given), ("go", "next")))
        # What comes up in the middle after a change leads past what was answered before.
        if self.number < following or (anew and self.number > following):
            raise Lost("another step than the next one")
        return arrived

    async def _changed(self, check: Shown) -> Shown:
        """Another answer to the first question, given from the page where the answers are checked."""
        if not check.changes:
            raise Lost("nothing to change")
        form = _asking(await self._page("GET", check.changes[0]))
        if not form.offers(self.journey.other):
            raise Lost("an answer that is not offered")
        self.reached = self.journey.changed
        return await self._page("POST", form.action, (*_sent(form, self.journey.other), ("go", "next")))

    async def _page(self, method: str, address: str, fields: Sequence[tuple[str, str]] = ()) -> Shown:
        """The page that a click leads to, looked over."""
        arrived, text = await self._led_to(method, address, fields)
        numbered = _NUMBERED.fullmatch(arrived)
        if numbered is None and arrived != "/":
            raise Lost("somewhere else")
        self.number = int(numbered[1]) if numbered else 0
        if numbered and not self.stand.page(self.number):
            raise Lost("a step that should not be there")
        shown = read(text)
        self._look(strange(shown, self))
        return shown

    async def _record(self, address: str) -> None:
        _, text = await self._led_to("GET", address)
        self._look(strange_record(text, self.stand.records[self.language]))

    async def _led_to(self, method: str, address: str, fields: Sequence[tuple[str, str]] = ()) -> tuple[str, str]:
        """The address that a click leads to at last, and what is there."""
        begun = perf_counter()
        for _ in range(_MOST_REDIRECTS):
            reply = await self.browser.request(method, address, fields)
            self.tally.requests += 1
            if reply.status != 303:
                break
            if not _OWN.fullmatch(reply.location):
                raise Lost("sent to another site")
            method, address, fields = "GET", reply.location, ()
        if reply.status != 200:
            raise Lost(f"status {reply.status}")
        self.tally.seconds.append(perf_counter() - begun)
        return address, reply.text

    def _look(self, found: Iterable[str]) -> None:
        kinds = set(found)
        self.tally.strange.update(kinds)
        self.tally.strange_pages += bool(kinds)


def strange(shown: Shown, visitor: Visitor) -> Iterator[str]:
    """What on a page is not that of the visitor, by kind."""
    if shown.language != visitor.language:
        yield "language"
    if any(visitor.tally.owners.setdefault(stamp, visitor) is not visitor for stamp in shown.stamps):
        yield "session"
    stand, page = visitor.stand, visitor.stand.page(visitor.number)
    for form in shown.asking:
        question = form.hidden["question"]
        expected = stand.answers.get(question, frozenset())
        if form.chosen != (visitor.drafts.get(question, expected) if question == page else expected):
            yield "answers"
    if visitor.number:
        kind, found, computed = _foremost(shown, stand, page, visitor.language)
        if found != computed:
            yield kind


def _foremost(shown: Shown, stand: Stand, page: str, language: str) -> tuple[str, object, object]:
    """What a page is there to tell, by kind: as it stands there, and as it has to be."""
    if page == ALARM:
        return "urgent actions", shown.numbered, stand.urgent[language]
    if page == CHECK:
        return "answers", shown.labels, stand.labels[language]
    if page == PLAN:
        return "actions", shown.actions, stand.records[language].actions
    questions = [form.hidden["question"] for form in shown.asking]
    return "question", (questions, shown.progress), ([page], (stand.asked.index(page), stand.total))


def strange_record(text: str, expected: Record) -> Iterator[str]:
    """What in a record is not that of the visitor, by kind."""
    try:
        told = msgspec.json.decode(text, type=_Told)
    except msgspec.DecodeError:
        yield "record"
        return
    found = Record(told.language, told.answers, tuple(action.id for action in told.actions), told.complete, told.digest)
    yield from (
        f"record: {name}" for name, one, other in zip(Record._fields, found, expected, strict=True) if one != other
    )


class _ToldAction(msgspec.Struct):
    id: str


class _Told(msgspec.Struct):
    """A record, as far as it is compared."""

    language: str
    answers: dict[str, object]
    actions: list[_ToldAction]
    complete: bool
    digest: str


def _asking(shown: Shown) -> Form:
    """The form of a question's page."""
    if len(shown.asking) != 1:
        raise Lost("no question where one should be")
    return shown.asking[0]


def _sent(form: Form, given: Fields) -> tuple[tuple[str, str], ...]:
    """What the form sends with these answers; they stand in no order that anything could hang on."""
    return (*form.hidden.items(), *sorted(given))
