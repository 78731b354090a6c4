"""`nakanaori sheet`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from command_line import run

CASE = "rulebook: regain_trust\ndate: 2026-11-19\nanswers: {danger: [], fault: mine, contact: wants-no-contact}\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    return tmp_path / "case.yaml"


@pytest.mark.parametrize(
    ("language", "title"), [("ja", "# 相談するときの一枚"), ("en", "# One page for whoever advises you")]
)
def test_it_is_a_document_in_either_language(case: Path, language: str, title: str) -> None:
    status, document, told = run("sheet", case, "--lang", language)
    assert (status, told) == (0, "")
    assert document.startswith(f"{title}\n")
    assert "break-after: page" in document


def test_it_goes_to_a_file_that_the_owner_alone_can_read(case: Path, tmp_path: Path) -> None:
    output = tmp_path / "sheet.html"
    status, printed, _ = run("sheet", case, "--format", "html", "-o", output, "--lang", "en")
    assert (status, printed) == (0, "")
    assert output.read_text(encoding="utf-8").startswith("<!doctype html>\n")
    if os.name == "posix":
        assert output.stat().st_mode & 0o777 == 0o600


def test_a_case_that_is_wrong_is_an_error(tmp_path: Path) -> None:
    status, printed, told = run("sheet", tmp_path / "none.yaml", "--lang", "en")
    assert (status, printed) == (2, "")
    assert "none.yaml" in told
