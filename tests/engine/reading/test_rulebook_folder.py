"""Which files a rulebook consists of, however their names are written, and what lies there twice."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner
from mistakes import problems_of
from nakanaori.cli.main import nakanaori
from nakanaori.engine.authoring import check
from nakanaori.engine.authoring.declared_places import named_tags
from nakanaori.engine.authoring.scenario_reader import load_scenarios
from nakanaori.engine.proving import load_guarantees
from nakanaori.engine.reading import RulebookFolder, load_rulebook, rulebook_files, rulebook_texts
from nakanaori.engine.reading.rulebook_folder import MOST_FILES
from small_rulebook import FILES, write_rulebook


def folder(path: Path, names: Iterable[str]) -> RulebookFolder:
    """What a folder with these empty files is taken for."""
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).touch()
    return rulebook_files(path)


def relative(path: Path, files: Iterable[Path]) -> list[str]:
    return [str(file.relative_to(path)) for file in files]


def test_the_files_of_the_shipped_form(tmp_path: Path) -> None:
    found = rulebook_files(write_rulebook(tmp_path))
    assert relative(tmp_path, (found.head, found.questions, found.actions)) == [
        "rulebook.yaml",
        "questions.yaml",
        "actions.yaml",
    ]
    assert relative(tmp_path, found.rules) == ["rules/1-findings.yaml", "rules/2-actions.yaml"]
    assert {language: file.name for language, file in found.texts.items()} == {"en": "en.yaml", "ja": "ja.yaml"}
    assert (found.help_lines, found.guarantees, found.scenarios, found.others, found.problems) == (
        None,
        None,
        (),
        (),
        (),
    )


def test_what_is_needed_is_named_where_it_is_missing(tmp_path: Path) -> None:
    found = rulebook_files(tmp_path)
    assert relative(tmp_path, (found.head, found.questions, found.actions, found.text("de"))) == [
        "rulebook.yaml",
        "questions.yaml",
        "actions.yaml",
        "text/de.yaml",
    ]


def test_the_ending_may_be_short_and_letters_may_be_capital(tmp_path: Path) -> None:
    names = ["Rulebook.YML", "questions.yml", "ACTIONS.YAML", "Help-Lines.yml", "guarantees.yml", "Rules/A.YML"]
    found = folder(tmp_path, [*names, "text/EN.yml", "Scenarios/s.Yaml"])
    named = (found.head, found.questions, found.actions, found.help_lines, found.guarantees, *found.rules)
    assert relative(tmp_path, filter(None, named)) == names
    assert relative(tmp_path, (found.text("en"), *found.scenarios)) == ["text/EN.yml", "Scenarios/s.Yaml"]
    assert (found.others, found.problems) == ((), ())


def test_rules_and_scenarios_may_lie_deeper_and_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    names = ["rules/2.yaml", "rules/1/b.yaml", "rules/1/a.yml", "rules/1/z/c.yaml", "rules/10.yaml"]
    found = folder(tmp_path, [*names, "scenarios/b.yaml", "scenarios/a/1.yaml"])
    assert relative(tmp_path, found.rules) == [
        "rules/1/a.yml",
        "rules/1/b.yaml",
        "rules/1/z/c.yaml",
        "rules/10.yaml",
        "rules/2.yaml",
    ]
    assert relative(tmp_path, found.scenarios) == ["scenarios/a/1.yaml", "scenarios/b.yaml"]


def test_what_is_hidden_is_no_part_of_it(tmp_path: Path) -> None:
    found = folder(tmp_path, ["rules/._1.yaml", "rules/.git/2.yaml", ".rulebook.yaml", "text/.en.yaml"])
    (tmp_path / "rules" / ".#1.yaml").symlink_to("somebody@host.1234")
    assert rulebook_files(tmp_path) == found
    assert (found.rules, found.texts, found.others, found.problems) == ((), {}, (), ())


def test_a_name_is_found_however_its_accents_are_stored(tmp_path: Path) -> None:
    found = folder(tmp_path, ["text/か\u3099.yaml"])
    assert found.text("\u304c").name == "か\u3099.yaml"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("guarantees.yaml", "guarantees.yml"),
        ("QUESTIONS.yaml", "questions.yaml"),
        ("text/en.yaml", "text/en.yml"),
        ("text/EN.yaml", "text/en.yaml"),
    ],
)
def test_a_file_that_is_there_twice_is_named(tmp_path: Path, first: str, second: str) -> None:
    (problem,) = folder(tmp_path, [first, second]).problems
    assert problem.place.source == str(tmp_path / second)
    assert problem.wrong == f"'{Path(first).name}' is here as well, and only one of the two is read."


def test_a_link_to_a_folder_within_is_named_and_not_followed(tmp_path: Path) -> None:
    folder(tmp_path, ["rules/1.yaml"])
    (tmp_path / "rules" / "again").symlink_to("..")
    found = rulebook_files(tmp_path)
    assert relative(tmp_path, found.rules) == ["rules/1.yaml"]
    assert [problem.place.source for problem in found.problems] == [str(tmp_path / "rules" / "again")]


def test_the_rules_themselves_may_be_a_link(tmp_path: Path) -> None:
    folder(tmp_path, ["shared/1.yaml"])
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "rules").symlink_to("../shared")
    found = rulebook_files(tmp_path / "book")
    assert (relative(tmp_path / "book", found.rules), found.problems) == (["rules/1.yaml"], ())


def test_more_files_than_a_rulebook_has_are_not_looked_at(tmp_path: Path) -> None:
    inside = tmp_path / "rules"
    inside.mkdir()
    for number in range(MOST_FILES + 1):
        (inside / str(number)).touch()
    (problem,) = rulebook_files(tmp_path).problems
    assert "more than 10000 files" in problem.wrong


def test_a_folder_called_like_a_file_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "guarantees.yaml").mkdir()
    assert rulebook_files(tmp_path).guarantees == tmp_path / "guarantees.yaml"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir(mode=0)
    (problem,) = rulebook_files(tmp_path).problems
    assert "cannot be read" in problem.wrong


# everything that reads rulebooks goes by it ---------------------------------------------------------------------------

GUARANTEE = '- guarantee: dry\n  cites: ["2"]\n  when: {wet: false}\n  never: {tag: outdoors}\n'
SCENARIO = "- {scenario: sunny, about: It is., answers: {weather: sun}, plan: {holds: stay-in}}\n"


def test_every_file_is_read_whatever_its_ending(tmp_path: Path) -> None:
    """What once was passed over in silence, the safety rule among it, counts."""
    names = {name: name.replace(".yaml", ".YML") for name in FILES}
    moved: dict[str, str | bytes | None] = dict.fromkeys(FILES)
    moved |= {names[name]: text for name, text in FILES.items()}
    moved |= {
        "rules/safety/1.yaml": '- {rule: r, cites: ["1"], withhold: {phase: later}}\n',
        "guarantees.yml": GUARANTEE,
        "scenarios/deep/s.yml": SCENARIO,
        "help-lines.yml": "{checked: 2026-01-01, lines: [{line: l, region: jp, for: stay-in}]}",
    }
    rulebook = load_rulebook(write_rulebook(tmp_path, moved))
    assert rulebook.rules[-1].id == "r"
    assert [line.id for line in rulebook.help_lines.lines] == ["l"]
    assert [guarantee.id for guarantee in load_guarantees(rulebook)] == ["dry"]
    assert [scenario.id for scenario in load_scenarios(rulebook)] == ["sunny"]
    assert rulebook_texts(rulebook, "en")("rulebook", "title") == "Going out"
    assert named_tags(rulebook) == {"outdoors"}
    assert not [remark for remark in check(tmp_path, seconds=1).remarks if "no file of texts" in remark.message]


def test_prove_does_not_say_that_nothing_is_promised_when_the_file_is_called_otherwise(tmp_path: Path) -> None:
    write_rulebook(tmp_path, {"guarantee.yaml": GUARANTEE})
    result = CliRunner().invoke(nakanaori, ["prove", "--rulebook", str(tmp_path)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{tmp_path / 'guarantee.yaml'}: Nothing reads this file. Did you mean 'guarantees.yaml'?" in result.stderr


def test_a_pipe_among_the_rules_keeps_nobody_waiting(tmp_path: Path) -> None:
    write_rulebook(tmp_path)
    os.mkfifo(tmp_path / "rules" / "0.yaml")
    (problem,) = problems_of(tmp_path)
    assert problem.wrong == "This is no ordinary file."


def test_tables_are_files_of_rules_and_of_nothing_else(tmp_path: Path) -> None:
    names = (
        "rules/b.csv",
        "rules/deep/a.XLSX",
        "rules/c.yaml",
        "rules/~$b.xlsx",
        "scenarios/s.csv",
        "text/en.csv",
        "x.csv",
    )
    for name in (*names, "rules/old.xls", "rules/d.ods"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = rulebook_files(tmp_path)
    assert [str(path.relative_to(tmp_path)) for path in found.rules] == [
        "rules/b.csv",
        "rules/c.yaml",
        "rules/deep/a.XLSX",
    ]
    assert (found.scenarios, found.texts, found.others) == ((), {}, ())
    assert sorted(Path(problem.place.source).name for problem in found.problems) == ["d.ods", "old.xls"]
    assert {problem.wrong for problem in found.problems} == {"Tables of this kind are not read."}
