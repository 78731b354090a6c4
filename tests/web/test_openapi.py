"""The API's description: it is what is generated, and exactly what is described is taken and given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import dice
import jsonschema
import msgspec
import pytest
from api_client import ADDRESSES
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import outcome_components
from nakanaori.web.openapi import openapi
from starlette.testclient import TestClient


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
    validator(description, "Consultation").validate(json.loads(json.dumps(asked)))
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
