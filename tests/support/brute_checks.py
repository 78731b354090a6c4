"""What a check should say, by going through every set of answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from brute_force import UNANSWERED, Reading, values
from msgspec.structs import replace
from nakanaori.engine.authoring import Remark
from nakanaori.engine.authoring.remark import (
    CONTRADICTION,
    NEVER_FIRES,
)
from nakanaori.engine.language import Condition, Rule, Rulebook


def every_reading(rulebook: Rulebook) -> Iterator[Reading]:
    """The rulebook read together with every set of answers there is."""
    for way in product(*map(values, rulebook.questions)):
        asked = zip(rulebook.questions, way, strict=True)
        yield Reading(rulebook, {question.id: value for question, value in asked if value != UNANSWERED})


def outcome(rulebook: Rulebook, answers: Mapping[str, object]) -> object:
    """All that a rule can have a part in."""
    reading = Reading(rulebook, answers)
    found = tuple(map(reading.found, rulebook.findings))
    held = [action.id for action in rulebook.actions if reading.advised(action) and reading.withheld(action)]
    return found, [(*seen[:2], seen[4]) for seen in reading.sight()], held


def fewer(rulebook: Rulebook, gone: Rule) -> Rulebook:
    return replace(rulebook, rules=tuple(rule for rule in rulebook.rules if rule is not gone))


def superfluous(rulebook: Rulebook, readings: list[Reading], alive: list[Rule]) -> set[str]:
    """The rules without which nothing is otherwise, taken away one after another from the last."""
    outcomes = [outcome(rulebook, reading.answers) for reading in readings]
    gone: set[str] = set()
    for rule in reversed(alive):
        left = fewer(rulebook, rule)
        if [outcome(left, reading.answers) for reading in readings] == outcomes:
            rulebook, gone = left, gone | {rule.id}
    return gone


def weakenings(condition: Condition) -> Iterator[Condition]:
    """The condition without one of its tests, or without one of several alternatives."""
    for at in range(len(condition.when)):
        yield replace(condition, when=condition.when[:at] + condition.when[at + 1 :])
    for at in range(len(condition.unless)):
        yield replace(condition, unless=condition.unless[:at] + condition.unless[at + 1 :])
    for which, tests in enumerate(condition.any):
        before, after = condition.any[:which], condition.any[which + 1 :]
        yield from (replace(condition, any=(*before, tests[:at] + tests[at + 1 :], *after)) for at in range(len(tests)))
        if before or after:
            yield replace(condition, any=before + after)


def has_idle_test(rule: Rule, readings: list[Reading]) -> bool:
    fires = [reading.fires(rule) for reading in readings]
    others = (replace(rule, condition=condition) for condition in weakenings(rule.condition))
    return any([reading.fires(other) for reading in readings] == fires for other in others)


def named(remark: Remark) -> tuple[str, str]:
    """Code and rule, action or step, as a remark has them."""
    code = "dead" if remark.code in (NEVER_FIRES, CONTRADICTION) else remark.code
    step = re.search(r"step '(.*?)'", remark.message)
    subject = step or re.search(r"'(.*?)'", remark.message)
    assert subject is not None
    return code, subject[1]
