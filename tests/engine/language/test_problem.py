"""Problems and the errors that carry them: in the order of their places, printable, the same once pickled or copied."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pkgutil import walk_packages

import nakanaori.cli
import nakanaori.engine
import nakanaori.web
import pytest
from nakanaori.engine.consulting import consult
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
from nakanaori.engine.proving import DisagreementError, SolverMissingError, UndecidedError
from nakanaori.engine.reading import load_rulebook

PROBLEMS = (
    Problem(Place("a.yaml", 1, 2), "This is wrong.", "That would be right."),
    Problem(Place("b.yaml"), "間違い\x1b[2J"),
)
ERRORS = (
    NakanaoriError(PROBLEMS),
    RulebookError(PROBLEMS),
    CaseError(PROBLEMS),
    EngineError(PROBLEMS),
    TraceError(PROBLEMS),
    SolverMissingError(PROBLEMS),
    UndecidedError("time"),
    UndecidedError("memory", {"fault": "mine", "cause": ("was-late",), "age": 7}),
    DisagreementError("diff", "The solver says one thing and the evaluator another."),
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


def kinds_of(error: type[NakanaoriError]) -> Iterator[type[NakanaoriError]]:
    yield error
    for kind in error.__subclasses__():
        yield from kinds_of(kind)


def test_every_kind_of_error_is_looked_at_here() -> None:
    for package in (nakanaori.engine, nakanaori.cli, nakanaori.web):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith(("__main__", ".durable")):
                import_module(module.name)
    ours = {kind for kind in kinds_of(NakanaoriError) if kind.__module__.startswith("nakanaori.")}
    assert ours == {type(error) for error in ERRORS}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "again",
    [
        copy.copy,
        copy.deepcopy,
        *(lambda error, p=p: pickle.loads(pickle.dumps(error, p)) for p in range(pickle.HIGHEST_PROTOCOL + 1)),
    ],
)
def test_an_error_is_the_same_pickled_and_copied(
    error: NakanaoriError, again: Callable[[NakanaoriError], NakanaoriError]
) -> None:
    made = again(error)
    assert made is not error
    assert type(made) is type(error)
    assert made.problems == error.problems
    assert vars(made) == vars(error)
    assert str(made) == str(error) != ""
    assert made.args == error.args


def test_an_error_comes_back_from_another_process() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        with pytest.raises(CaseError) as caught:
            other.submit(_consult_wrongly).result(timeout=60)
        with pytest.raises(UndecidedError) as undecided:
            other.submit(_not_decide).result(timeout=60)
    assert [str(problem.place) for problem in caught.value.problems] == ["answers.fualt"]
    assert undecided.value.reason == "time"
    assert undecided.value.found == {"fault": "mine"}


def _consult_wrongly() -> None:
    consult(load_rulebook(), {"fualt": "mine"})


def _not_decide() -> None:
    raise UndecidedError("time", {"fault": "mine"})


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
