"""Mistakes are told in the reader's language where somebody has translated the sentence."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from house import HOUSE
from nakanaori.cli.translation import LANGUAGES, told, translated
from nakanaori.engine.consulting.case import check_answer
from nakanaori.engine.language import DATE, NUMBER, ONE, SEVERAL, Place, Problem, Question
from nakanaori.engine.reading import phrases

CATALOGUE = phrases(HOUSE / "cli/translations", "ja").entries


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("There is no such file.", "そのファイルはありません。"),
        ("There is no question 'a b'.", "'a b' という質問はありません。"),
        ("'q' is answered by a list.", "質問 'q' の答えが 複数のもの になっています。"),
        ("'q' is answered by 'x'.", "質問 'q' の答えが 'x' になっています。"),
        ("'q' is answered by none of its options.", "質問 'q' の答えが 選択肢0個 になっています。"),
        ("'q' is answered by one of its options.", "質問 'q' の答えが 選択肢1個 になっています。"),
        ("Did you mean 'there is no such file.'?", "'there is no such file.' ではありませんか。"),
        ("Invalid value for 'X': 'nan' is not a number.", "'X' の値が正しくありません：'nan' は数ではありません。"),
        ("There is no action 'nothing'.", "'nothing' という行動はありません。"),
        ("'q' is answered by nothing.", "質問 'q' の答えが 空 になっています。"),
        ("Nobody has ever said this.", "Nobody has ever said this."),
        ("", ""),
    ],
)
def test_a_sentence_in_japanese(english: str, japanese: str) -> None:
    assert translated(english, "ja") == japanese


@pytest.mark.parametrize("odd", ["a", "b", ["a"], [], 0.125, 400, "today", None, ["unknown"], ["a", "a"]])
@pytest.mark.parametrize(
    "question",
    [
        Question("q", ONE, ("a", "c"), 0, 0, Place("q")),
        Question("q", SEVERAL, ("a", "c"), 0, 0, Place("q")),
        Question("q", SEVERAL, ("a", "c", "d"), 0, 0, Place("q"), least=2),
        Question("q", NUMBER, (), -3, 30, Place("q")),
        Question("q", NUMBER, (), -3, 30, Place("q"), decimals=1),
        Question("q", NUMBER, (), -3, 30, Place("q"), decimals=2),
        Question("q", DATE, (), 738000, 738400, Place("q")),
    ],
    ids=["one", "several", "two-of-several", "number", "one-decimal", "two-decimals", "date"],
)
def test_what_is_wrong_with_an_answer_to_any_kind_of_question_is_told_in_japanese(
    question: Question, odd: object
) -> None:
    problems: list[Problem] = []
    check_answer(question, odd, Place("answers.q"), problems)
    for sentence in (words for problem in problems for words in (problem.wrong, problem.right) if words):
        ours = re.sub(r"'[^']*'|unknown", "", translated(sentence, "ja"))
        assert not re.search("[A-Za-z]{2}", ours), sentence


def test_english_stays_english_and_so_does_what_nobody_speaks() -> None:
    assert {"en", "ja"} <= set(LANGUAGES)
    for language in ("en", "tlh"):
        assert translated("There is no such file.", language) == "There is no such file."


@pytest.mark.parametrize("key", CATALOGUE, ids=str)
def test_every_translation_fills_the_blanks_of_its_sentence(key: tuple[str, ...]) -> None:
    blanks = re.compile(r"\{(\w+)\}")
    assert set(blanks.findall(CATALOGUE[key])) <= set(blanks.findall(key[-1]))


def written_in(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py")))


SOURCES = "".join(written_in(HOUSE / package) for package in ("engine", "cli", "web"))


@pytest.mark.parametrize("sentence", [key[-1] for key in CATALOGUE if key[0] != "composed"])
def test_every_sentence_that_is_translated_is_still_said_somewhere(sentence: str) -> None:
    """Whoever changes a sentence changes its translation."""
    fixed = max(re.split(r"\{\w*\}", sentence), key=len)
    assert fixed.strip() in SOURCES


# What no rule writer meets: forms of schemas, helps of commands, what a scenario expects (a view has words for that), a
# disagreement between model and evaluator, and what programs that call the engine do wrong.
OTHERS = re.compile(
    "file_schemas|schema_shapes|trace_schema|alternative|rulebook_diff|mutation|scenario|course|review|durable"
)


def sentences_in(path: Path) -> set[str]:
    """The sentences on mistakes that a module writes and into which it fills nothing but ids."""
    problems = [
        argument
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("Problem", "remark_at")
        for argument in call.args[1:]
    ]
    return {said for argument in problems if (said := _written(argument)) and said.endswith(".")}


def _written(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if not isinstance(node, ast.JoinedStr):
        return ""
    said = "".join(str(part.value) if isinstance(part, ast.Constant) else "xx" for part in node.values)
    return "" if "xx" in re.sub("'[^']*'", "", said) else said


@pytest.mark.parametrize("room", ["language", "reading", "proving", "authoring"])
def test_every_mistake_that_an_author_can_make_is_told_in_japanese(room: str) -> None:
    paths = [path for path in (HOUSE / "engine" / room).glob("*.py") if not OTHERS.search(path.name)]
    said = sorted(sentence for path in paths for sentence in sentences_in(path))
    assert [sentence for sentence in said if told(sentence, "ja") == sentence] == []
