"""Checks of tables: where the first row that holds counts alone, rows that are never reached, and gaps; where all rows
count, such as say the opposite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..language import UNKNOWN, Condition, Earlier, NoneOf, Place, RowTable, Rule
from ..proving import Aim, Inquiry
from .as_written import spelt_answers
from .remark import OPPOSED_ROWS, TABLE_GAP, UNREACHED_ROW, Remark, remark_at


def unreached_row(place: Place, table: str, row: int) -> Remark:
    """The remark that a row never counts."""
    wrong = f"Row {row} of '{table}' is never reached: wherever its cells hold, an earlier row counts."
    return remark_at(place, UNREACHED_ROW, f"{wrong} Move it up, narrow the rows above it, or delete it.")


def table_remarks(inquiry: Inquiry[Remark], alive: Sequence[Rule]) -> Iterator[Remark]:
    """Remarks on rows that do nothing and are never reached (the others are rules), on cases that no row meets, and on
    rows that say the opposite; `alive` are the rules that can fire.

    A case that no row meets is one in which every question of the table is answered, and none by `unknown`.
    """
    for table in inquiry.rulebook.tables:
        idle = [
            row
            for row in table.rows.downwards()
            if row.row not in inquiry.rulebook.rule and row.before is not None and not row.open
        ]
        yield from (aim.about for aim in inquiry.unmet(_counts(table, row) for row in idle))
        yield from _gap(inquiry, table)
    yield from _opposed_rows(inquiry, alive)


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
    known = tuple(NoneOf(question, frozenset((UNKNOWN,))) for question in table.questions)
    nowhere = Condition(when=known, earlier=table.rows)
    case = inquiry.smallest(remark_at(table.place, TABLE_GAP, wrong), lambda terms: terms.condition(nowhere))
    if case is not None:
        wrong = f"No row of '{table.name}' meets {spelt_answers(case)}. Add one, or 'else' as the last."
        yield remark_at(table.place, TABLE_GAP, wrong)


def _opposed_rows(inquiry: Inquiry[Remark], alive: Sequence[Rule]) -> Iterator[Remark]:
    """For each action that rows of one table advise and others withhold, the smallest case in which two of them meet.

    Of a table of which the first row counts alone, no two rows ever count together.
    """
    apart = {_table_of(table.place) for table in inquiry.rulebook.tables}
    tables: dict[tuple[str, str], list[Rule]] = {}
    for rule in alive:
        if rule.table and _table_of(rule.place) not in apart:
            tables.setdefault(_table_of(rule.place), []).append(rule)
    for rows in tables.values():
        for action in dict.fromkeys(action for row in rows for action in row.withhold):
            withholding = [row for row in rows if action in row.withhold]
            advising = [row for row in rows if action in row.advise and action not in row.withhold]
            yield from _meeting_rows(inquiry, action, advising, withholding)


def _meeting_rows(
    inquiry: Inquiry[Remark], action: str, advising: Sequence[Rule], withholding: Sequence[Rule]
) -> Iterator[Remark]:
    first = withholding[0]
    wrong = f"Rows of '{first.table}' that advise and withhold '{action}' may meet."
    case = inquiry.smallest(
        remark_at(first.place, OPPOSED_ROWS, wrong),
        lambda terms: terms.some(terms.fires(one.id) for one in advising),
        lambda terms: terms.some(terms.fires(other.id) for other in withholding),
    )
    if case is None:
        return
    fired = inquiry.outcome(case).fired
    one = next(row for row in advising if row.id in fired)
    other = next(row for row in withholding if row.id in fired)
    wrong = (
        f"Row {one.row} of '{other.table}' advises '{action}' and row {other.row} withholds it, and both hold for "
        f"{spelt_answers(case)}: it is withheld then. If that is not meant, narrow one of them."
    )
    yield remark_at(other.place, OPPOSED_ROWS, wrong)


def _table_of(place: Place) -> tuple[str, str]:
    return place.source, place.sheet
