"""The application: the names it answers to, its addresses and methods, and what it says when something breaks."""

from __future__ import annotations

import logging

import pytest
from nakanaori.engine.language import Rulebook
from nakanaori.web import make_app
from nakanaori.web.wording import phrases_of
from starlette.testclient import TestClient
from visitor import DANGER, LATE, ORIGIN, Visitor, bare, client_of


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


def test_no_log_line_holds_an_answer(rulebook: Rulebook, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    visitor = Visitor(client_of(rulebook)).begin().answer_all({**LATE, **DANGER})
    visitor.open(f"/{visitor.number + 1}")
    ids = {option for question in rulebook.questions for option in question.options if "-" in option}
    assert [line for line in caplog.messages if any(option in line for option in ids)] == []


def test_an_error_is_logged_without_what_it_says(
    rulebook: Rulebook, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("hurt-or-threatened")

    visitor = Visitor(client_of(rulebook)).begin()
    monkeypatch.setattr("nakanaori.engine.consulting.Course.answered", broken)
    visitor.choose([])
    assert visitor.status == 500
    assert phrases_of("en")("message", "failed-text") in visitor.forms.text
    assert "ValueError at" in caplog.text
    assert "hurt-or-threatened" not in caplog.text
