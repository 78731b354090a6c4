"""`nakanaori diff` tells how two rulebooks differ, each difference with the smallest case that shows it."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result
from edited_rulebook import edited
from nakanaori.cli.main import nakanaori
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import Deadline, Model, UndecidedError, rulebook_diff
from small_rulebook import changed, write_rulebook

needs_solver = pytest.mark.usefixtures("solver")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(nakanaori, ["diff", *map(str, arguments)])


@pytest.mark.parametrize(("language", "said"), [("en", "Both say the same"), ("ja", "内容は同じです")])
def test_the_same_files_are_the_same(rulebook: Rulebook, tmp_path: Path, language: str, said: str) -> None:
    copytree(rulebook.folder, tmp_path / "copy")
    result = run(rulebook.folder, tmp_path / "copy", "--lang", language)
    assert result.exit_code == 0, result.output
    assert said in result.stdout


@needs_solver
@pytest.mark.parametrize(
    ("language", "said"), [("en", "same for every answer: that is proven."), ("ja", "これは証明されています。")]
)
def test_a_rule_renamed_is_the_same(rulebook: Rulebook, tmp_path: Path, language: str, said: str) -> None:
    folder = edited(rulebook, tmp_path / "new", "rules/2-safety.yaml", ("rule: distance-means-distance", "rule: apart"))
    result = run(rulebook.folder, folder, "--lang", language)
    assert result.exit_code == 0, result.output
    assert said in result.stdout


@needs_solver
def test_english_text(tmp_path: Path) -> None:
    old = write_rulebook(tmp_path / "old")
    new = write_rulebook(tmp_path / "new", changed("rules/1-findings.yaml", "[rain, snow]", "[rain]"))
    result = run(old, new, "--lang", "en")
    assert result.exit_code == 1, result.output
    text = " ".join(result.stdout.split())
    assert "Old: going_out 2.0.1 (" in text
    assert "The plans can differ in 3 ways. All else that both rulebooks have is the same" in text
    assert (
        "“Take an umbrella” is only in the old plan The smallest case that shows it: - Weather: “Snowing” "
        "Old: in the plan, as number 1. → An umbrella keeps you dry. [§1.1 of the article, “Wet”: umbrella-when-wet] "
        "New: not in the plan, because nothing speaks for it."
    ) in text


@needs_solver
def test_japanese_text(tmp_path: Path) -> None:
    old = write_rulebook(tmp_path / "old")
    new = write_rulebook(
        tmp_path / "new",
        {
            **changed("actions.yaml", "      when: {bag: scarf}\n", "      when: {bag: hat}\n"),
            **changed("rules/2-actions.yaml", "  basic: true\n", ""),
        },
    )
    result = run(old, new, "--lang", "ja")
    assert result.exit_code == 1, result.output
    text = "".join(result.stdout.split())
    assert "「上着を着る」の手順が減るそれがわかる最小の例：-かばん：「マフラー」-気温：-10" in text
    assert "古い規則集：出てきます。マフラーを巻きます。→「かばん」の答えは「マフラー」です。" in text
    assert "新しい規則集：出てきません。→「かばん」の答えは「マフラー」です。" in text
    assert "「水を飲む」が、基本としてだけではなくなるそれがわかる最小の例：-何も答えていないとき" in text


@needs_solver
@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_one_side_has_and_what_was_not_decided(tmp_path: Path, language: str) -> None:
    old = write_rulebook(tmp_path / "old")
    new = write_rulebook(
        tmp_path / "new",
        {
            **changed("questions.yaml", "  options: [yes, no]\n", "  options: [yes, no, away]\n"),
            **changed("rulebook.yaml", "alarm: {finding: miserable, phase: now}\n", ""),
            **changed("rules/1-findings.yaml", "[rain, snow]", "[rain]"),
        },
    )
    result = run(old, new, "--lang", language, "--seconds", "0.000001")
    assert result.exit_code == 1, result.output
    text = " ".join(result.stdout.split())
    for said in {
        "en": ("option away of at-home", "alarm: miserable, now → –", "time ran out.", "so they may differ."),
        "ja": ("質問 at-home の選択肢 away", "miserable, now → –", "時間切れ", "違うところがあるかもしれません。"),
    }[language]:
        assert said in text, text


@needs_solver
def test_json(tmp_path: Path) -> None:
    old = write_rulebook(tmp_path / "old")
    new = write_rulebook(tmp_path / "new", changed("rules/1-findings.yaml", "[rain, snow]", "[rain]"))
    result = run(old, new, "--format", "json", "--lang", "en")
    assert result.exit_code == 1, result.output
    told = json.loads(result.stdout)
    assert (told["same"], told["identical"], told["only_in_one"], told["undecided"]) == (False, False, [], [])
    assert told["old"]["id"] == told["new"]["id"] == "going_out"
    first = told["differences"][0]
    assert (first["kind"], first["action"], first["answers"], first["smallest"]) == (
        "goes",
        "take-an-umbrella",
        {"weather": "snow"},
        True,
    )
    assert (first["old"]["status"], first["old"]["rank"], first["old"]["steps"]) == (
        "planned",
        1,
        ["open-it", "hold-it"],
    )
    assert first["old"]["rules"] == [
        {"rule": "umbrella-when-wet", "reason": "An umbrella keeps you dry.", "cites": ["1.1"]}
    ]
    assert (first["new"]["status"], first["new"]["rank"], first["new"]["rules"]) == ("unadvised", 0, [])
    assert run(old, new, "--format", "json", "--lang", "en").stdout == result.stdout
    same = json.loads(run(old, old, "--format", "json").stdout)
    assert (same["same"], same["identical"], same["differences"]) == (True, True, [])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{small}"], "Missing argument 'NEW'"),
        (["{small}", "nowhere"], "There is no such folder."),
        (["{small}", "{broken}"], "Did you mean 'weather'?"),
        (["{small}", "{small}", "--rulebook", "{small}"], "No such option"),
        (["{small}", "{small}", "--lang", "fr"], "no texts in 'fr'"),
        (["{small}", "{small}", "--seconds", "0"], "--seconds"),
    ],
)
def test_bad_input(tmp_path: Path, arguments: list[str], said: str) -> None:
    write_rulebook(tmp_path / "small")
    write_rulebook(tmp_path / "broken", changed("rules/1-findings.yaml", "{weather: [rain", "{wether: [rain"))
    folders = {"small": tmp_path / "small", "broken": tmp_path / "broken"}
    result = run(*(argument.format(**folders) for argument in arguments))
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_language_that_only_the_new_rulebook_has(tmp_path: Path) -> None:
    old = write_rulebook(tmp_path / "old", changed("rulebook.yaml", "languages: [ja, en]", "languages: [ja]"))
    new = write_rulebook(tmp_path / "new")
    result = run(old, new, "--lang", "en")
    assert result.exit_code == 0, result.output


def halved(tmp_path: Path) -> tuple[Path, Path]:
    """The small rulebook, and one in which snow does not make wet."""
    less = changed("rules/1-findings.yaml", "[rain, snow]", "[rain]")
    return write_rulebook(tmp_path / "old"), write_rulebook(tmp_path / "new", less)


@needs_solver
def test_a_case_that_may_not_be_the_smallest_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    smallest = Model.smallest

    def halfway(self: Model, *formulas: object, deadline: Deadline) -> object:
        answers = smallest(self, *formulas)
        if answers is None:
            return None
        raise UndecidedError("time", answers)

    monkeypatch.setattr(Model, "smallest", halfway)
    result = run(*halved(tmp_path), "--lang", "en")
    assert "whether there is a smaller one was not decided" in " ".join(result.stdout.split())


@needs_solver
def test_ctrl_c_keeps_what_was_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    smallest, calls = Model.smallest, []

    def interrupted(self: Model, *formulas: object, deadline: Deadline) -> object:
        calls.append(formulas)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return smallest(self, *formulas)

    monkeypatch.setattr(Model, "smallest", interrupted)
    result = run(*halved(tmp_path), "--lang", "en")
    assert result.exit_code == 130
    assert "“Take an umbrella” is only in the old plan" in result.stdout
    assert "interrupted." in result.stdout
    assert "proven" not in result.stdout


@pytest.mark.usefixtures("no_solver")
def test_without_the_solver(tmp_path: Path) -> None:
    old, new = halved(tmp_path)
    result = run(old, new)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "z3: The solver z3 is not installed. Install it: pip install 'nakanaori[prove]'"
    ]
    assert run(old, old).exit_code == 0


@needs_solver
def test_a_difference_that_the_evaluator_denies_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rulebook_diff, "shown_by", lambda *_: None)
    result = run(*halved(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "it is a mistake in nakanaori" in result.stderr
