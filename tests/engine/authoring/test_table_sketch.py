"""What a table says of its rulebook: every word gets an id and stays what is read."""

from __future__ import annotations

import pytest
from nakanaori.engine.authoring.table_sketch import Sketch, identity_of, sketched
from nakanaori.engine.language import Problem, is_identifier
from nakanaori.engine.reading.csv_file import read_csv
from tables import csv_text


def sketch(*rows: str, language: str | None = None, usual: tuple[str, ...] = ("en",)) -> Sketch:
    problems: list[Problem] = []
    grid = read_csv("trips.csv", csv_text([row.split(",") for row in rows]).encode(), problems)
    assert grid is not None
    made = sketched([grid], problems, language, usual)
    assert problems == []
    return made


def refused(*rows: str) -> list[str]:
    problems: list[Problem] = []
    grid = read_csv("trips.csv", csv_text([row.split(",") for row in rows]).encode(), problems)
    assert grid is not None
    sketched([grid], problems)
    return [*map(str, problems)]


def test_words_become_ids_and_stay_what_is_read() -> None:
    made = sketch("Trip length,Advise", "One night,Book a hotel | Tell the office", "Day trip,Tell the office")
    question = made.questions["trip-length"]
    assert (question.label, question.kind) == ("Trip length", "one")
    assert question.options == {"one-night": "One night", "day-trip": "Day trip"}
    assert made.actions == {"book-a-hotel": "Book a hotel", "tell-the-office": "Tell the office"}
    assert made.tables[""] == [
        ["trip-length", "advise", "cites", "reason en"],
        ["one-night", "book-a-hotel | tell-the-office", "1", ""],
        ["day-trip", "tell-the-office", "1", ""],
    ]


def test_what_a_question_is_follows_from_its_cells() -> None:
    made = sketch(
        "Nights,Km,Left on,Paid,Papers,Mood,advise",
        "1..3,>= 7.5 & < 12.25,< 2024-04-01,TRUE,>= 2 of pass | visa,not yet,go",
        '"1,000",8,2024/5/1..2024年6月1日,,pass,done,go'.replace('"1,000"', "1000"),
        "not unknown,,,FALSE,not visa,not done,stay",
    )
    kinds = {name: question.kind for name, question in made.questions.items()}
    assert kinds == {
        "nights": "number", "km": "number", "left-on": "date", "paid": "one", "papers": "several", "mood": "one",
    }  # fmt: skip
    nights, km, day = (made.questions[name] for name in ("nights", "km", "left-on"))
    assert (nights.low, nights.high, nights.decimals) == ("0", "10000", 0)
    assert (km.low, km.high, km.decimals) == ("0", "100", 2)
    assert (day.low, day.high) == ("2023-01-01", "2025-12-31")
    assert made.questions["paid"].options == {"yes": "yes", "no": "no"}
    assert [*made.questions["papers"].options] == ["pass", "visa"]
    assert [*made.questions["mood"].options] == ["not-yet", "done"]
    first, _, third = made.tables[""][1:]
    assert first[3:6] == ["yes", ">= 2 of pass | visa", "not-yet"]
    assert (third[0], *third[3:6]) == ("not unknown", "no", "not visa", "not done")


def test_a_choice_has_two_ends() -> None:
    assert sketch("Agreed,advise", "yes,go").questions["agreed"].options == {"yes": "yes", "no": "no"}
    assert [*sketch("Rain,advise", "heavy,go").questions["rain"].options] == ["heavy", "other"]


def test_findings_are_no_questions() -> None:
    made = sketch("Fee,Too dear,Find,Advise", "> 100,,Too dear,", ",TRUE,,Ask first", ",FALSE,,Go", "else,,,Go")
    assert ([*made.questions], made.findings) == (["fee"], {"too-dear": "Too dear"})
    assert made.tables[""][0][:4] == ["fee", "too-dear", "find", "advise"]
    assert [row[1] for row in made.tables[""][1:]] == ["", "true", "false", ""] or [
        row[1].casefold() for row in made.tables[""][1:]
    ] == ["", "true", "false", ""]
    assert made.tables[""][-1][0] == "else"


def test_what_is_there_already_is_kept() -> None:
    made = sketch(
        "hit,first",
        ",,,",
        "unless Rain,cites,advise,Reason ja,withhold",
        "heavy,Art. 2,go,雨,tag: far | stay",
        language="en",
    )
    assert made.sections == {"art-2": "Art. 2"}
    assert made.languages == ("en", "ja")
    hit, blank, *rows = made.tables[""]
    assert (hit, blank) == (["hit", "first"], [])
    assert rows == [
        ["unless rain", "cites", "advise", "reason ja", "withhold", "reason en"],
        ["heavy", "art-2", "go", "雨", "tag: far | stay", ""],
    ]


def test_japanese_words_are_ids_as_they_are() -> None:
    made = sketch(
        "天気（朝）,すること,advise", "雨,傘,傘を持つ", "晴れ,,出かける", "not 雨,帽子,出かける", usual=("ja",)
    )
    assert [*made.questions] == ["天気-朝", "すること"]
    assert [*made.actions] == ["傘を持つ", "出かける"]


def test_what_is_no_table_of_rules_is_said_with_its_place() -> None:
    assert refused("Rain,Wind", "heavy,strong")[0].startswith("trips.csv: No column of the table says what follows.")
    assert refused("advise", "go")[0].startswith("trips.csv: No column of the table says what it depends on.")
    assert refused("Rain,Wind,advise", "heavy,,go")[0].startswith("trips.csv, cell B1: Nothing stands below 'Wind'.")
    assert refused("Rain,advise", "unknown,go")[0].startswith("trips.csv, cell A1: Nothing stands below 'Rain'.")


@pytest.mark.parametrize(
    ("word", "identity"),
    [
        ("One night", "one-night"),
        ("  A – b / c ", "a-b-c"),
        ("3.5 km", "3.5-km"),
        ("ＡＢＣ", "abc"),
        ("unknown", "a-unknown"),
        ("!?", "a"),
        ("cafe\u0301", "café"),
        ("taken", "taken-2"),
        ("x" * 90, "x" * 60),
    ],
)
def test_ids_of_words(word: str, identity: str) -> None:
    assert identity_of(word, ["taken"]) == identity
    assert is_identifier(identity)
