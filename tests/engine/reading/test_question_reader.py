"""Questions: each form, and each mistake with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from mistakes import check_one_problem
from nakanaori.engine.language import AtLeast, Between, NoneOf, OneOf
from nakanaori.engine.reading import load_rulebook
from small_rulebook import FILES, write_rulebook


@pytest.mark.parametrize(
    ("entry", "wrong", "right"),
    [
        (
            "- question: ‸weather\n  choose: one\n  options: [a]",
            "'weather' has an id that is taken",
            "questions.yaml:1:13",
        ),
        ("- question: ‸a b\n  choose: one\n  options: [a]", "'a b' cannot be the id of a question", "letters"),
        ("- question: ‸unknown\n  choose: one\n  options: [a]", "a meaning of its own", "another id"),
        ("- ‸question: a\n  options: [a]", "The question 'a' has no 'choose'", "Add 'choose: …'"),
        ("- ‸choose: one\n  options: [a]", "A question has no 'question'", "Add 'question: …'"),
        ("- question: a\n  choose: ‸severl\n  options: [a]", "One cannot choose 'severl'", "Did you mean 'several'?"),
        ("- ‸question: a\n  choose: one", "has no 'options'", "Add 'options: …'"),
        ("- question: a\n  choose: one\n  ‸option: [a]\n  options: [a]", "no key 'option'", "Did you mean 'options'?"),
        ("- question: a\n  choose: one\n  options: [a, b, ‸a]", "names 'a' twice", "Name it once"),
        ("- question: a\n  choose: one\n  options: [a, ‸unknown]", "'unknown' is not an option", "always be answered"),
        ("- question: a\n  choose: several\n  options: [a, ‸a b]", "'a b' cannot be the id of an option", "letters"),
        ("- question: a\n  choose: one\n  options: ‸{a: b}", "must be a word or a list", "Write [one, another]"),
        ("- question: a\n  choose: one\n  options: [a, ‸[b]]", "must be text", "Write one word"),
        ("- question: a\n  choose: one\n  options: ‸[]", "empty list", "Name at least one"),
        ("- question: a\n  choose: one\n  options: [a]\n  from: ‸1", "has 'from', which goes with number", "Drop it"),
        (
            "- question: a\n  choose: number\n  from: 0\n  to: 9\n  options: ‸[a]",
            "has 'options', which goes with one or several",
            "Drop it",
        ),
        ("- ‸question: a\n  choose: number\n  from: 3", "has no 'to'", "Add 'to: …'"),
        ("- ‸question: a\n  choose: number\n  to: -3", "has no 'from'", "Add 'from: …'"),
        ("- ‸question: a\n  choose: number\n  from: 3\n  to: 2", "goes from 3 to 2", "Let 'to' be at least 'from'"),
        ("- question: a\n  choose: number\n  from: ‸1.5\n  to: 2", "'from' is '1.5'", "whole number"),
        ("- question: a\n  choose: number\n  from: 1\n  to: ‸many", "'to' is 'many'", "whole number"),
        (
            "- question: a\n  choose: number\n  from: 1\n  to: ‸1234567890123456",
            "'to' is '1234567890123456'",
            "whole number",
        ),
        ("- question: a\n  choose: number\n  from: ‸１\n  to: 2", "'from' is '１'", "whole number"),
        *(
            (f"- question: a\n  choose: one\n  options: [b]\n  only-if: {tests}{more}", wrong, right)
            for tests, more, wrong, right in [
                ("{‸a: b}", "", "'only-if' of the question 'a' tests that question itself", "declared before it"),
                (
                    "{‸later: c}",
                    "\n- question: later\n  choose: one\n  options: [c]",
                    "tests the question 'later', which is declared later",
                    "Move 'later' up, before 'a'",
                ),
                ("{‸wet: true}", "", "tests the finding 'wet'", "Test the questions that it rests on"),
                ("{‸wether: sun}", "", "There is no question and no finding 'wether'", "Did you mean 'weather'?"),
                ("{weather: ‸son}", "", "There is no option of 'weather' 'son'", "Did you mean 'sun'?"),
                ("{weather: {not: ‸son}}", "", "There is no option of 'weather' 'son'", "Did you mean 'sun'?"),
                ("{‸any: [{weather: sun}]}", "", "'any' stands inside 'only-if'", "beside"),
                ("{degrees: {at-least: ‸99}}", "", "compares with 99", "from -10 to 40"),
                ("‸{}", "", "The condition is empty", "leave it out"),
                ("‸weather", "", "A condition must be a mapping", "key: value"),
            ]
        ),
        ("- question: a\n  choose: one\n  options: [b]\n  may-change: ‸yes", "'may-change' is 'yes'", "true or false"),
        (
            "- question: a\n  choose: one\n  options: [b, c]\n  groups: {d: [b, ‸e]}",
            "no option of 'a' 'e'",
            "Known here: b, c",
        ),
        (
            "- question: a\n  choose: one\n  options: [b, c]\n  groups: {‸b: [c]}",
            "called like an answer",
            "another name",
        ),
        (
            "- question: a\n  choose: one\n  options: [b, c]\n  groups: {‸unknown: [c]}",
            "called like an answer",
            "another name",
        ),
        ("- question: a\n  choose: one\n  options: [b, c]\n  groups: {d: ‸[]}", "empty list", "Name at least one"),
        ("- question: a\n  choose: one\n  options: [b, c]\n  groups: ‸{}", "'groups' is empty", "leave it out"),
        ("- question: a\n  choose: one\n  options: [b, c]\n  groups: {d: [‸unknown]}", "'unknown'", "Known here: b, c"),
        (
            "- question: a\n  choose: one\n  options: [b, c]\n  groups: {d: ‸{from: c, to: b}}",
            "The group 'd' goes from 'c' back to 'b'",
            "{from: b, to: c}",
        ),
        (
            "- question: a\n  choose: number\n  from: 0\n  to: 9\n  groups: ‸{d: [b]}",
            "has 'groups', which goes with one or several",
            "Drop it",
        ),
        (
            "- question: a\n  choose: one\n  options: [b, c]\n  at-least: ‸1",
            "has 'at-least', which goes with several",
            "Drop it",
        ),
        (
            "- question: a\n  choose: several\n  options: [b, c]\n  at-least: ‸3",
            "asks for at least 3 of 2 options",
            "from 1 to 2",
        ),
        ("- question: a\n  choose: several\n  options: [b, c]\n  at-least: ‸0", "at least 0 of 2", "leave it out"),
        (
            "- question: a\n  choose: number\n  decimals: 1\n  from: ‸0.25\n  to: 2",
            "'from' is '0.25'",
            "number with at most one decimal",
        ),
        ("- question: a\n  choose: number\n  decimals: ‸12\n  from: 1\n  to: 2", "has 12 decimals", "from 0 to 9"),
        (
            "- question: a\n  choose: number\n  unit: ‸'%'\n  from: 1\n  to: 2",
            "'%' cannot be the id of a unit",
            "percent",
        ),
        ("- question: a\n  choose: one\n  options: [b]\n  unit: ‸yen", "has 'unit', which goes with number", "Drop it"),
        (
            "- question: a\n  choose: date\n  from: ‸2024-02-30\n  to: 2024-03-01",
            "'from' is '2024-02-30'",
            "as 2024-04-01",
        ),
        ("- question: a\n  choose: date\n  from: ‸2024/2/1\n  to: 2024-03-01", "'from' is '2024/2/1'", "as 2024-04-01"),
        (
            "- ‸question: a\n  choose: date\n  from: 2024-03-01\n  to: 2024-02-01",
            "goes from 2024-03-01 to 2024-02-01",
            "Let 'to' be at least 'from'",
        ),
        (
            "- question: a\n  choose: date\n  from: 2024-03-01\n  to: 2024-03-02\n  decimals: ‸1",
            "has 'decimals', which goes with number",
            "Drop it",
        ),
        ("- ‸just-a-word", "A question must be a mapping", "key: value"),
        ("- ‸[a, b]", "A question must be a mapping", "key: value"),
    ],
)
def test_a_mistake_in_a_question(tmp_path: Path, entry: str, wrong: str, right: str) -> None:
    check_one_problem(tmp_path, {"questions.yaml": f"{FILES['questions.yaml']}{entry}\n"}, wrong, right)


def test_each_kind_of_question(tmp_path: Path) -> None:
    questions = load_rulebook(write_rulebook(tmp_path)).question
    assert (questions["weather"].kind, questions["weather"].options) == ("one", ("sun", "rain", "snow"))
    assert (questions["bag"].kind, questions["bag"].offers("tea"), questions["bag"].offers("unknown")) == (
        "several",
        True,
        False,
    )
    assert (questions["degrees"].low, questions["degrees"].high, questions["degrees"].options) == (-10, 40, ())


def test_a_question_asked_only_if_earlier_answers_say_so(tmp_path: Path) -> None:
    entry = """\
