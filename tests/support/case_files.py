"""Cases as files of every form, plans as they are read from files, and what they have to be."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nakanaori.engine.consulting import check_answers, conclude
from nakanaori.engine.language import DATE, ONE, SEVERAL, UNKNOWN, Question, Rulebook, unasked
from required import require

Answers = Mapping[str, Any]
LISTS = ("plan", "basics", "first-steps", "withheld", "findings")


def require_batch() -> None:
    """Skips the running test where what the extra `batch` brings is not there."""
    there = all(find_spec(name) is not None for name in ("ibis", "polars", "duckdb", "pyarrow"))
    require(there, "what batches take is not installed: pip install 'nakanaori[batch]'")


def require_spark() -> None:
    """Skips the running test where Spark cannot run: it takes a Java too."""
    import shutil

    require_batch()
    require(find_spec("pyspark") is not None, "pyspark is not installed: pip install 'nakanaori[spark]'")
    require(shutil.which("java") is not None, "Spark takes Java: apt-get install openjdk-17-jre-headless")


def expected(rulebook: Rulebook, answers: Answers, engine: str = "reference") -> dict[str, object]:
    """What a row of lists has to say."""
    case = check_answers(rulebook, answers)
    outcome = conclude(rulebook, case, engine)
    return {
        "plan": [planned.action.id for planned in outcome.plan],
        "basics": [planned.action.id for planned in outcome.plan if planned.basic],
        "first-steps": [planned.action.id for planned in outcome.first_steps],
        "withheld": [held.action.id for held in outcome.withheld],
        "findings": list(outcome.findings),
        "all-answered": not list(unasked(rulebook.questions, case.answers, case.facts)),
    }


def from_columns(row: Mapping[str, Any]) -> dict[str, object]:
    """A row of columns as one of lists."""

    def of(kind: str) -> dict[str, Any]:
        return {name.partition(":")[2]: value for name, value in row.items() if name.startswith(f"{kind}:") and value}

    plan = sorted(of("rank"), key=of("rank").__getitem__)
    assert [of("rank")[action] for action in plan] == list(range(1, len(plan) + 1))
    return {
        "plan": plan,
        "basics": [action for action in plan if action in of("basic")],
        "first-steps": sorted(of("first"), key=of("first").__getitem__),
        "withheld": list(of("withheld")),
        "findings": list(of("found")),
        "all-answered": row["all-answered"],
    }


def from_lists(row: Mapping[str, Any]) -> dict[str, object]:
    """A row of lists without its id."""
    return {name: value for name, value in row.items() if name != "id"}


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file, or of a folder of such."""
    import pyarrow.dataset as dataset

    rows: list[dict[str, Any]] = dataset.dataset(path, format="parquet").to_table().to_pylist()
    return rows


def write_parquet(path: Path, rulebook: Rulebook, cases: Sequence[Answers], *, options: bool) -> Path:
    """The cases as Parquet: several options as columns of truth values or as lists."""
    import pyarrow
    import pyarrow.parquet

    columns: dict[str, tuple[list[object], Any]] = {"id": (list(range(len(cases))), pyarrow.int64())}
    for question in rulebook.questions:
        said = [case.get(question.id) for case in cases]
        if question.kind == ONE:
            columns[question.id] = said, pyarrow.string()
        elif question.kind == SEVERAL and not options:
            lists = [[one] if one == UNKNOWN else one for one in said]
            columns[question.id] = lists, pyarrow.list_(pyarrow.string())
        else:
            columns[f"{question.id}.{UNKNOWN}"] = [one == UNKNOWN for one in said], pyarrow.bool_()
            columns |= _options(question, said) if question.kind == SEVERAL else _numbers(question, said)
    arrays = {name: pyarrow.array(values, kind) for name, (values, kind) in columns.items()}
    pyarrow.parquet.write_table(pyarrow.table(arrays), path)
    return path


def _options(question: Question, said: Iterable[Any]) -> dict[str, tuple[list[object], Any]]:
    import pyarrow

    return {
        f"{question.id}.{option}": (
            [None if one is None else one != UNKNOWN and option in one for one in said],
            pyarrow.bool_(),
        )
        for option in question.options
    }


def _numbers(question: Question, said: Iterable[Any]) -> dict[str, tuple[list[object], Any]]:
    import pyarrow

    given = [None if one == UNKNOWN else one for one in said]
    if question.kind == DATE:
        return {question.id: ([one and date.fromisoformat(one) for one in given], pyarrow.date32())}
    if question.decimals:
        return {question.id: ([None if one is None else float(one) for one in given], pyarrow.float64())}
    return {question.id: (given, pyarrow.int64())}


def write_json_lines(path: Path, cases: Sequence[Answers]) -> Path:
    """The cases as JSON Lines."""
    lines = [json.dumps({"id": number, **case}, ensure_ascii=False) for number, case in enumerate(cases)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_csv(path: Path, rulebook: Rulebook, cases: Sequence[Answers]) -> Path:
    """The cases as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", *rulebook.question])
        for number, case in enumerate(cases):
            rows.writerow([number, *(_cell(case.get(question)) for question in rulebook.question)])
    return path


def _cell(said: Any) -> object:
    if isinstance(said, (tuple, list)):
        return " | ".join(said) or "[]"
    return "" if said is None else said
