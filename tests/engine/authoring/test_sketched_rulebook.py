"""A rulebook made from a table: it loads, its rows mean what the table says, and what is missing is named."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from nakanaori.engine.authoring import check, write_rulebook_from
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import CaseError, NakanaoriError
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from tables import QUESTIONS, csv_text, thrown_answers, thrown_cell, workbook

ROWS = [
    ["Trip length", "Distance", "Advise", "Reason en"],
    ["One night", ">= 100", "Book a hotel", "Far trips need a bed."],
    ["Day trip", "", "Take the train", "It is quick."],
    ["else", "", "Ask first", "Who knows."],
]


def made_from(rows: list[list[str]], folder: Path, name: str = "trips", language: str | None = "en") -> Path:
    table = folder / "trips.csv"
    table.write_text(csv_text(rows), encoding="utf-8")
    return write_rulebook_from(table, name, folder / "made", language)


def test_it_loads_and_advises_as_the_table_says(tmp_path: Path) -> None:
    rulebook = load_rulebook(made_from(ROWS, tmp_path))
    assert (rulebook.id, rulebook.languages) == ("trips", ("en",))

    def plan(answers: dict[str, object]) -> list[str]:
        return [planned.action.id for planned in consult(rulebook, answers, engine="reference").plan]

    assert plan({"trip-length": "one-night", "distance": 100}) == ["book-a-hotel"]
    assert plan({"trip-length": "day-trip"}) == ["take-the-train"]
    assert plan({"trip-length": "one-night", "distance": 99}) == ["ask-first"]
    texts = rulebook_texts(rulebook)
    assert texts("questions", "trip-length", "options", "one-night") == "One night"
    assert texts("actions", "book-a-hotel", "title") == "Book a hotel"
    assert texts("rules", "trips-row-2") == "Far trips need a bed."


def test_what_stands_in_brackets_is_the_unit_of_a_number(tmp_path: Path) -> None:
    rows = [
        ["Distance (km)", "料金（円）", "Share (%)", "Mood (now)", "advise"],
        ["> 7.5", "> 100", "< 50", "good", "go"],
    ]
    rulebook = load_rulebook(made_from(rows, tmp_path, language="ja"))
    assert [question.unit for question in rulebook.questions] == ["km", "円", "percent", ""]
    texts = rulebook_texts(rulebook)
    assert [texts("units", unit) for unit in ("km", "円", "percent")] == ["{number} km", "{number}円", "{number}%"]
    assert texts("questions", "distance-km", "topic") == "Distance"


@pytest.mark.usefixtures("solver")
def test_all_that_check_finds_is_what_is_to_be_filled_in(tmp_path: Path) -> None:
    report = check(made_from(ROWS, tmp_path))
    assert {remark.code for remark in report.remarks} == {"N204"}
    without = check(made_from([row[:3] for row in ROWS], tmp_path, "others"))
    lacking = [remark for remark in without.remarks if remark.code == "N201"]
    assert [remark.place.line for remark in lacking] == [2, 3, 4]
    assert "reason en" in lacking[0].message


def test_a_spreadsheet_is_as_good_and_makes_a_spreadsheet(tmp_path: Path) -> None:
    table = tmp_path / "旅費 2026.xlsx"
    table.write_bytes(workbook(("Fees", [*ROWS[:2], ["Day trip", None, "Take the train", "It is quick."]])))
    folder = write_rulebook_from(table, "trips", tmp_path)
    assert [path.name for path in (folder / "rules").iterdir()] == ["旅費-2026.xlsx"]
    assert load_rulebook(folder).languages == ("en",)


@pytest.mark.parametrize(("encoding", "separator"), [("cp932", ","), ("utf-8-sig", ";"), ("utf-16", "\t")])
def test_a_table_that_a_japanese_spreadsheet_program_wrote(encoding: str, separator: str, tmp_path: Path) -> None:
    table = tmp_path / "旅費.csv"
    rows = [["天気", "距離", "advise"], ["雨", "遠い", "傘を持つ"], ["晴れ", "", "出かける"]]
    table.write_bytes("".join(separator.join(row) + "\r\n" for row in rows).encode(encoding))
    rulebook = load_rulebook(write_rulebook_from(table, "旅費", tmp_path / "made", "ja"))
    assert [*rulebook.question] == ["天気", "距離"]
    assert [planned.action.id for planned in consult(rulebook, {"天気": "晴れ"}, engine="reference").plan] == [
        "出かける"
    ]


def test_thrown_tables_come_to_say_what_they_say(tmp_path: Path) -> None:
    tried = 0
    for seed in range(40):
        dice = Random(seed)
        cells = [[thrown_cell(dice, question) for question in QUESTIONS] for _ in range(5)]
        rows = [[text for text, _ in row] for row in cells]
        kept = [at for at in range(4) if any(row[at] not in ("", "unknown") for row in rows)]
        lines = [[*(row[at] for at in kept), f"Do {number}"] for number, row in enumerate(rows)]
        columns = [{row[at] for row in rows} for at in kept]
        lone = [
            cell for column in columns for cell in column if cell.startswith("not ") and {cell[4:]}.isdisjoint(column)
        ]
        if any("|" not in cell for cell in lone):
            continue  # `not yet` is an option where `yet` is none
        text = [["hit", "all"], [*(QUESTIONS[at] for at in kept), "advise"], *lines]
        rulebook = load_rulebook(made_from(text, tmp_path, f"made-{seed}"))
        for _ in range(20):
            given = thrown_answers(dice)
            answers = {QUESTIONS[at]: given[QUESTIONS[at]] for at in kept if QUESTIONS[at] in given}
            try:
                fired = consult(rulebook, answers, engine="reference").plan
            except CaseError:
                continue  # an option that no cell names, or a number beyond the guess
            tried += 1
            holding = [number for number, row in enumerate(cells) if all(row[at][1](answers) for at in kept)]
            assert [planned.action.id for planned in fired] == [f"do-{number}" for number in holding], (text, answers)
    assert tried > 100


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["Rain", "advise"], ["heavy", "=1+1"]], "cell B2: The cell holds the formula '=1+1'"),
        ([["Rain", "Rain", "advise"], ["heavy", "a", "go"]], "cell B1: The column 'rain' stands twice."),
        ([["Rain", "advise"], ["heavy", "go", "x"]], "cell C2: Above 'x' there is no heading."),
        ([["Rain", "advise"]], "The table has headings and no row below them."),
        (
            [["Fee", "advise"], ["> 3", "go"], ["3..x", "go"]],
            "cell A3: '3..x' is no number and no day, and other cells",
        ),
        (
            [["Fee", "advise"], ["low", "go"], ["high", "go"], ["< 2", "go"]],
            "cell A4: '< 2' is a number or a comparison",
        ),
        ([["On", "advise"], ["2026-04-01", "go"], ["2026/5/1以降", "go"], ["3", "go"]], "cell A4: '3' is a number"),
        (
            [["Km", "advise"], [">= 15.5km", "go"]],
            "cell A2: '>= 15.5km' has the unit 'km' beside the number. Write >= 15.5",
        ),
        (
            [["Km", "advise"], ["15.5", "go"], ["3 km", "go"]],
            "cell A3: '3 km' has the unit 'km' beside the number. Write 3:",
        ),
        ([["Km", "advise"], ["10以上でない", "go"]], "cell A2: '10以上でない' is no comparison that can be read."),
        ([["On", "advise"], ["令和8年4月1日", "go"]], "Write 2026-04-01 in its place."),
        ([["On", "advise"], ["2026年4月31日以降", "go"]], "There is no such day as '2026年4月31日'."),
    ],
)
def test_what_is_wrong_with_the_table_is_said_of_the_table(rows: list[list[str]], told: str, tmp_path: Path) -> None:
    with pytest.raises(NakanaoriError) as failed:
        made_from(rows, tmp_path)
    assert any(told in str(problem) for problem in failed.value.problems), failed.value
    assert all(problem.place.source == str(tmp_path / "trips.csv") for problem in failed.value.problems)
    assert not (tmp_path / "made").exists()


def test_comparisons_as_japanese_tables_have_them_are_kept_and_mean_what_they_say(tmp_path: Path) -> None:
    rows = [
        ["距離（km）", "発令日", "advise"],
        ["15.5以上", "2026年4月1日以降", "far"],
        ["2未満", "", "near"],
        ["2～15.4", "2026-04-01より前", "early"],
    ]
    rulebook = load_rulebook(made_from(rows, tmp_path))
    assert [question.kind for question in rulebook.questions] == ["number", "date"]

    def plan(*answers: str) -> list[str]:
        given = dict(zip(("距離-km", "発令日"), answers, strict=True))
        return [planned.action.id for planned in consult(rulebook, given, engine="reference").plan]

    assert plan("15.5", "2026-04-01") == ["far"]
    assert plan("15.4", "2026-03-31") == ["early"]
    assert plan("15.4", "2026-04-01") == plan("2", "2026-04-01") == []
    assert plan("1.9", "2026-04-01") == ["near"]


def test_circles_and_crosses_and_numbers_with_kanji_are_readable(tmp_path: Path) -> None:
    rows = [["宿泊", "車", "役職", "advise"], ["○", "×", "2年生", "go"], ["×", "", "3年生", "stay"]]
    folder = made_from(rows, tmp_path, language="ja")
    written = (folder / "questions.yaml").read_text(encoding="utf-8")
    assert 'options: ["2年生", "3年生"]' in written
    assert written.count("options: [yes, no]") == 2
    assert (
        (folder / "rules" / "trips.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("yes,no,2年生,go")
    )
    texts = rulebook_texts(load_rulebook(folder))
    for question in ("宿泊", "車"):
        assert [texts("questions", question, "options", option) for option in ("yes", "no")] == ["○", "×"]


def test_a_title_above_the_headings_is_told_once(tmp_path: Path) -> None:
    with pytest.raises(NakanaoriError) as failed:
        made_from([["Fees of 2026"], [], *ROWS], tmp_path)
    (problem,) = failed.value.problems
    assert "cell A1: 'Fees of 2026' stands above the headings. The first row must be the headings" in str(problem)
    assert "above cell A3" in str(problem)


def test_what_is_no_table_makes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("- rule: a\n", encoding="utf-8")
    with pytest.raises(NakanaoriError, match="This is no table"):
        write_rulebook_from(tmp_path / "a.yaml", "trips", tmp_path)
    with pytest.raises(NakanaoriError, match="There is no such file"):
        write_rulebook_from(tmp_path / "b.csv", "trips", tmp_path)
    with pytest.raises(NakanaoriError, match="cannot be the id"):
        made_from(ROWS, tmp_path, "../up")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "trips.csv"]
