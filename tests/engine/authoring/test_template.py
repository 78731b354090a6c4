"""The small rulebook to begin with: it holds together, and a bad name makes none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from nakanaori.engine.authoring import check, write_rulebook
from nakanaori.engine.authoring.scenario import judge
from nakanaori.engine.authoring.scenario_reader import load_scenarios
from nakanaori.engine.consulting import consult, next_question
from nakanaori.engine.language import NakanaoriError
from nakanaori.engine.proving import load_guarantees
from nakanaori.engine.reading import load_rulebook, needed_texts, rulebook_texts, welcome_texts
from required import require_package

HERE = Path(sys.executable).parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_rulebook("plants", tmp_path_factory.mktemp("new"))


def test_it_is_small_and_of_that_name(folder: Path) -> None:
    rulebook = load_rulebook(folder)
    assert (rulebook.id, folder.name, rulebook.languages) == ("plants", "plants", ("ja", "en"))
    counts = (rulebook.questions, rulebook.findings, rulebook.actions, rulebook.rules)
    assert tuple(map(len, counts)) == (2, 2, 3, 3)
    assert (len(load_scenarios(rulebook)), len(load_guarantees(rulebook))) == (2, 1)


@pytest.mark.usefixtures("solver")
def test_one_language_is_enough(tmp_path: Path) -> None:
    folder = write_rulebook("plants", tmp_path, "en")
    assert load_rulebook(folder).languages == ("en",)
    assert [path.name for path in (folder / "text").iterdir()] == ["en.yaml"]
    assert check(folder).remarks == ()


def test_its_texts_are_complete(folder: Path) -> None:
    rulebook = load_rulebook(folder)
    guarantees = {("guarantees", guarantee.id) for guarantee in load_guarantees(rulebook)}
    for language in rulebook.languages:
        assert set(rulebook_texts(rulebook, language).entries) == {
            *needed_texts(rulebook),
            *welcome_texts(rulebook),
            *guarantees,
            ("rulebook", "source-word"),
        }


def test_its_scenarios_come_out_and_between_them_every_rule_fires(folder: Path, engine: str) -> None:
    rulebook = load_rulebook(folder)
    fired: set[str] = set()
    for scenario in load_scenarios(rulebook):
        outcome = consult(rulebook, scenario.answers, engine=engine)
        assert judge(scenario, outcome) == ()
        fired.update(outcome.fired)
    assert fired == set(rulebook.rule)


def test_its_questionnaire_is_short(folder: Path) -> None:
    rulebook = load_rulebook(folder)
    assert [
        next_question(rulebook, answers) for answers in ({"soil": "dry"}, {"soil": "soggy", "leaves": "upright"})
    ] == [
        None,
        None,
    ]
    first = next_question(rulebook, {})
    assert first is not None
    assert first.id == "soil"


def test_every_file_names_a_schema_that_is_there(folder: Path) -> None:
    files = list(folder.rglob("*.yaml"))
    assert len(files) == 8
    for path in files:
        first = path.read_text("utf-8").split("\n", 1)[0]
        assert (path.parent / first.removeprefix("# yaml-language-server: $schema=")).is_file()


@pytest.mark.parametrize("verb", ["check", "test", "prove"])
def test_it_passes_as_it_is(folder: Path, verb: str) -> None:
    if verb != "test":
        require_package("z3", "prove")
    ran = subprocess.run(
        [str(HERE / "nakanaori"), verb, "--rulebook", str(folder)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("name", ["", " ", "..", "../up", "a/b", "/abs", "-a", "a b", "a.", "x" * 61, "a\nb", "a\0b"])
def test_bad_names_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(NakanaoriError, match="cannot be the id of a rulebook"):
        write_rulebook(name, tmp_path)
    assert list(tmp_path.iterdir()) == []
