"""Remarks as an editor shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from nakanaori.cli.editor.lines import Lines
from nakanaori.engine.authoring import PROVE, WORTH_KNOWING, Remark
from nakanaori.engine.language import Place
from nakanaori.engine.reading import SourceText
from required import require_package

if TYPE_CHECKING:
    from lsprotocol.types import Diagnostic

TEXT = "- 規則: 👍\r\n  when: {天気: rain}\r\n"


def diagnosed(remark: Remark, text: str | None = "", language: str = "en") -> Diagnostic:
    """The remark as an editor shows it, on a file with that text."""
    require_package("pygls", "lsp")
    from nakanaori.cli.editor.diagnosis import diagnosis

    return diagnosis(remark, None if text is None else SourceText(text), Lines(text or ""), language)


def test_a_remark_stands_under_the_word_that_it_speaks_of() -> None:
    shown = diagnosed(Remark(Place("a.yaml", 2, 10), "N002", "No."), TEXT)
    assert (shown.range.start.line, shown.range.start.character, shown.range.end.character) == (1, 9, 11)
    assert (shown.code, shown.source, shown.message) == ("N002", "nakanaori", "No.")


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("N001", "Error"),
        (PROVE, "Error"),
        ("N101", "Warning"),
        ("N601", "Warning"),
        (min(WORTH_KNOWING), "Information"),
    ],
)
def test_what_does_not_load_or_hold_is_an_error(code: str, severity: str) -> None:
    shown = diagnosed(Remark(Place("a.yaml"), code, "No."))
    assert shown.severity is not None
    assert shown.severity.name == severity


def test_in_a_workbook_the_cell_is_told_in_words() -> None:
    place = Place("a.xlsx", 3, 2, "sheet", is_cell=True)
    shown = diagnosed(Remark(place, "N002", "No."), None)
    assert shown.message == "a.xlsx, sheet sheet, cell B3: No."


def test_it_is_told_in_the_language_spoken() -> None:
    shown = diagnosed(Remark(Place("a.yaml"), "N002", "There is no action 'x'."), language="ja")
    assert shown.message == "'x' という行動はありません。"
