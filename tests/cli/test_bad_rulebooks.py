"""Rulebooks of people who know spreadsheets: what is wrong ends with status 2, its place, and what would be right."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import called
from small_rulebook import changed, write_rulebook
from tables import csv_text, repacked, workbook

HEAD = ["weather", "degrees", "advise", "cites"]
GOOD = [HEAD, ["rain", "3", "stay-in", "1"]]


def merged(made: Any) -> None:
    made["Fees"].merge_cells("A1:A2")


def cut(name: str, data: bytes) -> bytes:
    return data[:-40] if name.endswith("sheet1.xml") else data


def bomb(sheet: bytes) -> bytes:
    def swollen(name: str, data: bytes) -> bytes:
        return bytes(40_000_000) if name.endswith("sheet1.xml") else data

    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sheet)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            new.writestr(member.filename, swollen(member.filename, old.read(member)))
    return written.getvalue()


def sheet(rows: list[list[str]], change: Callable[[Any], None] | None = None) -> bytes:
    return workbook(("Fees", rows), change=change)


def csv_file(*rows: list[str]) -> bytes:
    return csv_text(rows).encode()


TABLES: dict[str, tuple[str, Callable[[], bytes], str, str]] = {
    "an unknown column": (
        "3.csv",
        lambda: csv_file(["whether", *HEAD[1:]], GOOD[1]),
        "3.csv, cell A1: There is no column 'whether'.",
        "Did you mean 'weather'?",
    ),
    "an unknown option": (
        "3.csv",
        lambda: csv_file(HEAD, ["rian", "3", "stay-in", "1"]),
        "3.csv, cell A2: There is no option of 'weather' 'rian'.",
        "Did you mean 'rain'?",
    ),
    "a merged cell": (
        "3.xlsx",
        lambda: sheet(GOOD, merged),
        "3.xlsx, sheet Fees, cell A1: The cells A1:A2 are merged.",
        "Unmerge them",
    ),
    "an empty sheet": (
        "3.xlsx",
        lambda: sheet([]),
        "3.xlsx: No sheet holds anything.",
        "Write a row of headings and a row for each rule.",
    ),
    "an empty file": ("3.csv", lambda: b"\n\n", "3.csv: ", "Write"),
    "headings alone": (
        "3.csv",
        lambda: csv_file(HEAD),
        "3.csv: The table has headings and no row below them.",
        "Write a row for each rule.",
    ),
    "100,000 rows": (
        "3.csv",
        lambda: csv_file(HEAD, *[["", "", "go", ""]] * 100_000),
        "3.csv: The table has more than 2000 rows.",
        "Split it into several tables.",
    ),
    "100,000 rows of a spreadsheet": (
        "3.xlsx",
        lambda: sheet([HEAD, *[["sun", "", "", ""]] * 100_000]),
        "3.xlsx: The file is larger than 1 MiB.",
        "Split it.",
    ),
    "a formula": (
        "3.xlsx",
        lambda: sheet([HEAD, ["rain", "=A1+1", "stay-in", "1"]]),
        "3.xlsx, sheet Fees, cell B2: The cell holds the formula '=A1+1'.",
        "write what it comes to",
    ),
    "a day typed as text under a number": (
        "3.csv",
        lambda: csv_file(HEAD, ["rain", "4/1/2024", "stay-in", "1"]),
        "3.csv, cell B2: ",
        ">= 3, < 5, 1..5, 4",
    ),
    "an encrypted spreadsheet": (
        "3.xlsx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "3.xlsx: The file is encrypted, or it is an old spreadsheet (.xls).",
        "Save it as .xlsx without a password.",
    ),
    "a truncated spreadsheet": (
        "3.xlsx",
        lambda: sheet(GOOD)[:-200],
        "3.xlsx: The file is damaged or no spreadsheet.",
        "Save it again as .xlsx.",
    ),
    "a sheet that breaks off": (
        "3.xlsx",
        lambda: repacked(sheet(GOOD), cut),
        "3.xlsx: The file is damaged or no spreadsheet.",
        "Save it again as .xlsx.",
    ),
    "a zip bomb": (
        "3.xlsx",
        lambda: bomb(sheet(GOOD)),
        "3.xlsx: The file unpacks to more than 32 MiB.",
        "Save a smaller one.",
    ),
    "else above other rows": (
        "3.csv",
        lambda: csv_file(HEAD, ["else", "", "stay-in", "1"], GOOD[1]),
        "3.csv, cell A2: 'else' stands above other rows.",
        "Let it be the last row.",
    ),
}


def refused(folder: Path, place: str, right: str) -> None:
    """Every command that takes the rulebook says so and ends with status 2, `check` with 1 and a code."""
    for command in (["prove"], ["graph"], ["publish", "-o", folder / "page"], ["test"]):
        ended = called(*command, "--rulebook", folder, "--lang", "en")
        assert (ended.exit_code, ended.stdout) == (2, ""), command
        assert place in ended.stderr, ended.stderr
        assert right in ended.stderr, ended.stderr
        assert "Traceback" not in ended.stderr
    checked = called("check", "--rulebook", folder)
    assert checked.exit_code == 1
    assert place.partition(": ")[0] in checked.stdout
    assert not (folder / "page").exists()


@pytest.mark.parametrize("what", TABLES)
def test_a_table_that_cannot_be_used(what: str, tmp_path: Path) -> None:
    name, content, place, right = TABLES[what]
    data = content()
    folder = write_rulebook(tmp_path / "book", {f"rules/{name}": data})
    refused(folder, f"{folder}/rules/{place}", right)
    assert (folder / "rules" / name).read_bytes() == data


@pytest.mark.parametrize("what", [name for name in TABLES if "column" not in name and "option" not in name])
def test_no_rulebook_begins_with_a_table_that_cannot_be_used(what: str, tmp_path: Path) -> None:
    name, content, place, right = TABLES[what]
    table = tmp_path / name
    table.write_bytes(content())
    made = called("new", "trips", "--into", tmp_path, "--from", table, "--lang", "en")
    if "typed as text" in what or "above other rows" in what:
        # Without a rulebook, nobody can say that a number is meant.
        assert made.exit_code in (0, 2)
        return
    assert (made.exit_code, made.stdout) == (2, "")
    assert f"{tmp_path}/{place}" in made.stderr
    assert right in made.stderr
    assert not (tmp_path / "trips").exists()


QUESTIONS = "questions.yaml"
ENTRIES: dict[str, tuple[dict[str, str], str, str]] = {
    "only-if on a later question": (
        changed(QUESTIONS, "[sun, rain, snow]", "[sun, rain, snow]\n  only-if: {at-home: yes}"),
        "questions.yaml:4:13: 'only-if' of the question 'weather' tests the question 'at-home', which is declared "
        "later.",
        "Move 'at-home' up, before 'weather'",
    ),
    "only-if on a finding": (
        changed(QUESTIONS, "[yes, no]", "[yes, no]\n  only-if: {wet: true}"),
        "'only-if' of the question 'at-home' tests the finding 'wet'.",
        "Test the questions that it rests on",
    ),
    "a group that names an unknown option": (
        changed(QUESTIONS, "[sun, rain, snow]", "[sun, rain, snow]\n  groups: {bad: [rain, hail]}"),
        "questions.yaml:4:24: There is no option of 'weather' 'hail'.",
        "Known here: sun, rain, snow.",
    ),
    "decimals beyond those of the question": (
        changed("rules/1-findings.yaml", "less-than: 10", "less-than: 10.5"),
        "rules/1-findings.yaml:7:31: ",
        "whole number",
    ),
}


@pytest.mark.parametrize("what", ENTRIES)
def test_an_entry_that_cannot_be_used(what: str, tmp_path: Path) -> None:
    change, place, right = ENTRIES[what]
    refused(write_rulebook(tmp_path, change), place, right)


def test_a_day_typed_as_text_is_read_where_it_is_one_and_refused_elsewhere(tmp_path: Path) -> None:
    day = "- question: day\n  choose: date\n  from: 2024-01-01\n  to: 2024-12-31\n"
    questions = changed(QUESTIONS, "- question: at-home", f"{day}- question: at-home")
    for number, (written, is_day) in enumerate({"2024/4/1": True, "2024年4月1日": True, "4/1/2024": False}.items()):
        table = csv_file(["day", "advise", "cites"], [written, "stay-in", "1"])
        folder = write_rulebook(tmp_path / str(number), {**questions, "rules/3.csv": table.decode()})
        if is_day:
            assert "rules/3.csv" not in called("test", "--rulebook", folder).stderr
        else:
            refused(folder, f"{folder}/rules/3.csv, cell A2: ", "2024-04-01")
