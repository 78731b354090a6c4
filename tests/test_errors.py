"""Every error of ours is the same once pickled, copied, or sent from another process."""

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
