"""What stands between the page and the rest of the web: headers, hosts, other sites' forms, sizes, methods, cookies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest
from house import HOUSE
from nakanaori.engine.consulting import begun
from nakanaori.engine.language import Rulebook
from nakanaori.web import make_app
from nakanaori.web.form import MOST_BYTES
from nakanaori.web.gate import HEADERS
from nakanaori.web.office import SESSION_COOKIE
from nakanaori.web.session import Sessions
from starlette.testclient import TestClient
from visitor import ORIGIN, Visitor, client_of

FORM = "application/x-www-form-urlencoded"
WEB = HOUSE / "web"


@pytest.fixture
def visitor(rulebook: Rulebook) -> Visitor:
    return Visitor(client_of(rulebook)).begin()


def bare(rulebook: Rulebook, sessions: Sessions | None = None) -> TestClient:
    """A client that says nothing of where it comes from."""
    return TestClient(make_app(rulebook, engine="reference", sessions=sessions), base_url=ORIGIN)


# headers --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/", "/1", "/2", "/1/list", "/1/picture.svg", "/tea", "/ended", "/nowhere", "/static/style.css", "/static/no.css",
     "/api/rulebook", "/api/nowhere", "/api/openapi.json"],
)  # fmt: skip
def test_every_answer_is_guarded_and_kept_nowhere(visitor: Visitor, path: str) -> None:
    headers = visitor.client.get(path, follow_redirects=False).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert headers["cache-control"] == "no-store"


def test_the_policy_lets_nothing_in_that_does_not_come_from_here() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert {value for name, value in policy.items() if name.endswith("-src")} <= {"'self'", "'none'"}
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("path", sorted((WEB / "templates").glob("*.html")), ids=lambda path: path.name)
def test_no_template_needs_what_the_policy_forbids(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script(?! src=)", text)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", text)
    assert "|safe" not in text
    assert "autoescape" not in text


@pytest.mark.parametrize("path", sorted((WEB / "static").iterdir()), ids=lambda path: path.name)
def test_nothing_static_asks_for_anything_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|@import|url\(|//[a-z]+\.", text)


# hosts and other sites ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "[::2]", "@", "127.0.0.1@evil.example"]
)
def test_a_name_that_is_not_ours_is_refused(rulebook: Rulebook, host: str) -> None:
    client = bare(rulebook)
    for path in ("/", "/1", "/api/rulebook", "/static/style.css"):
        answer = client.get(path, headers={"host": host})
        assert answer.status_code == 400
        assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:1", "LOCALHOST", "[::1]:8000"])
def test_the_names_of_this_machine_are_served(rulebook: Rulebook, host: str) -> None:
    assert bare(rulebook).get("/", headers={"host": host}).status_code == 200


def test_a_server_may_be_given_a_name(rulebook: Rulebook) -> None:
    app = make_app(rulebook, engine="reference", hosts=("help.example",))
    client = TestClient(app, base_url="https://help.example")
    answer = client.post("/start", headers={"origin": "https://help.example"}, follow_redirects=False)
    assert answer.status_code == 303
    assert "Secure" in answer.headers["set-cookie"]


OTHERS: list[Mapping[str, str]] = [
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "http://[bad"},
    {"origin": ""},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": ORIGIN},
    {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
]


@pytest.mark.parametrize("headers", OTHERS)
@pytest.mark.parametrize("path", ["/start", "/leave", "/language", "/1", "/1/change", "/1/list", "/1/list.ics"])
def test_forms_from_another_site_do_nothing(rulebook: Rulebook, path: str, headers: Mapping[str, str]) -> None:
    sessions = Sessions()
    client = bare(rulebook, sessions)
    client.post("/start")
    fields = {"go": "next", "question": "danger", "alone": "none", "language": "en"}
    answer = client.post(path, data=fields, headers=headers, follow_redirects=False)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert len(sessions) == 1


@pytest.mark.parametrize("stamp", ["", "x" * 22, "あ"])
def test_a_form_without_the_stamp_of_its_session_does_nothing(visitor: Visitor, stamp: str) -> None:
    visitor.send("/1", {"stamp": stamp, "question": "danger", "alone": "none", "go": "next"})
    assert visitor.status == 403
    assert 'id="answer"' in visitor.open("/1").page
    assert visitor.forms.ticked == []


# cookies --------------------------------------------------------------------------------------------------------------


def test_the_cookie_is_for_this_site_and_no_script(rulebook: Rulebook) -> None:
    cookie = bare(rulebook).post("/start", follow_redirects=False).headers["set-cookie"]
    assert re.fullmatch(rf"{SESSION_COOKIE}=[\w-]{{43}}; HttpOnly; Path=/; SameSite=strict", cookie)


def test_a_token_of_ones_own_making_opens_nothing(rulebook: Rulebook) -> None:
    for token in ("x", "../../etc", "あ", "a" * 3_000):
        cookie = f"{SESSION_COOKIE}={token}".encode()
        answer = bare(rulebook).get("/1", headers=[(b"cookie", cookie)])
        assert answer.status_code == 410


# sizes and forms ------------------------------------------------------------------------------------------------------


def test_what_is_too_long_is_refused(visitor: Visitor) -> None:
    visitor.send("/1", {**visitor.forms.hidden, "answer": "x" * MOST_BYTES})
    assert visitor.status == 413


def test_what_is_too_long_is_refused_although_it_does_not_say_how_long_it_is(visitor: Visitor) -> None:
    def endless() -> object:
        for _ in range(1_000):
            yield b"answer=x&" * 100

    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert visitor.client.post("/1", content=endless(), headers=kind).status_code == 413


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{}", "application/json"),
        (b"go=next", "text/plain"),
        (b"go=next", "multipart/form-data; boundary=x"),
        (b"a=%ff", "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
        (b"&".join([b"a=1"] * 300), "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_no_form_is_refused(visitor: Visitor, content: bytes, kind: str) -> None:
    for path in ("/1", "/language", "/1/list.ics"):
        answer = visitor.client.post(path, content=content, headers={"content-type": kind}, follow_redirects=False)
        assert answer.status_code == 400
        assert "traceback" not in answer.text.lower()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{}", "application/json"),
        (b"", ""),
        (b"a=%ff", FORM),
        (b"&".join([b"a=1"] * 300), FORM),
        (b"x" * 99_999, FORM),
    ],
)
def test_leaving_works_whatever_is_sent_with_it(rulebook: Rulebook, content: bytes, kind: str) -> None:
    sessions = Sessions()
    visitor = Visitor(client_of(rulebook, sessions=sessions)).begin()
    answer = visitor.client.post("/leave", content=content, headers={"content-type": kind}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/tea")
    assert len(sessions) == 0


def test_a_form_that_was_under_way_brings_nothing_back(rulebook: Rulebook) -> None:
    """Its body arrives when the person has left already."""
    sessions = Sessions()
    visitor = Visitor(client_of(rulebook, sessions=sessions)).begin()
    fields = {**visitor.forms.hidden, "answer": "want-to-disappear", "go": "next"}

    def slow() -> Iterator[bytes]:
        visitor.client.post("/leave", data={"go": "leave"}, follow_redirects=False)
        yield urlencode(fields).encode()

    visitor.client.post("/1", content=slow(), headers={"content-type": FORM}, follow_redirects=False)
    assert len(sessions) == 0


def test_nothing_is_kept_of_a_session_that_was_dropped(rulebook: Rulebook) -> None:
    sessions = Sessions()
    token = sessions.open(begun(rulebook))
    session = sessions.find(token)
    assert session is not None
    sessions.drop(token)
    sessions.keep(token, session)
    assert len(sessions) == 0


@pytest.mark.parametrize("fields", [{"alone": "junk"}, {"number": "3"}, {"alone": "none", "answer": "x"}])
@pytest.mark.parametrize("go", ["next", "suppose"])
def test_garbage_is_no_answer(visitor: Visitor, fields: Mapping[str, str], go: str) -> None:
    for question in ("danger", "relation"):
        visitor.send("/1", {**visitor.forms.hidden, "question": question, "go": go, **fields})
        assert visitor.status == 200
        assert visitor.client.get("/1/list.json").json()["answers"] == {}


def test_one_of_a_kind_is_not_answered_by_none(visitor: Visitor) -> None:
    visitor.choose([])
    visitor.send("/2", {**visitor.forms.hidden, "alone": "none", "go": "next"})
    assert (visitor.status, visitor.path) == (200, "/2")


@pytest.mark.parametrize("path", ["/", "/start", "/leave", "/1", "/1/list.json", "/1/list.ics", "/tea"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_are_not_taken(visitor: Visitor, path: str, method: str) -> None:
    assert visitor.client.request(method, path).status_code == 405


@pytest.mark.parametrize(
    "path",
    ["/0", "/-1", "/01", "/9999", "/99999999999999999999999", "/1e1", "/1/", "/%31", "/1/nothing", "/static/../app.py"],
)
def test_addresses_nobody_links_to_do_no_harm(visitor: Visitor, path: str) -> None:
    answer = visitor.client.get(path)
    assert answer.status_code in (200, 404)
    assert "Traceback" not in answer.text


def test_two_people_never_see_each_others_answers(rulebook: Rulebook) -> None:
    app = make_app(rulebook, engine="reference")
    one, two = (Visitor(TestClient(app, base_url=ORIGIN)).begin() for _ in range(2))
    one.choose(["want-to-disappear"])
    two.choose([])
    assert one.client.get("/1/list.json").json()["answers"] == {"danger": ["want-to-disappear"]}
    assert two.client.get("/1/list.json").json()["answers"] == {"danger": []}
