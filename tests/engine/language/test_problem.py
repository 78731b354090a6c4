"""Problems and the errors that carry them: in the order of their places, and printable."""

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
