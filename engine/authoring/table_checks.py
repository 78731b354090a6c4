"""Checks of tables of which the first row that holds counts alone: rows that are never reached, and gaps."""

from __future__ import annotations

from collections.abc import Iterator

from ..language import UNKNOWN, Condition, Earlier, NoneOf, Place, RowTable
from ..proving import Aim, Inquiry, UndecidedError
from .as_written import spelt_answers
from .remark import TABLE_GAP, UNREACHED_ROW, Remark, remark_at


def unreached_row(place: Place, table: str, row: int) -> Remark:
    """The remark that a row never counts."""
    wrong = f"Row {row} of '{table}' is never reached: wherever its cells hold, an earlier row counts."
    return remark_at(place, UNREACHED_ROW, wrong)


def table_remarks(inquiry: Inquiry[Remark]) -> Iterator[Remark]:
    """Remarks on rows that do nothing and are never reached (the others are rules), and on cases that no row meets.

    A case is one in which every question of the table is answered, and none by `unknown`.
    """
    for table in inquiry.rulebook.tables:
        idle = [
            row
            for row in table.rows.downwards()
            if row.row not in inquiry.rulebook.rule and row.before is not None and not row.open
        ]
        yield from (aim.about for aim in inquiry.unmet(_counts(table, row) for row in idle))
        yield from _gap(inquiry, table)


def _counts(table: RowTable, row: Earlier) -> Aim[Remark]:
    condition = Condition(row.own.when, row.own.any, row.own.unless, row.before)
    return Aim(
        unreached_row(table.cell(row.number), table.name, row.number),
        seen=lambda outcome: condition.holds(outcome.outcome.case.facts, outcome.outcome.findings),
        formula=lambda terms: terms.condition(condition),
    )


def _gap(inquiry: Inquiry[Remark], table: RowTable) -> Iterator[Remark]:
    """A remark with the smallest case that no row meets."""
    wrong = f"There may be cases that no row of '{table.name}' meets."
    in_doubt = remark_at(table.place, TABLE_GAP, wrong)
    if inquiry.deadline.passed:
        inquiry.unreached.append(in_doubt)
        return
    known = tuple(NoneOf(question, frozenset((UNKNOWN,))) for question in table.questions)
    nowhere = Condition(when=known, earlier=table.rows)
    try:
        case = inquiry.model.smallest(inquiry.model.terms.condition(nowhere), deadline=inquiry.turn())
    except UndecidedError as undecided:
        case = undecided.found
        if case is None:
            inquiry.undecided.append(in_doubt)
    if case is not None:
        wrong = f"No row of '{table.name}' meets {spelt_answers(case)}. Add one, or 'else' as the last."
        yield remark_at(table.place, TABLE_GAP, wrong)
