"""`nakanaori prove` tells what is proven, what is refuted with the smallest case, and what was not decided."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result
from nakanaori.cli.commands import prove as prove_command
from nakanaori.cli.main import nakanaori
from nakanaori.engine.consulting import load_case
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import PROVEN, UNDECIDED, Model, Proof, load_guarantees
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from promises import EVERY_KIND, going_out, pigeonholes
from required import require
from small_rulebook import write_rulebook

pytestmark = pytest.mark.usefixtures("solver")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(nakanaori, ["prove", *map(str, arguments)])


ONLY_MEETING = "{owes-apology: true, contact: refuses-to-meet, reach: {not: [phone, post, message]}}"
UNSAFE = {
    "1-findings.yaml": ("contact: [wants-no-contact, blocked-me]", "contact: wants-no-contact"),
    "4-apology.yaml": (
        f"  when: {ONLY_MEETING}\n",
        f"  any:\n    - {ONLY_MEETING}\n    - {{owes-apology: true, contact: blocked-me}}\n",
    ),
}


@pytest.fixture(scope="module")
def unsafe(rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped rulebook in which somebody may be sent to the person who blocked one."""
    folder = copytree(rulebook.folder, tmp_path_factory.mktemp("book") / "unsafe")
    for name, (old, new) in UNSAFE.items():
        path = folder / "rules" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")
    return folder


@pytest.fixture(scope="module")
def refuted(unsafe: Path) -> Result:
    """What is said of all that is promised of it, as JSON; the case that refutes the first of it is saved beside it."""
    saving = ("--save-case", unsafe.parent / "case.yaml")
    return run("--rulebook", unsafe, "--lang", "en", "--format", "json", *saving)


@pytest.fixture(scope="module")
def proven(rulebook: Rulebook) -> tuple[Proof, ...]:
    """All that is promised of the shipped rulebook, proven."""
    return prove_command.prove(rulebook, load_guarantees(rulebook))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_command_says_that_all_is_proven(
    rulebook: Rulebook, proven: tuple[Proof, ...], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prove_command, "prove", lambda *of, **options: proven)
    result = run("--lang", language)
    assert (result.exit_code, result.stderr) == (0, "")
    texts = rulebook_texts(rulebook, language)
    shown = "".join(result.stdout.split())
    for guarantee in load_guarantees(rulebook):
        assert f"{guarantee.id}" in result.stdout
        assert "".join(texts("guarantees", guarantee.id).split()) in shown


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_command_tells_the_refuting_case_in_sentences(unsafe: Path, language: str) -> None:
    result = run("no-contact-means-none", "--rulebook", unsafe, "--lang", language)
    assert (result.exit_code, result.stderr) == (1, "")
    texts = rulebook_texts(load_rulebook(unsafe), language)
    shown = "".join(result.stdout.split())
    for key in (
        ("questions", "contact", "topic"),
        ("questions", "contact", "options", "blocked-me"),
        ("questions", "apology", "options", "not-yet"),
        ("questions", "fault", "options", "mine"),
        ("actions", "ask-someone-to-pass-it-on", "title"),
        ("rules", "through-another-when-only-meeting-is-left"),
    ):
        assert "".join(texts(*key).split()) in shown
    assert "help-comes-first" not in result.stdout


def test_the_saved_case_is_one_that_explain_takes(unsafe: Path, refuted: Result) -> None:
    file = unsafe.parent / "case.yaml"
    assert refuted.exit_code == 1
    assert str(file) in refuted.stderr
    saved = load_case(load_rulebook(unsafe), file)
    assert saved.answers == {"fault": "mine", "apology": "not-yet", "contact": "blocked-me"}
    arguments = ["explain", str(file), "ask-someone-to-pass-it-on", "--rulebook", str(unsafe), "--lang", "en"]
    explained = CliRunner().invoke(nakanaori, arguments)
    assert explained.exit_code == 0
    assert "through-another-when-only-meeting-is-left" in explained.stdout


