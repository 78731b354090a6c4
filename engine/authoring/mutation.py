"""Mutation: whether anything that watches over a rulebook notices a mistake made in it.

A mutant is noticed when a scenario comes out otherwise than expected, when a guarantee is broken, or when `check` has
something new to say. One that is none of these and yet means the same for every set of answers is no mistake at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from ..consulting import COMPILED, REFERENCE, Answer, Case, Outcome, conclude, consult
from ..language import (
    NakanaoriError,
    Problem,
    Rule,
    Rulebook,
    all_hold,
    cached_property,
)
from ..proving import (
    ENDLESS,
    NEW,
    OLD,
    UNDECIDED,
    Deadline,
    DisagreementError,
    Guarantee,
    Inquiry,
    Model,
    SolverMissingError,
    Term,
    UndecidedError,
    applies_term,
    breach_term,
    paired_rulebook,
    random_outcomes,
    side_id,
)
from .idle_questions import idle_questions
from .mutant import Mutant
from .reach import reach
from .remark import Remark
from .scenario import Scenario, deviations, judge
from .solved_checks import solved_remarks
from .static_checks import contradictions, unused

SCENARIO, GUARANTEE, CHECK = "scenario", "guarantee", "check"
EQUIVALENT, SURVIVED = "equivalent", "survived"
"""What can become of a mutant, besides being noticed by a SCENARIO, a GUARANTEE or a CHECK. EQUIVALENT: proven to mean
the same. SURVIVED: it means something else, and nothing noticed. UNDECIDED: nothing noticed, and the solver is missing
or ran out of time or memory."""

Remarks = Callable[[Rulebook], Iterable[str]]
"""What a check says of a rulebook, one line a finding."""


class Verdict(msgspec.Struct, frozen=True, eq=False):
    """What became of a mutant, and the id of the scenario or guarantee, or the finding, that noticed it.

    Of one that survived, `answers` are the smallest by which it differs, and `differs` says how: in the plan where
    `in_plan`; otherwise no plan ever differs, but what is withheld, found or fired.
    """

    mutant: Mutant
    status: str
    by: str = ""
    answers: Mapping[str, Answer] | None = None
    differs: tuple[str, ...] = ()
    in_plan: bool = False

    @property
    def caught(self) -> bool:
        """Whether it was noticed."""
        return self.status in (SCENARIO, GUARANTEE, CHECK)


class Score(msgspec.Struct, frozen=True):
    """How many mutants were noticed, of those that are not proven to mean the same."""

    caught: int
    of: int

    @property
    def percent(self) -> float:
        """In percent, to one decimal, cut off."""
        return self.caught * 1000 // self.of / 10 if self.of else 100.0


def remarks_on(rulebook: Rulebook, guarantees: Sequence[Guarantee], seconds: float) -> Iterator[str]:
    """What `check` has to say of a rulebook that was read and then changed: all but what it says of files and texts.

    Raises SolverMissingError when z3 is not installed.
    """
    deadline = Deadline.after(seconds)
    contradictory = contradictions(rulebook, deadline).remarks
    yield from map(str, (*unused(rulebook, guarantees), *contradictory.values()))
    inquiry = Inquiry[Remark](rulebook, deadline, random_outcomes(rulebook, deadline))
    yield from map(str, solved_remarks(inquiry, guarantees, contradictory))
    yield from map(str, idle_questions(rulebook, inquiry.met, deadline).remarks)


def score(verdicts: Sequence[Verdict]) -> Score:
    """The score of these verdicts."""
    return Score(sum(one.caught for one in verdicts), sum(one.status != EQUIVALENT for one in verdicts))


class Watch:
    """Everything that watches over a rulebook.

    `cases` are tried on the guarantees before the solver is asked to prove them, `seconds` is how long it may take for
    each question, and `remarks` stands for `check`; without it, nothing is noticed by a check.

    Raises NakanaoriError when the rulebook as it stands does not come out as a scenario expects, or breaks a guarantee
    in one of the cases: then nobody could say what its mutants are noticed by.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        scenarios: Iterable[Scenario],
        guarantees: Sequence[Guarantee],
        *,
        cases: Iterable[Case] = (),
        seconds: float | None = None,
        remarks: Remarks | None = None,
    ) -> None:
        self.rulebook = rulebook
        self.guarantees = guarantees
        self.seconds = seconds
        self.remarks = remarks
        self.told = tuple((scenario, consult(rulebook, scenario.answers, engine=COMPILED)) for scenario in scenarios)
        self.tried = tuple(conclude(rulebook, case, COMPILED) for case in cases)
        problems = [*self._failing(), *self._broken()]
        if problems:
            raise NakanaoriError(problems)

    def _failing(self) -> Iterator[Problem]:
        for scenario, outcome in self.told:
            yield from (Problem(scenario.place, sentence) for sentence in judge(scenario, outcome))

    def _broken(self) -> Iterator[Problem]:
        for guarantee in self.guarantees:
            if any(map(guarantee.broken, self.tried)):
                right = "'nakanaori prove' shows the case."
                yield Problem(guarantee.place, f"The guarantee '{guarantee.id}' does not hold.", right)

    @cached_property
    def usual(self) -> frozenset[str]:
        """What check says of the rulebook as it stands."""
        return frozenset(self.remarks(self.rulebook)) if self.remarks is not None else frozenset()

    def verdict(self, mutant: Mutant) -> Verdict:
        """What becomes of the mutant, by the cheapest means that tells."""
        noticed = self._by_scenario(mutant) or self._by_sample(mutant)
        if noticed is not None:
            return noticed
        try:
            twins = Twins(self.rulebook, mutant, self.turn())
            if not twins.differ():
                return Verdict(mutant, EQUIVALENT)
            return self._by_proof(mutant) or self._by_check(mutant) or twins.survivor()
        except (SolverMissingError, UndecidedError):
            return self._by_check(mutant) or Verdict(mutant, UNDECIDED)

    def turn(self) -> Deadline:
        """How long the next question to the solver may take."""
        return ENDLESS if self.seconds is None else Deadline.after(self.seconds)

    def _by_scenario(self, mutant: Mutant) -> Verdict | None:
        for scenario, before in self.told:
            silent = scenario.without_asking()
            if touches(mutant, before) and deviations(silent, conclude(mutant.rulebook, before.case, REFERENCE)):
                return Verdict(mutant, SCENARIO, scenario.id)
        # What is asked depends on the whole rulebook, and takes by far the longest to find out.
        for scenario, before in self.told:
            if scenario.is_of_asking and deviations(scenario, conclude(mutant.rulebook, before.case, REFERENCE)):
                return Verdict(mutant, SCENARIO, scenario.id)
        return None

    def _by_sample(self, mutant: Mutant) -> Verdict | None:
        for before in self.tried:
            if not touches(mutant, before):
                continue
            after = _after(mutant, before)
            for guarantee in self.guarantees:
                if guarantee.broken(after):
                    return Verdict(mutant, GUARANTEE, guarantee.id)
        return None

    def _by_proof(self, mutant: Mutant) -> Verdict | None:
        model = Model(mutant.rulebook)
        for guarantee in self.guarantees:
            wanted = applies_term(model.terms, guarantee), breach_term(model.terms, guarantee)
            answers = model.possible(*wanted, deadline=self.turn())
            if answers is not None:
                if not guarantee.broken(_concluded(mutant.rulebook, answers)):
                    raise _disagreement(mutant, answers)
                return Verdict(mutant, GUARANTEE, guarantee.id)
        return None

    def _by_check(self, mutant: Mutant) -> Verdict | None:
        if self.remarks is None:
            return None
        new = (remark for remark in self.remarks(mutant.rulebook) if remark not in self.usual)
        first = next(iter(new), None)
        return Verdict(mutant, CHECK, first) if first is not None else None


