"""Tables of rules: what their headings and rows mean, and every mistake with its cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import Condition, NoneOf, OneOf, RulebookError, answered
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.reading.table_reader import table_id
from small_rulebook import changed, write_rulebook

HEADINGS = "weather,degrees,wet,advise,cites\n"


def problems(folder: Path, text: str) -> list[str]:
    try:
        load_rulebook(write_rulebook(folder, {"rules/fees.csv": text}))
    except RulebookError as error:
        return [str(problem).removeprefix(f"{folder}/") for problem in error.problems]
    return []


def test_else_is_every_answered_case_that_is_left(tmp_path: Path) -> None:
    text = "weather,unless bag,wet,advise,cites\nrain,hat,true,,\nsun,,,drink-water,1\nelse,,,stay-in,1\n"
    rulebook = load_rulebook(write_rulebook(tmp_path, {"rules/fees.csv": text}))
    drinks, rest = (rulebook.rule[f"fees-row-{row}"].condition for row in (3, 4))
    assert drinks.when == (OneOf("weather", frozenset({"sun"})),)
    assert rest.when == (answered("weather"), answered("bag"))
    assert rest.earlier is not None
    assert [(row.row, row.number) for row in rest.earlier.downwards()] == [("fees-row-2", 2), ("fees-row-3", 3)]
    assert rest.earlier.before is drinks.earlier
    (table,) = rulebook.tables
    assert (table.name, table.questions) == ("fees", ("weather", "bag"))
    assert [row.row for row in table.rows.downwards()] == ["fees-row-2", "fees-row-3", "fees-row-4"]
    assert str(table.cell(3)).endswith("rules/fees.csv, cell A3")


def test_else_waits_for_no_question_that_is_not_asked(tmp_path: Path) -> None:
    only_if = changed("questions.yaml", "  options: [yes, no]\n", "  options: [yes, no]\n  only-if: {weather: rain}\n")
    text = "at-home,degrees,advise,cites\nyes,,drink-water,1\nelse,,put-on-a-coat,1\n"
    files = {**only_if, "rules/2-actions.yaml": None, "rules/fees.csv": text}
    rulebook = load_rulebook(write_rulebook(tmp_path, files))
    for answers, advised in (
        ({"degrees": 3}, []),
        ({"degrees": 3, "weather": "sun"}, ["put-on-a-coat"]),
        ({"degrees": 3, "weather": "sun", "at-home": "yes"}, ["put-on-a-coat"]),
        ({"weather": "sun"}, []),
        ({"degrees": 3, "weather": "rain"}, []),
        ({"degrees": 3, "weather": "rain", "at-home": "no"}, ["put-on-a-coat"]),
        ({"degrees": 3, "weather": "rain", "at-home": "unknown"}, ["put-on-a-coat"]),
        ({"weather": "rain", "at-home": "yes"}, ["drink-water"]),
    ):
        outcome = consult(rulebook, answers, engine="reference")
        fired = [rulebook.rule[rule].advise[0] for rule in outcome.fired if rulebook.rule[rule].table]
        assert fired == advised, answers


def test_which_rows_count(tmp_path: Path) -> None:
    rows = "weather,advise,cites\nrain,stay-in,1\nnot sun,drink-water,1\n"
    for number, (head, tail, is_first) in enumerate(
        (
            ("", "", False),
            ("hit,all\n", "", False),
            ("hit,first\n", "", True),
            ("hit,first,\n", "", True),
            ("", "else,stay-in,1\n", True),
            (",,,,\n\nhit,all\n", "", False),
        )
    ):
        text = f"{head}{rows}{tail}"
        rulebook = load_rulebook(write_rulebook(tmp_path / str(number), {"rules/fees.csv": text}))
        second = next(rule for rule in rulebook.rules if rule.advise == ("drink-water",) and rule.table)
        assert second.condition.when == (NoneOf("weather", frozenset({"sun"})),)
        assert (second.condition.earlier is not None) is is_first, text
        if not is_first:
            assert second.condition == Condition(when=second.condition.when)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("weathre,advise,cites\nrain,stay-in,1\n", ["cell A1: There is no column 'weathre'. Did you mean 'weather'?"]),
        (
            "weather,x,advise,cites\nrain,,stay-in,1\n",
            ["cell B1: There is no column 'x'. Name a question, a f"],
        ),
        ("weather,weather,cites\n", ["cell B1: The column 'weather' stands twice.", "The table has headings and no"]),
        (
            "Fees of 2026\n\nweather,advise,cites\nrain,stay-in,1\nsun,stay-in,1\n",
            ["cell A1: 'Fees of 2026' stands above the headings. The first row must be the headings: delete"],
        ),
        (
            "Fees of 2026\nhit,first\nweather,advise,cites\nrain,stay-in,1\n",
            ["cell A1: 'Fees of 2026' stands above the headings. The first row must be the headings: delete"],
        ),
        (
            f"{HEADINGS}hail,,,stay-inn,1\n",
            [
                "cell A2: There is no option of 'weather' 'hail'. Known here: ",
                "cell D2: There is no action 'stay-inn'. Did you mean 'stay-in'? If it is new, add it to actions.yaml.",
            ],
        ),
        ("weather,,advise,cites\nrain,y,stay-in,1\n", ["cell B2: Above 'y' there is no heading."]),
        ("weather,advise,cites\nrain,stay-in,1,y\nsun,stay-in,1,y\n", ["cell D2: Above 'y' there is no heading."]),
        ("weather,advise,cites,reason fr\nrain,stay-in,1,x\n", ["cell D1: The rulebook has no language 'fr'."]),
        ("hit,frist\nweather,advise,cites\nrain,stay-in,1\n", ["cell B1: 'hit' is 'frist'. Write first or all"]),
        ("hit\nweather,advise,cites\nrain,stay-in,1\n", ["cell A1: 'hit' is ''."]),
        ("hit,first\n", ["The table has no headings."]),
        ("hit,all\nweather,advise,cites\nelse,stay-in,1\n", ["cell A3: 'else' stands in a table of which all rows"]),
        ("weather,advise,cites\nelse,stay-in,1\nrain,stay-in,1\n", ["cell A2: 'else' stands above other rows."]),
        (f"{HEADINGS}else,3,,stay-in,1\n", ["cell B2: 'else' is asked for '3'. Leave the cell empty."]),
        (f"{HEADINGS}rain,,,,1\n", ["cell A2: The rule 'fees-row-2' does nothing."]),
        (f"{HEADINGS}rain,,,stay-in,\n", ["cell A2: The rule 'fees-row-2' has no 'cites'."]),
        (f"{HEADINGS}rain,2024-04-01,,stay-in,1\n", ["cell B2: '2024-04-01' is no test of the question 'degrees'"]),
        (f"{HEADINGS}rian,,yes,stay,9\n", ["cell A2: There is no", "cell C2: The", "cell D2: There", "cell E2: There"]),
        ("rule,advise,cites\na,stay-in,1\na,stay-in,1\n", ["cell A3: The rule 'a' has an id that is taken."]),
        ("weather,basic,advise,cites\nrain,yes,stay-in,1\n", ["cell B2: 'basic' is 'yes'. Write true or false."]),
        (
            "weather,unless,advise,cites\nrain,,stay-in,1\n",
            ["cell B1: The heading 'unless' names nothing. Write a question or a finding behind it."],
        ),
        (
            "weather,reason,advise,cites\nrain,,stay-in,1\n",
            ["cell B1: The heading 'reason' names nothing. Write a language behind it."],
        ),
        ("wet,find,cites\ntrue,wet,1\n", ["Findings rest on each other: wet → wet."]),
    ],
)
def test_mistakes_are_told_with_their_cells(tmp_path: Path, text: str, told: list[str]) -> None:
    found = problems(tmp_path, text)
    assert len(found) == len(told), found
    assert all(problem.startswith("rules/") for problem in found)
    assert all(any(expected in problem for problem in found) for expected in told), found


def test_a_table_may_stand_anywhere_on_its_sheet(tmp_path: Path) -> None:
    text = ",,\n,hit,first\n,weather,advise,cites\n\n,rain,stay-in,1\n,else,drink-water,1\n"
    rulebook = load_rulebook(write_rulebook(tmp_path, {"rules/fees.csv": text}))
    assert rulebook.rule["fees-row-6"].condition.when == (answered("weather"),)


def test_names_of_tables_become_parts_of_ids() -> None:
    assert [table_id(name) for name in ("fees", "Fees 2024 (new)", "料金 表", "a..b", "—", "")] == [
        "fees",
        "Fees-2024-new",
        "料金-表",
        "a-b",
        "",
        "",
    ]
