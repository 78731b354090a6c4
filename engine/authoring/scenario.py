"""Scenarios: stories with their answers and what is expected of the plan, and where an outcome deviates from it.

They stand next to the rules they test; `scenario_reader` reads them from a rulebook's files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from ..consulting import AUTO, COMPILED, Answer, Outcome, consult, questions_asked
from ..language import Place, Rulebook


class Scenario(msgspec.Struct, frozen=True):
    """A story, its answers, and the ids expected: of the plan's actions and of findings.

    The plan begins with `first`, and its first steps are exactly `first_steps` where any are named. It holds `holds`
    and none of `lacks`; `basic` are in it and marked so, `own` are in it and not, `led` are in it and led by a rule;
    `withheld` are advised by a rule and withheld by another. `shows` and `hides` name steps by their action, which is
    in the plan: those shown with it, and those that are not. `exactly` are in the plan and nothing else; `count`
    actions are. `drafts` are offered, each put together from exactly its parts, in their order; `no_drafts` are not.
    `found` are established, and `not_found` are not. `asks` are questions that the questionnaire puts to this person
    at some point, `asks_not` such that it never does; what they have no answer to they answer by `unknown`.
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
    first_steps: tuple[str, ...] = ()
    led: tuple[str, ...] = ()
    exactly: tuple[str, ...] = ()
    count: int | None = None
    drafts: Mapping[str, tuple[str, ...]] = {}
    no_drafts: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    asks_not: tuple[str, ...] = ()

    @property
    def is_of_asking(self) -> bool:
        """Whether it expects something of what is asked."""
        return bool(self.asks or self.asks_not)

    def without_asking(self) -> Scenario:
        """The scenario with nothing expected of what is asked."""
        return msgspec.structs.replace(self, asks=(), asks_not=()) if self.is_of_asking else self


PLAN_FIRST, PLAN_HOLDS, PLAN_LACKS, PLAN_BASIC, PLAN_OWN, PLAN_WITHHELD = (
    "first",
    "holds",
    "lacks",
    "basic",
    "own",
    "withheld",
)
PLAN_EXACTLY, PLAN_COUNT = "exactly", "count"
PLAN_FIRST_STEPS, PLAN_LED = "first-steps", "led"
PLAN_DRAFTS, PLAN_NO_DRAFTS = "drafts", "no-drafts"
SHOWS, HIDES, FOUND, NOT_FOUND = "shows", "hides", "found", "not-found"
ASKS, ASKS_NOT = "asks", "asks-not"


class Deviation(msgspec.Struct, frozen=True):
    """An expectation that was not met: `kind` is one of FIRST, HOLDS, …, ASKS_NOT, and `ids` what it is about.

    That is one action, finding, question or draft; for FIRST and FIRST_STEPS all the actions that it names; for SHOWS
    and HIDES the action and a step; for PLAN_DRAFTS the draft and its parts; for PLAN_COUNT the number. Of PLAN_EXACTLY
    each action that is missing deviates as one of PLAN_HOLDS, each that is too many as one of PLAN_LACKS.
    """

    kind: str
    ids: tuple[str, ...]


class Trial(msgspec.Struct, frozen=True, eq=False):
    """A scenario, what came of its answers, and where that deviates from what was expected."""

    scenario: Scenario
    outcome: Outcome
    deviations: tuple[Deviation, ...]


def tried(rulebook: Rulebook, scenarios: Iterable[Scenario], engine: str) -> Iterator[Trial]:
    """Each scenario with what `engine` makes of its answers; AUTO is the compiled rulebook here, the fastest for many.

    Raises EngineError when the engine is not there.
    """
    engine = COMPILED if engine == AUTO else engine
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


def turns(scenario: Scenario, rulebook: Rulebook) -> tuple[str, ...]:
    """The ids of the questions that the questionnaire puts to the person of the scenario, in turn."""
    return tuple(question.id for question in questions_asked(rulebook, scenario.answers))


