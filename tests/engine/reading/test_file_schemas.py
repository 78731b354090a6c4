"""The JSON Schemas of the YAML files: committed, named by the shipped files, true of them, and refusing mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from house import HOUSE
from nakanaori.engine.reading import schemas_of_files
from nakanaori.engine.telling import schema_text
from small_rulebook import FILES

COMMITTED = HOUSE / "docs" / "schemas"
MARK = "# yaml-language-server: $schema="


def kind_of(path: Path) -> str:
    folder = path.parent.name
    return folder if folder in ("rules", "text", "scenarios") else path.stem


def shipped() -> Iterator[Path]:
    yield from sorted((HOUSE / "rules").rglob("*.yaml"))
    yield from sorted((HOUSE / "engine" / "authoring" / "starter").rglob("*.yaml"))


SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Yaml12(SAFE):
    """YAML as 1.2 has it: `yes`, `no`, `on` and dates are text."""


Yaml12.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_json(value: object) -> object:
    """What an editor's parser makes of YAML: keys are strings, dates are text."""
    if isinstance(value, dict):
        return {str(key).lower() if isinstance(key, bool) else str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


PARSERS = {"1.1": SAFE, "1.2": Yaml12, "text": getattr(yaml, "CBaseLoader", yaml.BaseLoader)}


def problems(kind: str, text: str) -> list[str]:
    """What the schema says against a text, whichever way its scalars are read."""
    validator = jsonschema.Draft202012Validator(schemas_of_files()[kind])
    return [
        f"{name}: {error.json_path}: {error.message}"
        for name, parser in PARSERS.items()
        for error in validator.iter_errors(as_json(yaml.load(text, Loader=parser)))
    ]


@pytest.mark.parametrize("name", list(schemas_of_files()))
def test_the_committed_schema_is_the_generated_one(name: str) -> None:
    again = "run: nakanaori schema --into docs/schemas"
    assert (COMMITTED / f"{name}.schema.json").read_text("utf-8") == schema_text(schemas_of_files()[name]), again


def test_no_other_schema_is_committed() -> None:
    assert {path.name for path in COMMITTED.iterdir()} == {f"{name}.schema.json" for name in schemas_of_files()}


@pytest.mark.parametrize("name", list(schemas_of_files()))
def test_schemas_are_schemas_and_describe_every_key(name: str) -> None:
    schema = schemas_of_files()[name]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)

    def undescribed(part: object, path: str) -> Iterator[str]:
        if isinstance(part, dict):
            for key, inner in part.items():
                inside = key in ("if", "then", "else")
                if key == "properties" and not inside:
                    yield from (f"{path}.{name}" for name, said in inner.items() if not said.get("description"))
                if not inside:
                    yield from undescribed(inner, f"{path}.{key}")
        elif isinstance(part, list):
            for inner in part:
                yield from undescribed(inner, path)

    assert list(undescribed(schema, name)) == []


@pytest.mark.parametrize("path", list(shipped()), ids=lambda path: str(path.relative_to(HOUSE)))
def test_shipped_files_are_valid(path: Path) -> None:
    assert problems(kind_of(path), path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "path", sorted((HOUSE / "rules").rglob("*.yaml")), ids=lambda path: str(path.relative_to(HOUSE))
)
def test_shipped_files_name_their_schema(path: Path) -> None:
    first = path.read_text("utf-8").split("\n", 1)[0]
    assert first.startswith(MARK)
    named = (path.parent / first.removeprefix(MARK)).resolve()
    assert named == COMMITTED / f"{kind_of(path)}.schema.json"


@pytest.mark.parametrize("name", list(FILES))
def test_any_rulebook_that_loads_is_valid(name: str) -> None:
    assert problems(kind_of(Path(name)), FILES[name]) == []


