"""What a rulebook concludes, as SQL for a data warehouse: one SELECT, and above it what its table has to look like."""

from __future__ import annotations

from ..language import DATE, NUMBER, ONE, SEVERAL, UNKNOWN, EngineError, Question, Rulebook, known
from .case_table import DAY, DIGITS, ID, LIST, TEXT, WHOLE, CaseTable, Column, Given, check_names
from .query import needing_batch, query
from .steps import TABLE

DIALECTS = ("spark", "duckdb", "postgres", "bigquery", "snowflake", "databricks", "trino", "clickhouse")
"""The dialects of SQL, as one names them."""

_SHAPES = {ONE: "text", SEVERAL: "an array of text", NUMBER: "a whole number", DATE: "a date"}


def warehouse_sql(rulebook: Rulebook, dialect: str, *, lists: bool = False) -> str:
    """The SELECT of this dialect, with a comment above it that tells the shape of its table.

    Raises EngineError where there is no such dialect, or Ibis is not installed.
    """
    name = known("dialect", dialect, DIALECTS, EngineError)
    with needing_batch():
        table = warehouse_table(rulebook)
        made = query(rulebook, table, lists=lists).sql(name)
    return "".join(f"-- {line}".rstrip() + "\n" for line in _shape(rulebook)) + made + "\n"


def warehouse_table(rulebook: Rulebook) -> CaseTable:
    """The table that such a SELECT reads: a column a question, and what else of a number or a day is said beside it.

    Raises EngineError where a question is called like the column that names a case.
    """
    check_names(rulebook)
    return CaseTable(tuple(map(_given, rulebook.questions)), ID)


def _given(question: Question) -> Given:
    kinds = {ONE: TEXT, SEVERAL: LIST, NUMBER: DIGITS if question.decimals else WHOLE, DATE: DAY}
    unknown = f"{question.id}.{UNKNOWN}" if question.numeric else ""
    return Given(question, Column(question.id, kinds[question.kind]), {}, unknown)


def _shape(rulebook: Rulebook) -> list[str]:
    lines = [
        f"{rulebook.id} {rulebook.version}: the plans of all cases in the table '{TABLE}', a row each.",
        "Rows with an answer that its question does not allow are left out.",
        f"'{TABLE}' has these columns; NULL is an open question, '{UNKNOWN}' an answer:",
        f"  {ID}: text",
    ]
    for question in rulebook.questions:
        options = f": {', '.join(question.options)}" if question.options else ""
        shape = f"a number with at most {question.decimals} decimals" if question.decimals else _SHAPES[question.kind]
        lines.append(f"  {question.id}: {shape}{options}")
        if question.numeric:
            lines.append(f"  {question.id}.{UNKNOWN}: a truth value, true where it is answered by '{UNKNOWN}'")
    return lines
