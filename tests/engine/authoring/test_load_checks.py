"""What keeps a rulebook from loading, as remarks: what can still be read is read, and what follows is not told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from nakanaori.engine.authoring.load_checks import FolderReading, loading_remarks, read_folder
from nakanaori.engine.authoring.remark import CYCLE, DUPLICATE_ID, NOT_LOADED, UNKNOWN_ID
from nakanaori.engine.language import Place, Problem, RulebookError
from small_rulebook import changed, write_rulebook

FINDINGS = "rules/1-findings.yaml"
GUARANTEE = '- {guarantee: g, cites: ["1"], never: stay-in}\n'
SCENARIO = "- {scenario: s, about: A story., answers: {weather: %s}, plan: {holds: drink-water}}\n"


def reading(folder: Path, files: Mapping[str, str | bytes | None]) -> FolderReading:
    return read_folder(write_rulebook(folder, {"guarantees.yaml": GUARANTEE, **files}))


def told(folder: Path, read: FolderReading) -> list[str]:
    return [f"{remark.place} {remark.code}".removeprefix(f"{folder}/") for remark in read.remarks]


def test_what_is_whole(tmp_path: Path) -> None:
    read = reading(tmp_path, {})
    assert (read.whole, read.remarks) == (True, ())
    assert read.rulebook is not None
    assert [guarantee.id for guarantee in read.guarantees or ()] == ["g"]


@pytest.mark.parametrize(
    ("files", "remarks"),
    [
        (changed("rules/1-findings.yaml", "find: cold", "find: colt"), ["rules/1-findings.yaml:8:9 N002"]),
        ({"rules/deep/3.yml": "- {rule: r, cites: ['9'], advise: stay-in}"}, ["rules/deep/3.yml:1:21 N002"]),
        ({"help-lines.yml": "{checked: 2026-01-01, line: []}"}, ["help-lines.yml:1:23 N001"]),
        ({"safety.yaml": "- {rule: r, cites: '1', advise: stay-in}"}, ["safety.yaml:1:1 N001"]),
    ],
)
def test_of_a_mistake_in_a_rule_everything_else_is_read(
    tmp_path: Path, files: dict[str, str], remarks: list[str]
) -> None:
    read = reading(tmp_path, {**files, "scenarios/a.yaml": SCENARIO % "snu"})
    assert read.rulebook is not None
    assert not read.whole
    assert [guarantee.id for guarantee in read.guarantees or ()] == ["g"]
    assert told(tmp_path, read) == [*remarks, "scenarios/a.yaml:1:53 N002"]


@pytest.mark.parametrize(
    ("files", "remarks"),
    [
        (changed("questions.yaml", "choose: number", "choose: nubmer"), ["questions.yaml:8:11 N001"]),
        (changed("actions.yaml", "phase: later", "phase: latter"), ["actions.yaml:19:10 N002"]),
        (changed("questions.yaml", "snow]", "snwo]"), ["questions.yaml:3:24 N002"]),
        ({"rulebook.yaml": None}, ["rulebook.yaml:1:1 N001"]),
        ({"QUESTIONS.yaml": "[]"}, ["questions.yaml:1:1 N001"]),
    ],
)
def test_of_a_mistake_in_what_others_refer_to_nothing_more_is_told(
    tmp_path: Path, files: dict[str, str | bytes | None], remarks: list[str]
) -> None:
    read = reading(tmp_path, {**files, "scenarios/a.yaml": SCENARIO % "snu"})
    assert (read.rulebook, read.whole, read.guarantees) == (None, False, None)
    if "QUESTIONS.yaml" not in files:
        assert told(tmp_path, read) == remarks
    assert set(remarks) <= set(told(tmp_path, read))


def test_guarantees_that_cannot_be_read_are_none(tmp_path: Path) -> None:
    read = reading(tmp_path, {"guarantees.yaml": GUARANTEE.replace("stay-in", "stay-out")})
    assert read.rulebook is not None
    assert (read.whole, read.guarantees, told(tmp_path, read)) == (True, None, ["guarantees.yaml:1:39 N002"])


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="There is no such folder"):
        read_folder(tmp_path / "missing")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("There is no finding 'colt'.", UNKNOWN_ID),
        ("There is no option of 'weather' 'snow', but 32 places name it, the first at a.yaml:3:25.", UNKNOWN_ID),
        ("There is no question and no finding 'wether'.", UNKNOWN_ID),
        ("'weather' has no option 'snu'.", UNKNOWN_ID),
        ("The rule 'r' has an id that is taken.", DUPLICATE_ID),
        ("'tags' names 'a' twice.", DUPLICATE_ID),
        ("Findings rest on each other: a → b → a.", CYCLE),
        ("There is no such file.", NOT_LOADED),
        ("'basic' is 'yes'.", NOT_LOADED),
    ],
)
def test_each_kind_of_problem_has_its_code(wrong: str, code: str) -> None:
    (remark,) = loading_remarks([Problem(Place("a.yaml"), wrong, "Mend it.")])
    assert (remark.code, remark.message, str(remark.place)) == (code, f"{wrong} Mend it.", "a.yaml:1:1")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (changed(FINDINGS, "find: cold", "fnid: cold"), NOT_LOADED),
        (changed(FINDINGS, "{weather: [rain, snow]}", "{wether: [rain, snow]}"), UNKNOWN_ID),
        (changed(FINDINGS, "[rain, snow]", "[rain, hail]"), UNKNOWN_ID),
        (changed("actions.yaml", "- action: stay-in", "- action: drink-water"), DUPLICATE_ID),
        (changed(FINDINGS, "{weather: [rain, snow]}", "{miserable: true}"), CYCLE),
    ],
)
def test_each_kind_of_mistake_has_its_code(tmp_path: Path, change: dict[str, str], code: str) -> None:
    read = reading(tmp_path, change)
    assert code in {remark.code for remark in read.remarks}
    assert not read.whole
