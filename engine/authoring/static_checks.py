"""Checks of a rulebook that need no solver: what is declared without use, contradictions, limits of durable-rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import msgspec

from ..consulting import durable_refusal
from ..language import (
    FORMULAS,
    ONE,
    Action,
    Atom,
    Condition,
    CountingLogic,
    Earlier,
    Finding,
    Formula,
    OneOf,
    Place,
    Question,
    Rule,
    Rulebook,
    Test,
    every_test,
    meaning,
    satisfiable,
)
from ..proving import Deadline, Guarantee
from .alike_options import alike_options
from .declared_places import FINDINGS, PHASES, SECTIONS, TAGS, Declarations, named_tags
from .remark import (
    CONTRADICTION,
    NEVER_ADVISED,
    NEVER_FOUND,
    TOO_LONG,
    UNCITED_SECTION,
    UNUSED_DRAFT,
    UNUSED_FINDING,
    UNUSED_PHASE,
    UNUSED_QUESTION,
    UNUSED_TAG,
    Remark,
    remark_at,
)
from .table_checks import unreached_row

MOST_STEPS = 1_000_000
"""How many steps a search may take before its question counts as undecided; a few hundred are usual."""


def unused(rulebook: Rulebook, guarantees: Sequence[Guarantee] | None) -> Iterator[Remark]:
    """Remarks on what is declared and has no use; `guarantees` is None where nobody knows what they rest on."""
    declared = Declarations(rulebook.folder)
    yield from _unused_questions(rulebook)
    yield from alike_options(rulebook, deciding_tests(rulebook))
    if guarantees is not None:
        yield from _unused_findings(rulebook, guarantees, declared)
        yield from _unused_tags(rulebook, declared)
    yield from _never_found(rulebook, declared)
    used_phases = {action.phase for action in rulebook.actions}
    for phase in rulebook.phases:
        if phase not in used_phases:
            yield remark_at(declared.place(PHASES, phase), UNUSED_PHASE, f"No action is in the phase '{phase}'.")
    yield from _never_advised(rulebook)
    yield from _unused_drafts(rulebook)
    cited = set(chain.from_iterable(rule.cites for rule in rulebook.rules))
    for section in rulebook.sections:
        if section not in cited:
            yield remark_at(
                declared.place(SECTIONS, section), UNCITED_SECTION, f"No rule cites the section '{section}'."
            )


def deciding_conditions(rulebook: Rulebook) -> Iterator[Condition]:
    """Every condition that decides what a person reads: of rules, steps, help lines, drafts, and of what is asked."""
    yield from (rule.condition for rule in rulebook.rules)
    yield from (Condition(when=step.when) for action in rulebook.actions for step in action.steps)
    yield from (line.condition for line in rulebook.help_lines.lines)
    yield from (draft.condition for draft in rulebook.drafts)
    yield from (Condition(when=part.when) for draft in rulebook.drafts for part in draft.parts)
    yield from (Condition(when=question.only_if) for question in rulebook.questions if question.only_if)


def deciding_tests(rulebook: Rulebook) -> Iterator[Test]:
    """Every test in such a condition."""
    return every_test(deciding_conditions(rulebook))


def questions_tested(rulebook: Rulebook) -> set[str]:
    """The ids of the questions that decide what a person reads."""
    return {test.question for test in deciding_tests(rulebook) if not isinstance(test, Finding)}


def _unused_questions(rulebook: Rulebook) -> Iterator[Remark]:
    tested = questions_tested(rulebook)
    for question in rulebook.questions:
        if question.id not in tested:
            wrong = f"No rule, step, help line or draft tests the question '{question.id}'."
            yield remark_at(question.place, UNUSED_QUESTION, f"{wrong} Let a rule test it, or delete it.")


def _unused_findings(rulebook: Rulebook, guarantees: Iterable[Guarantee], declared: Declarations) -> Iterator[Remark]:
    promised = chain.from_iterable(guarantee.condition.tests() for guarantee in guarantees)
    rested_on = {test.finding for test in (*deciding_tests(rulebook), *promised) if isinstance(test, Finding)}
    if rulebook.alarm is not None:
        rested_on.add(rulebook.alarm.finding)
    for finding in rulebook.findings:
        if finding not in rested_on:
            wrong = f"Nothing rests on the finding '{finding}': no rule, step, help line, draft, alarm or guarantee."
            yield remark_at(declared.place(FINDINGS, finding), UNUSED_FINDING, wrong)


def _never_found(rulebook: Rulebook, declared: Declarations) -> Iterator[Remark]:
    established = set(chain.from_iterable(rule.find for rule in rulebook.rules))
    for finding in rulebook.findings:
        if finding not in established:
            yield remark_at(declared.place(FINDINGS, finding), NEVER_FOUND, f"No rule finds '{finding}'.")


def _never_advised(rulebook: Rulebook) -> Iterator[Remark]:
    """What is plain without a solver, in the words of the check that takes one."""
    advised = set(chain.from_iterable(rule.advise for rule in rulebook.rules))
    yield from (never_advised(action) for action in rulebook.actions if action.id not in advised)


def _unused_drafts(rulebook: Rulebook) -> Iterator[Remark]:
    for draft, actions in rulebook.drafted_by.items():
        if not actions:
            place = rulebook.draft[draft].place
            yield remark_at(place, UNUSED_DRAFT, f"No action begins with the draft '{draft}'. Name it under 'drafts'.")


def never_advised(action: Action) -> Remark:
    """The remark on an action that nothing can bring about."""
    return remark_at(action.place, NEVER_ADVISED, f"No answers make a rule advise the action '{action.id}'.")


def _unused_tags(rulebook: Rulebook, declared: Declarations) -> Iterator[Remark]:
    if not rulebook.tags:
        return  # Which are named takes reading the files again.
    borne = set(chain.from_iterable(action.tags for action in rulebook.actions))
    named = named_tags(rulebook)
    for tag in rulebook.tags:
        if tag not in borne:
            yield remark_at(declared.place(TAGS, tag), UNUSED_TAG, f"No action bears the tag '{tag}'.")
        elif tag not in named:
            wrong = f"No rule withholds and no guarantee claims anything by the tag '{tag}'."
            yield remark_at(declared.place(TAGS, tag), UNUSED_TAG, wrong)


# contradictions -------------------------------------------------------------------------------------------------------


class Contradictions(msgspec.Struct, frozen=True):
    """The rules whose tests can never hold together, by id, each with a remark; `unreached` were not looked at."""

    remarks: Mapping[str, Remark]
    unreached: tuple[Remark, ...]


def contradictions(rulebook: Rulebook, deadline: Deadline) -> Contradictions:
    """Which rules have tests that can never hold together, whatever the findings they rest on."""
    stands_for = {finding: _as_question(finding, rulebook) for finding in rulebook.findings}
    questions = {**rulebook.question, **{question.id: question for question in stands_for.values()}}
    free: dict[str, Formula] = {
        finding: Atom(OneOf(question.id, frozenset(question.options))) for finding, question in stands_for.items()
    }
    logic = CountingLogic(FORMULAS, rulebook.questions)
    taken: dict[Earlier, Formula] = {}
    found: dict[str, Remark] = {}
    unreached: list[Remark] = []
    for rule in rulebook.rules:
        alone = remark_at(rule.place, CONTRADICTION, f"The tests of the rule '{rule.id}' can never hold together.")
        own = msgspec.structs.replace(rule.condition, earlier=None)
        below = unreached_row(rule.place, rule.table, rule.row) if rule.condition.earlier is not None else alone
        if deadline.passed:
            unreached.append(alone)
        elif satisfiable(meaning(rule.condition, free, logic, taken), questions, MOST_STEPS) is False:
            is_alone = below is alone or satisfiable(meaning(own, free, logic), questions, MOST_STEPS) is False
            found[rule.id] = alone if is_alone else below
    return Contradictions(found, tuple(unreached))


def _as_question(finding: str, rulebook: Rulebook) -> Question:
    """A question that asks for the finding; no id holds a space, so that it is none of the rulebook's."""
    return Question(f"finding {finding}", ONE, ("true",), 0, 0, Place(str(rulebook.folder)))


