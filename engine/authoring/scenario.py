"""Scenarios: stories with their answers and what is expected of the plan, standing next to the rules they test."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from ..consulting import Answer, Outcome, check_answer, check_answers, consult, plain_answer
from ..language import Place, Problem, Rulebook, RulebookError, nearest
from ..reading import Fields, Node, TextNode, as_listing, as_mapping, as_texts, known_ids, read_bytes, read_document


class Scenario(msgspec.Struct, frozen=True):
    """A story, its answers, and the ids expected: of the plan's actions and of findings.

    The plan begins with `first`, holds `holds` and none of `lacks`; `basic` are in it and marked so, `own` are in it
    and not; `withheld` are advised by a rule and withheld by another. `shows` and `hides` name steps by their action,
    which is in the plan: those that are shown with it, and those that are not. `found` are established, `not_found` are
    not.
    """

    id: str
    about: str
    answers: Mapping[str, Answer]
    place: Place
    first: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    basic: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    not_found: tuple[str, ...] = ()
    shows: Mapping[str, tuple[str, ...]] = {}
    hides: Mapping[str, tuple[str, ...]] = {}


PLAN_FIRST, PLAN_HOLDS, PLAN_LACKS, PLAN_BASIC, PLAN_OWN, PLAN_WITHHELD = (
    "first",
    "holds",
    "lacks",
    "basic",
    "own",
    "withheld",
)
SHOWS, HIDES, FOUND, NOT_FOUND = "shows", "hides", "found", "not-found"


class Deviation(msgspec.Struct, frozen=True):
    """An expectation that was not met: `kind` is one of FIRST, HOLDS, …, NOT_FOUND, and `ids` what it is about.

    That is one action or finding; for FIRST all the actions that it names; for SHOWS and HIDES the action and a step.
    """

    kind: str
    ids: tuple[str, ...]


class Trial(msgspec.Struct, frozen=True, eq=False):
    """A scenario, what came of its answers, and where that deviates from what was expected."""

    scenario: Scenario
    outcome: Outcome
    deviations: tuple[Deviation, ...]


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


def needed_scenarios(rulebook: Rulebook) -> tuple[Scenario, ...]:
    """The rulebook's scenarios, of which there must be some.

    Raises RulebookError with every problem found, or because there are none.
    """
    scenarios = load_scenarios(rulebook)
    if not scenarios:
        place = Place(str(rulebook.folder / "scenarios"))
        right = "Write some into a file there whose name ends in .yaml."
        raise RulebookError([Problem(place, f"The rulebook '{rulebook.id}' has no scenarios.", right)])
    return scenarios


def tried(rulebook: Rulebook, scenarios: Iterable[Scenario], engine: str) -> Iterator[Trial]:
    """Each scenario with what `engine` makes of its answers. Raises EngineError when the engine is not there."""
    for scenario in scenarios:
        outcome = consult(rulebook, scenario.answers, engine=engine)
        yield Trial(scenario, outcome, deviations(scenario, outcome))


def deviations(scenario: Scenario, outcome: Outcome) -> tuple[Deviation, ...]:
    """Where the outcome is not as the scenario expects; none where all of it is."""
    return tuple(_Judging(outcome).all(scenario))


def judge(scenario: Scenario, outcome: Outcome) -> tuple[str, ...]:
    """Sentences on what did not come out as the scenario expects, and what came out instead; none when all did."""
    judging = _Judging(outcome)
    return tuple(map(judging.sentence, judging.all(scenario)))


_KEYS = ("scenario", "about", "answers", "plan", "findings")
_PLAN_KEYS = (PLAN_FIRST, PLAN_HOLDS, PLAN_LACKS, PLAN_BASIC, PLAN_OWN, PLAN_WITHHELD)
_STEPS_KEYS = (SHOWS, HIDES)
_FINDINGS_KEYS = (PLAN_HOLDS, PLAN_LACKS)


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
        of_plan = self.inner(fields, "plan", (*_PLAN_KEYS, *_STEPS_KEYS))
        plan = self.expected(of_plan, _PLAN_KEYS, self.rulebook.action, "action")
        steps = self.steps(of_plan)
        of_findings = self.inner(fields, "findings", _FINDINGS_KEYS)
        findings = self.expected(of_findings, _FINDINGS_KEYS, self.rulebook.findings, "finding")
        if not any((*plan.values(), *steps.values(), *findings.values())):
            right = "Say what its plan or its findings hold or lack."
            self.problems.append(Problem(mapping.place, f"{fields.what} expects nothing.", right))
        self.scenarios[identity.value] = Scenario(
            id=identity.value,
            about=about.value if about else "",
            answers=answers,
            place=identity.place,
            first=plan[PLAN_FIRST],
            holds=plan[PLAN_HOLDS],
            lacks=plan[PLAN_LACKS],
            basic=plan[PLAN_BASIC],
            own=plan[PLAN_OWN],
            withheld=plan[PLAN_WITHHELD],
            shows=steps[SHOWS],
            hides=steps[HIDES],
            found=findings[PLAN_HOLDS],
            not_found=findings[PLAN_LACKS],
        )

    def is_new(self, identity: TextNode) -> bool:
        first = self.scenarios.get(identity.value)
        if first is not None:
            wrong = f"The scenario '{identity.value}' has an id that is taken."
            self.problems.append(Problem(identity.place, wrong, f"Choose another; the first stands at {first.place}."))
        return first is None

    def answers(self, node: Node | None) -> Mapping[str, Answer]:
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

    def inner(self, fields: Fields, key: str, keys: Collection[str]) -> Fields | None:
        """The fields of `plan` or `findings`, where they are given."""
        mapping = as_mapping(fields.node(key, required=False), f"'{key}'", self.problems)
        if mapping is None:
            return None
        return Fields(mapping, f"'{key}' of {fields.what[0].lower()}{fields.what[1:]}", keys, self.problems)

    def expected(
        self, fields: Fields | None, keys: Iterable[str], known: Collection[str], what: str
    ) -> dict[str, tuple[str, ...]]:
        """The ids under each of the keys."""
        nodes = {key: fields.mapping.get(key) if fields is not None else None for key in keys}
        return {key: self.ids(node, key, known, what) for key, node in nodes.items()}

    def ids(self, node: Node | None, key: str, known: Collection[str], what: str) -> tuple[str, ...]:
        return known_ids(as_texts(node, f"'{key}'", self.problems), known, what, self.problems)

    def steps(self, fields: Fields | None) -> dict[str, dict[str, tuple[str, ...]]]:
        """The ids of steps, by their action, under `shows` and `hides`."""
        nodes = {key: fields.mapping.get(key) if fields is not None else None for key in _STEPS_KEYS}
        return {key: dict(self.steps_by_action(node, key)) for key, node in nodes.items()}

    def steps_by_action(self, node: Node | None, key: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        mapping = as_mapping(node, f"'{key}'", self.problems)
        for name, value in mapping.entries if mapping is not None else ():
            for action in known_ids((name,), self.rulebook.action, "action", self.problems):
                known = [step.id for step in self.rulebook.action[action].steps]
                yield action, self.ids(value, action, known, f"step of '{action}'")


class _Judging:
    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.plan = {planned.action.id: planned for planned in outcome.plan}
        self.held = {held.action.id: held for held in outcome.withheld}

    def all(self, scenario: Scenario) -> Iterator[Deviation]:
        if tuple(self.plan)[: len(scenario.first)] != scenario.first:
            yield Deviation(PLAN_FIRST, scenario.first)
        own = {action for action, planned in self.plan.items() if not planned.basic}
        yield from _each(PLAN_HOLDS, scenario.holds, lambda action: action in self.plan)
        yield from _each(PLAN_LACKS, scenario.lacks, lambda action: action not in self.plan)
        yield from _each(PLAN_BASIC, scenario.basic, lambda action: action in self.plan.keys() - own)
        yield from _each(PLAN_OWN, scenario.own, lambda action: action in own)
        yield from _each(PLAN_WITHHELD, scenario.withheld, lambda action: action in self.held)
        yield from self.steps(SHOWS, scenario.shows)
        yield from self.steps(HIDES, scenario.hides)
        yield from _each(FOUND, scenario.found, lambda finding: finding in self.outcome.findings)
        yield from _each(NOT_FOUND, scenario.not_found, lambda finding: finding not in self.outcome.findings)

    def steps(self, kind: str, expected: Mapping[str, Iterable[str]]) -> Iterator[Deviation]:
        """The steps that are not as expected; of an action that is not in the plan, all of them."""
        for action, steps in expected.items():
            planned = self.plan.get(action)
            shown = {step.id for step in planned.steps} if planned is not None else set()
            for step in steps:
                if planned is None or (step in shown) != (kind == SHOWS):
                    yield Deviation(kind, (action, step))

    def sentence(self, deviation: Deviation) -> str:
        """What should be, and what is instead."""
        ids, subject = deviation.ids, f"'{deviation.ids[0]}'"
        if deviation.kind == PLAN_FIRST:
            came = tuple(self.plan)[: len(ids)]
            return f"The plan should begin with {_listed(ids)}, but it begins with {_listed(came)}."
        if deviation.kind == FOUND:
            return f"{subject} should be found, but no rule that finds it fires."
        if deviation.kind == NOT_FOUND:
            return f"{subject} should not be found, but it is, by {_listed(self.outcome.findings[ids[0]])}."
        if deviation.kind in _STEPS_KEYS:
            return self.sentence_on_step(deviation.kind, *ids)
        return f"{subject} should {_SHOULD[deviation.kind]}, but {self.whereabouts(ids[0])}."

    def sentence_on_step(self, kind: str, action: str, step: str) -> str:
        should = f"The step '{step}' of '{action}' should{'' if kind == SHOWS else ' not'} be shown"
        if action not in self.plan:
            return f"{should}, but '{action}' is not in the plan: {self.whereabouts(action)}."
        return f"{should}, but {'its condition does not hold' if kind == SHOWS else 'it is'}."

    def whereabouts(self, action: str) -> str:
        """What became of the action, as a clause."""
        if action in self.plan:
            planned = self.plan[action]
            there = "there as a basic" if planned.basic else "there"
            return f"it is {there}, as number {planned.rank}, advised by {_listed(planned.because)}"
        if action in self.held:
            return f"it is withheld by {_listed(self.held[action].by)}"
        return "no rule that advises it fires"


_SHOULD = {
    PLAN_HOLDS: "be in the plan",
    PLAN_LACKS: "not be in the plan",
    PLAN_BASIC: "be a basic of the plan",
    PLAN_OWN: "be in the plan on its own account",
    PLAN_WITHHELD: "be withheld",
}


def _each(kind: str, ids: Iterable[str], met: Callable[[str], bool]) -> Iterator[Deviation]:
    return (Deviation(kind, (identity,)) for identity in ids if not met(identity))


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(f"'{identity}'" for identity in ids) or "nothing"
