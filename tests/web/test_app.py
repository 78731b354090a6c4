"""The application: the names it answers to, its addresses and methods, and what it says when something breaks."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import pytest
from api_client import asking
from nakanaori.engine.language import EngineError, Rulebook
from nakanaori.web import make_app
from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def here(rulebook: Rulebook) -> TestClient:
    return asking(make_app(rulebook, engine="reference"))


def test_it_is_the_published_page_and_nothing_else(here: TestClient, published: Mapping[str, bytes]) -> None:
    for name, content in published.items():
        assert here.get(f"/{name}").content == content
    assert here.get("/").content == here.get("/index.html").content
    for path in ("/1", "/start", "/leave", "/tea", "/static/style.css", "/style.css", "/index.html/", "/../app.py"):
        assert here.get(path).status_code == 404


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "[::2]", "@", "127.0.0.1@evil.example",
             "127.0.0.1:80:80", "[::1", "127.0.0.1:x"]
)  # fmt: skip
def test_a_name_that_is_not_ours_is_refused(here: TestClient, host: str) -> None:
    for path in ("/", "/en.html", "/api/rulebook", "/nowhere"):
        answer = here.get(path, headers={"host": host})
        assert answer.status_code == 400
        assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:1", "LOCALHOST", "[::1]:8000"])
def test_the_names_of_this_machine_are_served(here: TestClient, host: str) -> None:
    assert here.get("/", headers={"host": host}).status_code == 200


def test_a_server_may_be_given_a_name(rulebook: Rulebook) -> None:
    app = make_app(rulebook, engine="reference", hosts=("help.example",))
    assert TestClient(app, base_url="https://help.example").get("/").status_code == 200
    assert TestClient(app, base_url="http://127.0.0.1").get("/").status_code == 400


@pytest.mark.parametrize("path", ["/", "/en.html", "/nothing"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_are_not_taken(here: TestClient, path: str, method: str) -> None:
    assert here.request(method, path).status_code == 405


def test_no_answer_sets_a_cookie(here: TestClient) -> None:
    for answer in (here.get("/"), here.post("/api/next", json={"answers": {}}), here.get("/nowhere")):
        assert "set-cookie" not in answer.headers


def test_no_log_line_holds_an_answer(here: TestClient, rulebook: Rulebook, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    here.post("/api/outcome", json={"answers": {"danger": ["want-to-disappear"], "contact": "no such"}})
    ids = {option for question in rulebook.questions for option in question.options if "-" in option}
    assert [line for line in caplog.messages if "no such" in line or any(option in line for option in ids)] == []


def test_an_error_is_logged_without_what_it_says(
    rulebook: Rulebook, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("hurt-or-threatened")

    monkeypatch.setattr("nakanaori.web.rack.Rack.hand_out", broken)
    answer = asking(make_app(rulebook, engine="reference")).get("/")
    assert answer.status_code == 500
    assert "hurt" not in answer.text
    assert "ValueError at" in caplog.text
    assert "hurt-or-threatened" not in caplog.text


def test_what_fails_always_fails_at_once(rulebook: Rulebook) -> None:
    with pytest.raises(EngineError):
        make_app(rulebook, engine="steam")
