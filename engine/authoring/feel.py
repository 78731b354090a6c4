"""Tests of the rule language as FEEL, the expressions of decision models (DMN 1.5).

In FEEL a comparison with nothing is nothing, neither true nor false, and `not("a")` holds of an open question. Whatever
is written here is true or false of every answer, `unknown` included, and of an open question as in the rule language.
Nor is a number compared with a string, which some engines take for a fault.

A model is told an option as a string, several as a list of strings, a number as a number and a day as a string
(`2024-04-01`); `unknown` as a string, in a list where several may be chosen; and null of an open question.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from ..language import DATE, ONE, UNKNOWN, AnswerTest, AtLeast, Between, NoneOf, OneOf, Question

ANYTHING = "-"
"""The cell that asks for nothing."""

NOT_EMPTY, EMPTY = "? != null and count(?) > 0", "? = null or count(?) = 0"
"""The cells that ask whether a decision has collected anything; of no row some engines give null."""

_KEYWORDS = frozenset(
    (
        *("for", "return", "if", "then", "else", "in", "and", "or", "not", "some", "every", "satisfies", "between"),
        *("instance", "of", "function", "external", "true", "false", "null", "list", "context", "range", "item"),
        *("date", "time", "string", "number", "boolean", "any", "all", "count", "concatenate", "sublist"),
    )
)
_LETTER = (
    "A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NO_LETTER = re.compile(f"[^{_LETTER}0-9]")
_BEGINNING = re.compile(f"[{_LETTER}]")


def feel_name(identity: str, taken: Collection[str], before: str = "") -> str:
    """A name for a thing of that id, beginning with `before` and unlike any that is taken.

    What cannot be in a name, of FEEL or of XML, becomes an underscore.
    """
    name = _NO_LETTER.sub("_", before + identity)
    if name in _KEYWORDS or not _BEGINNING.match(name):
        name = f"_{name}"
    unlike, number = name, 2
    while unlike in taken:
        unlike, number = f"{name}_{number}", number + 1
    return unlike


def text(words: str) -> str:
    """Words as a string of FEEL."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def texts(words: Iterable[str]) -> str:
    """Words as strings of FEEL, with commas between them; as a cell it asks for one of them."""
    return ", ".join(map(text, words))


def cell(test: AnswerTest, question: Question, wanted: bool) -> str:
    """The cell below a column of the answers that asks that the test holds, or that it does not (`wanted` false)."""
    if question.kind == ONE and isinstance(test, (OneOf, NoneOf)):
        meeting = _meeting(test, question)
        if meeting:
            return texts(meeting) if wanted else f"not({texts(meeting)})"
    holds = truth(test, question)
    return holds if wanted else f"not({holds})"


def truth(test: AnswerTest, question: Question) -> str:
    """An expression about an answer, `?`, that is true where the test holds, and else false."""
    if isinstance(test, Between):
        return _between(test, question)
    if isinstance(test, AtLeast):
        return _of_answers(f"count(?[list contains([{texts(_in_order(test.of, question))}], item)]) >= {test.least}")
    if isinstance(test, NoneOf) and not test.options:
        return "? != null"
    if question.kind == ONE:
        meeting = _meeting(test, question)
        return _of_answers(f"list contains([{texts(meeting)}], ?)") if meeting else "? = null and ? != null"
    if question.numeric:
        return _known(question) if isinstance(test, NoneOf) else _of_answers(f"not({_known(question)})")
    ways = " or ".join(f"list contains(?, {text(one)})" for one in _in_order(test.options, question))
    return _of_answers(ways if isinstance(test, OneOf) else f"not({ways})")


def _meeting(test: OneOf | NoneOf, question: Question) -> tuple[str, ...]:
    """The answers that meet the test, in the order of the options."""
    return tuple(choice for choice in question.choices if (choice in test.options) is isinstance(test, OneOf))


def _between(test: Between, question: Question) -> str:
    is_day = question.kind == DATE
    bounds = [
        f"{'date(?)' if is_day else '?'} {sign} {f'date({text(str(answer))})' if is_day else answer}"
        for sign, bound in ((">=", test.least), ("<", test.below))
        if bound is not None
        for answer in (question.answer(bound),)
    ]
    return f"if {_known(question)} then {' and '.join(bounds)} else false" if bounds else _known(question)


def _known(question: Question) -> str:
    """That a number or a day is answered."""
    return f"? != null and ? != {text(UNKNOWN)}" if question.kind == DATE else "? instance of number"


def _of_answers(expression: str) -> str:
    return f"if ? = null then false else {expression}"


def _in_order(options: Collection[str], question: Question) -> tuple[str, ...]:
    return tuple(choice for choice in question.choices if choice in options)
