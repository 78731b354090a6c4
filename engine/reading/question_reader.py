"""Questions as authors write them in `questions.yaml`."""

from __future__ import annotations

from ..language import NUMBER, ONE, SEVERAL, UNKNOWN, Problem, Question, nearest
from .entry import read_entry
from .fields import Fields
from .node import Node
from .vocabulary import OPTION, QUESTION, Vocabulary

_KINDS = (ONE, SEVERAL, NUMBER)
_CHOOSE, _OPTIONS, _FROM, _TO = "choose", "options", "from", "to"


def read_question(node: Node, vocabulary: Vocabulary) -> Question | None:
    """The question of an entry, declared with its options; None and a problem where it has no good id.

    Where anything in it is amiss its options are in doubt, and tests of it are not judged.
    """
    begun = read_entry(node, QUESTION, (_CHOOSE, _OPTIONS, _FROM, _TO), vocabulary)
    if begun is None:
        return None
    fields, identity = begun
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
    return question


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
