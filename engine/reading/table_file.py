"""Tables of the folder `rules`, in which a row is a rule: those of a CSV file or a workbook."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import msgspec

from ..language import Condition, Earlier, Problem, RowTable, Rule, Rulebook, RulebookError, rest
from .condition_reader import CONDITION_KEYS, read_condition
from .csv_file import read_csv
from .fields import Fields
from .grid import Grid
from .rule_reader import read_rule
from .table_reader import COLUMNS, Row, RuleTable, read_table
from .vocabulary import Vocabulary
from .workbook_file import read_workbook


def read_workbook_grids(source: str, data: bytes, problems: list[Problem]) -> tuple[Grid, ...] | None:
    """The grids of a workbook's sheets, or None; what is wrong with it is added to `problems`."""
    return read_workbook(source, data, problems) or None


def read_csv_grids(source: str, data: bytes, problems: list[Problem]) -> tuple[Grid, ...] | None:
    """The one grid of a CSV file, or None; what is wrong with it is added to `problems`."""
    grid = read_csv(source, data, problems)
    return None if grid is None else (grid,)


def tables_of(
    grids: tuple[Grid, ...], vocabulary: Vocabulary, languages: Collection[str] | None = None
) -> Iterator[RuleTable]:
    """The tables of a file; a file with one is called like it, and of several each like its sheet."""
    for grid in grids:
        name = grid.sheet if len(grids) > 1 else Path(grid.place.source).stem
        table = read_table(grid, name, vocabulary, languages)
        if table is not None:
            yield table


def rule_tables(grids: tuple[Grid, ...], rulebook: Rulebook) -> Iterator[RuleTable]:
    """The tables of a file of a rulebook. Raises RulebookError where something is amiss with one of them."""
    vocabulary = Vocabulary.of(rulebook)
    yield from tables_of(grids, vocabulary, rulebook.languages)
    if vocabulary.problems:
        raise RulebookError(vocabulary.problems)


def rules_of_table(table: RuleTable, vocabulary: Vocabulary, kept: list[RowTable]) -> Iterator[Rule]:
    """The rules of a table's rows, in their order; a table of which one row counts is `kept`."""
    above: Earlier | None = None
    for row in table.rows:
        rule = None if row.is_idle and table.first else read_rule(row.entry, vocabulary)
        own = rule.condition if rule is not None else _idle_condition(row, vocabulary)
        if row.is_rest:
            questions = tuple(vocabulary.questions.values())
            own, above = rest(questions, table.questions, row.identity.value, above)
        if rule is not None:
            yield msgspec.structs.replace(
                rule,
                condition=msgspec.structs.replace(own, earlier=above if table.first else None),
                table=table.name,
                row=row.row,
                is_named=row.is_named,
            )
        above = Earlier(row.identity.value, own, above, row.row)
    if table.first and above is not None:
        kept.append(RowTable(table.name, above, table.questions, table.place))


def _idle_condition(row: Row, vocabulary: Vocabulary) -> Condition:
    """What a row asks for that does nothing."""
    if not row.is_idle:
        return Condition()
    fields = Fields(row.entry, "The row", (*COLUMNS, *CONDITION_KEYS), vocabulary.problems)
    return read_condition(fields, vocabulary)
