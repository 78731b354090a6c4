"""An entry of a list: its fields and its id, or the problem."""

from __future__ import annotations

import pytest
from nakanaori.engine.language import Problem
from nakanaori.engine.reading import Fields, ListNode, TextNode, Vocabulary, read_document, read_entry


def read(text: str, vocabulary: Vocabulary, key: str = "") -> tuple[Fields, TextNode] | None:
    problems: list[Problem] = []
    root = read_document("a.yaml", text.encode(), problems)
    assert isinstance(root, ListNode)
    return read_entry(root.items[0], "rule", ("when",), vocabulary, key=key)


def test_the_fields_and_the_id() -> None:
    vocabulary = Vocabulary()
    begun = read("- {rule: a, when: b}", vocabulary)
    assert begun is not None
    fields, identity = begun
    assert (identity.value, fields.what, vocabulary.problems) == ("a", "The rule 'a'", [])
    assert vocabulary.declares("a", "rule")


def test_the_id_may_stand_under_another_key() -> None:
    begun = read("- {line: a}", Vocabulary(), key="line")
    assert begun is not None
    assert begun[0].what == "The rule 'a'"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("- word", "A rule must be a mapping."),
        ("- {when: b}", "A rule has no 'rule'."),
        ("- {rlue: a}", "A rule has no key 'rlue'."),
        ("- {rule: [a]}", "'rule' must be text."),
        ("- {rule: a b}", "'a b' cannot be the id of a rule."),
    ],
)
def test_an_entry_without_a_good_id(text: str, wrong: str) -> None:
    """What names a rule whose id could not even be read is not judged."""
    vocabulary = Vocabulary()
    assert read(text, vocabulary) is None
    assert [problem.wrong for problem in vocabulary.problems] == [wrong]
    assert vocabulary.is_in_doubt("rule")
