"""Scenarios: stories with their answers and what is expected of the plan, standing next to the rules they test."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from .case import Answer, check_answer, check_answers
from .case import _plain as plain_answer
from .document import Node, Text, read_bytes, read_document
from .loader import Fields, as_listing, as_mapping, as_texts, known_ids
from .outcome import Outcome
from .problem import Place, Problem, RulebookError, nearest
from .rulebook import Rulebook


class Scenario(msgspec.Struct, frozen=True):
    """A story, its answers, and the ids expected: of the plan's actions and of findings.

    The plan begins with `first`, holds `holds` and none of `lacks`; `basic` are in it and marked so; `withheld` are
    advised by a rule and withheld by another; `found` are established, `not_found` are not.
    """

    id: str
    about: str
    answers: dict[str, Answer]
    place: Place
    first: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    basic: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    not_found: tuple[str, ...] = ()


def load_scenarios(rulebook: Rulebook) -> tuple[Scenario, ...]:
    """The scenarios in the rulebook's folder `scenarios`, in the order of file names and as they stand there.

    Raises RulebookError with every problem found.
    """
    loading = _Loading(rulebook)
    for path in sorted((rulebook.folder / "scenarios").glob("*.yaml")):
        loading.file(path)
    if loading.problems:
        raise RulebookError(loading.problems)
    return tuple(loading.scenarios.values())


def judge(scenario: Scenario, outcome: Outcome) -> tuple[str, ...]:
    """Sentences on what did not come out as the scenario expects, and what came out instead; none when all did."""
    return tuple(_Judging(outcome).all(scenario))


_KEYS = ("scenario", "about", "answers", "plan", "findings")
_PLAN_KEYS = ("first", "holds", "lacks", "basic", "withheld")
_FINDINGS_KEYS = ("holds", "lacks")


class _Loading:
    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.problems: list[Problem] = []
        self.scenarios: dict[str, Scenario] = {}

    def file(self, path: Path) -> None:
        data = read_bytes(path)
        if isinstance(data, Problem):
            self.problems.append(data)
            return
        for node in as_listing(read_document(str(path), data, self.problems), "The scenarios", self.problems):
            self.scenario(node)

    def scenario(self, node: Node) -> None:
        mapping = as_mapping(node, "A scenario", self.problems)
        if mapping is None:
            return
        fields = Fields(mapping, "A scenario", _KEYS, self.problems)
        identity, about = fields.text("scenario"), fields.text("about")
        if identity is None or not self.is_new(identity):
            return
        fields.what = f"The scenario '{identity.value}'"
        answers = self.answers(fields.node("answers"))
        plan = self.expected(fields, "plan", _PLAN_KEYS, self.rulebook.action, "action")
        findings = self.expected(fields, "findings", _FINDINGS_KEYS, self.rulebook.findings, "finding")
        if not any((*plan.values(), *findings.values())):
            right = "Say what its plan or its findings hold or lack."
            self.problems.append(Problem(mapping.place, f"{fields.what} expects nothing.", right))
        self.scenarios[identity.value] = Scenario(
            id=identity.value,
            about=about.value if about else "",
            answers=answers,
            place=identity.place,
            **plan,
            found=findings.get("holds", ()),
            not_found=findings.get("lacks", ()),
        )

    def is_new(self, identity: Text) -> bool:
        first = self.scenarios.get(identity.value)
        if first is not None:
            wrong = f"The scenario '{identity.value}' has an id that is taken."
            self.problems.append(Problem(identity.place, wrong, f"Choose another; the first stands at {first.place}."))
        return first is None

    def answers(self, node: Node | None) -> dict[str, Answer]:
        mapping = as_mapping(node, "'answers'", self.problems)
        given: dict[str, object] = {}
        before = len(self.problems)
        for key, value in mapping.entries if mapping is not None else ():
            question = self.rulebook.question.get(key.value)
            if question is None:
                right = nearest(key.value, self.rulebook.question)
                self.problems.append(Problem(key.place, f"There is no question '{key.value}'.", right))
                continue
            given[key.value] = plain_answer(value, question)
            check_answer(question, given[key.value], value.place, self.problems)
        return check_answers(self.rulebook, given).answers if len(self.problems) == before else {}

    def expected(
        self, fields: Fields, key: str, keys: Collection[str], known: Collection[str], what: str
    ) -> dict[str, tuple[str, ...]]:
        """The ids under each key of `plan` or `findings`."""
        mapping = as_mapping(fields.node(key, required=False), f"'{key}'", self.problems)
        if mapping is None:
            return {}
        inner = Fields(mapping, f"'{key}' of {fields.what[0].lower()}{fields.what[1:]}", keys, self.problems)
        named = {name: inner.mapping.get(name) for name in keys}
        return {
            name: known_ids(as_texts(node, f"'{name}'", self.problems), known, what, self.problems)
            for name, node in named.items()
        }


class _Judging:
    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.plan = {planned.action.id: planned for planned in outcome.plan}
        self.held = {held.action.id: held for held in outcome.withheld}

    def all(self, scenario: Scenario) -> Iterator[str]:
        came = tuple(self.plan)[: len(scenario.first)]
        if came != scenario.first:
            yield f"The plan should begin with {_listed(scenario.first)}, but it begins with {_listed(came)}."
        for action in scenario.holds:
            if action not in self.plan:
                yield f"'{action}' should be in the plan, but {self.whereabouts(action)}."
        for action in scenario.lacks:
            if action in self.plan:
                yield f"'{action}' should not be in the plan, but {self.whereabouts(action)}."
        for action in scenario.basic:
            if action not in self.plan or not self.plan[action].basic:
                yield f"'{action}' should be a basic of the plan, but {self.whereabouts(action)}."
        for action in scenario.withheld:
            if action not in self.held:
                yield f"'{action}' should be withheld, but {self.whereabouts(action)}."
        yield from self.findings(scenario)

    def findings(self, scenario: Scenario) -> Iterator[str]:
        found: Mapping[str, tuple[str, ...]] = self.outcome.findings
        for finding in scenario.found:
            if finding not in found:
                yield f"'{finding}' should be found, but no rule that finds it fires."
        for finding in scenario.not_found:
            if finding in found:
                yield f"'{finding}' should not be found, but it is, by {_listed(found[finding])}."

    def whereabouts(self, action: str) -> str:
        """What became of the action, as a clause."""
        if action in self.plan:
            planned = self.plan[action]
            there = "there as a basic" if planned.basic else "there"
            return f"it is {there}, as number {planned.rank}, advised by {_listed(planned.because)}"
        if action in self.held:
            return f"it is withheld by {_listed(self.held[action].by)}"
        return "no rule that advises it fires"


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(f"'{identity}'" for identity in ids) or "nothing"
