"""The API: it says what the engine says, and refuses everything else as problem details."""

from __future__ import annotations

import atexit
import json
import logging
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import anyio
import dice
import pytest
import schemathesis
from api_client import ADDRESSES, JSON, mounted, refusal
from hypothesis import HealthCheck, settings
from measured import write_measured
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import EngineError, Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import trace_json
from nakanaori.web import api as served
from nakanaori.web.api import MOST_BYTES, api
from nakanaori.web.api_refusal import MOST_PROBLEMS
from nakanaori.web.openapi import openapi
from schemathesis.core.failures import FailureGroup
from small_rulebook import write_rulebook
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Mount
from starlette.testclient import TestClient


@pytest.mark.parametrize("seed", range(20))
def test_the_outcome_is_the_trace(client: TestClient, rulebook: Rulebook, seed: int) -> None:
    answers = dice.answers(Random(seed), rulebook) if seed else {}
    outcome = consult(rulebook, answers, engine="reference")
    told = client.post("/api/outcome", json={"answers": answers, "language": "en"})
    assert told.content == trace_json(outcome.trace("en"))
    assert told.json() == json.loads(json.dumps(outcome.to_dict("en")))
    assert client.post("/api/outcome", json={"answers": answers}).content == trace_json(outcome.trace())


@pytest.mark.parametrize("degrees", ["5", "5.0", "0.5e1", '"unknown"'])
def test_a_number_is_a_number_however_it_is_written(small: TestClient, degrees: str) -> None:
    told = small.post("/api/outcome", content=f'{{"answers": {{"degrees": {degrees}}}}}', headers=JSON)
    assert told.json()["answers"] == {"degrees": json.loads(degrees) if '"' in degrees else 5}


@pytest.mark.parametrize(
    ("written", "answer"),
    [("7.5", "7.5"), ("7.50", "7.5"), ("75e-1", "7.5"), ('"7.5"', "7.5"), ("7", "7"), ("7.0", "7"), ("0.29", "0.29")],
)
def test_decimals_are_read_from_their_digits(tmp_path: Path, written: str, answer: str) -> None:
    client = TestClient(mounted(load_rulebook(write_measured(tmp_path))))
    told = client.post("/api/outcome", content=f'{{"answers": {{"hours": {written}}}}}', headers=JSON)
    assert told.json()["answers"] == {"hours": answer}


@pytest.mark.parametrize("written", ["7.505", "1e999999999", "-1e-999999999", "1e400", '"7,5"', "[7.5]"])
def test_what_is_no_such_number_is_refused(tmp_path: Path, written: str) -> None:
    client = TestClient(mounted(load_rulebook(write_measured(tmp_path))))
    told = client.post("/api/outcome", content=f'{{"answers": {{"hours": {written}}}}}', headers=JSON)
    (problem,) = refusal(told, 422)
    assert problem["place"] == "answers.hours"


@pytest.mark.parametrize("media_type", ["application/json", "Application/JSON", "application/json; charset=utf-8"])
def test_json_may_be_called_by_any_of_its_names(client: TestClient, media_type: str) -> None:
    assert client.post("/api/next", content=b'{"answers":{}}', headers={"content-type": media_type}).status_code == 200


@pytest.mark.parametrize("address", ["/api/rulebook", "/api/openapi.json"])
def test_head_is_get_without_the_body(client: TestClient, address: str) -> None:
    got, head = client.get(address), client.head(address)
    assert head.status_code == 200
    assert head.headers == got.headers


def test_nothing_is_kept(client: TestClient) -> None:
    """No cookie is set, and one that is sent changes nothing."""
    before = client.post("/api/next", json={"answers": {}})
    client.post("/api/outcome", json={"answers": {"fault": "mine"}}, headers={"cookie": "session=1"})
    after = client.post("/api/next", json={"answers": {}}, headers={"cookie": "session=1"})
    assert before.content == after.content
    assert "set-cookie" not in before.headers
    assert "set-cookie" not in after.headers


DEEP = b'{"answers": {"fault": ' + b"[" * 30_000