def test_no_case_is_saved_where_nothing_is_refuted(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    result = run("no-unwelcome-meeting", "--lang", "en", "--save-case", file)
    assert (result.exit_code, file.exists()) == (0, False)
    assert "Nothing was refuted" in result.stderr


def test_a_rulebook_without_the_file_states_no_guarantees(tmp_path: Path) -> None:
    assert load_guarantees(load_rulebook(write_rulebook(tmp_path))) == ()
    result = run("--rulebook", tmp_path, "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "states no guarantees" in result.stdout


def test_the_result_as_json(refuted: Result) -> None:
    document = json.loads(refuted.stdout)
    assert (document["rulebook"]["id"], document["language"], document["proven"]) == ("regain_trust", "en", False)
    by_id = {entry["id"]: entry for entry in document["guarantees"]}
    entry = by_id.pop("no-contact-means-none")
    assert entry["answers"] == {"fault": "mine", "apology": "not-yet", "contact": "blocked-me"}
    assert (entry["status"], entry["smallest"], entry["cites"]) == ("refuted", True, ["20"])
    assert entry["plan"][0] == "ask-someone-to-pass-it-on"
    assert [(one["claim"], one["in_plan"]) for one in entry["broken"]] == [("never", ["ask-someone-to-pass-it-on"])]
    assert {entry["status"] for entry in by_id.values()} == {"proven", "refuted"}
    for entry in by_id.values():
        if entry["status"] == "refuted":
            # What else is promised of people who were blocked.
            assert entry["answers"]["contact"] == "blocked-me"
        else:
            assert not {"answers", "broken"} & entry.keys()


BROKEN_CLAIMS = """\
- guarantee: led-by-water
  cites: ["2"]
  when: {degrees: {at-least: 40}}
  first: [drink-water, take-an-umbrella]
- guarantee: always-in
  cites: ["2"]
  when: {miserable: true}
  always: stay-in
- guarantee: something-outdoors
  cites: ["2"]
  when: {miserable: true, at-home: yes}
  at-least-one: {tag: outdoors}
- guarantee: not-both
  cites: ["2"]
  at-most-one: [put-on-a-coat, take-an-umbrella]
"""


def test_each_broken_claim_is_told_with_why(tmp_path: Path) -> None:
    going_out(tmp_path, BROKEN_CLAIMS)
    result = run("--rulebook", tmp_path, "--lang", "en")
    shown = " ".join(result.stdout.split())
    assert result.exit_code == 1
    assert "must begin with “Drink water”, “Take an umbrella”. It begins with “Drink water”." in shown
    assert "must always be there: - Stay in (stay-in)" in shown
    assert "What would speak for it" in shown
    assert "although at least one of them must be there: - Take an umbrella (take-an-umbrella)" in shown
    assert "Whoever can stay in should." in shown
    assert "although at most one of them may be there: - Put on a coat (put-on-a-coat)" in shown
    assert "refuted 4" in shown


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["help-come-first"], "Did you mean 'help-comes-first'?"),
        (["--seconds", "0"], "--seconds"),
        (["--seconds", "soon"], "--seconds"),
        (["--lang", "fr"], "Known here: ja, en."),
        (["--rulebook", "nowhere"], "There is no such folder."),
        (["--format", "yaml"], "--format"),
        (["--save-case", "no-such-folder/case.yaml"], "no-such-folder"),
    ],
)
def test_bad_input_is_told_in_a_sentence(arguments: list[str], told: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_without_the_extra_one_line_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "pip install 'nakanaori[prove]'" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_time_limit_leaves_the_others_proven(tmp_path: Path) -> None:
    write_rulebook(tmp_path, pigeonholes(14))
    result = run("--rulebook", tmp_path, "--lang", "en", "--seconds", 6, "--format", "json")
    told = {entry["id"]: (entry["status"], entry.get("reason")) for entry in json.loads(result.stdout)["guarantees"]}
    assert told == {"easy": ("proven", None), "long": ("undecided", "time")}
    assert (result.exit_code, json.loads(result.stdout)["proven"]) == (1, False)


def test_ctrl_c_while_the_solver_works_keeps_what_is_proven(tmp_path: Path) -> None:
    require(find_spec("pexpect") is not None, "pexpect is missing: pip install 'nakanaori[test]'")
    import pexpect

    write_rulebook(tmp_path, pigeonholes(14))
    arguments = ["-m", "nakanaori.cli", "prove", "--rulebook", str(tmp_path), "--lang", "en", "--seconds", "600"]
    child = pexpect.spawn(sys.executable, arguments, encoding="utf-8", timeout=60)
    child.expect_exact("1 of 2: easy")
    child.expect_exact("2 of 2: long")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert "proven: easy" in child.before
    assert "not decided: long" in child.before


@pytest.mark.parametrize(("reason", "status"), [("interrupted", 130), ("time", 1), ("memory", 1)])
def test_the_exit_status_of_what_is_not_decided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str, status: int
) -> None:
    rulebook = going_out(tmp_path, EVERY_KIND)
    first, second, *_ = load_guarantees(rulebook)

    def cut_short(*arguments: object, **options: object) -> tuple[Proof, ...]:
        return Proof(first, PROVEN, 0.5), Proof(second, UNDECIDED, reason=reason)

    monkeypatch.setattr(prove_command, "prove", cut_short)
    result = run("--rulebook", tmp_path, "--lang", "en")
    assert result.exit_code == status
    assert "proven: umbrella-first" in result.stdout
    assert "not decided: water-for-everybody" in result.stdout
    assert "What was not decided is not proven." in result.stdout


def test_a_guarantee_that_protects_nobody_is_told_as_such(tmp_path: Path) -> None:
    going_out(tmp_path, "- guarantee: void\n  cites: ['1']\n  when: {wet: true, weather: sun}\n  never: drink-water\n")
    result = run("--rulebook", tmp_path, "--lang", "en")
    assert result.exit_code == 1
    assert "No answers at all meet its condition" in " ".join(result.stdout.split())


def test_a_case_that_the_evaluator_does_not_confirm_is_told_as_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_out(tmp_path, EVERY_KIND)
    monkeypatch.setattr(Model, "smallest", lambda *formulas, **options: {"weather": "sun"})
    result = run("--rulebook", tmp_path, "--lang", "en")
    assert result.exit_code == 1
    assert "error in nakanaori itself" in " ".join(result.stdout.split())
