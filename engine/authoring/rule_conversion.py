"""A file of rules in another form, YAML or a table, proven to mean the same."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory

from ..language import NakanaoriError, Place, Problem, Rulebook
from ..proving import Diff, diff
from ..reading import (
    ListNode,
    MappingNode,
    Node,
    RuleTable,
    TextNode,
    as_listing,
    load_rulebook,
    load_with_rules,
    read_rule_file,
    rule_tables,
    rulebook_texts,
)
from .table_form import table_rows

CSV, WORKBOOK = ".csv", ".xlsx"
YAML = (".yaml", ".yml")
FORMS = (WORKBOOK, CSV, *YAML)
"""How the names of files of rules end."""

_PLAIN = re.compile(r"[^\W\d_][\w.-]*")
_KEYS = ("rule", "cites", "basic", "when", "unless", "find", "advise", "withhold", "lead")
"""The keys of a rule, in the order in which they are written."""


def rulebook_of(path: Path) -> Rulebook:
    """The rulebook in whose folder `rules` a file lies. Raises NakanaoriError when it lies in none."""
    for folder in path.resolve().parents:
        if folder.name.lower() == "rules":
            return load_rulebook(folder.parent)
    raise NakanaoriError(
        [Problem(Place(str(path)), "This file is in no folder 'rules' of a rulebook.", "Put it there.")]
    )


def converted(path: Path, ending: str) -> bytes:
    """The file of rules at `path` in the form that a name's `ending` (one of FORMS) says.

    Raises NakanaoriError when it cannot be read, or the other form cannot say what it says.
    """
    rulebook = rulebook_of(path)
    problems: list[Problem] = []
    source = read_rule_file(path, problems)
    if source is None:
        raise NakanaoriError(problems)
    if isinstance(source, tuple):
        tables = list(rule_tables(source, rulebook))
        made = _yaml_of(tables, problems) if ending in YAML else written_sheets(_cells(tables), ending, path)
    elif ending in YAML:
        raise NakanaoriError([Problem(Place(str(path)), "This is YAML already.", "Write it to .xlsx or .csv.")])
    else:
        texts = {language: rulebook_texts(rulebook, language) for language in rulebook.languages}
        rows = table_rows(as_listing(source, "The rules", problems), rulebook, texts, problems)
        made = b"" if problems else written_sheets({path.stem[:31]: rows}, ending, path)
    if problems:
        raise NakanaoriError(problems)
    return made


def compared(path: Path, made: bytes, ending: str, *, seconds: float | None = None) -> Diff:
    """How the rulebook changes where the file at `path` is replaced by what was made of it.

    Raises NakanaoriError when that does not load, and SolverMissingError when it takes z3 to tell.
    """
    before = rulebook_of(path)
    with TemporaryDirectory() as folder:
        other = Path(folder) / f"{path.stem}{ending}"
        other.write_bytes(made)
        after = load_with_rules(before.folder, path, other)
    return diff(before, after, seconds=seconds)


# tables ---------------------------------------------------------------------------------------------------------------


def _cells(tables: Sequence[RuleTable]) -> dict[str, list[list[str]]]:
    return {table.name: [[cell.typed for cell in row] for row in table.cells] for table in tables}


def written_sheets(sheets: Mapping[str, Sequence[Sequence[str]]], ending: str, path: Path) -> bytes:
    """The rows of these sheets as a file whose name has this ending, CSV or WORKBOOK; `path` is where they come from.

    Raises NakanaoriError when a CSV file cannot hold them, or what writes the other is not installed.
    """
    if ending == WORKBOOK:
        return _workbook(sheets, path)
    if len(sheets) > 1:
        raise NakanaoriError([Problem(Place(str(path)), "This file has several tables, and a CSV file has one.", "")])
    (rows,) = sheets.values()
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    # With the mark, spreadsheet programs take it for UTF-8.
    return written.getvalue().encode("utf-8-sig")


def _workbook(sheets: Mapping[str, Sequence[Sequence[str]]], path: Path) -> bytes:
    try:
        # An extra, which few need.
        from openpyxl import Workbook
    except ImportError:
        right = "Install it with: pip install 'nakanaori[tables]', or write the table as .csv."
        wrong = "Writing .xlsx takes openpyxl, which is not installed."
        raise NakanaoriError([Problem(Place(str(path)), wrong, right)]) from None
    workbook = Workbook(write_only=False)
    first = workbook.active
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for at, row in enumerate(rows, start=1):
            for column, text in enumerate(row, start=1):
                if text:
                    cell = sheet.cell(at, column, text)
                    # As text, so that no program makes a number or a date of an id.
                    cell.data_type, cell.number_format = "s", "@"
        sheet.freeze_panes = "A2"
    if first is not None:
        workbook.remove(first)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


# YAML -----------------------------------------------------------------------------------------------------------------


def _yaml_of(tables: Sequence[RuleTable], problems: list[Problem]) -> bytes:
    lines: list[str] = []
    for table in tables:
        if table.first:
            wrong = f"In '{table.name}' only the first row that holds counts, which rules in YAML cannot say."
            problems.append(Problem(table.place, wrong, "Keep it a table."))
        for row in table.rows:
            lines += _rule_lines(row.entry)
            for language, reasons in table.reasons.items():
                reason = " ".join(reasons.get(row.identity.value, "").split())
                lines += [f"  # reason {language}: {reason}"] if reason else []
    return "".join(f"{line}\n" for line in lines).encode()


def _rule_lines(entry: MappingNode) -> list[str]:
    said = {key.value: node for key, node in entry.entries}
    kept = [f"{key}: {_flow(said[key])}" for key in _KEYS if key in said]
    return [f"{'  ' if at else '- '}{line}" for at, line in enumerate(kept)]


def _flow(node: Node) -> str:
    if isinstance(node, TextNode):
        return node.typed if _PLAIN.fullmatch(node.typed) else dumps(node.typed, ensure_ascii=False)
    if isinstance(node, ListNode):
        return f"[{', '.join(map(_flow, node.items))}]"
    return f"{{{', '.join(f'{_flow(key)}: {_flow(value)}' for key, value in node.entries)}}}"