@pytest.mark.parametrize("address", ["/api/next", "/api/outcome"])
@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        (b"", "This is not JSON"),
        (b"{", "This is not JSON"),
        (b'{"answers": {"fault": "mine"}', "This is not JSON"),
        (b"answers=fault", "This is not JSON"),
        (b'{"answers": {"fault": "\xff"}}', "This is not JSON"),
        (b'{"answers": {"fault": "\\ud800"}}', "This is not JSON"),
        (b'{"answers": NaN}', "This is not JSON"),
        (DEEP, "This is not JSON"),
        (b"\xef\xbb\xbf{}", "This is not JSON"),
        (b"[]", "Expected `object`, got `array`"),
        (b"null", "Expected `object`, got `null`"),
        (b"{}", "missing required field `answers`"),
        (b'{"answers": []}', "Expected `object`, got `array`"),
        (b'{"answers": {}, "language": null}', "Expected `str`, got `null`"),
        (b'{"answers": {}, "speed": 1}', "unknown field `speed`"),
    ],
)
def test_what_is_no_consultation_is_refused(client: TestClient, address: str, body: bytes, wrong: str) -> None:
    (problem,) = refusal(client.post(address, content=body, headers=JSON), 400)
    assert problem["place"] == "body"
    assert wrong in problem["wrong"]


@pytest.mark.parametrize("address", ["/api/next", "/api/outcome"])
def test_answers_that_do_not_fit_are_refused(client: TestClient, address: str) -> None:
    answers = {"fault": "min", "danger": "x", "cause": ["lied", "lied"], "contct": "blocked-me", "mood": None}
    problems = refusal(client.post(address, json={"answers": answers}), 422)
    assert [problem["place"] for problem in problems] == sorted(f"answers.{name}" for name in answers)
    told = {problem["place"]: problem for problem in problems}
    assert told["answers.fault"]["wrong"] == "'fault' has no option 'min'."
    assert told["answers.contct"]["right"] == "Did you mean 'contact'?"


@pytest.mark.parametrize("degrees", ["5.5", "-11", "41", "true", "1e300", "9" * 5000, "[5]", '"5"'])
def test_numbers_that_do_not_fit_are_refused(small: TestClient, degrees: str) -> None:
    told = small.post("/api/next", content=f'{{"answers": {{"degrees": {degrees}}}}}', headers=JSON)
    assert told.status_code in (400, 422)
    refusal(told, told.status_code)


def test_an_unknown_language_is_refused(client: TestClient) -> None:
    for told in (
        client.get("/api/rulebook?language=fr"),
        client.get("/api/rulebook?language="),
        client.post("/api/next", json={"answers": {}, "language": "fr"}),
        client.post("/api/outcome", json={"answers": {}, "language": "../en"}),
    ):
        (problem,) = refusal(told, 422)
        assert problem["place"] == "language"


@pytest.mark.parametrize("address", ["/api/", "/api/x", "/api/rulebook/", "/api/next/1", "/api/openapi"])
def test_there_is_nothing_elsewhere(client: TestClient, address: str) -> None:
    assert refusal(client.get(address, follow_redirects=False), 404) == []


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_an_address_takes_its_method(client: TestClient, address: str, method: str) -> None:
    taken = "POST" if address in ("/api/next", "/api/outcome") else "GET, HEAD"
    told = client.request(method, address)
    if method in taken:
        assert told.status_code != 405
    else:
        refusal(told, 405)
        assert told.headers["allow"] == taken


@pytest.mark.parametrize("media_type", [None, "text/plain", "application/x-www-form-urlencoded", "json", "", ";;"])
def test_only_json_is_taken(client: TestClient, media_type: str | None) -> None:
    headers = {} if media_type is None else {"content-type": media_type}
    refusal(client.post("/api/next", content=b'{"answers": {}}', headers=headers), 415)


def test_a_body_may_be_so_long_and_no_longer(client: TestClient) -> None:
    longest = b'{"answers": {}}'.ljust(MOST_BYTES)
    assert client.post("/api/next", content=longest, headers=JSON).status_code == 200
    refusal(client.post("/api/next", content=longest + b" ", headers=JSON), 413)


def test_a_body_without_length_is_read_no_further_than_it_may_be_long(client: TestClient) -> None:
    assert client.post("/api/next", content=iter([b'{"answers"', b": {}}"]), headers=JSON).status_code == 200
    refusal(client.post("/api/next", content=(b" " * 1000 for _ in range(66)), headers=JSON), 413)


async def _called(app: Starlette, *messages: dict[str, Any]) -> tuple[list[Any], int]:
    """What the application sends when these messages come in, and how many of them it took."""
    left, sent = list(messages), []

    async def receive() -> dict[str, Any]:
        return left.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": "/next", "query_string": b"", "headers": headers}
    await app(scope, receive, send)
    return sent, len(messages) - len(left)


