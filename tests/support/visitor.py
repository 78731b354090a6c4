"""Somebody at the page without a browser: reads pages, sends their forms, follows where they lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html.parser import HTMLParser

from nakanaori.engine.language import UNKNOWN, Rulebook
from nakanaori.web import make_app
from nakanaori.web.selection import NONE
from nakanaori.web.session import Sessions
from starlette.testclient import TestClient

ORIGIN = "http://127.0.0.1:8000"

LATE = {
    "danger": [],
    "relation": "superior",
    "fault": "mine",
    "severity": "serious",
    "cause": ["was-late", "overpromised"],
    "apology": "not-yet",
    "contact": "refuses-to-meet",
    "signs": [],
    "demand": "fair",
    "reach": ["phone", "post"],
    "mood": "angry",
    "struggles": ["forgets-appointments"],
    "superior": "approachable",
}
"""Somebody who was late, whose superior does not want to meet."""

DANGER = {"danger": ["hurt-or-threatened"], "relation": "partner"}
"""Somebody who is hurt by their partner."""


def client_of(rulebook: Rulebook, language: str = "en", sessions: Sessions | None = None, **cookies: str) -> TestClient:
    """A browser without script, at the page of a rulebook."""
    app = make_app(rulebook, engine="reference", sessions=sessions)
    browser = {"accept-language": language, "origin": ORIGIN, "sec-fetch-site": "same-origin"}
    return TestClient(app, base_url=ORIGIN, headers=browser, cookies=cookies)


def bare(rulebook: Rulebook, sessions: Sessions | None = None) -> TestClient:
    """A client that says nothing of where it comes from."""
    return TestClient(make_app(rulebook, engine="reference", sessions=sessions), base_url=ORIGIN)


class Forms(HTMLParser):
    """The hidden fields of a page, what is ticked on it, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.ticked: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        field = {name: value or "" for name, value in attrs}
        if tag == "input" and field.get("type") == "hidden":
            self.hidden[field["name"]] = field["value"]
        elif tag == "input" and "checked" in field:
            self.ticked.append((field["name"], field["value"]))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


class Visitor:
    """One person at the page: `page` is what they see, `path` where."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.page = ""
        self.path = ""
        self.status = 0
        self.seen: list[str] = []

    def open(self, path: str) -> Visitor:
        return self._seen(self.client.get(path))

    def send(self, path: str, fields: Mapping[str, object] | Iterable[tuple[str, str]]) -> Visitor:
        """Send a form and go where it leads."""
        return self._seen(self.client.post(path, data=_as_form(fields)))

    def begin(self) -> Visitor:
        return self.send("/start", {})

    def choose(self, answer: object, go: str = "next", **more: str) -> Visitor:
        """Tick an answer as the engine writes it on the page of a question, and send it."""
        alone = [NONE] if answer in ([], ()) else []
        chosen = [answer] if isinstance(answer, str) else [] if isinstance(answer, int) else answer
        assert isinstance(chosen, (list, tuple))
        several = 'type="checkbox"' in self.page
        if answer == UNKNOWN and several:
            chosen, alone = [], [UNKNOWN]
        number = ""
        if 'name="number"' in self.page and answer != UNKNOWN:
            chosen, number = [], str(answer)
        fields = {**self.forms.hidden, "answer": chosen, "alone": alone, "number": number, "go": go, **more}
        return self.send(self.path, fields)

    def answer_all(self, person: Mapping[str, object]) -> Visitor:
        """Answer everything that is asked, and go on from the alarm, up to the answers to be checked."""
        while 'id="answer"' in self.page or 'id="options"' in self.page:
            if 'id="answer"' in self.page:
                self.choose(person.get(self.asked, UNKNOWN))
            else:
                self.open(f"/{self.number + 1}")
        return self

    @property
    def forms(self) -> Forms:
        return Forms(self.page)

    @property
    def asked(self) -> str:
        """The question on the page."""
        return self.forms.hidden["question"]

    @property
    def number(self) -> int:
        """The number of the step."""
        return int(self.path.split("/")[1])

    def _seen(self, response: object) -> Visitor:
        self.page, self.status = response.text, response.status_code
        self.path = response.url.path
        self.seen.append(self.path)
        return self


def _as_form(fields: Mapping[str, object] | Iterable[tuple[str, str]]) -> dict[str, object]:
    return dict(fields)