# durable-rules --------------------------------------------------------------------------------------------------------


class Limits(msgspec.Struct, frozen=True):
    """Remarks on rules that durable-rules cannot hold; `unreached` were not put to it."""

    remarks: tuple[Remark, ...] = ()
    unreached: tuple[Remark, ...] = ()


def limits(rulebook: Rulebook, deadline: Deadline) -> Limits:
    """Which rules durable-rules cannot hold, wherever it is used."""
    whole = Place(str(rulebook.folder / "rules"))
    if deadline.passed:
        return Limits(unreached=(remark_at(whole, TOO_LONG, "durable-rules may not hold the rules."),))
    refusal = _refusal(rulebook)
    if refusal is None:
        return Limits()
    alone: list[Remark] = []
    for rule in rulebook.rules:
        if deadline.passed:
            break
        refused = _refusal(_with_rules(rulebook, (rule,)))
        if refused is not None:
            alone.append(remark_at(rule.place, TOO_LONG, refused))
    return Limits(tuple(alone) or (remark_at(whole, TOO_LONG, refusal),))


def _refusal(rulebook: Rulebook) -> str | None:
    """What durable-rules has against the rulebook."""
    refused = durable_refusal(rulebook)
    return None if refused is None else f"{refused.wrong} {refused.right}"


def _with_rules(rulebook: Rulebook, rules: tuple[Rule, ...]) -> Rulebook:
    return msgspec.structs.replace(rulebook, rules=rules)
