"""A check finds what is wrong, says nothing of what is not, and tells what it left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import console_blocks
import pytest
from flawed_rulebooks import CHANGES, CLEAN, FINDINGS, GUARANTEE, SCENARIO, told
from hostile import HOSTILE
from house import DOCS
from nakanaori import engine
from nakanaori.engine.authoring import check, static_checks
from nakanaori.engine.authoring import idle_questions as idle_questions_module
from nakanaori.engine.authoring import write_rulebook as write_template
from nakanaori.engine.authoring.load_checks import loading_remarks
from nakanaori.engine.authoring.remark import (
    DUPLICATE_ID,
    TITLES,
    UNKNOWN_ID,
)
from nakanaori.engine.authoring.rulebook_check import SOLVED
from nakanaori.engine.language import Place, Problem
from nakanaori.engine.proving import solver_questions
from nakanaori.engine.proving.solver_search import Search
from required import require
from small_rulebook import FILES, changed, write_rulebook
from ticking import Ticking

PAGE = (DOCS / "checks.md").read_text(encoding="utf-8")


def section(code: str) -> str:
    """What the page says of a code, from its heading on."""
    return re.split(r"^## ", PAGE, flags=re.MULTILINE)[1 + list(TITLES).index(code)]


def mend(folder: Path, block: console_blocks.Block) -> None:
    """Make the change that an example shows, as often as it says."""
    path = folder / block.options["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    old = "".join(f"{line[1:]}\n" for line in block.lines if line[0] != "+")
    new = "".join(f"{line[1:]}\n" for line in block.lines if line[0] != "-")
    times = int(block.options.get("times", "0"))
    if times:
        new = "".join(re.sub(r"\bN\b", str(number), new) for number in range(1, times + 1))
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if old:
        assert f"\n{text}".count(f"\n{old}") == 1, f"{block.options['file']} does not have\n{old}"
    path.write_text(f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:] if old else text + new, encoding="utf-8")


def codes_of(folder: Path) -> set[str]:
    report = check(folder)
    return {remark.code for remark in (*report.remarks, *report.notes)}


@pytest.mark.parametrize("code", TITLES)
def test_every_example_triggers_its_code(code: str, tmp_path: Path) -> None:
    if code in SOLVED:
        require(find_spec("z3") is not None, "z3 is missing: pip install 'nakanaori[prove]'")
    folder = write_template("trial", tmp_path)
    before = codes_of(folder)
    examples = [block for block in console_blocks.blocks(section(code)) if block.kind == "diff"]
    assert examples
    for example in examples:
        mend(folder, example)
    assert code not in before
    assert code in codes_of(folder)


def test_the_page_names_the_codes_that_take_the_solver() -> None:
    sentence = re.search(r"The codes (.*?) are proofs", PAGE, re.DOTALL)
    assert sentence is not None
    first_last = r"(N\d+)(?: to (N\d+))?"
    named = [
        code
        for first, last in re.findall(first_last, sentence[1])
        for code in TITLES
        if first <= code <= (last or first)
    ]
    assert sorted(named) == sorted(SOLVED)


def test_the_small_rulebook_has_no_findings(tmp_path: Path) -> None:
    assert check(write_rulebook(tmp_path)).remarks == ()


def test_a_new_rulebook_has_no_findings(tmp_path: Path) -> None:
    assert check(write_template("trial", tmp_path)).remarks == ()


@pytest.mark.parametrize("what", CLEAN)
def test_no_alarm_over(what: str, tmp_path: Path) -> None:
    report = check(write_rulebook(tmp_path, CLEAN[what]))
    assert told(report, tmp_path) == []


@pytest.mark.usefixtures("solver")
@pytest.mark.parametrize("what", CHANGES)
def test_one_change(what: str, tmp_path: Path) -> None:
    change, expected = CHANGES[what]
    report = check(write_rulebook(tmp_path, change))
    assert [" ".join(line.split()[:2]) for line in told(report, tmp_path)] == expected


def test_no_sentence_about_an_id_is_left_without_its_code() -> None:
    modules = [path.read_text(encoding="utf-8") for path in Path(engine.__file__).parent.rglob("*.py")]
    source = "".join(module for module in modules if "Problem(" in module)
    sentences = [re.sub(r"\{[^{}]*\}", "x", one) for one in re.findall(r'f"([^"\n]*\.)"', source)]
    about_ids = [one for one in sentences if re.search(r"There is no .*'|has no option|twice\.$|is taken\.$", one)]
    assert len(about_ids) >= 10
    codes = {remark.code for remark in loading_remarks(Problem(Place("x"), one) for one in about_ids)}
    assert codes == {UNKNOWN_ID, DUPLICATE_ID}


def test_what_cannot_follow_from_a_broken_rule_is_checked_all_the_same(tmp_path: Path) -> None:
    change = {
        **changed(FINDINGS, "find: cold", "fnid: cold"),
        **changed("text/ja.yaml", "    ask: どんな天気ですか。\n", ""),
        "text/en.yaml": FILES["text/en.yaml"] + "rhymes: {rain: Rain rain go away.}\n",
        "guarantees.yaml": GUARANTEE.replace("[take", "[bring"),
        "scenarios/a.yaml": SCENARIO.replace("rain", "hail"),
    }
    report = check(write_rulebook(tmp_path, change))
    assert [(remark.place.source[len(str(tmp_path)) + 1 :], remark.code) for remark in report.remarks] == [
        ("guarantees.yaml", "N002"),
        (FINDINGS, "N001"),
        ("scenarios/a.yaml", "N002"),
        ("text/ja.yaml", "N201"),
    ]
    assert len(report.unchecked) == 1
    assert "does not load" in report.unchecked[0]


def test_a_doubtful_vocabulary_raises_no_further_alarm(tmp_path: Path) -> None:
    change = {
        **changed("questions.yaml", "choose: number", "choose: numbers"),
        "scenarios/a.yaml": SCENARIO.replace("weather: rain", "degrees: 3"),
    }
    report = check(write_rulebook(tmp_path, change))
    sources = {Path(remark.place.source).relative_to(tmp_path).parts[0] for remark in report.remarks}
    assert "questions.yaml" in sources
    assert sources <= {"questions.yaml", "rules"}
    assert "Nothing more was checked" in report.unchecked[0]


@pytest.mark.usefixtures("no_solver")
def test_what_needs_no_solver_is_found_without_it(tmp_path: Path) -> None:
    for number, what in enumerate(("an action that no rule advises", "a rule against itself", "a step for nobody")):
        change, expected = CHANGES[what]
        report = check(write_rulebook(tmp_path / str(number), change))
        solved = {"N403"} if what == "a step for nobody" else set()
        found = [" ".join(line.split()[:2]) for line in told(report, tmp_path / str(number))]
        plain = [one for one in expected if one.split()[1] not in solved]
        assert found == (plain if what != "a rule against itself" else plain[1:])


# one deadline for all of it -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("solver")
@pytest.mark.parametrize("seconds", [0.0, 60.0, 400.0])
@pytest.mark.parametrize("what", HOSTILE)
def test_nothing_begins_once_the_time_is_over(
    what: str, seconds: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Ticking()
    late: list[str] = []

    def watched(name: str, work: Callable[..., object]) -> Callable[..., object]:
        def doing(*given: object, **more: object) -> object:
            if clock.now > seconds + 1:
                late.append(name)
            return work(*given, **more)

        return doing

    monkeypatch.setattr(Search, "holds", watched("the solver", Search.holds))
    for module, name in (
        (solver_questions, "consult"),
        (idle_questions_module, "conclude"),
        (idle_questions_module, "visibles"),
        (static_checks, "satisfiable"),
        (static_checks, "durable_refusal"),
    ):
        monkeypatch.setattr(module, name, watched(name, getattr(module, name)))
    report = check(HOSTILE[what](tmp_path), seconds=seconds, clock=clock)
    assert late == []
    assert not report.complete
    assert any(sentence.startswith("Not reached in time: N") for sentence in report.undecided)


def test_what_is_not_reached_is_told_by_code_with_its_first_places(tmp_path: Path) -> None:
    report = check(write_rulebook(tmp_path), seconds=0.0, clock=Ticking())
    told = [sentence.replace(f"{tmp_path}/", "") for sentence in report.undecided]
    assert (
        "Not reached in time: N302 at rules/1-findings.yaml:1:9, rules/1-findings.yaml:5:9, rules/1-findings.yaml:9:9 "
        "and 4 more; --seconds gives it more time."
    ) in told
    assert (report.remarks, report.clean, report.complete) == ((), False, False)