GOOD = {
    "rules": [
        "- {rule: a, cites: 1.1, advise: b}",
        "- {rule: a, cites: [1, 1.1], when: {q: yes, r: [x, unknown], s: {not: no}}, find: f}",
        "- {rule: a, cites: x, unless: {q: {at-least: 2, of: [a, b]}}, withhold: {tag: t, phase: [p]}}",
        "- {rule: a, cites: x, any: [{q: {at-least: 3, less-than: 9}}, {f: false}], basic: true, advise: [b, c]}",
    ],
    "questions": [
        "- {question: q, choose: number, from: -3, to: 4}",
        '- {question: q, choose: one, options: ["yes", no, 3]}',
    ],
    "case": ["{rulebook: r, answers: {}}", "rulebook: r\nanswers:", "{rulebook: 1, answers: {a: yes, b: [], c: 3}}"],
    "guarantees": [
        "- {guarantee: g, cites: x, never: {phase: p}}",
        "- {guarantee: g, cites: 1, first: a, complete: yes}",
    ],
    "drafts": [
        "- {draft: a, parts: [p]}",
        "- {draft: a, kind: k, when: {q: x}, any: [{q: x}], unless: {f: true}, parts: [p, {part: r, when: {q: x}}]}",
    ],
    "help-lines": [
        "{checked: 2026-11-01, lines: [{line: a, region: jp, call: 110, for: b}]}",
        "{checked: 2026-11-01, lines: [{line: मौसम, region: jp, url: 'https://a.example/b?c', for: e\u0301}]}",
    ],
    "actions": ["- {action: a, phase: p, cites: x, steps: [s], follow-ups: [{follow-up: f, days-after: 36500}]}"],
}
BAD = {
    "rulebook": ["[]", "{rulebook: a, version: 1, languages: [], sections: x, phases: y}", "{rulebook: a}"],
    "rules": [
        "- {rule: a, cites: x}",
        "- {cites: x, advise: b}",
        "- {rule: a, advise: b}",
        "- {rule: a, cites: x, advice: b}",
        "- {rule: a, cites: x, advise: []}",
        "- {rule: a, cites: x, advise: b, when: {}}",
        "- {rule: a, cites: x, advise: b, when: [q]}",
        "- {rule: a, cites: x, advise: b, any: {q: x}}",
        "- {rule: a, cites: x, advise: b, when: {q: {}}}",
        "- {rule: a, cites: x, advise: b, when: {q: {atleast: 2}}}",
        "- {rule: a, cites: x, advise: b, when: {q: {not: x, at-least: 2}}}",
        "- {rule: a, cites: x, advise: b, when: {q: {of: [x]}}}",
        "- {rule: a, cites: x, find: b, basic: true}",
        "- {rule: a, cites: x, advise: b, basic: maybe}",
        "- {rule: a, cites: x, withhold: {tags: t}}",
        "- {rule: a b, cites: x, advise: b}",
        "- {rule: a, cites: [x, x], advise: b}",
        "rule: a",
    ],
    "questions": [
        "- {question: q, choose: one}",
        "- {question: q, options: [a]}",
        "- {question: q, choose: any, options: [a]}",
        "- {question: q, choose: number, from: 1}",
        "- {question: q, choose: number, from: 1, to: 2, options: [a]}",
        "- {question: q, choose: one, options: [a], from: 1}",
        "- {question: q, choose: number, from: 1.5, to: 2}",
    ],
    "actions": [
        "- {action: a, phase: p, cites: x}",
        "- {action: a, phase: p, cites: x, steps: [{step: s}]}",
        "- {action: a, phase: p, cites: x, steps: [s], follow-ups: [{follow-up: f}]}",
        "- {action: a, phase: p, cites: x, steps: [s], follow-ups: [{follow-up: f, days-after: 999999999}]}",
        f"- {{action: {'a' * 201}, phase: p, cites: x, steps: [s]}}",
        "- {action: a, phase: p, cites: x, steps: [s], follow-ups: [{follow-up: f, days-after: 1, days-before: 1}]}",
    ],
    "text": ["{language: x}", "[]"],
    "help-lines": [
        "{lines: []}",
        "{checked: x, lines: [{line: a, region: jp}]}",
        "{checked: x, lines: [{line: a, region: jp, for: b, url: 'javascript:x'}]}",
        "{checked: x, lines: [{line: a, region: jp, for: b, url: www.example.org}]}",
    ],
    "scenarios": ["- {scenario: s, about: a, answers: {}}", "- {scenario: s, about: a, answers: {}, plan: {hold: x}}"],
    "guarantees": ["- {guarantee: g, cites: x}", "- {guarantee: g, cites: x, first: {tag: t}}"],
    "drafts": [
        "- {draft: a}",
        "- {draft: a, parts: []}",
        "- {draft: a, parts: p}",
        "- {parts: [p]}",
        "- {draft: a, parts: [{part: p}]}",
        "- {draft: a, parts: [{part: p, when: {}}]}",
        "- {draft: a, parts: [p], text: words}",
    ],
    "case": ["{answers: {}}", "{rulebook: r, answers: []}", "{rulebook: r, answers: {a: {b: c}}}"],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in GOOD.items() for text in texts])
