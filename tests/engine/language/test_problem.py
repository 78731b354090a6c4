"""Problems and the errors that carry them: in the order of their places, printable."""

from __future__ import annotations

import pytest
from nakanaori.engine.language import (
    CaseError,
    EngineError,
    NakanaoriError,
    Place,
    Problem,
    RulebookError,
    TraceError,
    printable,
)


def test_a_place_is_written_as_editors_read_it() -> None:
    assert str(Place("a.yaml", 3, 7)) == "a.yaml:3:7"
    assert str(Place("a.yaml")) == "a.yaml"


def test_a_problem_is_one_line() -> None:
    assert str(Problem(Place("a.yaml", 1, 1), "This is wrong.", "Do that.")) == "a.yaml:1:1: This is wrong. Do that."
    assert str(Problem(Place("a.yaml"), "This is\nwrong.")) == "a.yaml: This is\\nwrong."


def test_of_what_is_long_the_first_is_quoted() -> None:
    asis = "don't " * 50
    problem = Problem(Place("a.yaml"), f"There is no '{'x' * 1_000}' in 'a': {asis}.", f"Write '{'y' * 201}'.")
    assert problem.wrong == f"There is no '{'x' * 80}…' in 'a': {asis}."
    assert problem.right == f"Write '{'y' * 80}…'."
    assert Problem(Place("a.yaml"), f"There is no '{'x' * 200}'.").wrong == f"There is no '{'x' * 200}'."
    assert len(Problem(Place("a.yaml"), "'" * 1_000_000).wrong) < 20_000


@pytest.mark.parametrize("kind", [NakanaoriError, RulebookError, CaseError, EngineError, TraceError])
def test_an_error_has_every_problem_once_in_the_order_of_places(kind: type[NakanaoriError]) -> None:
    first, second, third = (Problem(Place("a.yaml", line), "x") for line in (2, 10, 11))
    error = kind([third, first, second, first])
    assert error.problems == (first, second, third)
    assert str(error).splitlines() == ["a.yaml:2:0: x", "a.yaml:10:0: x", "a.yaml:11:0: x"]
    assert isinstance(error, NakanaoriError)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain 文字", "plain 文字"),
        ("a\x1b[31m", "a\\x1b[31m"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\u202eabc", "\\u202eabc"),
        ("\u3000", "\\u3000"),
        ("मौसम", "मौसम"),
    ],
)
def test_what_steers_a_terminal_is_written_out(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert printable(text).isprintable()


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (Place("fees.csv", 4, 3, is_cell=True), "fees.csv, cell C4"),
        (Place("fees.xlsx", 12, 28, "料金", is_cell=True), "fees.xlsx, sheet 料金, cell AB12"),
        (Place("fees.xlsx", 1, 703, "S", is_cell=True), "fees.xlsx, sheet S, cell AAA1"),
        (Place("fees.xlsx", sheet="S"), "fees.xlsx, sheet S"),
    ],
)
def test_cells_are_called_as_spreadsheets_call_them(place: Place, told: str) -> None:
    assert str(place) == told
