"""Rules made the rows of a table of which the first that holds counts alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import msgspec
from nakanaori.engine.language import Condition, Earlier, Question, Rule, rest


def as_table(
    rules: tuple[Rule, ...], chosen: Sequence[int], idle: Condition, questions: Sequence[Question]
) -> tuple[Rule, ...]:
    """The rules, those `chosen` by position being rows; among them a row `idle` that does nothing, last an `else`."""
    made = list(rules)
    above: Earlier | None = None
    numbers = count(2)
    for at in chosen:
        rule = made[at]
        own = rule.condition
        if at == chosen[-1] and len(chosen) > 3:
            own, above = rest(questions, [question.id for question in questions[-2:]], rule.id, above)
        condition = msgspec.structs.replace(own, earlier=above)
        made[at] = msgspec.structs.replace(rule, condition=condition, table="thrown", row=next(numbers))
        above = Earlier(rule.id, own, above, made[at].row)
        if at == chosen[1 if len(chosen) > 1 else 0]:
            number = next(numbers)
            above = Earlier(f"thrown-row-{number}", idle, above, number)
    return tuple(made)
