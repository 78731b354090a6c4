"""Tables of the small rulebook: as spreadsheets, and thrown with dice, each cell with what it is meant to say."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

import pytest
from required import require

Answers = Mapping[str, object]
Cell = tuple[str, Callable[[Answers], bool]]
"""What stands in a cell, and whether it holds of answers."""

QUESTIONS = ("weather", "degrees", "bag", "at-home")
OPTIONS = {"weather": ("sun", "rain", "snow"), "bag": ("umbrella", "hat", "scarf", "tea"), "at-home": ("yes", "no")}


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]], change: Callable[[Any], None] | None = None) -> bytes:
    """A spreadsheet with these sheets; `change` does with the open one what it likes."""
    try:
        from openpyxl import Workbook
    except ImportError:
        require(False, "openpyxl is missing: pip install 'nakanaori[tables]'")
        pytest.skip("openpyxl is missing")
    made = Workbook()
    assert made.active is not None
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    if change is not None:
        change(made)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The archive with each of its files changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for member in old.infolist():
            new.writestr(member.filename, change(member.filename, old.read(member)))
    return written.getvalue()


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells that need no quotation marks."""
    return "".join(",".join(row) + "\n" for row in rows)


def thrown_cell(dice: Random, question: str) -> Cell:
    """A cell under a question, written out of its meaning and not out of any test of the engine."""
    if dice.random() < 0.35:
        return "", lambda _: True
    if dice.random() < 0.1:
        return "unknown", lambda answers: answers.get(question) == "unknown"
    if question == "degrees":
        return _thrown_number(dice)
    options = OPTIONS[question]
    some = dice.sample(options, dice.randint(1, 2))
    kind = dice.choice(("one", "none", "count" if question == "bag" else "one"))
    if kind == "count":
        of = {*some, "tea", "hat"}
        return f">= 2 of {' | '.join(sorted(of))}", lambda answers: len(of & _chosen(answers, "bag")) >= 2
    if kind == "none":
        return (
            f"not {' | '.join(some)}",
            lambda answers: question in answers and not {*some} & _chosen(answers, question),
        )
    return " | ".join(some), lambda answers: bool({*some} & _chosen(answers, question))


def _thrown_number(dice: Random) -> Cell:
    low, high = sorted((dice.randint(-3, 3), dice.randint(-3, 3)))
    written: tuple[tuple[str, Callable[[int], bool]], ...] = (
        (f"{low}..{high}", lambda number: low <= number <= high),
        (f">= {low}", lambda number: number >= low),
        (f"<{high}", lambda number: number < high),
        (f"> {low}", lambda number: number > low),
        (f"<= {high}", lambda number: number <= high),
        (f">= {low} & < {high + 1}", lambda number: low <= number <= high),
        (str(low), lambda number: number == low),
    )
    text, holds = dice.choice(written)

    def said(answers: Answers) -> bool:
        number = answers.get("degrees")
        return isinstance(number, int) and holds(number)

    return text, said


def _chosen(answers: Answers, question: str) -> set[object]:
    answer = answers.get(question, ())
    return {*answer} if isinstance(answer, (list, tuple)) else {answer}


def thrown_answers(dice: Random, *, whole: bool = False) -> dict[str, object]:
    """Answers to some of the questions of the small rulebook, or to all."""
    given: dict[str, object] = {}
    for question in QUESTIONS:
        if not whole and dice.random() < 0.2:
            continue
        if dice.random() < 0.1:
            given[question] = "unknown"
        elif question == "degrees":
            given[question] = dice.randint(-4, 4)
        elif question == "bag":
            given[question] = dice.sample(OPTIONS["bag"], dice.randint(0, 4))
        else:
            given[question] = dice.choice(OPTIONS[question])
    return given
