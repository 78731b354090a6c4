"""The API: it says what the engine says, refuses everything else as problem details, and is as its OpenAPI tells."""

from __future__ import annotations

import atexit
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import anyio
import dice
import jsonschema
import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from nakanaori.engine.consulting import consult, open_questions
from nakanaori.engine.language import EngineError, Rulebook
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.engine.telling import outcome_components, trace_json
from nakanaori.web import api as served
from nakanaori.web.api import MOST_BYTES, api
from nakanaori.web.api_refusal import MOST_PROBLEMS, REFUSALS
from nakanaori.web.openapi import openapi
from schemathesis.core.failures import FailureGroup
from small_rulebook import write_rulebook
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Mount
from starlette.testclient import TestClient

JSON = {"content-type": "application/json"}
ADDRESSES = ("/api/rulebook", "/api/next", "/api/outcome", "/api/openapi.json")


def mounted(rulebook: Rulebook) -> Starlette:
    """An application with the API where its description says that it is."""
    return Starlette(routes=[Mount("/api", api(rulebook, "reference"))])


@pytest.fixture(scope="module")
def client(rulebook: Rulebook) -> Iterator[TestClient]:
    with TestClient(mounted(rulebook)) as made:
        yield made


@pytest.fixture(scope="module")
def going_out(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """A small rulebook with a question of each kind; the shipped one asks for no number."""
    return load_rulebook(write_rulebook(tmp_path_factory.mktemp("going-out")))


@pytest.fixture(scope="module")
def small(going_out: Rulebook) -> Iterator[TestClient]:
    with TestClient(mounted(going_out)) as made:
        yield made


# what it says ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", [None, "ja", "en"])
def test_the_rulebook_in_words(client: TestClient, rulebook: Rulebook, language: str | None) -> None:
    told = client.get("/api/rulebook", params={} if language is None else {"language": language})
    assert told.status_code == 200
    assert told.headers["content-type"] == "application/json"
    told = told.json()
    texts = rulebook_texts(rulebook, language)
    assert (told["id"], told["version"], told["sha256"]) == (rulebook.id, rulebook.version, rulebook.sha256)
    assert (told["languages"], told["language"]) == (["ja", "en"], language or "ja")
    assert [told[part] for part in ("title", "about", "source")] == [
        texts("rulebook", part) for part in ("title", "about", "source")
    ]
    assert rulebook.alarm
    assert told["alarm"] == {"finding": rulebook.alarm.finding, "phase": rulebook.alarm.phase}
    assert [question["id"] for question in told["questions"]] == list(rulebook.question)
    for question in told["questions"]:
        said = ("questions", question["id"])
        assert question["kind"] == rulebook.question[question["id"]].kind
        assert [question[part] for part in ("topic", "ask", "why")] == [
            texts(*said, part) for part in ("topic", "ask", "why")
        ]
        assert question["hint"] == texts.get(*said, "hint")
        assert [option["id"] for option in question["options"]] == list(rulebook.question[question["id"]].options)
        for option in question["options"]:
            assert option["label"] == texts(*said, "options", option["id"])
    assert told["phases"] == [{"id": phase, "title": texts("phases", phase)} for phase in rulebook.phases]
    assert [action["id"] for action in told["actions"]] == list(rulebook.action)
    for action in told["actions"]:
        declared = rulebook.action[action["id"]]
        assert (action["phase"], action["tags"], action["cites"]) == (
            *(declared.phase, list(declared.tags), list(declared.cites)),
        )
        assert action["title"] == texts("actions", action["id"], "title")


def test_only_a_number_has_bounds(small: TestClient) -> None:
    weather, bag, degrees, at_home = small.get("/api/rulebook").json()["questions"]
    assert (degrees["kind"], degrees["from"], degrees["to"], degrees["options"]) == ("number", -10, 40, [])
    assert [question.keys() & {"from", "to"} for question in (weather, bag, at_home)] == [set()] * 3


@pytest.mark.parametrize("seed", range(20))
def test_the_next_question_is_the_engines(client: TestClient, rulebook: Rulebook, seed: int) -> None:
    answers = dice.answers(Random(seed), rulebook) if seed else {}
    language = ("ja", "en")[seed % 2]
    told = client.post("/api/next", json={"answers": answers, "language": language}).json()
    mattering = [question.id for question in open_questions(rulebook, answers)]
    assert told["open_questions"] == mattering
    assert told["complete"] is (not mattering)
    assert told["language"] == language
    questions = client.get("/api/rulebook", params={"language": language}).json()["questions"]
    assert told["question"] == next((question for question in questions if question["id"] in mattering), None)


def test_a_questionnaire_comes_to_its_end(client: TestClient, rulebook: Rulebook) -> None:
    answers: dict[str, object] = {}
    random = Random(1)
    while not (told := client.post("/api/next", json={"answers": answers}).json())["complete"]:
        asked = told["question"]["id"]
        assert asked not in answers
        answers[asked] = dice.answer(random, rulebook.question[asked])
    assert told["question"] is None
    assert client.post("/api/outcome", json={"answers": answers}).json()["complete"] is True


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


# what it refuses ------------------------------------------------------------------------------------------------------


def refusal(response: Any, status: int) -> list[dict[str, str]]:
    """The problems of a response that refuses with that status."""
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    title, detail = REFUSALS[status]
    assert told == {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "problems": told["problems"],
    }
    assert all(problem.keys() == {"place", "wrong", "right"} and problem["wrong"] for problem in told["problems"])
    problems: list[dict[str, str]] = told["problems"]
    return problems


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


def test_no_more_is_told_than_one_can_read(client: TestClient) -> None:
    answers = {f"a{number}": "x" for number in range(5000)}
    told = client.post("/api/next", json={"answers": answers})
    assert len(refusal(told, 422)) == MOST_PROBLEMS
    assert len(told.content) < MOST_BYTES


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


def test_refusals_are_not_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="nakanaori")
    client.post("/api/outcome", json={"answers": {"contact": "a secret"}})
    client.post("/api/outcome", content=b'{"a secret"', headers=JSON)
    assert [record for record in caplog.records if record.name.startswith("nakanaori")] == []