def test_reading_stops_where_it_is_too_much(client: TestClient, rulebook: Rulebook) -> None:
    endless = [{"type": "http.request", "body": b" " * 16384, "more_body": True}] * 100
    sent, taken = anyio.run(_called, api(rulebook, "reference"), *endless)
    assert sent[0]["status"] == 413
    assert taken == 5


def test_who_hangs_up_leaves_no_trace(rulebook: Rulebook, caplog: pytest.LogCaptureFixture) -> None:
    cut = ({"type": "http.request", "body": b'{"answers"', "more_body": True}, {"type": "http.disconnect"})
    sent, _ = anyio.run(_called, api(rulebook, "reference"), *cut)
    assert sent[0]["status"] == 400
    assert caplog.records == []


def test_what_breaks_is_told_without_what_was_said(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """TestClient raises whatever a server would have had to log."""

    def broken(*_: object, **__: object) -> None:
        try:
            raise ValueError("blocked-me")
        except ValueError as error:
            raise RuntimeError("blocked-me") from error

    monkeypatch.setattr(served, "consult", broken)
    answers = {"contact": "blocked-me"}
    assert refusal(client.post("/api/outcome", json={"answers": answers}), 500) == []
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "RuntimeError" in record.getMessage()
    assert "in outcome" in record.getMessage()
    assert record.exc_info is None
    assert "blocked-me" not in caplog.text.replace('raise RuntimeError("blocked-me")', "")


def test_of_many_unknown_names_a_hundred_are_looked_at(
    client: TestClient, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each costs a search for what was meant."""
    looked_at: list[int] = []

    def counting(book: Rulebook, answers: dict[str, object], **_: object) -> None:
        looked_at.append(len(answers))
        consult(book, answers, engine="reference")

    monkeypatch.setattr(served, "consult", counting)
    answers: dict[str, object] = {f"contact{number}": "x" for number in range(3_000)}
    assert len(refusal(client.post("/api/outcome", json={"answers": answers}), 422)) == MOST_PROBLEMS
    everything = {**answers, **dict.fromkeys(rulebook.question, "unknown")}
    assert len(refusal(client.post("/api/outcome", json={"answers": everything}), 422)) == MOST_PROBLEMS
    assert looked_at == [MOST_PROBLEMS, MOST_PROBLEMS + len(rulebook.question)]


def test_what_fails_always_fails_at_once(rulebook: Rulebook) -> None:
    with pytest.raises(EngineError):
        api(rulebook, "steam")


FOLDER = TemporaryDirectory()
atexit.register(FOLDER.cleanup)
THROWN = settings(
    max_examples=100, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)

# Every answer of the shipped rulebook takes many times as long, and its API is the same.
THROWN_AT_SHIPPED = settings(THROWN, max_examples=25)


def described(rulebook: Rulebook) -> Any:
    # From a mapping: of a description that it has fetched itself, schemathesis leaves the address out.
    schema = schemathesis.openapi.from_dict(openapi(rulebook))
    schema.app = mounted(rulebook)
    return schema


SHIPPED = described(load_rulebook())
SMALL = described(load_rulebook(write_rulebook(Path(FOLDER.name))))


@SHIPPED.parametrize()
@THROWN_AT_SHIPPED
def test_the_api_of_the_shipped_rulebook_keeps_every_check(case: schemathesis.Case) -> None:
    case.call_and_validate()


@SMALL.parametrize()
@THROWN
def test_the_api_of_a_small_rulebook_keeps_every_check(case: schemathesis.Case) -> None:
    """It has questions of all kinds; the shipped one asks for no number."""
    case.call_and_validate()


@pytest.mark.parametrize(
    ("status", "media_type", "body"),
    [
        (500, "application/problem+json", b"{}"),
        (418, "application/json", b"{}"),
        (200, "text/plain", b"{}"),
        (200, "application/json", b"{}"),
        (422, "application/problem+json", b'{"type": "about:blank"}'),
    ],
)
def test_the_checks_notice_what_is_not_as_described(
    rulebook: Rulebook, status: int, media_type: str, body: bytes
) -> None:
    schema = described(rulebook)
    schema.app = Starlette(routes=[Mount("/api", Response(body, status, media_type=media_type))])
    case = schema["/api/next"]["POST"].Case(body={"answers": {}}, media_type="application/json")
    with pytest.raises(FailureGroup):
        case.call_and_validate()