def test_what_the_language_allows_is_valid(kind: str, text: str) -> None:
    # `complete: yes` is no truth value to the loader, however an editor reads it.
    found = [problem for problem in problems(kind, text) if "complete" not in text or problem.startswith("1.1")]
    assert found == []


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in BAD.items() for text in texts])
def test_mistakes_are_refused(kind: str, text: str) -> None:
    assert {problem.split(":")[0] for problem in problems(kind, text)} == set(PARSERS)


def test_every_kind_is_tried_with_mistakes() -> None:
    assert set(BAD) == set(schemas_of_files())


def within(schema: dict[str, Any], *steps: str | int) -> dict[str, Any]:
    """A schema within another, by the way there."""
    for step in steps:
        schema = schema[step]
    return schema


WHERE: dict[str, tuple[str, tuple[str | int, ...]]] = {
    "`rulebook.yaml`": ("rulebook", ()),
    "its `alarm`": ("rulebook", ("properties", "alarm")),
    "a question": ("questions", ("items",)),
    "an action": ("actions", ("items",)),
    "a step for some": ("actions", ("items", "properties", "steps", "items", "anyOf", 1)),
    "a follow-up": ("actions", ("items", "properties", "follow-ups", "items")),
    "a draft": ("drafts", ("items",)),
    "a part for some": ("drafts", ("items", "properties", "parts", "items", "anyOf", 1)),
    "a rule": ("rules", ("items",)),
    "`help-lines.yaml`": ("help-lines", ()),
    "a help line": ("help-lines", ("properties", "lines", "items")),
    "`text/LANGUAGE.yaml`": ("text", ()),
    "its `rulebook`": ("text", ("properties", "rulebook")),
    "the texts of a question": ("text", ("properties", "questions", "additionalProperties")),
    "the texts of a finding": ("text", ("properties", "findings", "additionalProperties")),
    "the texts of an action": ("text", ("properties", "actions", "additionalProperties")),
    "the texts of a draft": ("text", ("properties", "drafts", "additionalProperties")),
    "the texts of a help line": ("text", ("properties", "help-lines", "additionalProperties")),
    "a scenario": ("scenarios", ("items",)),
    "a guarantee": ("guarantees", ("items",)),
    "a case": ("case", ()),
}


def test_the_reference_says_of_every_key_whether_it_is_needed() -> None:
    table = (HOUSE / "docs" / "rule-language.md").read_text("utf-8").partition("## Which keys are needed")[2]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines() if line.startswith("| ")]
    assert [where for where, _, _ in rows[1:]] == list(WHERE)
    for where, needed, optional in rows[1:]:
        kind, way = WHERE[where]
        schema = within(schemas_of_files()[kind], *way)
        always, _, sometimes = needed.partition(";")
        named = [re.findall("`([a-z-]+)`", cell) for cell in (always, sometimes, optional)]
        assert sorted(named[0]) == sorted(schema["required"]), where
        assert sorted([*named[0], *named[1], *named[2]]) == sorted(schema["properties"]), where
