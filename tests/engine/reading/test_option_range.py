"""Ranges of options: both ends included, in the order in which the question declares them."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.engine.reading import Vocabulary, load_rulebook, read_document
from nakanaori.engine.reading.option_range import is_range, option_range
from small_rulebook import write_rulebook


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    return Vocabulary.of(load_rulebook(write_rulebook(tmp_path)))


def read(vocabulary: Vocabulary, text: str) -> tuple[str, ...]:
    node = read_document("a.yaml", text.encode(), vocabulary.problems)
    assert is_range(node)
    return option_range(node, "'of'", "bag", vocabulary.questions["bag"].options, vocabulary)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("{from: hat, to: tea}", ("hat", "scarf", "tea")),
        ("{to: hat, from: umbrella}", ("umbrella", "hat")),
        ("{from: tea, to: tea}", ("tea",)),
    ],
)
def test_a_range_has_both_ends(vocabulary: Vocabulary, text: str, options: tuple[str, ...]) -> None:
    assert read(vocabulary, text) == options
    assert vocabulary.problems == []


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("{from: tea, to: hat}", "'of' goes from 'tea' back to 'hat'.", "{from: hat, to: tea}"),
        ("{from: tea}", "'of' has no 'to'.", "Add 'to: …'."),
        ("{from: hut, to: tea}", "There is no option of 'bag' 'hut'.", "Did you mean 'hat'?"),
        ("{from: hat, till: tea}", "'of' has no key 'till'.", ""),
    ],
)
def test_what_is_no_range_is_a_problem(vocabulary: Vocabulary, text: str, wrong: str, right: str) -> None:
    assert read(vocabulary, text) == ()
    assert wrong in [problem.wrong for problem in vocabulary.problems]
    assert any(right in problem.right for problem in vocabulary.problems)


@pytest.mark.parametrize("text", ["tea", "[hat, tea]", "{not: tea}"])
def test_anything_else_is_no_range(text: str) -> None:
    assert not is_range(read_document("a.yaml", text.encode(), []))
