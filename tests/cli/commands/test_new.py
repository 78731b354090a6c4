"""`nakanaori new`: it says what to do next, and leaves alone what is there."""

from __future__ import annotations

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
