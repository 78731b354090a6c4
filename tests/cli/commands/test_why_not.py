"""`nakanaori why-not` tells why an action is not in the plan and what would bring it about."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from nakanaori.cli.main import nakanaori
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from small_rulebook import changed, write_rulebook

NO_CONTACT = """\
rulebook: regain_trust
answers:
  danger: []
  relation: customer
  fault: mine
  apology: not-yet
  contact: wants-no-contact
"""
IN_DANGER = """\
rulebook: regain_trust
answers:
  danger: [might-hurt-someone]
  fault: mine
  apology: not-yet
  contact: willing-to-meet
  reach: [meet]
"""
UNREACHABLE = """\
- action: fly-away
  phase: later
  cites: ["2"]
  steps: [sit-down]
- action: take-an-umbrella
"""
needs_solver = pytest.mark.usefixtures("solver")


def run(tmp_path: Path, case: str, *arguments: str) -> Result:
    path = tmp_path / "case.yaml"
    path.write_text(case, encoding="utf-8")
    return CliRunner().invoke(nakanaori, ["why-not", str(path), *arguments])


@needs_solver
def test_japanese_text(rulebook: Rulebook, tmp_path: Path) -> None:
    result = run(tmp_path, NO_CONTACT, "apologise-by-phone", "--lang", "ja")
    assert result.exit_code == 0, result.output
    told = "".join(result.stdout.split())
    contact, reach = (("questions", question) for question in ("contact", "reach"))
    texts = rulebook_texts(rulebook, "ja")
    assert "いまは控える理由" in told
    assert "次の2つの答えが違っていたら、リストに入ります。" in told
    willing = texts(*contact, "options", "willing-to-meet")
    assert f"-{texts(*contact, 'topic')}：「{willing}」（いまの答えは「" in told
    assert f"-{texts(*reach, 'topic')}：「{texts(*reach, 'options', 'phone')}」（まだ答えていません）" in told
    assert "これより少ない違いでは入らないことが、証明されています。" in told
    assert "事実と違う答えを勧めているのではありません。" in told


@needs_solver
def test_english_text_that_keeps_danger_in_its_place(rulebook: Rulebook, tmp_path: Path) -> None:
    result = run(tmp_path, IN_DANGER, "apologise-in-person", "--lang", "en")
    assert result.exit_code == 0, result.output
    told = " ".join(result.stdout.split())
    assert "a weightier reason speaks against it" in told
    assert "It would be in the plan if one answer were different:" in told
    assert f"- {rulebook_texts(rulebook, 'en')('questions', 'danger', 'topic')}: none of these." in told
    assert "Nothing less would do; that is proven." in told
    assert "It is not a suggestion to answer otherwise than things are" in told
    assert "What you told about your safety comes before all of this." in told


@needs_solver
def test_safety_is_spoken_of_where_another_kind_of_danger_would_do(tmp_path: Path) -> None:
    hurt = IN_DANGER.replace("might-hurt-someone", "hurt-or-threatened")
    told = " ".join(run(tmp_path, hurt, "apologise-in-person", "--lang", "en").stdout.split())
    assert "It would be in the plan if one answer were different:" in told
    assert "What you told about your safety comes before all of this." in told


def test_safety_is_not_spoken_of_where_nothing_was_said_of_it(tmp_path: Path) -> None:
    result = run(tmp_path, NO_CONTACT, "hear-them-out", "--lang", "en")
    assert "safety comes before" not in " ".join(result.stdout.split())


@pytest.mark.usefixtures("no_solver")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "It was searched, so it is not proven fewest. To have it proven, install the solver:"),
        ("ja", "最少であることの証明ではありません。証明するには、ソルバーを入れてください"),
    ],
)
def test_without_the_solver_it_says_that_nothing_is_proven(tmp_path: Path, language: str, said: str) -> None:
    result = run(tmp_path, NO_CONTACT, "hear-them-out", "--lang", language)
    assert result.exit_code == 0, result.output
    assert "".join(said.split()) in "".join(result.stdout.split())
    assert "pip install 'nakanaori[prove]'" in result.stdout


@pytest.mark.usefixtures("no_solver")
def test_without_the_solver_more_than_three_changes_are_left_open(tmp_path: Path) -> None:
    result = run(tmp_path, "rulebook: regain_trust\nanswers: {}\n", "consider-changing-jobs", "--lang", "en")
    assert result.exit_code == 0, result.output
    assert "Every change of up to 3 answers was tried, and none brings it about." in " ".join(result.stdout.split())


def test_what_nothing_can_bring_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_rulebook(tmp_path / "rules", changed("actions.yaml", "- action: take-an-umbrella\n", UNREACHABLE))
    case = "rulebook: going_out\nanswers: {weather: rain}\n"
    for z3_is_missing in (False, True):
        if z3_is_missing:
            monkeypatch.setitem(sys.modules, "z3", None)
        result = run(tmp_path, case, "fly-away", "--rulebook", str(folder), "--lang", "en")
        assert result.exit_code == 0, result.output
        assert "No answers at all bring" in result.stdout
        assert "into the plan; that is proven." in " ".join(result.stdout.split())


def test_an_action_in_the_plan_is_a_no(tmp_path: Path) -> None:
    result = run(tmp_path, NO_CONTACT, "no-further-apology", "--lang", "en")
    assert result.exit_code == 1
    assert "is number 1 in the plan" in result.stdout
    assert "What speaks for it" in result.stdout
    assert "What would bring it about" not in result.stdout
    result = run(tmp_path, NO_CONTACT, "no-further-apology", "--lang", "ja", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["alternative"] is None


@needs_solver
def test_json(tmp_path: Path) -> None:
    result = run(tmp_path, NO_CONTACT, "apologise-by-phone", "--lang", "en", "--format", "json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told["action"], told["status"], told["rank"], told["language"]) == (
        "apologise-by-phone",
        "unadvised",
        0,
        "en",
    )
    assert [reason["rule"] for reason in told["against"]] == ["in-the-distance-efforts-to-come-closer-rest"]
    assert told["reasons"][0]["rule"] == "by-phone-when-there-is-no-meeting"
    assert told["alternative"]["changes"] == [
        {"question": "contact", "before": "wants-no-contact", "after": "willing-to-meet"},
        {"question": "reach", "before": None, "after": ["phone"]},
    ]
    assert (told["alternative"]["possible"], told["alternative"]["certainty"]) == (True, "proven")
    assert told["alternative"]["answers"]["reach"] == ["phone"]
    again = run(tmp_path, NO_CONTACT, "apologise-by-phone", "--lang", "en", "--format", "json")
    assert again.stdout == result.stdout


def test_the_case_it_names_can_be_advised_on(tmp_path: Path) -> None:
    result = run(tmp_path, NO_CONTACT, "hear-them-out", "--format", "json")
    answers = json.loads(result.stdout)["alternative"]["answers"]
    assert consult(load_rulebook(), answers).planned("hear-them-out") is not None


@pytest.mark.parametrize(
    ("case", "arguments", "said"),
    [
        (NO_CONTACT, ["hear-them-oot"], "Did you mean 'hear-them-out'?"),
        (NO_CONTACT, ["hear-them-out", "--lang", "fr"], "no texts in 'fr'"),
        ("rulebook: regain_trust\nanswers: {fauld: mine}\n", ["hear-them-out"], "Did you mean 'fault'?"),
        ("answers: [", ["hear-them-out"], "case.yaml:"),
        (NO_CONTACT, [], "Missing argument 'ACTION'"),
        (NO_CONTACT, ["hear-them-out", "--format", "xml"], "'xml' is not one of"),
    ],
)
def test_bad_input(tmp_path: Path, case: str, arguments: list[str], said: str) -> None:
    result = run(tmp_path, case, *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_the_result_can_go_to_a_file(tmp_path: Path) -> None:
    result = run(tmp_path, NO_CONTACT, "hear-them-out", "--lang", "en", "-o", str(tmp_path / "told.txt"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "What would bring it about" in (tmp_path / "told.txt").read_text(encoding="utf-8")
