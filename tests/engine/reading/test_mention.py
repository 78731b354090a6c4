"""Mentions: what a rulebook's files declare and name is kept while they are read."""

from __future__ import annotations

from pathlib import Path

from nakanaori.engine.reading import Mention, read_rulebook
from small_rulebook import changed, write_rulebook


def mentions(folder: Path, identity: str) -> list[Mention]:
    return [mention for mention in read_rulebook(folder).mentions if mention.text.value == identity]


def test_a_declaration_comes_before_what_names_it(tmp_path: Path) -> None:
    found = mentions(write_rulebook(tmp_path), "stay-in")
    assert [(mention.kinds, mention.is_declaration, mention.owner) for mention in found] == [
        ((("action", ""),), True, ("action", "stay-in")),
        ((("action", ""),), False, ("rule", "miserable-means-staying-in")),
    ]


def test_an_option_belongs_to_its_question(tmp_path: Path) -> None:
    declared, named = mentions(write_rulebook(tmp_path), "rain")
    assert declared.kinds == named.kinds == (("option", "weather"),)
    assert "unknown" in named.besides


def test_what_is_not_there_is_looked_for_among_all_that_it_could_be(tmp_path: Path) -> None:
    files = changed("rules/1-findings.yaml", "when: {weather: [rain, snow]}", "when: {wether: [rain, snow]}")
    (missed,) = mentions(write_rulebook(tmp_path, files), "wether")
    assert missed.kinds == (("question", ""), ("finding", ""))


def test_the_heading_of_a_column_names_what_its_cells_test(tmp_path: Path) -> None:
    table = "rule,weather,unless wet,advise,cites\na,not rain..snow,,stay-in,1\n"
    folder = write_rulebook(tmp_path, {"rules/3.csv": table})
    found = {
        (mention.text.value, mention.text.place.cell, mention.text.start, mention.text.stop)
        for mention in read_rulebook(folder).mentions
        if mention.text.place.is_cell
    }
    assert found == {
        ("a", "A2", 0, 1),
        ("weather", "B1", 0, 7),
        ("rain", "B2", 4, 8),
        ("snow", "B2", 10, 14),
        ("wet", "C1", 7, 10),
        ("stay-in", "D2", 0, 7),
        ("1", "E2", 0, 1),
    }
