"""Where things are declared that a rulebook remembers without a place, and which tags its files go by."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.engine.authoring.declared_places import (
    ALARM,
    FINDINGS,
    HELP_LINE,
    PHASES,
    SECTIONS,
    TAGS,
    Declarations,
    named_tags,
)
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import FILES, changed, write_rulebook

HELP = "checked: 2026-01-01\nlines:\n  - {line: first, region: jp, for: stay-in}\n"


@pytest.mark.parametrize("ending", [".yaml", ".YML"])
@pytest.mark.parametrize(
    ("kind", "identity", "place"),
    [
        (SECTIONS, "1.1", "rulebook{ending}:4:17"),
        (PHASES, "later", "rulebook{ending}:5:15"),
        (TAGS, "outdoors", "rulebook{ending}:6:8"),
        (FINDINGS, "cold", "rulebook{ending}:7:17"),
        (ALARM, "", "rulebook{ending}:8:1"),
        (HELP_LINE, "first", "help-lines{ending}:3:12"),
        (TAGS, "unheard-of", "rulebook{ending}"),
    ],
)
def test_where_something_is_declared(tmp_path: Path, ending: str, kind: str, identity: str, place: str) -> None:
    files = {"rulebook.yaml": None, f"rulebook{ending}": FILES["rulebook.yaml"], f"help-lines{ending}": HELP}
    folder = write_rulebook(tmp_path, files)
    assert str(Declarations(folder).place(kind, identity)) == f"{folder}/{place.format(ending=ending)}"


def test_the_tags_that_rules_and_guarantees_go_by(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        **changed("rulebook.yaml", "tags: [outdoors]", "tags: [outdoors, deep, promised, unused]"),
        "rules/deep/er.yml": '- {rule: r, cites: ["1"], withhold: {tag: [deep]}}\n',
        "guarantees.yml": '- {guarantee: g, cites: ["1"], never: {tag: promised}}\n',
    }
    assert named_tags(load_rulebook(write_rulebook(tmp_path, files))) == {"outdoors", "deep", "promised"}


def text_at(place: object, line: int, column: int) -> str:
    return Path(str(place)).read_text(encoding="utf-8").splitlines()[line - 1][column - 1 :]


def test_everything_of_the_head_has_the_place_where_it_stands(rulebook: Rulebook) -> None:
    declared = Declarations(rulebook.folder)
    kinds = {SECTIONS: rulebook.sections, PHASES: rulebook.phases, TAGS: rulebook.tags, FINDINGS: rulebook.findings}
    for kind, ids in kinds.items():
        for identity in ids:
            place = declared.place(kind, identity)
            assert text_at(place.source, place.line, place.column).lstrip("\"'").startswith(identity)
