"""Files that look meant and that nothing reads are named; others may lie in a rulebook's folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from mistakes import problems_of
from nakanaori.engine.reading import load_rulebook
from small_rulebook import FILES, write_rulebook

CASE = "rulebook: going_out\nanswers: {weather: sun}\n"
RULE = '- {rule: r, cites: ["1"], advise: stay-in}\n'


@pytest.mark.parametrize(
    ("name", "content", "meant"),
    [
        ("guarantee.yaml", "- {}", "'guarantees.yaml'"),
        ("guarantees.yaml.txt", "- {}", "'guarantees.yaml'"),
        ("help_lines.yaml", "- {}", "'help-lines.yaml'"),
        ("action.yml", "- {}", "'actions.yaml'"),
        ("rule/1.yaml", "- {}", "'rules'"),
        ("scenario/1.yaml", "- {}", "'scenarios'"),
        ("texts/en.yaml", "{}", "'text'"),
        ("rules/1.yaml.txt", RULE, ""),
        ("text/en/more.yaml", "a: b", ""),
        ("safety.yaml", RULE, ""),
        ("safety/1.yaml", RULE, ""),
        ("more/stories.yml", "- {scenario: s}", ""),
        ("promises.yaml", "- {guarantee: g}", ""),
        ("numbers.yaml", "{checked: 2026-01-01, lines: []}", ""),
        ("german.yaml", FILES["text/en.yaml"], ""),
        ("broken.yaml", "- [", ""),
    ],
)
def test_what_looks_meant_is_named(tmp_path: Path, name: str, content: str, meant: str) -> None:
    (problem,) = problems_of(write_rulebook(tmp_path, {name: content}))
    assert (problem.place.source, problem.wrong) == (str(tmp_path / name), "Nothing reads this file.")
    assert problem.right.startswith(
        f"Did you mean {meant}? A rulebook consists of" if meant else "A rulebook consists of"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("me.yaml", CASE),
        ("actions-of-ann.yaml", CASE),
        ("cases/ann.yml", CASE),
        ("mkdocs.yml", "site_name: Our rules\nnav: []\n"),
        ("deploy/service.yaml", "kind: Service\nmetadata: {name: rules}\n"),
        ("deploy/broken.yaml", "{{ .Values }}"),
        ("rules/README.md", "- rule: r"),
        ("rules/1.yaml~", RULE),
        ("schemas/rules.schema.json", "{}"),
        (".github/rules.yaml", RULE),
    ],
)
def test_what_has_nothing_to_do_with_it_may_lie_there(tmp_path: Path, name: str, content: str) -> None:
    assert load_rulebook(write_rulebook(tmp_path, {name: content})).id == "going_out"