def test_what_fails_always_fails_at_once(rulebook: Rulebook) -> None:
    with pytest.raises(EngineError):
        api(rulebook, "steam")


# what it says of itself -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def description(client: TestClient) -> dict[str, Any]:
    made = client.get("/api/openapi.json").json()
    assert isinstance(made, dict)
    return made


def everything_in(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from everything_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from everything_in(inner)


def validator(description: dict[str, Any], name: str) -> jsonschema.Draft202012Validator:
    """Of the schema of that name."""
    return jsonschema.Draft202012Validator({**description, "$ref": f"#/components/schemas/{name}"})


def test_the_description_is_what_is_generated(description: dict[str, Any], rulebook: Rulebook) -> None:
    assert description == json.loads(msgspec.json.encode(openapi(rulebook)))
    assert description["openapi"] == "3.1.1"
    assert rulebook.version in description["info"]["description"]
    assert tuple(description["paths"]) == ADDRESSES


def test_every_reference_leads_somewhere(description: dict[str, Any]) -> None:
    references = {part["$ref"] for part in everything_in(description) if isinstance(part.get("$ref"), str)}
    assert len(references) > 20
    for reference in references:
        at: Any = description
        for key in reference.removeprefix("#/").split("/"):
            at = at[key]
    used = {reference.rpartition("/")[2] for reference in references if "/schemas/" in reference}
    assert used == set(description["components"]["schemas"])


def test_schemas_are_schemas_and_say_what_they_mean(description: dict[str, Any]) -> None:
    for name, schema in description["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["description"], name
        for field, described in schema["properties"].items():
            assert described["description"], f"{name}.{field}"


def test_operations_have_names_sentences_and_every_status(description: dict[str, Any]) -> None:
    operations = [operation for path in description["paths"].values() for operation in path.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations) == 4
    for operation in operations:
        assert operation["summary"].endswith(".")
        assert {"200", "500"} <= operation["responses"].keys()
        if "requestBody" in operation:
            assert operation["responses"].keys() == {"200", "400", "413", "415", "422", "500"}


def test_the_trace_is_described_in_the_same_words(description: dict[str, Any]) -> None:
    components = json.loads(json.dumps(outcome_components("#/components/schemas/{name}")))
    assert components.items() <= description["components"]["schemas"].items()


@pytest.mark.parametrize("seed", range(10))
def test_replies_are_as_described(client: TestClient, rulebook: Rulebook, description: Any, seed: int) -> None:
    asked = {"answers": dice.answers(Random(seed), rulebook), "language": ("ja", "en")[seed % 2]}
    validator(description, "Consultation").validate(asked)
    validator(description, "Next").validate(client.post("/api/next", json=asked).json())
    validator(description, "Trace").validate(client.post("/api/outcome", json=asked).json())
    validator(description, "WordedRulebook").validate(client.get("/api/rulebook").json())
    refused = client.post("/api/next", json={"answers": {"x": 1}})
    validator(description, "ProblemDetails").validate(refused.json())


ANSWERS = [
    *({}, {"weather": "sun"}, {"weather": "unknown"}, {"bag": []}, {"bag": ["hat", "tea"]}, {"bag": "unknown"}),
    *({"degrees": -10}, {"degrees": 40.0}, {"degrees": "unknown"}, {"at-home": "yes"}),
    *({"weather": "fog"}, {"weather": ["sun"]}, {"weather": None}, {"bag": ["hat", "hat"]}, {"bag": ["unknown"]}),
    *({"bag": "hat"}, {"bag": ["sun"]}, {"degrees": 41}, {"degrees": 0.5}, {"degrees": True}, {"at-home": True}),
    *({"Weather": "sun"}, {"": "sun"}, {"weather": "sun", "x": []}),
]


@pytest.mark.parametrize("answers", ANSWERS, ids=json.dumps)
def test_exactly_what_is_described_is_taken(small: TestClient, going_out: Rulebook, answers: dict[str, Any]) -> None:
    described = validator(openapi(going_out), "Consultation").is_valid({"answers": answers})
    assert small.post("/api/next", json={"answers": answers}).status_code == (200 if described else 422)


# what schemathesis makes of it ----------------------------------------------------------------------------------------

# Schemathesis takes its operations when tests are collected, before there are fixtures; the folder lasts as long.
FOLDER = TemporaryDirectory()
atexit.register(FOLDER.cleanup)

THROWN = settings(
    max_examples=100, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def described(rulebook: Rulebook) -> Any:
    # From a mapping: of a description that it has fetched itself, schemathesis leaves the address out.
    schema = schemathesis.openapi.from_dict(openapi(rulebook))
    schema.app = mounted(rulebook)
    return schema


SHIPPED = described(load_rulebook())
SMALL = described(load_rulebook(write_rulebook(Path(FOLDER.name))))


@SHIPPED.parametrize()
@THROWN
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
