"""Which actions an entry names: by id in the author's order, by tag and phase in that of the actions."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.engine.reading import Vocabulary, load_rulebook, read_document, selected_actions
from small_rulebook import write_rulebook


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    return Vocabulary.of(load_rulebook(write_rulebook(tmp_path)))


@pytest.mark.parametrize(
    ("text", "selected"),
    [
        ("stay-in", ("stay-in",)),
        ("[stay-in, put-on-a-coat]", ("stay-in", "put-on-a-coat")),
        ("{tag: outdoors}", ("take-an-umbrella", "put-on-a-coat")),
        ("{phase: [later, now]}", ("take-an-umbrella", "put-on-a-coat", "stay-in", "drink-water")),
        ("{phase: later, tag: outdoors}", ("take-an-umbrella", "put-on-a-coat", "drink-water")),
        ("{action: [stay-in, put-on-a-coat], tag: outdoors}", ("take-an-umbrella", "put-on-a-coat", "stay-in")),
    ],
)
def test_actions_are_selected(vocabulary: Vocabulary, text: str, selected: tuple[str, ...]) -> None:
    node = read_document("a.yaml", text.encode(), vocabulary.problems)
    assert selected_actions(node, "'withhold'", vocabulary) == selected
    assert vocabulary.problems == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{}", "'withhold' is empty."),
        ("{tag: indoors}", "There is no tag 'indoors'."),
        ("{phases: now}", "'withhold' has no key 'phases'."),
        ("stay-out", "There is no action 'stay-out'."),
    ],
)
def test_what_names_none_is_a_problem(vocabulary: Vocabulary, text: str, wrong: str) -> None:
    node = read_document("a.yaml", text.encode(), vocabulary.problems)
    assert selected_actions(node, "'withhold'", vocabulary) == ()
    assert [problem.wrong for problem in vocabulary.problems] == [wrong]


def test_where_nothing_is_named_there_is_nothing(vocabulary: Vocabulary) -> None:
    assert selected_actions(None, "'withhold'", vocabulary) == ()
