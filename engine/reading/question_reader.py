"""Questions as authors write them in `questions.yaml`."""

from __future__ import annotations

from itertools import dropwhile

import msgspec

from ..language import (
    DATE,
    IDENTIFIER_FORM,
    NUMBER,
    ONE,
    ONLY_IF,
    SEVERAL,
    UNKNOWN,
    Group,
    Problem,
    Question,
    is_identifier,
    nearest,
)
from .condition_reader import read_tests
from .entry import read_entry
from .fields import Fields, as_mapping, as_texts
from .node import MappingNode, Node, TextNode
from .option_range import is_range, option_range
from .vocabulary import FINDING, GROUP, OPTION, QUESTION, UNIT, Vocabulary

MOST_DECIMALS = 9
"""So many decimals a number may have."""

_KINDS = (ONE, SEVERAL, NUMBER, DATE)
_CHOOSE, _OPTIONS, _FROM, _TO = "choose", "options", "from", "to"
_MAY_CHANGE = "may-change"
_GROUPS, _AT_LEAST = "groups", "at-least"
_DECIMALS, _UNIT = "decimals", "unit"
_KEYS = (_CHOOSE, _OPTIONS, _FROM, _TO, _GROUPS, _AT_LEAST, _DECIMALS, _UNIT, ONLY_IF, _MAY_CHANGE)


def read_question(node: Node, vocabulary: Vocabulary) -> Question | None:
    """The question of an entry, declared with its options; None and a problem where it has no good id.

    Where anything in it is amiss its options are in doubt, and tests of it are not judged.
    """
    begun = read_entry(node, QUESTION, _KEYS, vocabulary)
    if begun is None:
        return None
    fields, identity = begun
    may_change = fields.yes(_MAY_CHANGE)
    before = len(vocabulary.problems)
    kind = _kind(fields)
    if kind is None:
        question = Question(identity.value, ONE, (), 0, 0, identity.place)
    elif kind in (NUMBER, DATE):
        question = _of_numbers(fields, kind, identity, vocabulary)
    else:
        question = _of_options(fields, kind, identity, vocabulary)
    if not fields.is_whole or len(vocabulary.problems) > before:
        vocabulary.doubt(OPTION, question.id)
    return msgspec.structs.replace(question, may_change=may_change)


def with_only_if(question: Question, node: Node, vocabulary: Vocabulary) -> Question:
    """The question of an entry, read before, together with its `only-if`, if it has one.

    It is read once every question and finding is declared: what it may not test is told from what there is not.
    """
    vocabulary.owner = (QUESTION, question.id)
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


def _of_numbers(fields: Fields, kind: str, identity: TextNode, vocabulary: Vocabulary) -> Question:
    """A question that is answered by a number or a day."""
    _refuse(fields, kind, "one or several", _OPTIONS, _GROUPS)
    _refuse(fields, kind, SEVERAL, _AT_LEAST)
    if kind == DATE:
        _refuse(fields, kind, NUMBER, _DECIMALS, _UNIT)
        low, high = fields.day(_FROM), fields.day(_TO)
        question = Question(identity.value, kind, (), low or 1, high or 1, identity.place)
    else:
        decimals = _decimals(fields)
        low, high = (fields.number(key, decimals=decimals) for key in (_FROM, _TO))
        place, unit = identity.place, _unit(fields, vocabulary)
        question = Question(identity.value, kind, (), low or 0, high or 0, place, decimals=decimals, unit=unit)
    if low is not None and high is not None and high < low:
        wrong = f"{fields.what} goes from {question.answer(low)} to {question.answer(high)}."
        fields.problems.append(Problem(fields.mapping.place, wrong, "Let 'to' be at least 'from'."))
    return question


def _decimals(fields: Fields) -> int:
    decimals, node = fields.number(_DECIMALS, required=False), fields.node(_DECIMALS, required=False)
    if decimals is None or node is None:
        return 0
    if not 0 <= decimals <= MOST_DECIMALS:
        wrong = f"{fields.what} has {decimals} decimals."
        fields.problems.append(Problem(node.place, wrong, f"Write a number from 0 to {MOST_DECIMALS}."))
        return 0
    return decimals


def _unit(fields: Fields, vocabulary: Vocabulary) -> str:
    text = fields.text(_UNIT, required=False)
    if text is None:
        return ""
    vocabulary.mention(text, (UNIT, ""))
    if not is_identifier(text.value):
        right = f"Use {IDENTIFIER_FORM}, such as yen or percent; how it is written stands in the texts under 'units'."
        fields.problems.append(Problem(text.place, f"'{text.value}' cannot be the id of a unit.", right))
    return text.value


def _of_options(fields: Fields, kind: str, identity: TextNode, vocabulary: Vocabulary) -> Question:
    """A question that is answered by one or several of its options."""
    _refuse(fields, kind, NUMBER, _FROM, _TO, _DECIMALS, _UNIT)
    options = _options(fields, identity.value, vocabulary)
    if kind == SEVERAL:
        least = _least(fields, len(options))
    else:
        _refuse(fields, kind, SEVERAL, _AT_LEAST)
        least = 0
    groups = _groups(fields, identity.value, options, vocabulary)
    return Question(identity.value, kind, options, 0, 0, identity.place, groups=groups, least=least)


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


def _options(fields: Fields, question: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    texts = fields.words(_OPTIONS)
    for text in texts:
        if text.value == UNKNOWN:
            right = "Leave it out: it can always be answered."
            fields.problems.append(Problem(text.place, f"'{UNKNOWN}' is not an option.", right))
    return vocabulary.declare_all((text for text in texts if text.value != UNKNOWN), OPTION, question)


def _least(fields: Fields, most: int) -> int:
    """How many options must be chosen."""
    least, node = fields.number(_AT_LEAST, required=False), fields.node(_AT_LEAST, required=False)
    if least is None or node is None:
        return 0
    if not 1 <= least <= most:
        wrong = f"{fields.what} asks for at least {least} of {most} options."
        fields.problems.append(Problem(node.place, wrong, f"Write a number from 1 to {most}, or leave it out."))
    return least


def _groups(fields: Fields, question: str, options: tuple[str, ...], vocabulary: Vocabulary) -> tuple[Group, ...]:
    mapping = as_mapping(fields.node(_GROUPS, required=False), f"'{_GROUPS}'", fields.problems)
    if mapping is None:
        return ()
    if not mapping.entries:
        right = "Write 'name: [option, another]' lines, or leave it out."
        fields.problems.append(Problem(mapping.place, f"'{_GROUPS}' is empty.", right))
    groups = []
    for name, node in mapping.entries:
        if name.value in (*options, UNKNOWN):
            wrong = f"The group '{name.value}' of '{question}' is called like an answer to it."
            fields.problems.append(Problem(name.place, wrong, "Choose another name."))
        elif vocabulary.declare(name, GROUP, question):
            groups.append(Group(name.value, _grouped(node, name.value, question, options, vocabulary)))
    return tuple(groups)


def _grouped(node: Node, group: str, question: str, options: tuple[str, ...], vocabulary: Vocabulary) -> frozenset[str]:
    """The options that a group names, one by one or as a range."""
    what = f"The group '{group}'"
    if is_range(node):
        return frozenset(option_range(node, what, question, options, vocabulary))
    return frozenset(vocabulary.named(as_texts(node, what, vocabulary.problems), OPTION, question))
