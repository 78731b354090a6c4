"""The report as SARIF: valid, and the same as the remarks."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft7Validator
from nakanaori.engine.authoring import as_sarif, check
from nakanaori.engine.authoring.remark import (
    TITLES,
)
from sarif_schema import sarif_schema
from small_rulebook import changed, write_rulebook
from steering import steering


@pytest.fixture
def flawed(tmp_path: Path) -> Path:
    """A rulebook with two findings, in a folder whose name needs care."""
    change = changed("rulebook.yaml", "[outdoors]", "[outdoors, sunny]") | changed(
        "text/ja.yaml", "topic: 天気", "topic: ''"
    )
    return write_rulebook(tmp_path / "雨 %41", change)


def test_sarif_is_valid_and_says_the_same(flawed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(flawed.parent)
    log = json.loads(as_sarif(check(Path(flawed.name)), "1.0"))
    Draft7Validator(sarif_schema()).validate(log)
    tool, results = log["runs"][0]["tool"]["driver"], log["runs"][0]["results"]
    assert [rule["id"] for rule in tool["rules"]] == [*TITLES]
    assert all(tool["rules"][one["ruleIndex"]]["id"] == one["ruleId"] for one in results)
    places = [one["locations"][0]["physicalLocation"] for one in results]
    assert [place["artifactLocation"]["uri"] for place in places] == [
        "%E9%9B%A8%20%2541/rulebook.yaml",
        "%E9%9B%A8%20%2541/text/ja.yaml",
    ]
    assert [place["region"] for place in places] == [
        {"startLine": 6, "startColumn": 18},
        {"startLine": 7, "startColumn": 5},
    ]
    assert [one["level"] for one in results] == ["warning", "warning"]


def test_sarif_of_a_clean_rulebook_and_of_a_broken_one(tmp_path: Path) -> None:
    folders = write_rulebook(tmp_path / "clean"), write_rulebook(tmp_path / "broken", {"questions.yaml": "- ["})
    clean, broken = (json.loads(as_sarif(check(folder), "1.0")) for folder in folders)
    for log in (clean, broken):
        Draft7Validator(sarif_schema()).validate(log)
    assert clean["runs"][0]["results"] == []
    run = broken["runs"][0]
    assert {one["level"] for one in run["results"]} == {"error"}
    told = run["invocations"][0]["toolExecutionNotifications"]
    assert "does not load" in told[0]["message"]["text"]


def test_what_was_left_out_comes_before_all_else(tmp_path: Path, no_solver: None) -> None:
    log = json.loads(as_sarif(check(write_rulebook(tmp_path)), "1.0"))
    Draft7Validator(sarif_schema()).validate(log)
    run = log["runs"][0]
    assert run["results"] == []
    notifications = run["invocations"][0]["toolExecutionNotifications"]
    (told,) = (one for one in notifications if "Not checked: N301" in one["message"]["text"])
    assert told["level"] == "warning"
    assert run["properties"] == {"complete": False}


def test_no_control_character_stands_in_it(flawed: Path) -> None:
    report = check(flawed)
    remarks = tuple(msgspec.structs.replace(one, message="\x1b]0;x\x07\x9b31m\x7f") for one in report.remarks)
    written = as_sarif(msgspec.structs.replace(report, remarks=remarks), "1.0")
    assert steering(written) == []
    assert json.loads(written)["runs"][0]["results"][0]["message"]["text"] == "\x1b]0;x\x07\x9b31m\x7f"
