"""`nakanaori new`: it says what to do next, and leaves alone what is there."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from command_line import called
from nakanaori.engine.reading import load_rulebook

new = partial(called, "new")


def test_the_command_tells_what_to_do_next(tmp_path: Path) -> None:
    for language, name in (("en", "my-plants"), ("ja", "鉢植え")):
        made = new(name, "--into", tmp_path / "a folder", "--lang", language)
        assert (made.exit_code, made.stderr) == (0, "")
        path = tmp_path / "a folder" / name
        assert load_rulebook(path).id == name
        for verb in ("check", "test", "prove", "ask"):
            assert f"nakanaori {verb} --rulebook '{path}'" in made.stdout


def test_it_can_be_asked_at_once(tmp_path: Path) -> None:
    assert new("plants", "--into", tmp_path).exit_code == 0
    asked = called("ask", "--plain", "--rulebook", tmp_path / "plants", "--lang", "en", typed="1\n")
    assert asked.exit_code == 0
    assert "Water it" in asked.stdout


FOREIGN = {
    "en": r"\b(?:article|danger|safe|safety|trust|counsellor|diagnosis|help lines?|leave at once|what happened)\b",
    "ja": "記事|危|安全|信頼|相手|診断|緊急|事情",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_nothing_is_said_of_danger_or_of_another_rulebook(language: str, tmp_path: Path) -> None:
    assert new("plants", "--into", tmp_path).exit_code == 0
    case = tmp_path / "case.yaml"
    case.write_text("rulebook: plants\nanswers: {soil: soggy, leaves: drooping}\n", encoding="utf-8")
    shared = ("--rulebook", tmp_path / "plants", "--lang", language)
    said = [called("ask", "--plain", *shared, typed="3\n2\ns\nq\n").stdout]
    said += [called("advise", case, "--format", form, *shared).stdout for form in ("text", "markdown", "json")]
    said += [called("sheet", case, "--format", form, *shared).stdout for form in ("markdown", "html")]
    said += [called(verb, case, *shared).stdout for verb in ("explain",)]
    said += [called("why-not", case, "water-it", *shared).stdout, called("graph", *shared).stdout]
    assert all(said)
    assert not [re.search(FOREIGN[language], text) for text in said if re.search(FOREIGN[language], text)]


def test_it_may_begin_with_a_table(tmp_path: Path) -> None:
    table = tmp_path / "trips.csv"
    table.write_text("Trip,Advise\nOne night,Book a hotel\nDay trip,Take the train\n", encoding="utf-8")
    made = new("trips", "--into", tmp_path, "--from", table, "--lang", "en")
    assert (made.exit_code, made.stderr) == (0, "")
    assert f"{tmp_path / 'trips'} was made from {table}." in made.stdout
    asked = called("ask", "--plain", "--rulebook", tmp_path / "trips", "--lang", "en", typed="1\n")
    assert "Book a hotel" in asked.stdout
    for name, wrong in (("nowhere.csv", "There is no such file."), ("trips", "This is no table.")):
        refused = new("others", "--into", tmp_path, "--from", tmp_path / name)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert wrong in refused.stderr
    assert not (tmp_path / "others").exists()


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "plants").mkdir()
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("plants", "file", "link"):
        made = new(name, "--into", tmp_path)
        assert made.exit_code == 2
        assert "This is there already." in made.stderr
    assert (tmp_path / "file").read_text() == "mine"
    assert list((tmp_path / "plants").iterdir()) == []


def test_an_unknown_language_leaves_nothing_behind(tmp_path: Path) -> None:
    made = new("plants", "--into", tmp_path, "--lang", "de")
    assert made.exit_code == 2
    assert "'de'" in made.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    program = [sys.executable, "-m", "nakanaori.cli", "new", "plants", "--into", str(tmp_path / "file")]
    done = subprocess.run(program, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "It cannot be used" in done.stderr


@pytest.mark.parametrize("name", ["", "..", "a/b", "-a", "a b", "a\nb"])
def test_a_name_that_is_no_id_is_bad_input(name: str, tmp_path: Path) -> None:
    made = new("--into", tmp_path, "--", name)
    assert (made.exit_code, made.stdout) == (2, "")
    assert "cannot be the id of a rulebook" in made.stderr
    assert list(tmp_path.iterdir()) == []
