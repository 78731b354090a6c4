"""`nakanaori publish`: the files are where they were wanted, and whoever gets something wrong is told what."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from command_line import called
from nakanaori.engine.reading import load_rulebook
from nakanaori.web.site import single_files, site
from small_rulebook import write_rulebook

publish = partial(called, "publish")


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_shipped_rulebook_is_published_for_everybody_to_read(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "a" / "site"
    done = publish("-o", folder, "--lang", language)
    assert (done.exit_code, done.stderr) == (0, "")
    assert files_in(folder) == site([load_rulebook()])
    assert str(folder) in done.stdout
    assert all(path.stat().st_mode & 0o777 == 0o644 for path in folder.rglob("*") if path.is_file())


def test_several_rulebooks_and_single_files(tmp_path: Path) -> None:
    small = write_rulebook(tmp_path / "small")
    starter = tmp_path / "plants"
    assert called("new", "plants", "--into", tmp_path).exit_code == 0
    books = [load_rulebook(small), load_rulebook(starter)]
    both = ("--rulebook", small, "--rulebook", starter)
    assert publish(*both, "-o", tmp_path / "site").exit_code == 0
    assert files_in(tmp_path / "site") == site(books)
    assert publish(*both, "--single-file", "-o", tmp_path / "files").exit_code == 0
    assert files_in(tmp_path / "files") == single_files(books)


def test_publishing_again_changes_nothing(tmp_path: Path) -> None:
    small = write_rulebook(tmp_path / "small")
    assert publish("--rulebook", small, "-o", tmp_path / "site").exit_code == 0
    before = files_in(tmp_path / "site")
    assert publish("--rulebook", small, "-o", tmp_path / "site").exit_code == 0
    assert files_in(tmp_path / "site") == before


def test_what_cannot_be_published_is_told_in_a_sentence_and_nothing_is_written(tmp_path: Path) -> None:
    small = write_rulebook(tmp_path / "small")
    for words, told in (
        (("--rulebook", tmp_path / "nowhere"), "nowhere"),
        (("--rulebook", small, "--rulebook", write_rulebook(tmp_path / "again")), "are called 'going_out'"),
        (("--rulebook", small, "--lang", "de"), "'de'"),
    ):
        done = publish(*words, "-o", tmp_path / "site")
        assert (done.exit_code, done.stdout) == (2, "")
        assert told in done.stderr
    assert not (tmp_path / "site").exists()


def test_namesakes_are_told_of_in_japanese_too(tmp_path: Path) -> None:
    one, other = (write_rulebook(tmp_path / name) for name in ("one", "other"))
    done = publish("--rulebook", one, "--rulebook", other, "--lang", "ja", "-o", tmp_path / "site")
    assert "'going_out' というルールブックが二つあります" in done.stderr
    assert "一方の名前を変えてください" in done.stderr


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = publish("--rulebook", write_rulebook(tmp_path / "small"), "-o", tmp_path / "file" / "site")
    assert done.exit_code == 2
    assert "It cannot be used" in done.stderr
