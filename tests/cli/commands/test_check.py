"""`nakanaori check`: every form and exit status, and what is said of what was not checked."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flawed_rulebooks import ACTIONS, CHANGES, GUARANTEE, PROMISED, in_both
from nakanaori.cli.main import nakanaori
from nakanaori.engine.authoring import check
from nakanaori.engine.authoring.rulebook_check import SOLVED
from nakanaori.engine.language import RulebookError
from nakanaori.engine.proving import UndecidedError
from nakanaori.engine.proving.solver_search import Search
from required import require_durable
from small_rulebook import FILES, changed, write_rulebook


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(nakanaori, ["check", *map(str, words)])


@pytest.fixture
def flawed(tmp_path: Path) -> Path:
    """A rulebook with two findings, in a folder whose name needs care."""
    change = changed("rulebook.yaml", "[outdoors]", "[outdoors, sunny]") | changed(
        "text/ja.yaml", "topic: 天気", "topic: ''"
    )
    return write_rulebook(tmp_path / "雨 %41", change)


@pytest.mark.usefixtures("solver")
def test_the_shipped_rulebook_has_no_findings() -> None:
    result = run()
    assert (result.stdout, result.stderr, result.exit_code) == ("", "Nothing found.\n", 0)


@pytest.mark.usefixtures("solver")
def test_a_remark_says_what_and_where(tmp_path: Path) -> None:
    change = changed(ACTIONS, "{weather: snow, bag", "{weather: snow, wet: true, bag") | {
        "guarantees.yaml": GUARANTEE,
        **in_both(PROMISED),
    }
    result = run("--rulebook", write_rulebook(tmp_path, change))
    assert result.stdout.splitlines() == [
        f"{tmp_path}/guarantees.yaml:1:14: N501 'take-an-umbrella' and 'put-on-a-coat', which 'one-of-two' declares "
        "contradictory, meet in one plan: weather: rain, degrees: -10.",
        f"{tmp_path}/rules/2-actions.yaml:6:9: N304 In the rule 'coat-when-cold' the test 'wet: true' of the "
        "alternative '{weather: snow, wet: true, bag: {at-least: 2, of: [hat, scarf]}}' makes no difference: without "
        "it the rule fires under the same answers.",
    ]
    *_, last = result.stderr.splitlines()  # before it, what could not be checked on this Python
    assert (last, result.exit_code) == ("2 findings.", 1)


def test_an_empty_folder_is_no_rulebook(tmp_path: Path) -> None:
    result = run("--rulebook", tmp_path)
    assert result.exit_code == 1
    assert {line.split()[1] for line in result.stdout.splitlines()} == {"N001"}
    assert f"{tmp_path}/rulebook.yaml:1:1: N001 There is no such file." in result.stdout


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
    assert result.exit_code == 1


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
    with pytest.raises(RulebookError):
        check(tmp_path / "nowhere")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text("rulebook: x\n", encoding="utf-8")
    result = run("--rulebook", tmp_path / "rulebook.yaml")
    assert result.exit_code == 2
    assert "This is no folder." in result.stderr


@pytest.mark.usefixtures("solver")
def test_what_is_worth_knowing_is_no_fault(tmp_path: Path) -> None:
    require_durable()
    table = "weather,at-home,advise,withhold,cites\nrain,,drink-water,,1\n,yes,,drink-water,1\n"
    reasons = in_both("".join(f"  3-row-{row}: Row {row}.\n" for row in (2, 3)))
    result = run("--rulebook", write_rulebook(tmp_path, {"rules/3.csv": table, **reasons}))
    assert [line.split(" N803 ")[0] for line in result.stdout.splitlines()] == [f"{tmp_path}/rules/3.csv, cell A3:"]
    assert (result.stderr, result.exit_code) == ("Nothing found. 1 thing worth knowing.\n", 0)


@pytest.mark.usefixtures("no_solver")
def test_without_the_solver_it_says_first_what_it_did_not_check(tmp_path: Path, flawed: Path) -> None:
    clean = run("--rulebook", write_rulebook(tmp_path / "clean"))
    assert (clean.stdout, clean.exit_code) == ("", 0)
    (said,) = (line for line in clean.stderr.splitlines() if line.startswith(f"Not checked: {', '.join(SOLVED)}."))
    assert "pip install 'nakanaori[prove]'" in said
    assert "Nothing found" not in clean.stderr
    assert clean.stderr.splitlines()[-1] == "No findings in what was checked, which is not all there is to check."
    told = run("--rulebook", flawed)
    assert re.findall(r": (N\d+) ", told.stdout) == ["N104", "N203"]
    assert told.stderr.splitlines()[-1] == "2 findings in what was checked, which is not all there is to check."


@pytest.mark.usefixtures("no_solver")
def test_without_the_solver_json_says_first_that_it_is_not_complete(tmp_path: Path) -> None:
    document = json.loads(run("--rulebook", write_rulebook(tmp_path), "--format", "json").stdout)
    assert [*document] == ["complete", "unchecked", "undecided", "findings", "notes"]
    assert document["complete"] is False
    assert any(sentence.startswith("Not checked: N301, ") for sentence in document["unchecked"])


@pytest.mark.usefixtures("solver")
def test_a_check_of_everything_is_complete(tmp_path: Path) -> None:
    require_durable()
    result = run("--rulebook", write_rulebook(tmp_path), "--format", "json")
    assert json.loads(result.stdout) == {
        "complete": True,
        "unchecked": [],
        "undecided": [],
        "findings": [],
        "notes": [],
    }
    assert (result.stderr, result.exit_code) == ("", 0)


@pytest.mark.usefixtures("solver")
@pytest.mark.parametrize("reason", ["time", "memory"])
def test_undecided_is_said_and_is_not_clean(reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    def give_up(*_: object, **__: object) -> None:
        raise UndecidedError(reason)

    monkeypatch.setattr(Search, "holds", give_up)
    result = run("--rulebook", write_rulebook(tmp_path, {"guarantees.yaml": GUARANTEE, **in_both(PROMISED)}))
    assert (result.stdout, result.exit_code) == ("", 1)
    assert f"Not decided: N501 at {tmp_path}/guarantees.yaml:1:14. Time or memory ran out over it;" in result.stderr
    assert result.stderr.endswith("No findings among what could be decided.\n")


@pytest.mark.usefixtures("solver")
def test_one_stubborn_thing_leaves_the_rest_decided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holds: Callable[..., bool] = Search.holds

    def stubborn(search: Search, *formulas: object) -> bool:
        if "rule wet-and-cold-is-miserable" in str(formulas) or len(str(formulas)) > 2000:
            raise UndecidedError("time")
        return holds(search, *formulas)

    monkeypatch.setattr(Search, "holds", stubborn)
    change, _ = CHANGES["findings that rule each other out"]
    result = run("--rulebook", write_rulebook(tmp_path, change))
    assert "N301 at " in result.stderr
    assert "rules/2-actions.yaml:12:9: N301" in result.stdout


def saved(monkeypatch: pytest.MonkeyPatch, *steps: Callable[[], object]) -> None:
    """Each of these is a save, made while the command waits for one; then Ctrl-C is pressed."""

    def saves(folder: Path) -> Iterator[tuple[str, ...]]:
        for step in steps:
            step()
            yield ("rules/3.yaml",)
        raise KeyboardInterrupt

    monkeypatch.setattr("nakanaori.cli.commands.check.saves", saves)


@pytest.mark.usefixtures("solver")
def test_while_one_writes_each_save_is_checked(flawed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = flawed / "rules" / "3.yaml"
    moved = flawed.with_name("moved")
    saved(
        monkeypatch,
        lambda: file.write_text("- rule: [\n", encoding="utf-8"),
        file.unlink,
        lambda: flawed.rename(moved),
        lambda: moved.rename(flawed),
    )
    result = run("--rulebook", flawed, "--watch")
    assert re.findall(r": (N\d+) ", result.stdout) == ["N104", "N203", "N001", "N104", "N203", "N104", "N203"]
    said = result.stderr.split("\nSaved: rules/3.yaml\n")
    assert len(said) == 5
    assert "Ctrl-C ends this." in said[0]
    assert "There is no such folder." in said[3]
    assert (said[4].splitlines()[-1], result.exit_code) == ("No longer watching.", 0)


@pytest.mark.usefixtures("solver")
def test_ctrl_c_while_it_checks_ends_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holds: Callable[..., bool] = Search.holds

    def pressing(search: Search, *formulas: object) -> bool:
        signal.raise_signal(signal.SIGINT)
        return holds(search, *formulas)

    def saves(folder: Path) -> Iterator[tuple[str, ...]]:
        pytest.fail("It goes on.")
        yield ()

    monkeypatch.setattr(Search, "holds", pressing)
    monkeypatch.setattr("nakanaori.cli.commands.check.saves", saves)
    folder = write_rulebook(tmp_path, {"guarantees.yaml": GUARANTEE, **in_both(PROMISED)})
    result = run("--rulebook", folder, "--watch")
    assert (result.stdout, result.exit_code) == ("", 0)
    assert result.stderr.splitlines()[-1] == "No longer watching."
    assert "finding" not in result.stderr


@pytest.mark.parametrize("options", [("--format", "json"), ("-o", "report")])
def test_what_watches_prints_text(options: tuple[str, str], tmp_path: Path) -> None:
    result = run("--rulebook", write_rulebook(tmp_path), "--watch", *options)
    assert (result.stdout, result.exit_code) == ("", 2)
    assert "--watch prints text" in result.stderr


def test_what_may_be_left_out_is_missed_where_it_is_strict(tmp_path: Path) -> None:
    for language, topic, why, done in (
        ("en", "    topic: Weather\n", "    why: Cold asks for a coat.\n", "    done: You are warm.\n"),
        ("ja", "    topic: 天気\n", "    why: 寒ければ上着が要ります。\n", "    done: 温かくなりました。\n"),
    ):
        text = FILES[f"text/{language}.yaml"]
        for left_out in (topic, why, done):
            assert text.count(left_out) == 1
            text = text.replace(left_out, "")
        reason = re.search(r"  rain-and-snow-wet: .*\n", text)
        assert reason
        write_rulebook(tmp_path / language, {f"text/{language}.yaml": text.replace(reason[0], "")})
        missed = run("--rulebook", tmp_path / language, "--strict", "--lang", "en")
        assert missed.exit_code == 1
        assert re.findall(r"N201 .*'(.*: .*)' is missing", missed.stdout) == [
            "questions: weather: topic",
            "questions: degrees: why",
            "actions: put-on-a-coat: done",
            "rules: rain-and-snow-wet",
        ]
        assert run("--rulebook", tmp_path / language).stdout == ""
