"""The fields of a mapping: what is asked for, and one problem for each thing that is amiss."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from nakanaori.engine.language import Place, Problem
from nakanaori.engine.reading import Fields, MappingNode, read_document, text_node
from nakanaori.engine.reading.fields import as_number, several_words

KNOWN = ("name", "tags", "age", "old")


def fields(text: str) -> Fields:
    problems: list[Problem] = []
    root = read_document("a.yaml", text.encode(), problems)
    assert isinstance(root, MappingNode)
    assert problems == []
    return Fields(root, "A thing", KNOWN, problems)


def test_what_is_there_is_given() -> None:
    read = fields("name: Ann\ntags: [a, b]\nage: -3\nold: true\n")
    name = read.text("name")
    assert name is not None
    assert name.value == "Ann"
    assert [text.value for text in read.words("tags")] == ["a", "b"]
    assert (read.number("age"), read.yes("old"), read.is_whole, read.problems) == (-3, True, True, [])


def test_what_may_be_missing_is_nothing() -> None:
    read = fields("name: Ann\n")
    assert (read.text("tags", required=False), read.words("tags", required=False), read.yes("old")) == (None, (), False)
    assert read.number("age", required=False) is None
    assert read.problems == []


@pytest.mark.parametrize(
    ("text", "ask", "wrong", "right"),
    [
        ("{age: 1}", lambda read: read.text("name"), "A thing has no 'name'.", "Add 'name: …'."),
        ("{name: ''}", lambda read: read.text("name"), "'name' is empty.", "Write its text, or leave the key out."),
        ("{name: [a]}", lambda read: read.text("name"), "'name' must be text.", "Write one word or sentence."),
        ("{tags: [a, b, a]}", lambda read: read.words("tags"), "'tags' names 'a' twice.", "Name it once."),
        ("{age: 1.5}", lambda read: read.number("age"), "'age' is '1.5'.", "Write a whole number."),
        ("{old: yes}", lambda read: read.yes("old"), "'old' is 'yes'.", "Write true or false."),
        ("{size: 3}", lambda read: read.is_whole, "A thing has no key 'size'.", "Known here: name, tags, age, old."),
    ],
)
def test_what_is_amiss_is_one_problem(text: str, ask: Callable[[Fields], object], wrong: str, right: str) -> None:
    read = fields(text)
    ask(read)
    assert [(problem.wrong, problem.right) for problem in read.problems] == [(wrong, right)]


def test_a_key_that_is_missing_because_it_is_misspelt_is_one_problem() -> None:
    read = fields("nmae: Ann\n")
    assert read.text("name") is None
    assert read.has("name")
    assert not read.has("tags")
    assert not read.is_whole
    assert [str(problem) for problem in read.problems] == [
        "a.yaml:1:1: A thing has no key 'nmae'. Did you mean 'name'?"
    ]


def test_a_key_that_is_unlike_the_missing_one_leaves_it_missing() -> None:
    read = fields("size: 3\n")
    read.text("name")
    assert [problem.wrong for problem in read.problems] == ["A thing has no key 'size'.", "A thing has no 'name'."]


def test_of_words_that_stand_twice_one_is_kept() -> None:
    assert [text.value for text in fields("tags: [a, b, a, 'か\u3099', が]").words("tags")] == ["a", "b", "が"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a, b", "Write [a, b]."),
        ("a,b , c", "Write [a, b, c]."),
        ("雨、雪", "Write [雨, 雪]."),
        ("a b", ""),
        ("a,", ""),
    ],
)
def test_several_words_in_one(text: str, said: str) -> None:
    assert several_words(text) == said


def test_the_nearest_key_is_looked_for_a_hundred_times_and_no_more() -> None:
    read = fields("".join(f"nmae{number}: x\n" for number in range(150)))
    assert [bool(problem.right) for problem in read.problems] == [True] * 100 + [False] * 50


def test_a_text_alone_stands_for_a_list_of_one() -> None:
    assert [text.value for text in fields("tags: a").words("tags")] == ["a"]


@pytest.mark.parametrize(
    ("typed", "decimals", "right"),
    [
        ("99999999999999999999", 0, "Write a whole number of at most 15 digits."),
        ("99999999.999999999", 9, "Write a number of at most 15 digits, the 9 after the point included."),
        ("1.5", 0, "Write a whole number."),
        ("1.555", 2, "Write a number with at most 2 decimals."),
        ("many", 1, "Write a number with at most one decimal."),
        ("１２", 0, "Write a whole number in plain digits: 12."),
        ("−５．５", 1, "Write a number in plain digits: -5.5."),
        ("1,000", 0, "Write a whole number in plain digits: 1000."),
    ],
)
def test_what_a_number_would_be_is_told(typed: str, decimals: int, right: str) -> None:
    problems: list[Problem] = []
    text = text_node(typed, Place("a.yaml", 1, 1))
    assert as_number(text, "'to'", problems, decimals) is None
    assert [(problem.wrong, problem.right) for problem in problems] == [(f"'to' is '{typed}'.", right)]
