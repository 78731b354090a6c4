"""Occurrences: what a mention is the id of, and where it stands in its file."""

from __future__ import annotations

from pathlib import Path

from nakanaori.engine.authoring.occurrence import occurrence
from nakanaori.engine.language import Place
from nakanaori.engine.reading import Mention, SourceText, text_node

PLACE = Place("a.yaml", 1, 5)


def test_an_id_stands_where_it_is_written_without_its_quotes() -> None:
    mention = Mention(text_node("go", PLACE, 4, 8), (("action", ""),), ("rule", "r"), is_declaration=True)
    made = occurrence(mention, Path("a.yaml"), SourceText("to: 'go'"))
    assert (made.start, made.stop, made.thing) == (5, 7, ("action", "", "go"))
    assert (made.is_declaration, made.owner, made.is_written) == (True, ("rule", "r"), True)


def test_an_id_that_no_text_holds_is_not_written() -> None:
    mention = Mention(text_node("go", PLACE, 4, 8), (("question", ""), ("finding", "")), ("", ""))
    made = occurrence(mention, Path("a.xlsx"), None)
    assert (made.is_written, made.thing) == (False, ("question", "", "go"))
