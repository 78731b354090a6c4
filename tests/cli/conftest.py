"""What the tests of the terminal share: an empty folder to stand in, and pseudo-terminals."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from required import require
from terminal import Terminal


@pytest.fixture
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder one stands in: whatever is written without being asked for is seen there."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    """Opens terminals in which the questionnaire runs with these options."""
    if os.name != "posix":
        pytest.skip("There are no pseudo-terminals here.")
    there = all(find_spec(package) for package in ("pexpect", "pyte"))
    require(there, "A pseudo-terminal needs pexpect and pyte: pip install 'nakanaori[test]'.")
    opened: list[Terminal] = []

    def open_one(*options: str, **settings: object) -> Terminal:
        opened.append(Terminal(*options, **settings))
        return opened[-1]

    yield open_one
    for one in opened:
        one.child.close(force=True)
