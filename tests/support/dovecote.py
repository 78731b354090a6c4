"""Pigeons and one hole fewer: impossible, and long to prove."""

from __future__ import annotations

import msgspec
from nakanaori.engine.language import ONE, OneOf, Question, Rulebook
from nakanaori.engine.proving import Model, Term


def pigeons(model: Model, count: int) -> list[Term]:
    """As many pigeons as questions, one hole fewer, and no two in one: impossible, and long to prove."""
    names = [question.id for question in model.rulebook.questions][:count]
    holes = [f"h{hole}" for hole in range(count - 1)]
    sits = {(name, hole): model.terms.answer_test(OneOf(name, frozenset((hole,)))) for name in names for hole in holes}
    housed = [model.terms.some(sits[name, hole] for hole in holes) for name in names]
    return [*housed, *(model.terms.at_most(1, [sits[name, hole] for name in names]) for hole in holes)]


def dovecote(rulebook: Rulebook) -> Model:
    """Sixteen pigeons, each with fifteen holes to choose from, as questions of a rulebook that is else as given."""
    holes = tuple(f"h{hole}" for hole in range(15))
    place = rulebook.questions[0].place
    questions = tuple(Question(f"p{number}", ONE, holes, 0, 0, place) for number in range(16))
    return Model(msgspec.structs.replace(rulebook, questions=questions, rules=()))
