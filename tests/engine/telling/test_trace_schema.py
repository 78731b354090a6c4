"""The published JSON Schema: it is what the types give, it describes everything, and it refuses what is wrong."""

from __future__ import annotations

import copy
import json

import jsonschema
import pytest
from house import DOCS
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import outcome_schema, schema_text

COMMITTED = DOCS / "outcome.schema.json"


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(outcome_schema())


@pytest.fixture
def made(rulebook: Rulebook) -> dict:
    answers = {"fault": "mine", "apology": "not-yet", "contact": "blocked-me", "cause": ["lied"], "elapsed": "unknown"}
    return json.loads(json.dumps(consult(rulebook, answers, engine="reference").to_dict()))


def test_the_committed_schema_is_the_generated_one():
    again = "run: nakanaori schema outcome -o docs/outcome.schema.json"
    assert COMMITTED.read_text(encoding="utf-8") == schema_text(), again


def test_it_is_a_json_schema():
    schema = outcome_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]
    jsonschema.Draft202012Validator.check_schema(schema)


def test_it_describes_every_object_and_every_property():
    for name, definition in outcome_schema()["$defs"].items():
        assert definition["description"], name
        for field, described in definition["properties"].items():
            assert described["description"], f"{name}.{field}"


def test_it_is_made_afresh():
    outcome_schema()["$defs"].clear()
    assert outcome_schema()["$defs"]


def test_it_accepts_an_outcome(validator, made):
    validator.validate(made)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_accepts_an_outcome_without_answers(validator, rulebook, language):
    validator.validate(json.loads(json.dumps(consult(rulebook, {}, engine="reference").to_dict(language))))


def _without(*path):
    def change(made):
        for key in path[:-1]:
            made = made[key]
        del made[path[-1]]

    return change


def _with(value, *path):
    def change(made):
        for key in path[:-1]:
            made = made[key]
        made[path[-1]] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        _without("digest"),
        _without("rulebook", "sha256"),
        _without("rulebook", "wording"),
        _without("actions", 0, "because"),
        _without("rules", 0, "because", 0, "answer"),
        _with("nakanaori-outcome/0", "schema"),
        _with("short", "digest"),
        _with("yes", "complete"),
        _with("surprise", "surprise"),
        _with("surprise", "actions", 0, "surprise"),
        _with(0, "actions", 0, "rank"),
        _with("1", "actions", 0, "rank"),
        _with([], "actions", 0, "because"),
        _with([], "actions", 0, "led_by"),
        _with({"a": "b"}, "answers", "fault"),
        _with(1.5, "answers", "fault"),
        _with({}, "rules", 0, "because", 0),
        _with({"question": "fault", "answer": "mine", "finding": "hurt", "holds": True}, "rules", 0, "because", 0),
        _with({"question": "fault", "answer": "mine", "holds": True}, "rules", 0, "because", 0),
    ],
)
def test_it_refuses_what_is_no_outcome(validator, made, change):
    changed = copy.deepcopy(made)
    change(changed)
    assert not validator.is_valid(changed)
