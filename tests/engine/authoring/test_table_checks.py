"""Tables of which the first row that holds counts: rows that are never reached, and gaps."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from nakanaori.engine.authoring import check
from small_rulebook import write_rulebook
from tables import OPTIONS, csv_text

TABLE_CODES = ("N801", "N802", "N803")


def told(folder: Path, text: str) -> list[str]:
    report = check(write_rulebook(folder, {"rules/3.csv": text}))
    assert report.complete
    return [
        str(remark).removeprefix(f"{folder}/rules/")
        for remark in (*report.remarks, *report.notes)
        if remark.code in TABLE_CODES
    ]


@pytest.mark.usefixtures("solver")
def test_rows_that_are_never_reached_and_cases_that_no_row_meets(tmp_path: Path) -> None:
    text = """\
hit,first
weather,degrees,wet,advise,cites
rain,< 5,,stay-in,1
rain,1..3,,drink-water,1
sun,,true,drink-water,1
sun,>= 5,,stay-in,1
sun,7,,,
sun,,,stay-in,1
"""
    assert told(tmp_path, text) == [
        "3.csv:1:1: N802 No row of '3' meets weather: rain, degrees: 5. Add one, or 'else' as the last.",
        "3.csv, cell A4: N801 Row 4 of '3' is never reached: wherever its cells hold, an earlier row counts. "
        "Move it up, narrow the rows above it, or delete it.",
        "3.csv, cell A5: N801 Row 5 of '3' is never reached: wherever its cells hold, an earlier row counts. "
        "Move it up, narrow the rows above it, or delete it.",
        "3.csv, cell A7: N801 Row 7 of '3' is never reached: wherever its cells hold, an earlier row counts. "
        "Move it up, narrow the rows above it, or delete it.",
    ]


@pytest.mark.usefixtures("solver")
def test_what_is_whole_has_nothing_to_be_told(tmp_path: Path) -> None:
    whole = (
        "hit,first\nweather,at-home,advise,cites\nnot sun,,stay-in,1\nsun,yes,stay-in,1\nsun,not yes,drink-water,1\n"
    )
    assert told(tmp_path / "rows", whole) == []
    assert told(tmp_path / "else", "weather,advise,cites\nrain,stay-in,1\nelse,drink-water,1\n") == []
    assert told(tmp_path / "idle", "weather,advise,cites\nrain,stay-in,1\nelse,,\n") == []
    assert told(tmp_path / "all", "hit,all\nweather,advise,cites\nrain,stay-in,1\nrain,drink-water,1\n") == []


@pytest.mark.usefixtures("solver")
def test_thrown_tables_are_told_what_trying_every_case_tells(tmp_path: Path) -> None:
    cases = [(weather, home) for weather in OPTIONS["weather"] for home in OPTIONS["at-home"]]
    for seed in range(12):
        dice = Random(seed)
        rows = [(dice.choice(("", *OPTIONS["weather"])), dice.choice(("", *OPTIONS["at-home"]))) for _ in range(4)]
        taking = [next((at for at, row in enumerate(rows) if _meets(row, case)), None) for case in cases]
        lines = [[*row, dice.choice(("stay-in", "drink-water", "")) or "stay-in", "1"] for row in rows]
        text = csv_text([["hit", "first"], ["weather", "at-home", "advise", "cites"], *lines])
        found = told(tmp_path / str(seed), text)
        # A row also counts where the other question is not answered.
        reached = {at for at, row in enumerate(rows) if not any(_covers(above, row) for above in rows[:at])}
        reached |= {at for at in taking if at is not None}
        assert sum("N802" in one for one in found) == (None in taking)
        assert {one.split(" ")[5] for one in found if "N801" in one} == {str(at + 3) for at in {0, 1, 2, 3} - reached}


OPPOSED = """\
hit,all
weather,at-home,advise,withhold,cites
rain,,drink-water,,1
,yes,,drink-water,1
sun,,stay-in,,1
rain,no,,stay-in,1
"""


@pytest.mark.usefixtures("solver")
def test_rows_that_meet_and_say_the_opposite_are_worth_knowing(tmp_path: Path) -> None:
    report = check(write_rulebook(tmp_path, {"rules/3.csv": OPPOSED}))
    assert [str(remark).removeprefix(f"{tmp_path}/rules/") for remark in report.notes] == [
        "3.csv, cell A4: N803 Row 3 of '3' advises 'drink-water' and row 4 withholds it, and both hold for "
        "weather: rain, at-home: 'yes': it is withheld then. If that is not meant, narrow one of them."
    ]
    assert not any(remark.code == "N803" for remark in report.remarks)


@pytest.mark.usefixtures("solver")
def test_of_thrown_tables_the_rows_that_meet_are_those_that_some_case_shows(tmp_path: Path) -> None:
    cases = [(weather, home) for weather in ("", *OPTIONS["weather"]) for home in ("", *OPTIONS["at-home"])]
    for seed in range(12):
        dice = Random(seed)
        cells = [(dice.choice(("", *OPTIONS["weather"])), dice.choice(("", *OPTIONS["at-home"]))) for _ in range(4)]
        saying = [dice.choice((("drink-water", ""), ("", "drink-water"))) for _ in cells]
        lines = [[*row, *said, "1"] for row, said in zip(cells, saying, strict=True)]
        text = csv_text([["hit", "all"], ["weather", "at-home", "advise", "withhold", "cites"], *lines])
        meeting = any(
            len({said for row, said in zip(cells, saying, strict=True) if _meets(row, case)}) == 2 for case in cases
        )
        found = [one for one in told(tmp_path / str(seed), text) if "N803" in one]
        assert len(found) == meeting, text
        for one in found:
            rows = [int(number) - 3 for number in re.findall(r"[Rr]ow (\d+)", one)]
            assert [saying[at][0] for at in rows] == ["drink-water", ""]


def _meets(row: tuple[str, str], case: tuple[str, str]) -> bool:
    return all(cell in ("", answer) for cell, answer in zip(row, case, strict=True))


def _covers(above: tuple[str, str], row: tuple[str, str]) -> bool:
    return all(cell in ("", other) for cell, other in zip(above, row, strict=True))
