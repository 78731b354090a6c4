"""What keeps a rulebook, its guarantees or its scenarios from loading, as remarks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from ..consulting import check_answers
from ..language import Problem, Rulebook, RulebookError
from ..proving import Guarantee, load_guarantees
from ..reading import RulebookFolder, read_rulebook
from .remark import CYCLE, DUPLICATE_ID, IDLE_ANSWER, NOT_LOADED, UNKNOWN_ID, Remark, remark_at
from .scenario import Scenario
from .scenario_reader import load_scenarios

_Loaded = TypeVar("_Loaded")

# Problems carry sentences and no codes; the tests hold these patterns against every such sentence.
_CODES = (
    (UNKNOWN_ID, re.compile(r"There is no [^']+ '.+'(?:, but \d+ .*)?\.|'.+' has no option '.+'\.", re.DOTALL)),
    (DUPLICATE_ID, re.compile(r".* (?:has an id that is taken|twice)\.", re.DOTALL)),
    (CYCLE, re.compile(r"Findings rest on each other: .*", re.DOTALL)),
)


class FolderReading(msgspec.Struct, frozen=True):
    """What could be read of a rulebook's folder.

    `rulebook` is None where its vocabulary (questions, findings, actions and so on) is in doubt; `whole`: nothing in
    it is missing. `guarantees` is None where they could not be read.
    """

    rulebook: Rulebook | None
    whole: bool
    guarantees: tuple[Guarantee, ...] | None
    remarks: tuple[Remark, ...]


def read_folder(folder: Path) -> FolderReading:
    """What the folder holds, and a remark on each problem with reading it.

    Raises RulebookError when there is no such folder.
    """
    reading = read_rulebook(folder)
    rulebook, problems = reading.rulebook, reading.problems
    remarks = [*loading_remarks(problems)]
    if rulebook is None or any(_is_of_vocabulary(reading.folder, problem) for problem in problems):
        return FolderReading(None, False, None, tuple(remarks))
    guarantees = _loaded(load_guarantees, rulebook, remarks)
    for scenario in _loaded(load_scenarios, rulebook, remarks) or ():
        remarks += idle_answers(rulebook, scenario)
    return FolderReading(rulebook, not problems, guarantees, tuple(remarks))


def idle_answers(rulebook: Rulebook, scenario: Scenario) -> Iterator[Remark]:
    """A remark on every answer of the scenario that is set aside."""
    for question in check_answers(rulebook, scenario.answers).aside:
        wrong = (
            f"In the scenario '{scenario.id}' the answer to '{question}' does not count: 'only-if' of that question "
            f"does not hold for the other answers. Leave it out, or change these."
        )
        yield remark_at(scenario.place, IDLE_ANSWER, wrong)


def loading_remarks(problems: Iterable[Problem]) -> Iterator[Remark]:
    """A remark on each problem."""
    for problem in problems:
        code = next((code for code, pattern in _CODES if pattern.fullmatch(problem.wrong)), NOT_LOADED)
        yield remark_at(problem.place, code, f"{problem.wrong} {problem.right}".rstrip())


def _is_of_vocabulary(folder: RulebookFolder, problem: Problem) -> bool:
    """Whether the problem lies where things are declared that other files refer to by more than their text."""
    return problem.place.source in map(str, (folder.head, folder.questions, folder.actions))


def _loaded(
    load: Callable[[Rulebook], tuple[_Loaded, ...]], rulebook: Rulebook, remarks: list[Remark]
) -> tuple[_Loaded, ...] | None:
    try:
        return load(rulebook)
    except RulebookError as error:
        remarks.extend(loading_remarks(error.problems))
        return None