def touches(mutant: Mutant, before: Outcome) -> bool:
    """Whether the mistake shows in a case at all; `before` is what the rulebook without it concludes.

    Where the changed rule fires as it did and does what it did, or the changed action shows the same steps, or the
    changed draft the same parts, everything else comes out as before: a rule tests only findings that are settled
    before it. Which answers count, and what is asked, shows in much.
    """
    if mutant.question is not None:
        return True
    facts, found = before.case.facts, before.findings
    if mutant.action is not None:
        old = before.rulebook.action[mutant.action.id]
        steps = zip(old.steps, mutant.action.steps, strict=True)
        return before.planned(old.id) is not None and any(
            all_hold(one.when, facts, found) != all_hold(other.when, facts, found) for one, other in steps
        )
    if mutant.draft is not None:
        draft, changed = before.rulebook.draft[mutant.draft.id], mutant.draft
        return any(before.planned(action) for action in before.rulebook.drafted_by[draft.id]) and (
            draft.condition.holds(facts, found) != changed.condition.holds(facts, found)
            or [part.id for part in draft.parts_shown(facts, found)]
            != [part.id for part in changed.parts_shown(facts, found)]
        )
    rule = mutant.rule
    assert rule is not None
    fired = rule.id in before.fired
    return rule.condition.holds(facts, found) != fired or (
        fired and _effects(rule) != _effects(before.rulebook.rule[rule.id])
    )


def _effects(rule: Rule) -> tuple[object, ...]:
    return rule.basic, rule.find, rule.advise, rule.withhold, rule.lead


def _after(mutant: Mutant, before: Outcome) -> Outcome:
    """What the mutant makes of the same answers; of a changed `only-if`, others of them may count."""
    if mutant.question is not None:
        return consult(mutant.rulebook, before.case.answers, engine=COMPILED)
    return conclude(mutant.rulebook, before.case, COMPILED)


def _concluded(rulebook: Rulebook, answers: Mapping[str, Answer]) -> Outcome:
    # Most mutants are asked a few times and then no more, which does not pay for compiling them.
    return consult(rulebook, answers, engine=REFERENCE)


