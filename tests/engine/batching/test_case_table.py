"""Which columns answer which question, and what is wrong with those that do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.engine.batching import warehouse_sql
from nakanaori.engine.batching.case_table import EMPTY, FLOAT, LIST, NESTED, TEXT, TRUTH, WHOLE, Column, case_table
from nakanaori.engine.language import CaseError, EngineError, Place, Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import FILES, write_rulebook

PLACE = Place("cases.parquet")


def test_a_column_a_question_and_columns_of_options(rulebook: Rulebook) -> None:
    columns = [Column("id", WHOLE), Column("fault", TEXT), Column("fault.unknown", TRUTH), Column("cause.lied", TRUTH)]
    table = case_table(rulebook, columns, PLACE)
    assert table.id == "id"
    assert {given.question.id: given.columns for given in table.given} == {
        "fault": ("fault", "fault.unknown"),
        "cause": ("cause.lied",),
    }


def test_an_empty_column_answers_nothing(rulebook: Rulebook) -> None:
    table = case_table(rulebook, [Column("fault", EMPTY), Column("cause", LIST)], PLACE)
    assert [given.question.id for given in table.given] == ["cause"]
    assert table.id == ""


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ([Column("falt", TEXT)], "The column 'falt' is no question. Did you mean 'fault'?"),
        ([Column("fault", WHOLE)], "The column 'fault' holds values of another kind. Let it hold text."),
        ([Column("cause", TEXT)], "The column 'cause' holds values of another kind. Let it hold lists of text."),
        ([Column("cause.lied", TEXT)], "The column 'cause.lied' holds no truth values. Let it hold true and false."),
        ([Column("fault", TEXT)] * 2, "The column 'fault' stands there twice. Keep one of them."),
        ([Column("id", FLOAT)], "The column 'id' holds values of another kind. Let it hold text or whole numbers."),
        ([Column("id", NESTED)], "The column 'id' holds values of another kind. Let it hold text or whole numbers."),
        (
            [Column("cause", LIST), Column("cause.lied", TRUTH)],
            "The column 'cause' answers what other columns answer too. Keep one column or the others.",
        ),
    ],
)
def test_what_is_wrong_with_a_column(rulebook: Rulebook, columns: list[Column], said: str) -> None:
    with pytest.raises(CaseError) as caught:
        case_table(rulebook, columns, PLACE)
    assert [str(problem) for problem in caught.value.problems] == [f"cases.parquet: {said}"]


def test_a_question_called_like_the_column_of_ids(tmp_path: Path) -> None:
    files = {name: text.replace("degrees", "id") for name, text in FILES.items()}
    rulebook = load_rulebook(write_rulebook(tmp_path, files))
    said = r"questions.yaml:.*: The question 'id' is called like the column that names a case\. Give"
    with pytest.raises(EngineError, match=said):
        case_table(rulebook, [], PLACE)
    with pytest.raises(EngineError, match=said):
        warehouse_sql(rulebook, "duckdb")
