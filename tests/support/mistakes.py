"""Mistakes in a rulebook's files, and the problems that must name them with their places."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from nakanaori.engine.language import Problem, RulebookError
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook

HERE = "‸"
"""Marks, in the text of a test, the place that the problem must name; it is taken out before the file is written."""


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return caught.value.problems


def marked(text: str) -> tuple[str, tuple[int, int]]:
    """The text without its mark, and the line and column of what the mark stands before."""
    before, mark, after = text.partition(HERE)
    assert mark
    assert HERE not in after
    return before + after, (before.count("\n") + 1, len(before) - before.rfind("\n"))


def check_one_problem(folder: Path, files: Mapping[str, str], wrong: str, right: str) -> None:
    """Write the rulebook with these files, one of which has a mark; that place must have the one problem."""
    (name,) = (name for name, text in files.items() if HERE in text)
    text, (line, column) = marked(files[name])
    found = problems_of(write_rulebook(folder, {**files, name: text}))
    assert len(found) == 1, "\n".join(map(str, found))
    problem = found[0]
    assert (problem.place.source, problem.place.line, problem.place.column) == (str(folder / name), line, column)
    assert wrong in problem.wrong
    assert right in problem.right
    assert str(problem).startswith(f"{folder / name}:{line}:{column}: ")