def _disagreement(mutant: Mutant, answers: Mapping[str, Answer]) -> DisagreementError:
    wrong = f"Model and evaluator disagree on a mutant of '{mutant.owner}' ({mutant.change}) with {answers}."
    return DisagreementError("mutation", wrong)


class Twins:
    """A rulebook and its mutant side by side in one solver. Raises SolverMissingError when z3 is not installed."""

    def __init__(self, rulebook: Rulebook, mutant: Mutant, deadline: Deadline) -> None:
        self.rulebook = rulebook
        self.mutant = mutant
        self.deadline = deadline
        self.model = Model(paired_rulebook(rulebook, mutant.rulebook))
        self.reach = reach(rulebook, mutant)

    def differ(self) -> bool:
        """Whether any answers make a difference to a plan, to what is withheld, found or fired.

        Raises UndecidedError.
        """
        anything = self.model.terms.some((*self._of_plans(), *self._of_the_rest()))
        answers = self.model.possible(anything, deadline=self.deadline)
        if answers is not None and not any(differences(*self._outcomes(answers))):
            raise _disagreement(self.mutant, answers)
        return answers is not None

    def survivor(self) -> Verdict:
        """The verdict on a mutant that differs and that nothing noticed, with the smallest answers that show it."""
        for in_plan, formulas in ((True, self._of_plans()), (False, self._of_the_rest())):
            answers = self.model.smallest(self.model.terms.some(formulas), deadline=self.deadline)
            if answers is not None:
                differs = tuple(differences(*self._outcomes(answers)))
                return Verdict(self.mutant, SURVIVED, answers=answers, differs=differs, in_plan=in_plan)
        raise _disagreement(self.mutant, {})

    def _of_plans(self) -> Iterator[Term]:
        """Each says that an action is in one plan only, or no basic there or led, or shows something there alone."""
        terms = self.model.terms
        for action in self.reach.actions:
            self.deadline.check()
            yield self._unlike(terms.planned, action.id)
            yield self._unlike(terms.own, action.id)
            yield self._unlike(terms.led, action.id)
            yield from (self._unlike(terms.shown, action.id, step.id) for step in action.steps)
            for draft in action.drafts:
                yield self._unlike_drafts(terms.offered, action.id, draft)
                for part in self.rulebook.draft[draft].parts:
                    yield self._unlike_drafts(terms.in_draft, action.id, draft, part.id)

    def _of_the_rest(self) -> Iterator[Term]:
        """Each says that something is withheld, found or fired on one side only."""
        terms = self.model.terms
        yield from (self._unlike(terms.fires, rule) for rule in self.reach.rules)
        yield from (self._unlike(terms.found, finding) for finding in self.reach.findings)
        for action in self.reach.actions:
            self.deadline.check()
            yield self._unlike(lambda one: terms.every((terms.advised(one), terms.withheld(one))), action.id)

    def _unlike(self, says: Callable[..., Term], identity: str, *step: str) -> Term:
        old, new = (says(side_id(side, identity), *step) for side in (OLD, NEW))
        return self.model.terms.negation(self.model.terms.same(old, new))

    def _unlike_drafts(self, says: Callable[..., Term], action: str, draft: str, *part: str) -> Term:
        old, new = (says(side_id(side, action), side_id(side, draft), *part) for side in (OLD, NEW))
        return self.model.terms.negation(self.model.terms.same(old, new))

    def _outcomes(self, answers: Mapping[str, Answer]) -> tuple[Outcome, Outcome]:
        return _concluded(self.rulebook, answers), _concluded(self.mutant.rulebook, answers)


def differences(old: Outcome, new: Outcome) -> Iterator[str]:
    """What one outcome has and the other has not, in phrases: of the plan, then of the rest."""
    before, after = _seen(old), _seen(new)
    for what in before:
        yield from (f"no longer {what} '{one}'" for one in before[what] if one not in after[what])
        yield from (f"now {what} '{one}'" for one in after[what] if one not in before[what])


def _seen(outcome: Outcome) -> dict[str, list[str]]:
    """All of an outcome in which a mutant can differ."""
    return {
        "in the plan": [one.action.id for one in outcome.plan],
        "a basic": [one.action.id for one in outcome.plan if one.basic],
        "led": [one.action.id for one in outcome.plan if one.led_by],
        "shown": [f"{one.action.id}/{step.id}" for one in outcome.plan for step in one.steps],
        "offered": [f"{one.action.id}/{offered.draft.id}" for one in outcome.plan for offered in one.drafts],
        "drafted": [
            f"{one.action.id}/{offered.draft.id}/{part.id}"
            for one in outcome.plan
            for offered in one.drafts
            for part in offered.parts
        ],
        "withheld": [held.action.id for held in outcome.withheld],
        "found": [*outcome.findings],
        "fired": [*outcome.fired],
    }
