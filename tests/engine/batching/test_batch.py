"""A file of cases in, a file of plans out: forms of files, rows put aside, and what is left when something fails."""

from __future__ import annotations

import csv
import errno
from pathlib import Path

import msgspec
import pytest
from case_files import rows_of
from nakanaori.engine.batching import Batch, Work, batch, planned
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import CaseError, Rulebook

pytestmark = pytest.mark.usefixtures("batch")


def work_in(folder: Path, source: str, target: str = "plans.jsonl") -> Work:
    return Work(folder / source, folder / target, folder / "aside.csv", True, "polars", "")


def test_plans_in_every_form(rulebook: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text('{"id": "a", "fault": "mine"}\n', encoding="utf-8")
    plan = [one.action.id for one in consult(rulebook, {"fault": "mine"}, engine="reference").plan]
    for ending in ("parquet", "jsonl", "csv"):
        planned(rulebook, work_in(tmp_path, "cases.jsonl", f"plans.{ending}"))
    (row,) = rows_of(tmp_path / "plans.parquet")
    assert (row["id"], row["plan"]) == ("a", plan)
    assert msgspec.json.decode((tmp_path / "plans.jsonl").read_bytes()) == row
    heading, cells = (tmp_path / "plans.csv").read_text(encoding="utf-8").splitlines()
    assert dict(zip(heading.split(","), cells.split(","), strict=True))["plan"] == "|".join(plan)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "cases.jsonl",
        "plans.csv",
        "plans.jsonl",
        "plans.parquet",
    ]


def test_no_row_is_lost(rulebook: Rulebook, tmp_path: Path) -> None:
    lines = ['{"fault": "mine"}', "no JSON", '{"fault": ["mine"]}', '{"cause": "lied"}', '{"cause": {}}', "[]"]
    (tmp_path / "cases.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert planned(rulebook, work_in(tmp_path, "cases.jsonl")) == Batch(2, 4)
    rows = [msgspec.json.decode(line) for line in (tmp_path / "plans.jsonl").read_bytes().splitlines()]
    assert [row["id"] for row in rows] == [1, 4]
    with (tmp_path / "aside.csv").open(encoding="utf-8") as file:
        aside = list(csv.DictReader(file))
    assert sorted(int(row["row"]) for row in aside) == [2, 3, 5, 6]
    assert all(row["reason"] for row in aside)


def test_an_aside_file_of_an_earlier_run_goes(rulebook: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "aside.csv").write_text("row,id,reason\n", encoding="utf-8")
    (tmp_path / "cases.csv").write_text("fault\nmine\n", encoding="utf-8")
    assert planned(rulebook, work_in(tmp_path, "cases.csv")) == Batch(1, 0)
    assert not (tmp_path / "aside.csv").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cases.parquet", b"PAR1 and then nothing", "It is no Parquet file that can be read"),
        ("cases.parquet", b"", "It is no Parquet file that can be read"),
        ("cases.csv", b"", "This file is empty."),
        ("cases.jsonl", b"", "This file is empty."),
        ("cases.csv", b"fault\n\xff\xfe\n", "It is no CSV file that can be read"),
        ("cases.csv", b"fault,nothing\nmine,1\n", "The column 'nothing' is no question."),
        ("cases.txt", b"fault\nmine\n", "The name of this file does not say its form."),
    ],
)
def test_a_file_that_holds_no_cases(rulebook: Rulebook, tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "plans.jsonl").write_text("as before", encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        planned(rulebook, work_in(tmp_path, name))
    (problem,) = caught.value.problems
    assert said in problem.wrong
    assert problem.wrong.endswith(".")
    assert str(problem.place).startswith(str(tmp_path / name))
    assert (tmp_path / "plans.jsonl").read_text(encoding="utf-8") == "as before"
    assert {path.name for path in tmp_path.iterdir()} == {name, "plans.jsonl"}


@pytest.mark.parametrize(
    ("target", "aside"), [("cases.csv", "aside.csv"), ("plans.csv", "cases.csv"), ("a.csv", "a.csv")]
)
def test_no_file_is_written_over_another(rulebook: Rulebook, tmp_path: Path, target: str, aside: str) -> None:
    (tmp_path / "cases.csv").write_text("fault\nmine\n", encoding="utf-8")
    with pytest.raises(CaseError, match="written over another"):
        planned(rulebook, Work(tmp_path / "cases.csv", tmp_path / target, tmp_path / aside, True, "polars", ""))
    assert (tmp_path / "cases.csv").read_text(encoding="utf-8") == "fault\nmine\n"


def test_what_is_stopped_leaves_nothing(rulebook: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "cases.csv").write_text("fault\nmine\nnobody\n", encoding="utf-8")
    monkeypatch.setattr(batch, "run", stopped)
    with pytest.raises(KeyboardInterrupt):
        planned(rulebook, work_in(tmp_path, "cases.csv"))
    assert [path.name for path in tmp_path.iterdir()] == ["cases.csv"]


def test_a_folder_is_no_file_of_cases(rulebook: Rulebook, tmp_path: Path) -> None:
    for name in ("cases", "cases.parquet", "cases.csv"):
        (tmp_path / name).mkdir()
        with pytest.raises(CaseError) as caught:
            planned(rulebook, work_in(tmp_path, name))
        assert str(caught.value) == f"{tmp_path / name}: This is a folder. Name a file."


@pytest.mark.parametrize("name", ["cases.parquet", "cases.csv", "cases.jsonl"])
def test_a_file_that_is_not_there_is_named(rulebook: Rulebook, tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        planned(rulebook, work_in(tmp_path, name))
    assert str(caught.value.filename) == str(tmp_path / name)


@pytest.mark.parametrize("number", [errno.EFBIG, None])
def test_what_cannot_be_written_is_said_of_the_plans(
    rulebook: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int | None
) -> None:
    def failing(*_: object) -> None:
        raise OSError(number, "It is full") if number else OSError("It is full")

    (tmp_path / "cases.csv").write_text("fault\nmine\n", encoding="utf-8")
    monkeypatch.setattr(batch, "run", failing)
    with pytest.raises(OSError, match="full" if number is None else "too large") as caught:
        planned(rulebook, work_in(tmp_path, "cases.csv"))
    assert caught.value.filename == str(tmp_path / "plans.jsonl")
