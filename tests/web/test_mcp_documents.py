"""The schemas of what tools take and give."""

from __future__ import annotations

import json

import pytest
from assisting import require_sdk
from jsonschema import Draft202012Validator, ValidationError
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import outcome_schema


@pytest.fixture(autouse=True)
def _sdk() -> None:
    require_sdk()


def test_arguments_name_the_rulebooks_and_languages_that_are_there(rulebook: Rulebook, going_out: Rulebook) -> None:
    from nakanaori.web.mcp_documents import OtherAnswers, argument_schema

    schema = argument_schema(OtherAnswers, (rulebook, going_out))
    assert schema["required"] == ["answers", "other"]
    assert schema["properties"]["rulebook"]["enum"] == ["regain_trust", "going_out"]
    assert schema["properties"]["language"]["enum"] == ["ja", "en"]
    validator = Draft202012Validator(schema)
    validator.validate({"answers": {"weather": "sun"}, "other": {"weather": None}, "rulebook": "going_out"})
    for wrong in ({"answers": {}}, {"answers": {}, "other": {}, "language": "fr"}, {"answers": [], "other": {}}):
        with pytest.raises(ValidationError):
            validator.validate(wrong)


def test_a_plan_has_the_schema_of_the_outcome() -> None:
    from nakanaori.engine.telling import Trace
    from nakanaori.web.mcp_documents import result_schema

    schema, published = result_schema(Trace), json.loads(json.dumps(outcome_schema()))
    assert schema["$defs"] == {name: part for name, part in published["$defs"].items() if name != "Trace"}
    assert schema["properties"] == published["$defs"]["Trace"]["properties"]


def test_a_schema_refers_to_nothing_outside_itself() -> None:
    from nakanaori.web.mcp_documents import result_schema
    from nakanaori.web.mcp_tools import TOOLS

    for tool in TOOLS:
        schema = result_schema(tool.gives)
        text = json.dumps(schema)
        referred = {part.split('"')[0] for part in text.split('"#/$defs/')[1:]}
        assert referred <= schema.get("$defs", {}).keys(), tool.name
