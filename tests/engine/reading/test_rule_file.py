"""Files of rules: what reads tables is imported for a table, and for nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from nakanaori.engine.language import Problem, RulebookError
from nakanaori.engine.reading import ListNode, MappingNode, load_rulebook, read_rule_file, rule_entries
from small_rulebook import write_rulebook
from tables import csv_text, workbook

TABLE = "find,cites,weather\nwet,1,rain\n"
RULES = '- {rule: 3-row-2, find: [wet], cites: ["1"], when: {weather: rain}}\n'


def test_a_file_in_yaml_is_a_document_and_a_table_is_its_grids(tmp_path: Path) -> None:
    problems: list[Problem] = []
    document, table = tmp_path / "3.yaml", tmp_path / "3.CSV"
    document.write_text(RULES, encoding="utf-8")
    table.write_text(TABLE, encoding="utf-8")
    assert isinstance(read_rule_file(document, problems), ListNode)
    read = read_rule_file(table, problems)
    assert isinstance(read, tuple)
    assert [len(grid.rows) for grid in read] == [2]
    assert problems == []
    assert read_rule_file(tmp_path / "4.yaml", problems) is None
    assert len(problems) == 1


def test_the_entries_of_a_document_are_its_rules(tmp_path: Path) -> None:
    path = tmp_path / "3.yaml"
    path.write_text(RULES, encoding="utf-8")
    (entry,) = rule_entries(path)
    assert isinstance(entry, MappingNode)
    assert [key.value for key, _ in entry.entries] == ["rule", "find", "cites", "when"]


def test_a_rulebook_without_tables_is_read_without_what_reads_them() -> None:
    code = "import sys, nakanaori.engine.reading as reading; reading.load_rulebook(); print('zipfile' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"


def test_the_same_table_in_two_files_is_told_once(tmp_path: Path) -> None:
    rows = [["weather", "wet", "advise", "cites"], ["rain", "TRUE", "stay-in", "1"], ["sun", "", "stay-in", "1"]]
    as_held = [[True if text == "TRUE" else text for text in row] for row in rows]
    folder = write_rulebook(tmp_path, {"rules/fees.csv": csv_text(rows)})
    (folder / "rules" / "fees.xlsx").write_bytes(workbook(("Fees", as_held)))
    with pytest.raises(RulebookError) as failed:
        load_rulebook(folder)
    (problem,) = failed.value.problems
    assert Path(problem.place.source).name == "fees.xlsx"
    assert problem.wrong == "This is the same table as in fees.csv."
