"""Tables of rules in a rulebook: what fires is what the table says, whoever asks, and where it comes from is told."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from nakanaori.engine.consulting import AUTO, REFERENCE, check_answers, consult
from nakanaori.engine.consulting.prospect import Outlook
from nakanaori.engine.language import RulebookError
from nakanaori.engine.reading import MappingNode, load_rulebook, load_with_rules, rule_entries, rulebook_texts
from small_rulebook import FILES, write_rulebook
from tables import QUESTIONS, Cell, csv_text, thrown_answers, thrown_cell, workbook

HEADINGS = [*QUESTIONS, "advise", "cites"]
ACTIONS = ("take-an-umbrella", "put-on-a-coat", "stay-in", "drink-water")


def thrown_rows(dice: Random) -> list[dict[str, Cell]]:
    return [{name: thrown_cell(dice, name) for name in QUESTIONS} for _ in range(dice.randint(1, 8))]


def test_thrown_tables_fire_what_they_say(tmp_path: Path) -> None:
    """In both engines, whether all rows count or the first one, with `else` and with rows that do nothing."""
    reached = set[str]()
    for seed in range(25):
        dice = Random(seed)
        rows, is_first, has_else = thrown_rows(dice), dice.random() < 0.7, dice.random() < 0.5
        does = [dice.choice((*ACTIONS, "")) if is_first else dice.choice(ACTIONS) for _ in rows]
        lines = [[*(row[name][0] for name in QUESTIONS), action, "1"] for row, action in zip(rows, does, strict=True)]
        has_else &= is_first
        lines += [["else", "", "", "", "stay-in", "1"]] if has_else else []
        text = csv_text([["hit", "first" if is_first else "all"], HEADINGS, *lines])
        rulebook = load_rulebook(write_rulebook(tmp_path / str(seed), {"rules/3-table.csv": text}))
        for _ in range(40):
            answers = thrown_answers(dice)
            meeting = [at for at, row in enumerate(rows) if all(cell[1](answers) for cell in row.values())]
            if is_first:
                rest = [len(rows)] if has_else and len(answers) == len(QUESTIONS) else []
                meeting = (meeting or rest)[:1]
            expected = [f"3-table-row-{at + 3}" for at in meeting if at == len(rows) or does[at]]
            reached.update(expected)
            for engine in (AUTO, REFERENCE):
                fired = consult(rulebook, answers, engine=engine).fired
                assert [rule for rule in fired if rule.startswith("3-table")] == expected, (text, answers)
    assert len(reached) > 5


def test_diagrams_and_search_see_the_same_of_a_table(tmp_path: Path) -> None:
    dice = Random(3)
    rows = [[*(row[name][0] for name in QUESTIONS), ACTIONS[at % 4], "1"] for at, row in enumerate(thrown_rows(dice))]
    text = csv_text([["hit", "first"], HEADINGS, *rows, ["else", "", "", "", "stay-in", "1"]])
    rulebook = load_rulebook(write_rulebook(tmp_path, {"rules/3-table.csv": text}))
    drawn, searched = Outlook(rulebook), Outlook(rulebook, 0)
    for _ in range(10):
        facts = check_answers(rulebook, thrown_answers(dice)).facts
        told = [[question.id for question in one.after(facts).mattering()] for one in (drawn, searched)]
        assert {*told[0]} <= {*told[1]}


def test_a_row_may_do_all_that_a_rule_may(tmp_path: Path) -> None:
    rows = [
        ["rule", "weather", "unless bag", "wet", "find", "advise", "withhold", "basic", "cites"],
        [
            "r",
            "rain",
            "umbrella",
            "TRUE",
            "cold",
            "stay-in | drink-water",
            "tag: outdoors | put-on-a-coat",
            "true",
            "1 | 2",
        ],
    ]
    yaml = """\
- rule: r
  cites: ["1", "2"]
  basic: true
  when: {weather: rain, wet: true}
  unless: {bag: umbrella}
  find: cold
  advise: [stay-in, drink-water]
  withhold: {tag: outdoors, action: put-on-a-coat}
"""
    table = load_rulebook(write_rulebook(tmp_path / "table", {"rules/3.csv": csv_text(rows)}))
    assert load_rulebook(write_rulebook(tmp_path / "yaml", {"rules/3.yaml": yaml})).sha256 == table.sha256
    assert (table.rule["r"].table, table.rule["r"].row) == ("3", 2)


def test_reasons_stand_in_the_table_and_a_file_of_texts_has_the_last_word(tmp_path: Path) -> None:
    text = "rule,weather,advise,cites,reason ja,reason en\na,rain,stay-in,1,雨です。,Rain.\n,sun,stay-in,1,,\n"
    texts = {"text/en.yaml": FILES["text/en.yaml"] + "  a: It rains.\n"}
    rulebook = load_rulebook(write_rulebook(tmp_path, {"rules/3.csv": text, **texts}))
    assert rulebook_texts(rulebook, "ja")("rules", "a") == "雨です。"
    assert rulebook_texts(rulebook, "en")("rules", "a") == "It rains."
    assert rulebook_texts(rulebook, "en")("rules", "3-row-3") == "3-row-3"


def test_a_file_with_one_table_gives_it_its_name_and_of_several_each_has_its_own(tmp_path: Path) -> None:
    rows = [["weather", "advise", "cites"], ["rain", "stay-in", "1"]]
    one = workbook(("Any", rows), ("Empty", []))
    two = workbook(("Any", rows), ("S 2", rows))
    rulebook = load_rulebook(write_rulebook(tmp_path, {"rules/3-one.xlsx": one, "rules/4-two.xlsx": two}))
    assert [rule.id for rule in rulebook.rules if rule.table] == ["3-one-row-2", "Any-row-2", "S-2-row-2"]


def test_other_rules_may_stand_in_for_a_file(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path / "book", {"rules/3.csv": "weather,advise,cites\nrain,stay-in,1\n"})
    other = tmp_path / "other.yaml"
    other.write_text('- rule: snows\n  cites: "1"\n  when: {weather: snow}\n  advise: stay-in\n')
    assert load_with_rules(folder, folder / "rules" / "3.csv", other).rules[-1].id == "snows"
    other.write_text("- rule: snows\n")
    with pytest.raises(RulebookError, match="has no 'cites'"):
        load_with_rules(folder, folder / "rules" / "3.csv", other)


def test_entries_are_those_that_yaml_would_have(tmp_path: Path) -> None:
    path = tmp_path / "3.csv"
    path.write_text("weather,withhold,cites\nrain,tag: outdoors,1\n")
    (entry,) = rule_entries(path)
    assert isinstance(entry, MappingNode)
    assert {key.value for key, _ in entry.entries} == {"rule", "withhold", "cites"}
    assert rule_entries(tmp_path / "missing.csv") == ()
