"""Checks of a rulebook that take the solver: what can never fire, matter, be planned or shown, and what can meet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..consulting import Outcome
from ..language import Action, Alarm, HelpLine, Place, Rule, Rulebook, Step
from ..proving import AT_MOST_ONE, Aim, Claim, Guarantee, Inquiry, Model, Term, UndecidedError, speaks
from .as_written import spelt_answers
from .declared_places import ALARM, HELP_LINE, Declarations
from .idle_conditions import idle_conditions, idle_steps
from .remark import (
    ALWAYS_WITHHELD,
    EMPTY_GUARANTEE,
    IDLE_HELP_LINE,
    MEETING_ACTIONS,
    NEVER_FIRES,
    NEVER_SHOWN,
    SILENT_ALARM,
    SUPERFLUOUS_RULE,
    Remark,
    remark_at,
)
from .static_checks import never_advised


def solved_remarks(
    inquiry: Inquiry[Remark], guarantees: Sequence[Guarantee], contradictory: Collection[str]
) -> Iterator[Remark]:
    """Every remark that takes the solver; `contradictory` are the ids of rules already known never to fire."""
    rulebook = inquiry.rulebook
    fires = {rule.id: _fires(rule) for rule in rulebook.rules if rule.id not in contradictory}
    never = [aim.about for aim in inquiry.unmet(fires.values())]
    yield from never
    in_doubt = {*never, *inquiry.undecided}
    alive = [rulebook.rule[rule] for rule, aim in fires.items() if aim.about not in in_doubt]
    yield from _superfluous(inquiry, alive)
    yield from idle_conditions(inquiry, alive)
    yield from _action_remarks(inquiry)
    yield from _aside_remarks(inquiry)
    for guarantee in guarantees:
        yield from _guarantee_remarks(inquiry, guarantee)


# rules ----------------------------------------------------------------------------------------------------------------


def _fires(rule: Rule) -> Aim[Remark]:
    return Aim(
        remark_at(rule.place, NEVER_FIRES, f"No answers make the rule '{rule.id}' fire."),
        seen=lambda outcome: rule.id in outcome.fired,
        formula=lambda model: model.fires(rule.id),
    )


def _superfluous(inquiry: Inquiry[Remark], rules: Sequence[Rule]) -> Iterator[Remark]:
    """A remark on every rule that others stand in for; of two that stand in for each other, on the later one."""
    every = inquiry.rulebook.rules
    aims = {rule.id: _matters(every, rule) for rule in rules}
    spared = {*inquiry.unmet(aims.values())}
    left = every
    for rule in reversed([rule for rule in rules if aims[rule.id] in spared]):
        if left is every or [*inquiry.unmet([_matters(left, rule)])]:
            left = tuple(other for other in left if other is not rule)
            yield aims[rule.id].about


def _matters(rules: Sequence[Rule], rule: Rule) -> Aim[Remark]:
    """Of `rules` this one fires, and without it a finding, the plan, a basic or what is withheld would differ.

    Rules that are not among `rules` must bring about nothing that these do not.
    """
    wrong = f"The rule '{rule.id}' changes nothing: whenever it fires, other rules bring about the same without it."
    return Aim(
        remark_at(rule.place, SUPERFLUOUS_RULE, wrong),
        seen=lambda outcome: rule.id in outcome.fired and _told_apart(rules, rule, outcome),
        formula=lambda model: model.every((model.fires(rule.id), model.some(_differences(rules, rule, model)))),
    )


def _touched(rule: Rule) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*rule.advise, *rule.withhold)))


def _told_apart(rules: Sequence[Rule], rule: Rule, outcome: Outcome) -> bool:
    """Whether an outcome of these rules, in which the rule fired, would differ without it."""
    names = {*outcome.fired}
    fired = [other for other in rules if other.id in names]
    if any(not any(finding in other.find for other in fired if other is not rule) for finding in rule.find):
        return True
    return any(
        _standing(action, fired) != _standing(action, [one for one in fired if one is not rule])
        for action in _touched(rule)
    )


def _standing(action: str, fired: Sequence[Rule]) -> tuple[bool, bool, bool]:
    """Whether these rules put the action into the plan, put it there as more than a basic, and withhold it."""
    advising = [rule for rule in fired if action in rule.advise]
    held_back = any(action in rule.withhold for rule in fired)
    planned = bool(advising) and not held_back
    return planned, planned and not all(rule.basic for rule in advising), bool(advising) and held_back


def _differences(rules: Sequence[Rule], rule: Rule, model: Model) -> Iterator[Term]:
    """What `_told_apart` looks at, as formulas of which one must hold."""
    others = [other for other in rules if other is not rule]
    for finding in rule.find:
        yield model.negation(model.some(model.fires(other.id) for other in others if finding in other.find))
    for action in _touched(rule):
        with_it = _standing_formulas(action, rules, model)
        without = _standing_formulas(action, others, model)
        yield from (model.negation(model.same(one, other)) for one, other in zip(with_it, without, strict=True))


def _standing_formulas(action: str, rules: Sequence[Rule], model: Model) -> tuple[Term, Term, Term]:
    advising = [rule for rule in rules if action in rule.advise]
    advised = model.some(model.fires(rule.id) for rule in advising)
    own = model.some(model.fires(rule.id) for rule in advising if not rule.basic)
    held_back = model.some(model.fires(rule.id) for rule in rules if action in rule.withhold)
    free = model.negation(held_back)
    return model.every((advised, free)), model.every((own, free)), model.every((advised, held_back))


# actions, steps -------------------------------------------------------------------------------------------------------


def _action_remarks(inquiry: Inquiry[Remark]) -> Iterator[Remark]:
    advised = [(action, _is_advised(action)) for action in inquiry.rulebook.actions]
    never = {*inquiry.unmet(aim for _, aim in advised)}
    planned = [(action, _is_planned(action)) for action, aim in advised if aim not in never]
    never |= {*inquiry.unmet(aim for _, aim in planned)}
    yield from (aim.about for aim in never)
    steps = [(action, step) for action, aim in planned if aim not in never for step in action.steps if step.when]
    yield from idle_steps(inquiry, steps)
    yield from (aim.about for aim in inquiry.unmet(_is_shown(*one) for one in steps))


def _is_advised(action: Action) -> Aim[Remark]:
    return Aim(
        never_advised(action),
        seen=lambda outcome: _is_spoken_of(action, outcome),
        formula=lambda model: model.advised(action.id),
    )


def _is_planned(action: Action) -> Aim[Remark]:
    wrong = f"Whenever a rule advises the action '{action.id}', a rule withholds it."
    return Aim(
        remark_at(action.place, ALWAYS_WITHHELD, wrong),
        seen=lambda outcome: outcome.planned(action.id) is not None,
        formula=lambda model: model.planned(action.id),
    )


def _is_shown(action: Action, step: Step) -> Aim[Remark]:
    return Aim(
        remark_at(action.place, NEVER_SHOWN, f"No answers show the step '{step.id}' of the action '{action.id}'."),
        seen=lambda outcome: (planned := outcome.planned(action.id)) is not None and step in planned.steps,
        formula=lambda model: model.shown(action.id, step.id),
    )


def _is_spoken_of(action: Action, outcome: Outcome) -> bool:
    """Whether a fired rule advises the action, withheld or not."""
    return outcome.planned(action.id) is not None or any(held.action is action for held in outcome.withheld)


# help lines, alarm ----------------------------------------------------------------------------------------------------


def _aside_remarks(inquiry: Inquiry[Remark]) -> Iterator[Remark]:
    rulebook = inquiry.rulebook
    declared = Declarations(rulebook.folder)
    aims = [_is_printed(line, declared.place(HELP_LINE, line.id)) for line in rulebook.help_lines.lines]
    if rulebook.alarm is not None:
        aims.append(_sounds(rulebook, rulebook.alarm, declared.place(ALARM)))
    yield from (aim.about for aim in inquiry.unmet(aims))


def _is_printed(line: HelpLine, place: Place) -> Aim[Remark]:
    return Aim(
        remark_at(place, IDLE_HELP_LINE, f"No answers show the help line '{line.id}' under one of its actions."),
        seen=lambda outcome: (
            line.condition.holds(outcome.case.facts, outcome.findings)
            and any(outcome.planned(action) is not None for action in line.under)
        ),
        formula=lambda model: model.every(
            (model.condition(line.condition), model.some(map(model.planned, line.under)))
        ),
    )


def _sounds(rulebook: Rulebook, alarm: Alarm, place: Place) -> Aim[Remark]:
    wrong = f"Whenever '{alarm.finding}' is found, if ever, the phase '{alarm.phase}' of the plan is empty."
    shown = [action.id for action in rulebook.actions if action.phase == alarm.phase]
    return Aim(
        remark_at(place, SILENT_ALARM, wrong),
        seen=lambda outcome: outcome.alarmed and any(outcome.planned(action) is not None for action in shown),
        formula=lambda model: model.every((model.found(alarm.finding), model.some(map(model.planned, shown)))),
    )


# guarantees -----------------------------------------------------------------------------------------------------------


def _guarantee_remarks(inquiry: Inquiry[Remark], guarantee: Guarantee) -> Iterator[Remark]:
    yield from (aim.about for aim in inquiry.unmet([_speaks(guarantee)]))
    for claim in guarantee.claims:
        if claim.kind == AT_MOST_ONE:
            yield from _meeting(inquiry, guarantee, claim)


def _speaks(guarantee: Guarantee) -> Aim[Remark]:
    wrong = f"No answers meet the condition of the guarantee '{guarantee.id}', so that it promises nothing."
    return Aim(
        remark_at(guarantee.place, EMPTY_GUARANTEE, wrong),
        seen=guarantee.applies,
        formula=lambda model: speaks(model, guarantee),
    )


def _meeting(inquiry: Inquiry[Remark], guarantee: Guarantee, claim: Claim) -> Iterator[Remark]:
    """A remark with the smallest case in which more than one of the claim's actions are in the plan."""
    model = inquiry.model
    several = model.at_least(2, map(model.planned, claim.actions))
    try:
        case = model.smallest(speaks(model, guarantee), several, seconds=inquiry.seconds())
    except UndecidedError as undecided:
        case = undecided.found
        if case is None:
            wrong = f"Actions that '{guarantee.id}' declares contradictory can meet in one plan."
            inquiry.undecided.append(remark_at(guarantee.place, MEETING_ACTIONS, wrong))
    if case is not None:
        met = inquiry.outcome(case)
        together = claim.present([planned.action.id for planned in met.plan])
        names = " and ".join(f"'{action}'" for action in together[:2])
        wrong = f"{names}, which '{guarantee.id}' declares contradictory, meet in one plan: {spelt_answers(case)}."
        yield remark_at(guarantee.place, MEETING_ACTIONS, wrong)
