"""The concordance of a rulebook: every id, wherever it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hike import write_hike
from nakanaori.engine.authoring.concordance import mentions_for, read_concordance
from nakanaori.engine.language import Rulebook, RulebookError, normalized
from nakanaori.engine.reading import laid_over
from small_rulebook import write_rulebook


def test_every_id_stands_in_its_file_as_it_is_told(rulebook: Rulebook) -> None:
    assert rulebook.folder is not None
    known = read_concordance(rulebook.folder)
    for path, found in known.occurrences.items():
        source = known.sources[path]
        assert source is not None
        for one in found:
            assert normalized(source.text[one.start : one.stop]) == one.thing[2]
    undeclared = {thing[0] for thing, found in known.of.items() if not found[0].is_declaration}
    assert undeclared <= {"kind of draft", "unit"}


def test_whatever_is_like_an_id_in_a_logic_file_is_one(tmp_path: Path) -> None:
    """Words of the format, numbers and days left out, no id of any form of the language is missed."""
    known = read_concordance(write_hike(tmp_path))
    ids = {thing[2] for thing in known.of}
    for path, found in known.occurrences.items():
        source = known.sources[path]
        assert source is not None
        starts = {one.start for one in found}
        for number, line in enumerate(source.text.splitlines()):
            told = re.sub(r"(^|\s)#.*|about:.*|[:,] ?\"?[A-Z].*|reason en", "", line)
            for word in re.finditer(r"[^\W\d][\w-]*", told):
                offset = sum(len(one) + 1 for one in source.text.splitlines()[:number]) + word.start()
                if word[0] in ids - WORDS_TOO and path.parent.name != "text":
                    assert offset in starts, (path.name, number + 1, word[0])


WORDS_TOO = {"unknown", "advise", "before", "distance", "way", "a"}
"""Ids of the example that are words of the format as well, or of its sentences."""


def test_what_stands_at_a_character(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    known, path = read_concordance(folder), folder / "rules/2-actions.yaml"
    source = known.sources[path]
    assert source is not None
    start = source.text.index("stay-in\n")
    for offset in (start, start + 3, start + 7):
        found = known.at(path, offset)
        assert found is not None
        assert found.thing == ("action", "", "stay-in")
    assert known.at(path, start - 2) is None
    assert known.at(folder / "nowhere.yaml", 0) is None
    named = known.named("stay-in", folder / "actions.yaml")
    assert named is not None
    assert named.path.name == "actions.yaml"
    assert known.named("unheard-of", path) is None


def test_declarations_come_first(tmp_path: Path) -> None:
    known = read_concordance(write_hike(tmp_path))
    for thing, found in known.of.items():
        told = [one.is_declaration for one in found]
        assert told == sorted(told, reverse=True), thing


def test_a_rulebook_with_mistakes_has_a_concordance_and_problems(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path, {"guarantees.yaml": "- {guarantee: g, cites: 9, never: stay-inn}\n"})
    known = read_concordance(folder)
    assert {problem.wrong for problem in known.problems} == {
        "There is no section '9'.",
        "There is no action 'stay-inn'.",
    }
    assert [one.owner for one in known.of["action", "", "stay-inn"]] == [("guarantee", "g")]


def test_a_file_that_cannot_be_read_leaves_no_rulebook(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    with laid_over({folder / "questions.yaml": b"- ["}):
        known = read_concordance(folder)
    assert (known.rulebook, known.mentions) == (None, ())
    assert len(known.problems) == 1
    with pytest.raises(RulebookError):
        read_concordance(tmp_path / "nowhere")


def test_the_ids_of_one_file_are_those_that_the_concordance_has(tmp_path: Path) -> None:
    folder = write_hike(tmp_path)
    known = read_concordance(folder)
    for path in known.sources:
        found = mentions_for(folder, path)
        assert {*found} <= {*known.mentions}
        of_all, here = (
            [mention for mention in those if mention.text.place.source == str(path)]
            for those in (known.mentions, found)
        )
        assert here == of_all, path
