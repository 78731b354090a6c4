"""The ids in a file of texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hike import write_hike
from nakanaori.engine.reading import Vocabulary, load_rulebook, mention_texts, needed_texts, optional_texts
from nakanaori.engine.reading.document import read_document
from nakanaori.engine.reading.text_mentions import kind_of_key


def mentioned(text: str) -> list[tuple[str, str, str, str]]:
    """Each id with its kind and what it is within, and as it stands in the text."""
    root = read_document("en.yaml", text.encode(), [])
    vocabulary = Vocabulary()
    assert root is not None
    mention_texts(root, text, "en", vocabulary)
    assert {mention.owner for mention in vocabulary.mentions} <= {("text", "en")}
    return [
        (*mention.kinds[0], mention.text.value, text[mention.text.start : mention.text.stop])
        for mention in vocabulary.mentions
    ]


def test_keys_are_the_ids_of_what_they_tell() -> None:
    text = "actions: {go: {title: Go, steps: {'turn': Turn}, done: Gone}}\nrulebook: {title: x}\n"
    assert mentioned(text) == [("action", "", "go", "go"), ("step", "go", "turn", "'turn'")]


@pytest.mark.parametrize(
    "written",
    ["It is {hours} now.", '"\\u0041 {hours}"', "|-\n    Wait\n    {hours} hours, {{not}} braces", ">\n   a {hours}\n"],
)
def test_an_answer_that_a_text_tells_is_a_question_that_it_names(written: str) -> None:
    assert mentioned(f"rules:\n  late: {written}\n")[1:] == [("question", "", "hours", "hours")]


def test_a_blank_is_named_by_the_parts_of_drafts() -> None:
    text = "drafts: {note: {parts: {a: 'I am {{who}}, {{who}}.'}}}\nblanks: {who: your name}\n"
    assert mentioned(text)[2:] == [
        ("blank", "", "who", "who"),
        ("blank", "", "who", "who"),
        ("blank", "", "who", "who"),
    ]


def test_every_text_that_a_rulebook_needs_has_ids_of_known_kinds(tmp_path: Path) -> None:
    """The last id in each key is one of a kind, unless the key ends in a word of the format below such an id."""
    rulebook = load_rulebook(write_hike(tmp_path))
    for key in (*needed_texts(rulebook), *optional_texts(rulebook)):
        if key[0] not in ("language", "rulebook"):
            assert kind_of_key(key) or kind_of_key(key[:-1]), key
