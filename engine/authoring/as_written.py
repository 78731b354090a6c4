"""Tests, alternatives and answers spelt as their author would write them, for remarks to quote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..consulting import Answer, spelt_answer
from ..language import DATE, AtLeast, Between, Finding, OneOf, Question, Rulebook, Test, Tests, is_answered


def spelt_tests(rulebook: Rulebook, tests: Tests) -> str:
    """A mapping of tests: `{wet: true, bag: [hat, scarf]}`."""
    return f"{{{', '.join(spelt(rulebook, test) for test in tests)}}}"


def spelt(rulebook: Rulebook, test: Test) -> str:
    """One test: `weather: {not: [rain, snow]}`."""
    if isinstance(test, Finding):
        return f"{test.finding}: {'true' if test.wanted else 'false'}"
    if is_answered(test):
        return f"{test.question}: answered"
    question = rulebook.question[test.question]
    declared = question.options
    if isinstance(test, Between):
        bounds = {"at-least": test.least, "before" if question.kind == DATE else "less-than": test.below}
        spelt = (f"{key}: {question.answer(bound)}" for key, bound in bounds.items() if bound is not None)
        return f"{test.question}: {_braced(spelt)}"
    if isinstance(test, AtLeast):
        of = f", of: {_listed(question, test.of)}" if test.of != frozenset(declared) else ""
        return f"{test.question}: {{at-least: {test.least}{of}}}"
    options = _listed(question, test.options)
    if isinstance(test, OneOf):
        return f"{test.question}: {options[1:-1] if ', ' not in options else options}"
    return f"{test.question}: {{not: {options}}}"


def spelt_answers(answers: Mapping[str, Answer]) -> str:
    """Answers: `weather: rain, bag: [hat]`; or that nothing is answered."""
    if not answers:
        return "nothing answered"
    return ", ".join(f"{question}: {spelt_answer(answer)}" for question, answer in answers.items())


def _listed(question: Question, options: frozenset[str]) -> str:
    """The options as a list, in which a group stands for all of its own."""
    named, left = [], options
    for group in question.groups:
        if group.options and group.options <= left:
            named.append(group.id)
            left -= group.options
    return f"[{', '.join((*named, *(option for option in question.choices if option in left)))}]"


def _braced(parts: Iterable[str]) -> str:
    return f"{{{', '.join(parts)}}}"