- question: a
  choose: one
  options: [b]
  may-change: true
  only-if: {weather: [rain, unknown], bag: {at-least: 2}, degrees: {less-than: 5}, at-home: {not: yes}}
"""
    loaded = load_rulebook(write_rulebook(tmp_path, {"questions.yaml": FILES["questions.yaml"] + entry}))
    question = loaded.question["a"]
    assert question.may_change
    assert question.only_if == (
        OneOf("weather", frozenset(("rain", "unknown"))),
        AtLeast("bag", 2, frozenset(loaded.question["bag"].options)),
        Between("degrees", None, 5),
        NoneOf("at-home", frozenset(("yes",))),
    )
    assert [(one.only_if, one.may_change) for one in loaded.questions[:-1]] == [((), False)] * 4


@pytest.mark.parametrize("options", ["a, b", "a、b"])
def test_options_in_one_text_are_told_apart(tmp_path: Path, options: str) -> None:
    entry = f"- question: a\n  choose: one\n  options: ‸{options}\n"
    files = {"questions.yaml": FILES["questions.yaml"] + entry}
    check_one_problem(tmp_path, files, "cannot be the id of an option", "Write [a, b].")


def test_options_of_two_questions_may_be_called_the_same(tmp_path: Path) -> None:
    entry = "- question: a\n  choose: one\n  options: [sun, rain]\n"
    loaded = load_rulebook(write_rulebook(tmp_path, {"questions.yaml": FILES["questions.yaml"] + entry}))
    assert loaded.question["a"].options == ("sun", "rain")


def test_groups_and_the_least_choice(tmp_path: Path) -> None:
    entry = "- question: a\n  choose: several\n  at-least: 2\n  options: [b, c, d]\n"
    entry += "  groups: {low: [c, b], high: {from: c, to: d}}\n"
    question = load_rulebook(write_rulebook(tmp_path, {"questions.yaml": FILES["questions.yaml"] + entry})).question[
        "a"
    ]
    assert question.least == 2
    assert {group.id: group.options for group in question.groups} == {
        "low": frozenset(("b", "c")),
        "high": frozenset(("c", "d")),
    }
    assert question.written_out(("d", "low", "unknown")) == ("d", "b", "c", "unknown")
