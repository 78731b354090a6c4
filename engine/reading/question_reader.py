"""Questions as authors write them in `questions.yaml`."""

from __future__ import annotations

from itertools import dropwhile

import msgspec

from ..language import NUMBER, ONE, ONLY_IF, SEVERAL, UNKNOWN, Problem, Question, nearest
from .condition_reader import read_tests
from .entry import read_entry
from .fields import Fields
from .node import MappingNode, Node, TextNode
from .vocabulary import FINDING, OPTION, QUESTION, Vocabulary

_KINDS = (ONE, SEVERAL, NUMBER)
_CHOOSE, _OPTIONS, _FROM, _TO = "choose", "options", "from", "to"
_MAY_CHANGE = "may-change"


def read_question(node: Node, vocabulary: Vocabulary) -> Question | None:
    """The question of an entry, declared with its options; None and a problem where it has no good id.

    Where anything in it is amiss its options are in doubt, and tests of it are not judged.
    """
    begun = read_entry(node, QUESTION, (_CHOOSE, _OPTIONS, _FROM, _TO, ONLY_IF, _MAY_CHANGE), vocabulary)
    if begun is None:
        return None
    fields, identity = begun
    may_change = fields.yes(_MAY_CHANGE)
    before = len(vocabulary.problems)
    kind = _kind(fields)
    if kind is None:
        question = Question(identity.value, ONE, (), 0, 0, identity.place)
    elif kind == NUMBER:
        _refuse(fields, kind, "one or several", _OPTIONS)
        low, high = _bounds(fields)
        question = Question(identity.value, kind, (), low, high, identity.place)
    else:
        _refuse(fields, kind, NUMBER, _FROM, _TO)
        question = Question(identity.value, kind, _options(fields, identity.value, vocabulary), 0, 0, identity.place)
    if not fields.is_whole or len(vocabulary.problems) > before:
        vocabulary.doubt(OPTION, question.id)
    return msgspec.structs.replace(question, may_change=may_change)


def with_only_if(question: Question, node: Node, vocabulary: Vocabulary) -> Question:
    """The question of an entry, read before, together with its `only-if`, if it has one.

    It is read once every question and finding is declared: what it may not test is told from what there is not.
    """
    tests = node.get(ONLY_IF) if isinstance(node, MappingNode) else None
    if isinstance(tests, MappingNode) and tests.entries:
        known = len(vocabulary.problems)
        later = {*dropwhile(lambda name: name != question.id, vocabulary.questions)}
        vocabulary.problems += [
            problem
            for key, _ in tests.entries
            if (problem := _untestable(question, key, later, vocabulary)) is not None
        ]
        if len(vocabulary.problems) > known:
            return question
    return msgspec.structs.replace(question, only_if=read_tests(tests, vocabulary, ONLY_IF))


def _untestable(question: Question, key: TextNode, later: set[str], vocabulary: Vocabulary) -> Problem | None:
    """What is wrong with testing this in the `only-if` of the question."""
    what = f"'{ONLY_IF}' of the question '{question.id}' tests"
    if key.value == question.id:
        return Problem(key.place, f"{what} that question itself.", "Test questions that are declared before it.")
    if key.value in later:
        right = f"Move '{key.value}' up, before '{question.id}': questions are asked in the order of this file."
        return Problem(key.place, f"{what} the question '{key.value}', which is declared later.", right)
    if vocabulary.declares(key.value, FINDING):
        right = "Test the questions that it rests on: what is asked depends on answers alone."
        return Problem(key.place, f"{what} the finding '{key.value}'.", right)
    return None


def _kind(fields: Fields) -> str | None:
    choose = fields.text(_CHOOSE)
    if choose is None or choose.value in _KINDS:
        return None if choose is None else choose.value
    right = nearest(choose.value, _KINDS)
    fields.problems.append(Problem(choose.place, f"One cannot choose '{choose.value}'.", right))
    return None


def _refuse(fields: Fields, kind: str, other: str, *keys: str) -> None:
    """Refuse what goes with another kind of question."""
    for key in keys:
        stray = fields.node(key, required=False)
        if stray is not None:
            wrong = f"{fields.what} has '{key}', which goes with {other}."
            fields.problems.append(Problem(stray.place, wrong, f"Drop it, or change 'choose: {kind}'."))


def _bounds(fields: Fields) -> tuple[int, int]:
    low, high = fields.number(_FROM), fields.number(_TO)
    if low is not None and high is not None and high < low:
        wrong = f"{fields.what} goes from {low} to {high}."
        fields.problems.append(Problem(fields.mapping.place, wrong, "Let 'to' be at least 'from'."))
    return low or 0, high or 0


def _options(fields: Fields, question: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    texts = fields.words(_OPTIONS)
    for text in texts:
        if text.value == UNKNOWN:
            right = "Leave it out: it can always be answered."
            fields.problems.append(Problem(text.place, f"'{UNKNOWN}' is not an option.", right))
    return vocabulary.declare_all((text for text in texts if text.value != UNKNOWN), OPTION, question)