class _Judging:
    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.plan = {planned.action.id: planned for planned in outcome.plan}
        self.first_steps = tuple(planned.action.id for planned in outcome.first_steps)
        self.held = {held.action.id: held for held in outcome.withheld}

    def all(self, scenario: Scenario) -> Iterator[Deviation]:
        if tuple(self.plan)[: len(scenario.first)] != scenario.first:
            yield Deviation(PLAN_FIRST, scenario.first)
        if scenario.first_steps and self.first_steps != scenario.first_steps:
            yield Deviation(PLAN_FIRST_STEPS, scenario.first_steps)
        if scenario.count is not None and len(self.plan) != scenario.count:
            yield Deviation(PLAN_COUNT, (str(scenario.count),))
        own = {action for action, planned in self.plan.items() if not planned.basic}
        spare = [action for action in self.plan if scenario.exactly and action not in scenario.exactly]
        holds, lacks = (*scenario.holds, *scenario.exactly), (*scenario.lacks, *spare)
        yield from _each(PLAN_HOLDS, dict.fromkeys(holds), lambda action: action in self.plan)
        yield from _each(PLAN_LACKS, dict.fromkeys(lacks), lambda action: action not in self.plan)
        yield from _each(PLAN_BASIC, scenario.basic, lambda action: action in self.plan.keys() - own)
        yield from _each(PLAN_OWN, scenario.own, lambda action: action in own)
        led = {action for action, planned in self.plan.items() if planned.led_by}
        yield from _each(PLAN_LED, scenario.led, lambda action: action in led)
        yield from _each(PLAN_WITHHELD, scenario.withheld, lambda action: action in self.held)
        yield from self.steps(SHOWS, scenario.shows)
        yield from self.steps(HIDES, scenario.hides)
        offered = {draft: tuple(part.id for part in one.parts) for draft, one in self.outcome.drafts.items()}
        for draft, parts in scenario.drafts.items():
            if offered.get(draft) != parts:
                yield Deviation(PLAN_DRAFTS, (draft, *parts))
        yield from _each(PLAN_NO_DRAFTS, scenario.no_drafts, lambda draft: draft not in offered)
        yield from _each(FOUND, scenario.found, lambda finding: finding in self.outcome.findings)
        yield from _each(NOT_FOUND, scenario.not_found, lambda finding: finding not in self.outcome.findings)
        if scenario.is_of_asking:
            asked = turns(scenario, self.outcome.rulebook)
            yield from _each(ASKS, scenario.asks, lambda question: question in asked)
            yield from _each(ASKS_NOT, scenario.asks_not, lambda question: question not in asked)

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
        if deviation.kind == PLAN_FIRST_STEPS:
            return f"The first steps should be {_listed(ids)}, but they are {_listed(self.first_steps)}."
        if deviation.kind == PLAN_COUNT:
            return f"The plan should have {ids[0]} actions, but it has {len(self.plan)}."
        if deviation.kind in (PLAN_DRAFTS, PLAN_NO_DRAFTS):
            return self.sentence_on_draft(deviation.kind, *ids)
        if deviation.kind == ASKS:
            return f"{subject} should be asked, but {_NEVER_ASKED}."
        if deviation.kind == ASKS_NOT:
            return f"{subject} should not be asked, but it is."
        if deviation.kind == FOUND:
            return f"{subject} should be found, but no rule that finds it fires."
        if deviation.kind == NOT_FOUND:
            return f"{subject} should not be found, but it is, by {_listed(self.outcome.findings[ids[0]])}."
        if deviation.kind in (SHOWS, HIDES):
            return self.sentence_on_step(deviation.kind, *ids)
        return f"{subject} should {_SHOULD[deviation.kind]}, but {self.whereabouts(ids[0])}."

    def sentence_on_draft(self, kind: str, draft: str, *parts: str) -> str:
        if kind == PLAN_NO_DRAFTS:
            return f"The draft '{draft}' should not be offered, but it is."
        should = f"The draft '{draft}' should be offered with {_listed(parts)}"
        offered = self.outcome.drafts.get(draft)
        if offered is None:
            return f"{should}, but it is not offered."
        return f"{should}, but it holds {_listed(part.id for part in offered.parts)}."

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


_NEVER_ASKED = "on this person's way no plan ever depends on it"

_SHOULD = {
    PLAN_HOLDS: "be in the plan",
    PLAN_LACKS: "not be in the plan",
    PLAN_BASIC: "be a basic of the plan",
    PLAN_OWN: "be in the plan on its own account",
    PLAN_LED: "be led",
    PLAN_WITHHELD: "be withheld",
}


def _each(kind: str, ids: Iterable[str], met: Callable[[str], bool]) -> Iterator[Deviation]:
    return (Deviation(kind, (identity,)) for identity in ids if not met(identity))


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(f"'{identity}'" for identity in ids) or "nothing"
