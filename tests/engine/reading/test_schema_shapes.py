"""What the schemas of YAML files are made of: which words, numbers, tests and selections it lets through."""

from __future__ import annotations

import jsonschema
import pytest
from nakanaori.engine.reading import schema_shapes
from nakanaori.engine.reading.schema_shapes import (
    BOUND,
    COUNT,
    ID,
    IDS,
    LINK,
    TESTS,
    Schema,
    by_id,
    listing,
    mapping,
    said,
)

NUMBERED = mapping({"id": said("An id.", ID), "count": said("How many.", COUNT)}, ("id",))


def lets_through(schema: Schema, value: object) -> bool:
    return jsonschema.Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        (ID, ["a-b", "はい", 3, 1.1, True], ["a b", "", "a:", "x" * 201, None, ["a"]]),
        (IDS, ["a", ["a", 2]], [[], ["a", "a"], {"a": "b"}]),
        (COUNT, [0, 3, "12"], [-1, 1.5, "-1", "x"]),
        (BOUND, [-3, 1.5, "1.5", "2026-11-01"], ["2026-11", "x", "1,5", None]),
        (LINK, ["https://a.example/b", "tel:110"], ["javascript:x", "www.example.org"]),
        (TESTS, [{"q": "a"}, {"q": {"not": ["a", "b"]}}, {"q": {"at-least": 2, "of": "a"}}], [{}, {"q": {"of": "a"}}]),
        (NUMBERED, [{"id": "a"}, {"id": "a", "count": 2}], [{}, {"count": 2}, {"id": "a", "more": 1}, []]),
        (listing(NUMBERED), [[], [{"id": "a"}]], [{"id": "a"}, [{}]]),
        (by_id("Counts.", COUNT), [{}, {"a": 1, "b": 2}], [{"a": "x"}, [1]]),
        (schema_shapes.selected("Actions."), ["a", {"tag": "t", "phase": ["p"]}], [{}, {"except": "a"}, {"kind": "k"}]),
    ],
)
def test_what_a_shape_lets_through(schema: Schema, good: list[object], bad: list[object]) -> None:
    assert [value for value in good if not lets_through(schema, value)] == []
    assert [value for value in bad if lets_through(schema, value)] == []


def test_a_whole_file_names_its_dialect_and_an_editor_is_told_what_it_is() -> None:
    schema = schema_shapes.file("counts.yaml", listing(NUMBERED))
    assert schema["title"] == "counts.yaml"
    jsonschema.validators.validator_for(schema, default=None).check_schema(schema)
    assert schema["items"]["properties"]["count"]["description"] == "How many."


def test_actions_are_selected_with_what_is_added_to_the_common_keys() -> None:
    schema = schema_shapes.selected("Actions.", **{"except": said("Spared.", IDS)})
    assert lets_through(schema, {"phase": "p", "except": ["a"]})
    assert not lets_through(schema, {"except": ["a"]})
