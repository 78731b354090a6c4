"""What is told of saves, without waiting for any: the pauses between looks are where the files change."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from shutil import rmtree

import pytest
from nakanaori.cli import save_watch
from small_rulebook import write_rulebook


class OverError(Exception):
    """All pauses are over."""


def paused(monkeypatch: pytest.MonkeyPatch, steps: Iterable[Callable[[], object]]) -> None:
    """In each pause one of the steps happens; then it is over."""
    left = iter(steps)

    def pause(seconds: float) -> None:
        assert 0 < seconds < 1
        step = next(left, None)
        if step is None:
            raise OverError
        step()

    monkeypatch.setattr(save_watch.time, "sleep", pause)


def told(folder: Path) -> list[tuple[str, ...]]:
    seen: list[tuple[str, ...]] = []
    with pytest.raises(OverError):
        seen.extend(save_watch.saves(folder))
    return seen


def nothing() -> None:
    """Nobody saves anything."""


def test_a_save_is_told_once_with_all_that_it_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_rulebook(tmp_path)

    def write(name: str, text: str = "x: y\n") -> Callable[[], object]:
        return lambda: (folder / name).write_text(text, encoding="utf-8")

    paused(
        monkeypatch,
        [
            nothing,
            write("rules/3.yaml"),
            write("text/en.yaml"),  # the same save goes on
            nothing,
            nothing,
            write("notes.txt"),  # no part of a rulebook
            write(".hidden.yaml"),
            nothing,
            (folder / "rules/3.yaml").unlink,
            nothing,
            lambda: os.utime(folder / "actions.yaml", ns=(1, 1)),
            nothing,
        ],
    )
    assert told(folder) == [("rules/3.yaml", "text/en.yaml"), ("rules/3.yaml",), ("actions.yaml",)]


def test_what_is_saved_before_anybody_looks_is_not_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_rulebook(tmp_path)
    watching = save_watch.saves(folder)
    (folder / "rules" / "3.csv").write_text("a\n", encoding="utf-8")
    paused(monkeypatch, [nothing, nothing])
    assert next(iter(watching)) == ("rules/3.csv",)


def test_a_folder_that_goes_and_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_rulebook(tmp_path / "book")
    paused(monkeypatch, [lambda: rmtree(folder), nothing, lambda: write_rulebook(folder), nothing])
    gone, back = told(folder)
    assert gone == back
    assert "rulebook.yaml" in gone
