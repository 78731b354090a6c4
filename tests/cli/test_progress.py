"""How far a long work is: shown on a terminal alone, and wiped away at the end."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from nakanaori.cli import progress
from nakanaori.cli.progress import shown_progress, written

if TYPE_CHECKING:
    import pytest


class Terminal(StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_what_is_written_is_counted_in_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "plans.part").write_bytes(b"12345")
    (tmp_path / "plans.part.made").mkdir()
    (tmp_path / "plans.part.made" / "one").write_bytes(b"123")
    (tmp_path / "plans").write_bytes(b"12345678")
    assert written(tmp_path / "plans.part") == 8


def test_a_line_is_shown_and_wiped_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "_EVERY", 0.001)
    with shown_progress(tmp_path / "plans.part", "{seconds} s, {size} MiB"):
        while "MiB" not in terminal.getvalue():
            pass
    assert "0 s, 0.0 MiB" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_nothing_is_shown_where_nobody_looks_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with shown_progress(tmp_path / "plans.part", "{seconds} {size}"):
        pass
    assert capsys.readouterr().err == ""
