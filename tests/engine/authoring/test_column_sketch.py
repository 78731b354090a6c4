"""What a column says of its question, and which of its cells do not fit."""

from __future__ import annotations

import pytest
from nakanaori.engine.authoring.column_sketch import ColumnSketch
from nakanaori.engine.language import Place, Problem
from nakanaori.engine.reading import text_node


def column(*texts: str) -> tuple[ColumnSketch, list[str]]:
    problems: list[Problem] = []
    cells = [text_node(text, Place("t.csv", at, 1, is_cell=True), 0, len(text)) for at, text in enumerate(texts, 2)]
    heading = text_node("Q", Place("t.csv", 1, 1, is_cell=True), 0, 1)
    return ColumnSketch("Q", [heading, *cells], problems), [problem.place.cell for problem in problems]


@pytest.mark.parametrize(
    ("texts", "kind", "options"),
    [
        (("3", "5以上", "unknown"), "number", []),
        (("2026年4月1日", "> 2026-05-01"), "date", []),
        (("90 minutes", "60 minutes"), "one", ["90-minutes", "60-minutes"]),
        (("red", "not red", "blue"), "one", ["red", "blue"]),
        ((">= 2 of map | rope", ">= 1", "map"), "several", ["map", "rope"]),
        (("○", "×", "△"), "one", ["yes", "no", "white-up-pointing-triangle"]),
        (("○",), "one", ["yes", "no"]),
    ],
)
def test_kinds(texts: tuple[str, ...], kind: str, options: list[str]) -> None:
    made, odd = column(*texts)
    assert (made.question().kind, [*made.question().options], odd) == (kind, options, [])
    if kind != "one":
        assert [made.written(text) for text in texts] == [*texts]


@pytest.mark.parametrize(
    ("texts", "odd"),
    [
        (("3", "near", "5"), ["A3"]),
        (("near", "far", "5"), ["A4"]),
        (("3", "2026-04-01", "5"), ["A3"]),
        (("2026-04-01", "spring"), ["A3"]),
        (("3..2026-04-01",), ["A2"]),
        (("> x", "y"), ["A2"]),
        (("65歳以上", "65歳未満"), ["A2", "A3"]),
        (("3", "not 3"), ["A3"]),
        (("3", "4 | 5"), ["A3"]),
        ((">= 2 of map | rope", "< 2"), ["A3"]),
        (("-", "rain"), ["A2"]),
        (("－", "5"), ["A2"]),
    ],
)
def test_odd_cells_are_named(texts: tuple[str, ...], odd: list[str]) -> None:
    assert column(*texts)[1] == odd


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("4/1/2026", "2026-04-01"),
        (">= 4/1/2026", ">= 2026-04-01"),
        ("31.12.2026以降", ">= 2026-12-31"),
        ("2026.4.1", "2026-04-01"),
        ("4/1/2026..5/1/2026", "2026-04-01..2026-05-01"),
        ("10–20", "10..20"),
        ("21-30", "21..30"),
        ("1,000 - 2,000", "1000..2000"),
        ("2026-04-01 – 2026-05-01", "2026-04-01..2026-05-01"),
    ],
)
def test_days_and_ranges_written_in_other_ways_become_no_words(text: str, right: str) -> None:
    problems: list[Problem] = []
    cells = [text_node(each, Place("t.csv", at, 1, is_cell=True), 0, len(each)) for at, each in enumerate(("Q", text))]
    ColumnSketch("Q", cells, problems)
    assert [problem.right.split(" if ")[0].rstrip(",") for problem in problems] == [f"Write {right}"]


def test_words_with_a_dash_or_a_stroke_are_words() -> None:
    made, odd = column("A-1", "24/7", "a-b", "3-1", "03-1234", "1-2 years")
    assert (made.question().kind, odd) == ("one", [])
