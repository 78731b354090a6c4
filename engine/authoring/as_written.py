"""Tests, alternatives and answers spelt as their author would write them, for remarks to quote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..consulting import Answer, spelt_answer
from ..language import UNKNOWN, AtLeast, Between, Finding, OneOf, Rulebook, Test, Tests, is_answered


def spelt_tests(rulebook: Rulebook, tests: Tests) -> str:
    """A mapping of tests: `{wet: true, bag: [hat, scarf]}`."""
    return f"{{{', '.join(spelt(rulebook, test) for test in tests)}}}"


def spelt(rulebook: Rulebook, test: Test) -> str:
    """One test: `weather: {not: [rain, snow]}`."""
    if isinstance(test, Finding):
        return f"{test.finding}: {'true' if test.wanted else 'false'}"
    if is_answered(test):
        return f"{test.question}: answered"
    declared = rulebook.question[test.question].options
    if isinstance(test, Between):
        bounds = {"at-least": test.least, "less-than": test.below}
        return f"{test.question}: {_braced(f'{key}: {bound}' for key, bound in bounds.items() if bound is not None)}"
    if isinstance(test, AtLeast):
        of = f", of: {_listed(declared, test.of)}" if test.of != frozenset(declared) else ""
        return f"{test.question}: {{at-least: {test.least}{of}}}"
    options = _listed(declared, test.options)
    if isinstance(test, OneOf):
        return f"{test.question}: {options[1:-1] if len(test.options) == 1 else options}"
    return f"{test.question}: {{not: {options}}}"


def spelt_answers(answers: Mapping[str, Answer]) -> str:
    """Answers: `weather: rain, bag: [hat]`; or that nothing is answered."""
    if not answers:
        return "nothing answered"
    return ", ".join(f"{question}: {spelt_answer(answer)}" for question, answer in answers.items())


def _listed(declared: Iterable[str], options: frozenset[str]) -> str:
    return f"[{', '.join(option for option in (*declared, UNKNOWN) if option in options)}]"


def _braced(parts: Iterable[str]) -> str:
    return f"{{{', '.join(parts)}}}"
