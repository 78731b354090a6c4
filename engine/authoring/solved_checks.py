"""Checks of a rulebook that take the solver: what can never fire, matter, be planned or shown, and what can meet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..language import Action, Alarm, Draft, HelpLine, Part, Place, Rule, Rulebook, Step
from ..proving import AT_MOST_ONE, Aim, Claim, Guarantee, Inquiry, applies_term
from .as_written import spelt_answers
from .declared_places import ALARM, HELP_LINE, Declarations
from .idle_conditions import idle_conditions, idle_only_ifs, idle_steps
from .remark import (
    ALWAYS_WITHHELD,
    BARE_ACTION,
    EMPTY_DRAFT,
    EMPTY_GUARANTEE,
    IDLE_DRAFT,
    IDLE_HELP_LINE,
    IDLE_LEAD,
    IDLE_PART,
    MEETING_ACTIONS,
    NEVER_FIRES,
    NEVER_SHOWN,
    SILENT_ALARM,
    Remark,
    remark_at,
)
from .static_checks import never_advised
from .superfluous_rules import superfluous_rules
from .table_checks import table_remarks, unreached_row


def solved_remarks(
    inquiry: Inquiry[Remark], guarantees: Sequence[Guarantee], contradictory: Collection[str]
) -> Iterator[Remark]:
    """Every remark that takes the solver; `contradictory` are the ids of rules already known never to fire."""
    rulebook = inquiry.rulebook
    fires = {rule.id: _fires(rule) for rule in rulebook.rules if rule.id not in contradictory}
    never = [aim.about for aim in inquiry.unmet(fires.values())]
    yield from never
    in_doubt = {*never, *inquiry.undecided, *inquiry.unreached}
    alive = [rulebook.rule[rule] for rule, aim in fires.items() if aim.about not in in_doubt]
    yield from superfluous_rules(inquiry, alive)
    yield from idle_conditions(inquiry, alive)
    yield from (aim.about for aim in inquiry.unmet(_leads(rulebook, rule, led) for rule in alive for led in rule.lead))
    yield from idle_only_ifs(inquiry)
    yield from _action_remarks(inquiry)
    yield from _aside_remarks(inquiry)
    yield from _draft_remarks(inquiry)
    yield from table_remarks(inquiry, alive)
    for guarantee in guarantees:
        yield from _guarantee_remarks(inquiry, guarantee)


def _fires(rule: Rule) -> Aim[Remark]:
    return Aim(
        unreached_row(rule.place, rule.table, rule.row)
        if rule.condition.earlier is not None
        else remark_at(rule.place, NEVER_FIRES, f"No answers make the rule '{rule.id}' fire."),
        seen=lambda outcome: rule.id in outcome.fired,
        formula=lambda terms: terms.fires(rule.id),
    )


def _leads(rulebook: Rulebook, rule: Rule, action: str) -> Aim[Remark]:
    wrong = f"The rule '{rule.id}' leads '{action}', which is never in the plan when it fires."
    if not rulebook.first_steps:
        wrong = f"The rule '{rule.id}' leads '{action}', but no plan leads with anything: 'first-steps' is 0."
    return Aim(
        remark_at(rule.place, IDLE_LEAD, wrong),
        seen=lambda outcome: (planned := outcome.planned.get(action)) is not None and rule.id in planned.led_by,
        formula=lambda terms: terms.every((terms.fires(rule.id), terms.led(action))),
    )


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
    for action in (action for action, aim in planned if aim not in never):
        yield from _bare_action(inquiry, action)


def _bare_action(inquiry: Inquiry[Remark], action: Action) -> Iterator[Remark]:
    """A remark with the smallest case in which the action is planned and none of its steps is shown."""
    if any(not step.when for step in action.steps):
        return
    case = inquiry.smallest(
        remark_at(action.place, BARE_ACTION, f"The action '{action.id}' can be in a plan without any step."),
        lambda terms: terms.planned(action.id),
        lambda terms: terms.negation(terms.some(terms.shown(action.id, step.id) for step in action.steps)),
    )
    if case is not None:
        wrong = f"The action '{action.id}' is in the plan without any step: {spelt_answers(case)}."
        yield remark_at(action.place, BARE_ACTION, f"{wrong} Add a step that everybody sees.")


def _is_advised(action: Action) -> Aim[Remark]:
    return Aim(
        never_advised(action),
        seen=lambda outcome: action.id in outcome.planned or action.id in outcome.withheld,
        formula=lambda terms: terms.advised(action.id),
    )


def _is_planned(action: Action) -> Aim[Remark]:
    wrong = f"Whenever a rule advises the action '{action.id}', a rule withholds it."
    return Aim(
        remark_at(action.place, ALWAYS_WITHHELD, wrong),
        seen=lambda outcome: action.id in outcome.planned,
        formula=lambda terms: terms.planned(action.id),
    )


def _is_shown(action: Action, step: Step) -> Aim[Remark]:
    return Aim(
        remark_at(action.place, NEVER_SHOWN, f"No answers show the step '{step.id}' of the action '{action.id}'."),
        seen=lambda outcome: (planned := outcome.planned.get(action.id)) is not None and step in planned.steps,
        formula=lambda terms: terms.shown(action.id, step.id),
    )


# drafts ---------------------------------------------------------------------------------------------------------------


def _draft_remarks(inquiry: Inquiry[Remark]) -> Iterator[Remark]:
    named = [draft for draft in inquiry.rulebook.drafts if inquiry.rulebook.drafted_by[draft.id]]
    offered = [(draft, _is_offered(draft)) for draft in named]
    never = {*inquiry.unmet(aim for _, aim in offered)}
    yield from (aim.about for aim in never)
    for draft in (draft for draft, aim in offered if aim not in never):
        yield from (aim.about for aim in inquiry.unmet(_is_in(inquiry.rulebook, draft, part) for part in draft.parts))
        yield from _empty_draft(inquiry, draft)


def _is_offered(draft: Draft) -> Aim[Remark]:
    return Aim(
        remark_at(draft.place, IDLE_DRAFT, f"No answers offer the draft '{draft.id}' with one of its actions."),
        seen=lambda outcome: draft.id in outcome.outcome.drafts,
        formula=lambda terms: terms.drafted(draft.id),
    )


def _is_in(rulebook: Rulebook, draft: Draft, part: Part) -> Aim[Remark]:
    actions = rulebook.drafted_by[draft.id]
    return Aim(
        remark_at(draft.place, IDLE_PART, f"No answers put the part '{part.id}' into the draft '{draft.id}'."),
        seen=lambda outcome: (there := outcome.outcome.drafts.get(draft.id)) is not None and part in there.parts,
        formula=lambda terms: terms.some(terms.in_draft(action, draft.id, part.id) for action in actions),
    )


def _empty_draft(inquiry: Inquiry[Remark], draft: Draft) -> Iterator[Remark]:
    """A remark with the smallest case in which the draft is offered and nothing is in it."""
    if any(not part.when for part in draft.parts):
        return
    case = inquiry.smallest(
        remark_at(draft.place, EMPTY_DRAFT, f"The draft '{draft.id}' can be offered without any part."),
        lambda terms: terms.drafted(draft.id),
        lambda terms: terms.negation(terms.some(terms.all_hold(part.when) for part in draft.parts)),
    )
    if case is not None:
        wrong = f"The draft '{draft.id}' is offered without any part: {spelt_answers(case)}."
        yield remark_at(draft.place, EMPTY_DRAFT, wrong)


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
            line.condition.holds(outcome.outcome.case.facts, outcome.outcome.findings)
            and any(action in outcome.planned for action in line.under)
        ),
        formula=lambda terms: terms.every(
            (terms.condition(line.condition), terms.some(map(terms.planned, line.under)))
        ),
    )


def _sounds(rulebook: Rulebook, alarm: Alarm, place: Place) -> Aim[Remark]:
    wrong = f"Whenever '{alarm.finding}' is found, if ever, the phase '{alarm.phase}' of the plan is empty."
    shown = [action.id for action in rulebook.actions if action.phase == alarm.phase]
    return Aim(
        remark_at(place, SILENT_ALARM, wrong),
        seen=lambda outcome: outcome.outcome.alarmed and any(action in outcome.planned for action in shown),
        formula=lambda terms: terms.every((terms.found(alarm.finding), terms.some(map(terms.planned, shown)))),
    )


# guarantees -----------------------------------------------------------------------------------------------------------


def _guarantee_remarks(inquiry: Inquiry[Remark], guarantee: Guarantee) -> Iterator[Remark]:
    yield from (aim.about for aim in inquiry.unmet([_applies(guarantee)]))
    for claim in guarantee.claims:
        if claim.kind == AT_MOST_ONE:
            yield from _meeting(inquiry, guarantee, claim)


def _applies(guarantee: Guarantee) -> Aim[Remark]:
    wrong = f"No answers meet the condition of the guarantee '{guarantee.id}', so that it promises nothing."
    return Aim(
        remark_at(guarantee.place, EMPTY_GUARANTEE, wrong),
        seen=lambda outcome: guarantee.applies(outcome.outcome),
        formula=lambda terms: applies_term(terms, guarantee),
    )


def _meeting(inquiry: Inquiry[Remark], guarantee: Guarantee, claim: Claim) -> Iterator[Remark]:
    """A remark with the smallest case in which more than one of the claim's actions are in the plan."""
    wrong = f"Actions that '{guarantee.id}' declares contradictory can meet in one plan."
    case = inquiry.smallest(
        remark_at(guarantee.place, MEETING_ACTIONS, wrong),
        lambda terms: applies_term(terms, guarantee),
        lambda terms: terms.at_least(2, map(terms.planned, claim.actions)),
    )
    if case is not None:
        together = claim.present(inquiry.outcome(case).planned)
        names = " and ".join(f"'{action}'" for action in together[:2])
        wrong = f"{names}, which '{guarantee.id}' declares contradictory, meet in one plan: {spelt_answers(case)}."
        yield remark_at(guarantee.place, MEETING_ACTIONS, wrong)
