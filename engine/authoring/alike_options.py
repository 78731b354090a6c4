"""Options that nothing tells apart: whichever of them a person chooses, everything they read is the same."""

from __future__ import annotations

from collections.abc import Iterator

from ..language import AtLeast, Finding, Question, Rulebook, RulebookError, Test, named_options
from ..reading import keys_with_braces, named_values, rulebook_texts
from .remark import ALIKE_OPTIONS, Remark, remark_at


def alike_options(rulebook: Rulebook, tests: Iterator[Test]) -> Iterator[Remark]:
    """A remark on options that none of the `tests` tells apart and no text names.

    Options of which a test counts several are left out: each of them adds to the count. So are those of a group, whose
    author says by it that they are one and the same to the rules.
    """
    testing: dict[str, list[Test]] = {}
    for test in tests:
        if not isinstance(test, Finding):
            testing.setdefault(test.question, []).append(test)
    alike = {name: _alike(rulebook.question[name], about) for name, about in testing.items()}
    named = _named(rulebook) if any(alike.values()) else set()
    for question in rulebook.questions:
        for options in alike.get(question.id, ()) if question.id not in named else ():
            listed = "', '".join(options[:-1])
            wrong = f"Nothing tells the options '{listed}' and '{options[-1]}' of the question '{question.id}' apart."
            right = "Test them apart, offer one in their place, or name them together in one of its 'groups'."
            yield remark_at(question.place, ALIKE_OPTIONS, f"{wrong} {right}")


def _alike(question: Question, tests: list[Test]) -> list[tuple[str, ...]]:
    """The options, two or more each time, that are in the same tests."""
    counted = frozenset().union(*(test.of for test in tests if isinstance(test, AtLeast) and test.least > 1))
    by: dict[frozenset[int], list[str]] = {}
    for option in question.options:
        if option not in counted:
            within = frozenset(at for at, test in enumerate(tests) if option in named_options(test))
            by.setdefault(within, []).append(option)
    return [
        tuple(options)
        for options in by.values()
        if len(options) > 1 and not any(group.options.issuperset(options) for group in question.groups)
    ]


def _named(rulebook: Rulebook) -> set[str]:
    """The questions whose answer some text tells."""
    named: set[str] = set()
    for language in rulebook.languages:
        try:
            texts = rulebook_texts(rulebook, language)
        except RulebookError:
            continue
        named.update(*(named_values(texts(*key)) for key in keys_with_braces(texts)))
    return named
