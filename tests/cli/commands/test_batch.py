"""`nakanaori batch`: what it says, and its exit statuses."""

from __future__ import annotations

import csv
import re
from functools import partial
from pathlib import Path

import pytest
from case_files import rows_of
from command_line import called
from nakanaori.cli.commands import batch as module

pytestmark = pytest.mark.usefixtures("batch")

batch = partial(called, "batch")


def test_plans_of_all_cases(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("id,fault\n1,mine\n2,unknown\n", encoding="utf-8")
    ran = batch(tmp_path / "cases.csv", "-o", tmp_path / "plans.parquet", "--lists")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout == f"{tmp_path / 'plans.parquet'}: 2 plans.\n"
    assert [row["id"] for row in rows_of(tmp_path / "plans.parquet")] == ["1", "2"]


def test_rows_put_aside(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("id,fault\n1,mine\n2,nobody\n", encoding="utf-8")
    ran = batch(tmp_path / "cases.csv", "-o", tmp_path / "plans.parquet")
    assert ran.exit_code == 1
    assert ran.stdout == f"{tmp_path / 'plans.parquet'}: 1 plans.\n"
    aside = tmp_path / "plans.parquet.aside.csv"
    assert str(aside) in ran.stderr
    assert aside.read_text(encoding="utf-8").startswith("row,id,reason\n2,2,\"'fault' has no option")


def test_the_reasons_are_told_in_the_language_asked_for(tmp_path: Path) -> None:
    """Of a file of text, and of a table that the query itself finds wrong."""
    import pyarrow
    import pyarrow.parquet

    lines = [
        '{"fault": "nobody"}', '{"cause": ["lied", "lied"]}', '{"cause": {}}', "[", "[]",
        '{"danger.worn-out": "perhaps"}', '{"danger.worn-out": true, "danger.unknown": true}',
    ]  # fmt: skip
    (tmp_path / "cases.jsonl").write_text("\n".join(lines), encoding="utf-8")
    pyarrow.parquet.write_table(pyarrow.table({"fault": ["mine", "nobody"]}), tmp_path / "cases.parquet")
    (tmp_path / "cases.csv").write_text("id,fault\n1,mine\n2\n", encoding="utf-8")
    for name, wrong in (("cases.jsonl", len(lines)), ("cases.parquet", 1), ("cases.csv", 1)):
        ran = batch(tmp_path / name, "-o", tmp_path / "plans.parquet", "--lang", "ja")
        assert ran.exit_code == 1
        with (tmp_path / "plans.parquet.aside.csv").open(encoding="utf-8") as file:
            _, *rows = csv.reader(file)
        assert len(rows) == wrong
        for *_, reason in rows:
            assert not re.search("[a-z]{2,} [a-z]{2,}", re.sub(r"'[^']*'|JSON.*", "", reason))


@pytest.mark.parametrize("arguments", [("-o", "/nowhere/plans.parquet"), ("-o", "plans.txt"), ()])
def test_bad_input(tmp_path: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cases.csv").write_text("id,fault\n1,mine\n", encoding="utf-8")
    ran = batch(tmp_path / "cases.csv", *arguments)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "Traceback" not in ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["cases.csv"]


def test_ctrl_c(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "planned", stopped)
    (tmp_path / "cases.csv").write_text("id,fault\n1,mine\n", encoding="utf-8")
    ran = batch(tmp_path / "cases.csv", "-o", tmp_path / "plans.parquet")
    assert (ran.exit_code, ran.stderr) == (130, "Stopped; nothing was written.\n")
