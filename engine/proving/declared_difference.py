"""What two rulebooks declare differently: questions, options, findings, phases, actions, steps and drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from ..language import Finding, Part, Question, Rulebook, Step
from .paired_rulebooks import NEW, OLD


class Lone(msgspec.Struct, frozen=True, order=True):
    """Something that only one side has: a question, an option or step (`within` a question or action), a finding, …"""

    kind: str
    id: str
    within: str
    side: str


class Recast(msgspec.Struct, frozen=True):
    """Something that both sides have and declare differently."""

    kind: str
    id: str
    old: str
    new: str


def lone(old: Rulebook, new: Rulebook) -> Iterator[Lone]:
    """What only one of them has, kind by kind."""
    yield from _of_one_kind("question", old.question, new.question)
    for question, other in shared_by(old.question, new.question):
        yield from _of_one_kind("option", question.options, other.options, question.id)
    yield from _of_one_kind("finding", old.findings, new.findings)
    yield from _of_one_kind("phase", old.phases, new.phases)
    yield from _of_one_kind("action", old.action, new.action)
    for action, changed in shared_by(old.action, new.action):
        yield from _of_one_kind("step", ids_of(action.steps), ids_of(changed.steps), action.id)
    yield from _of_one_kind("draft", old.draft, new.draft)
    for draft, changed in shared_by(old.draft, new.draft):
        yield from _of_one_kind("part", ids_of(draft.parts), ids_of(changed.parts), draft.id)


def _of_one_kind(kind: str, old: Iterable[str], new: Iterable[str], within: str = "") -> Iterator[Lone]:
    before, after = dict.fromkeys(old), dict.fromkeys(new)
    yield from (Lone(kind, name, within, OLD) for name in before if name not in after)
    yield from (Lone(kind, name, within, NEW) for name in after if name not in before)


def recast(old: Rulebook, new: Rulebook) -> Iterator[Recast]:
    """What both of them have and declare differently, but for rules."""
    for question, other in shared_by(old.question, new.question):
        manners = [_manner(one, decimals=question.decimals != other.decimals) for one in (question, other)]
        if manners[0] != manners[1]:
            yield Recast("question", question.id, *manners)
        if frozenset(question.only_if) != frozenset(other.only_if):
            yield Recast("only-if", question.id, _rests_on(question), _rests_on(other))
    for action, changed in shared_by(old.action, new.action):
        if action.phase != changed.phase:
            yield Recast("phase", action.id, action.phase, changed.phase)
    for kind, one, before, after in _orders(old, new):
        shared = common_to(before, after)
        if shared != common_to(after, before):
            yield Recast(kind, one, ", ".join(shared), ", ".join(common_to(after, before)))
    if old.first_steps != new.first_steps:
        yield Recast("first-steps", "first-steps", str(old.first_steps), str(new.first_steps))
    if old.alarm != new.alarm:
        yield Recast("alarm", "alarm", _alarm(old), _alarm(new))


def _orders(old: Rulebook, new: Rulebook) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """What is shown in the order in which it is declared: the drafts of each action, the parts of each draft."""
    for action, changed in shared_by(old.action, new.action):
        yield "drafts", action.id, action.drafts, changed.drafts
    for draft, changed in shared_by(old.draft, new.draft):
        yield "parts", draft.id, ids_of(draft.parts), ids_of(changed.parts)


def _manner(question: Question, *, decimals: bool) -> str:
    if question.numeric:
        unit = f" {question.unit}" if question.unit else ""
        measured = f", decimals: {question.decimals}" if decimals else ""
        return f"{question.answer(question.low)}–{question.answer(question.high)}{unit}{measured}"
    return f"{question.kind}, at-least: {question.least}" if question.least else question.kind


def _rests_on(question: Question) -> str:
    """The ids of the questions that its `only-if` tests."""
    return ", ".join(dict.fromkeys(test.question for test in question.only_if if not isinstance(test, Finding)))


def _alarm(rulebook: Rulebook) -> str:
    return f"{rulebook.alarm.finding}, {rulebook.alarm.phase}" if rulebook.alarm else ""


def ids_of(named: Iterable[Step | Part]) -> tuple[str, ...]:
    """The ids of steps or parts, in their order."""
    return tuple(one.id for one in named)


def shared_by(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    """What both have by id, as each has it, in the old order."""
    return ((old[name], new[name]) for name in old if name in new)


def common_to(names: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that are among the others too."""
    there = frozenset(others)
    return tuple(name for name in names if name in there)
