"""Files of the folder `rules`: lists of rules in YAML, and tables in which a row is a rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import msgspec

from ..language import Condition, Earlier, Problem, RowTable, Rule, Rulebook, RulebookError, rest
from .condition_reader import CONDITION_KEYS, read_condition
from .csv_file import read_csv
from .document import read_document
from .fields import Fields, as_listing
from .grid import Grid
from .node import Node
from .regular_file import read_bytes
from .rule_reader import read_rule
from .rulebook_folder import RulebookFolder
from .table_reader import COLUMNS, Row, RuleTable, read_table
from .vocabulary import Vocabulary
from .workbook_file import read_workbook

CSV, WORKBOOK = ".csv", ".xlsx"
"""How the names of tables end; capitals are as good."""

RuleSource = Node | tuple[Grid, ...]
"""What a file of rules holds: a document, or the grids of its tables."""


def read_rule_file(path: Path, problems: list[Problem]) -> RuleSource | None:
    """What a file of rules holds, or None; what is wrong with it is added to `problems`."""
    data = read_bytes(path)
    if isinstance(data, Problem):
        problems.append(data)
        return None
    ending = path.suffix.lower()
    if ending == WORKBOOK:
        return read_workbook(str(path), data, problems) or None
    if ending == CSV:
        grid = read_csv(str(path), data, problems)
        return None if grid is None else (grid,)
    return read_document(str(path), data, problems)


def rules_of(
    source: RuleSource, vocabulary: Vocabulary, languages: Collection[str], kept: list[RowTable]
) -> Iterator[Rule]:
    """The rules of a file, in its order; what is amiss is a problem of the vocabulary.

    `languages` are those in which a table may give reasons; tables of which one row counts are `kept`.
    """
    if not isinstance(source, tuple):
        for node in as_listing(source, "The rules", vocabulary.problems):
            rule = read_rule(node, vocabulary)
            if rule is not None:
                yield rule
        return
    for table in tables_of(source, vocabulary, languages):
        yield from _rules_of_table(table, vocabulary, kept)


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


def rule_entries(path: Path) -> tuple[Node, ...]:
    """The entries of a file of rules, those of tables as YAML would have them; what is wrong is for others to say."""
    source = read_rule_file(path, [])
    if source is None:
        return ()
    if not isinstance(source, tuple):
        return as_listing(source, "The rules", [])
    return tuple(row.entry for table in tables_of(source, Vocabulary()) for row in table.rows)


def table_reasons(folder: RulebookFolder, language: str) -> dict[str, str]:
    """The reasons that the tables of a rulebook give in a language, by the ids of their rules."""
    reasons: dict[str, str] = {}
    for path in folder.rules:
        source = read_rule_file(path, []) if path.suffix.lower() in (CSV, WORKBOOK) else None
        if isinstance(source, tuple):
            for table in tables_of(source, Vocabulary()):
                reasons |= table.reasons.get(language, {})
    return reasons


def _rules_of_table(table: RuleTable, vocabulary: Vocabulary, kept: list[RowTable]) -> Iterator[Rule]:
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
