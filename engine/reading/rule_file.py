"""Files of the folder `rules`: lists of rules in YAML, and tables in which a row is a rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..language import Place, Problem, RowTable, Rule, day_number, written_day
from .document import read_document
from .fields import as_listing
from .node import Node
from .regular_file import read_bytes
from .rule_reader import read_rule
from .rulebook_folder import RulebookFolder
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from .grid import Grid

CSV, WORKBOOK = ".csv", ".xlsx"
"""How the names of tables end; capitals are as good."""

RuleSource = Node | tuple["Grid", ...]
"""What a file of rules holds: a document, or the grids of its tables."""


def read_rule_file(path: Path, problems: list[Problem], *, spans: bool = True) -> RuleSource | None:
    """What a file of rules holds, or None; what is wrong with it is added to `problems`.

    For `spans` see `read_document`.
    """
    data = read_bytes(path)
    if isinstance(data, Problem):
        problems.append(data)
        return None
    ending = path.suffix.lower()
    if ending not in (CSV, WORKBOOK):
        return read_document(str(path), data, problems, spans=spans)
    # What reads tables takes as long to import as all else here, and is imported for a table.
    from .table_file import read_csv_grids, read_workbook_grids

    read = read_workbook_grids if ending == WORKBOOK else read_csv_grids
    return read(str(path), data, problems)


def once_each(
    paths: Sequence[Path], sources: Sequence[RuleSource | None], problems: list[Problem]
) -> list[RuleSource | None]:
    """What the files of rules hold, without tables that lie there twice: in files called alike, with the same cells."""
    kept: list[RuleSource | None] = []
    first: dict[tuple[str, tuple[tuple[tuple[str, ...], ...], ...]], Path] = {}
    for path, source in zip(paths, sources, strict=True):
        if isinstance(source, tuple):
            cells = tuple(tuple(tuple(_as_meant(cell.typed) for cell in row) for row in grid.rows) for grid in source)
            other = first.setdefault((path.stem, cells), path)
            if other != path:
                wrong = f"This is the same table as in {other.name}."
                problems.append(Problem(Place(str(path)), wrong, "Keep one of the two files, and delete the other."))
                continue
        kept.append(source)
    return kept


def _as_meant(text: str) -> str:
    """A cell as it is compared with that of another file: programs write days and truths in ways of their own."""
    day = day_number(text)
    return text.casefold() if day is None else written_day(day)


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
    # What reads tables takes as long to import as all else here, and is imported for a table.
    from .table_file import rules_of_table, tables_of

    for table in tables_of(source, vocabulary, languages):
        yield from rules_of_table(table, vocabulary, kept)


def rule_entries(path: Path) -> tuple[Node, ...]:
    """The entries of a file of rules, those of tables as YAML would have them; what is wrong is for others to say."""
    source = read_rule_file(path, [])
    if source is None:
        return ()
    if not isinstance(source, tuple):
        return as_listing(source, "The rules", [])
    # What reads tables takes as long to import as all else here, and is imported for a table.
    from .table_file import tables_of

    return tuple(row.entry for table in tables_of(source, Vocabulary()) for row in table.rows)


def table_reasons(folder: RulebookFolder, language: str) -> dict[str, str]:
    """The reasons that the tables of a rulebook give in a language, by the ids of their rules."""
    reasons: dict[str, str] = {}
    for path in folder.rules:
        source = read_rule_file(path, []) if path.suffix.lower() in (CSV, WORKBOOK) else None
        if isinstance(source, tuple):
            # What reads tables takes as long to import as all else here, and is imported for a table.
            from .table_file import tables_of

            for table in tables_of(source, Vocabulary()):
                reasons |= table.reasons.get(language, {})
    return reasons
