"""`nakanaori table`: it writes what means the same, says so, and nothing else."""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest
from command_line import called
from nakanaori.engine.reading import load_rulebook
from required import require
from small_rulebook import write_rulebook

table = partial(called, "table")


@pytest.mark.usefixtures("solver")
def test_rules_become_a_table_and_rules_again(tmp_path: Path) -> None:
    require(find_spec("openpyxl") is not None, "openpyxl is missing: pip install 'nakanaori[tables]'")
    folder = write_rulebook(tmp_path / "book")
    before = load_rulebook(folder)
    yaml = folder / "rules" / "1-findings.yaml"
    for ending in (".csv", ".xlsx"):
        made = table(yaml, "-o", tmp_path / f"1-findings{ending}")
        assert (made.exit_code, made.stderr) == (0, "")
        assert "the plans are the same" in made.stdout
        other = yaml.with_suffix(ending)
        other.write_bytes((tmp_path / f"1-findings{ending}").read_bytes())
        yaml.unlink()
        assert load_rulebook(folder).sha256 == before.sha256
        back = table(other, "-o", yaml)
        assert (back.exit_code, back.stderr) == (0, "")
        other.unlink()
        assert load_rulebook(folder).sha256 == before.sha256


def test_nothing_is_written_where_something_is_wrong(tmp_path: Path) -> None:
    folder = write_rulebook(
        tmp_path / "book", {"rules/3.csv": "weather,advise,cites\nrain,stay-in,1\nelse,stay-in,1\n"}
    )
    path = folder / "rules" / "3.csv"
    for output, told in (
        ("a.txt", "does not say its form"),
        ("a.yaml", "only the first row that holds counts"),
        ("none/a.csv", "cannot be written"),
    ):
        made = table(path, "-o", tmp_path / output)
        assert made.exit_code == 2
        assert told in made.stderr
        assert not (tmp_path / output).exists()


def test_a_file_that_is_not_there_is_said_to_be_none(tmp_path: Path) -> None:
    made = table(tmp_path / "nofile.yaml", "-o", tmp_path / "x.xlsx", "--lang", "en")
    assert (made.exit_code, made.stdout) == (2, "")
    assert "nofile.yaml: There is no such file. Check the path." in made.stderr


def test_it_is_told_in_the_language_asked_for(tmp_path: Path) -> None:
    missing = tmp_path / "nofile.yaml"
    assert "そのファイルはありません" in table(missing, "-o", tmp_path / "x.xlsx", "--lang", "ja").stderr
    refused = table(missing, "-o", tmp_path / "x.xlsx", "--lang", "fr")
    assert (refused.exit_code, "'fr'" in refused.stderr) == (2, True)
