"""The plan in words, as one value: what a terminal, a page or a document has but to set out."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ..consulting import Offered, Outcome, Planned
from ..language import BEYOND, Action, FollowUp, HelpLine, Rulebook
from ..reading import BLANKS, ShapedText, blanks_in
from .phrasing import answer_in_words, cited
from .plan_parts import (
    held_back,
    lines_to_call,
    may_follow,
    plan_phases,
    urgent_actions,
)
from .value_words import answered_wording
from .wording import Wording


class ToldHelpLine(msgspec.Struct, frozen=True):
    """A help line: what to dial, where to read about it, and the date on which that was checked."""

    id: str
    name: str
    call: str
    url: str
    hours: str
    note: ShapedText
    checked: str


class ToldBlank(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A blank of a draft, `{{name}}`, and what goes there."""

    name: str
    text: str


class ToldDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A draft that is offered: what it is, its form in a line, the texts of its parts (`part_ids`), its blanks."""

    id: str
    title: str
    form: str
    parts: tuple[str, ...]
    part_ids: tuple[str, ...]
    blanks: tuple[ToldBlank, ...]


class ToldAction(msgspec.Struct, frozen=True):
    """An action of the plan; `done` says how one knows that it is done, and may be empty.

    `cited` names the sections that it comes from, in brackets, `because` the fired rules that advise it, by id, and
    `led_by` those that have it come before others among the first steps.
    """

    id: str
    rank: int
    basic: bool
    title: str
    steps: tuple[ShapedText, ...]
    done: str
    follow_ups: tuple[str, ...]
    help_lines: tuple[ToldHelpLine, ...]
    cited: str
    because: tuple[str, ...]
    led_by: tuple[str, ...]
    drafts: tuple[ToldDraft, ...] = ()


class ToldPhase(msgspec.Struct, frozen=True):
    """A phase of the plan under its heading: what is shown in full, and the basics of which only the titles are."""

    heading: str
    own: tuple[ToldAction, ...]
    basics: tuple[ToldAction, ...]


class CitedReason(msgspec.Struct, frozen=True):
    """Why something was held back: a rule in a sentence, and the sections that it cites, in brackets."""

    sentence: ShapedText
    cited: str


class ToldHeldBack(msgspec.Struct, frozen=True):
    """The titles of what was held back for the same reasons."""

    titles: tuple[str, ...]
    because: tuple[CitedReason, ...]


class ToldAnswer(msgspec.Struct, frozen=True):
    """What was answered, under the topic of its question."""

    topic: str
    answer: str


class ToldPlan(msgspec.Struct, frozen=True):
    """The plan, final where no topic is `open`, with the answers that it rests on; `alarmed`: while the alarm stands.

    `beyond` tells what it means to go beyond the source, where anything in the plan does.
    """

    title: str
    alarmed: bool
    open: tuple[str, ...]
    first_steps: tuple[ToldAction, ...]
    phases: tuple[ToldPhase, ...]
    held_back: tuple[ToldHeldBack, ...]
    answers: tuple[ToldAnswer, ...]
    source: str
    beyond: str


class ToldAlarm(msgspec.Struct, frozen=True):
    """What comes before everything else, whom to call, and what going on may bring; that is empty at the end."""

    actions: tuple[ToldAction, ...]
    calls: tuple[ToldHelpLine, ...]
    invitation: str


def told_plan(outcome: Outcome, wording: Wording) -> ToldPlan:
    """The plan of an outcome in words."""
    wording = answered_wording(wording, outcome.rulebook, outcome.case.facts)
    rulebook, texts = outcome.rulebook, wording.texts
    parts, groups = plan_phases(outcome), held_back(outcome)
    told = {planned.rank: told_action(outcome, planned, wording) for planned in outcome.plan}
    beyond = any(BEYOND in planned.action.cites for planned in outcome.plan)
    return ToldPlan(
        title=texts("rulebook", "title"),
        alarmed=outcome.alarmed,
        open=tuple(texts("questions", question.id, "topic") for question in outcome.open_questions),
        first_steps=tuple(told[planned.rank] for planned in outcome.first_steps),
        phases=tuple(
            ToldPhase(
                texts("phases", part.phase),
                tuple(told[planned.rank] for planned in part.own),
                tuple(told[planned.rank] for planned in part.basics),
            )
            for part in parts
        ),
        held_back=tuple(
            ToldHeldBack(
                tuple(texts("actions", held.action.id, "title") for held in group.held),
                tuple(cited_reason(rulebook, by, wording) for by in group.by),
            )
            for group in groups
        ),
        answers=tuple(
            ToldAnswer(texts("questions", name, "topic"), answer_in_words(rulebook.question[name], answer, wording))
            for name, answer in outcome.case.facts.items()
        ),
        source=texts("rulebook", "source"),
        beyond=texts("sections", BEYOND) if beyond else "",
    )


def cited_reason(rulebook: Rulebook, rule: str, wording: Wording) -> CitedReason:
    """A rule, named by its id, as a reason."""
    return CitedReason(wording.shaped("rules", rule), cited(rulebook.rule[rule].cites, wording))


def told_alarm(outcome: Outcome, wording: Wording) -> ToldAlarm:
    """What is said while the alarm stands."""
    wording = answered_wording(wording, outcome.rulebook, outcome.case.facts)
    return ToldAlarm(
        actions=tuple(told_action(outcome, planned, wording) for planned in urgent_actions(outcome)),
        calls=tuple(told_help_line(outcome.rulebook, line, wording) for line in lines_to_call(outcome)),
        invitation="" if outcome.complete else invitation(may_follow(outcome), wording),
    )


def told_action(outcome: Outcome, planned: Planned, wording: Wording) -> ToldAction:
    """An action of the plan in words."""
    wording = answered_wording(wording, outcome.rulebook, outcome.case.facts)
    action, texts, rulebook = planned.action, wording.texts, outcome.rulebook
    follow_ups = tuple(_follow_up(action, follow_up, wording) for follow_up in action.follow_ups)
    help_lines = rulebook.help_lines.under(action.id, outcome.case.facts, outcome.findings)
    return ToldAction(
        id=action.id,
        rank=planned.rank,
        basic=planned.basic,
        title=texts("actions", action.id, "title"),
        steps=tuple(wording.shaped("actions", action.id, "steps", step.id) for step in planned.steps),
        done=texts.get("actions", action.id, "done"),
        follow_ups=follow_ups,
        help_lines=tuple(told_help_line(rulebook, line, wording) for line in help_lines),
        cited=cited(action.cites, wording),
        because=planned.because,
        led_by=planned.led_by,
        drafts=tuple(told_draft(offered, wording) for offered in planned.drafts),
    )


def told_draft(offered: Offered, wording: Wording) -> ToldDraft:
    """A draft in words, its blanks as they stand."""
    texts, draft = wording.texts, offered.draft
    parts = tuple(texts("drafts", draft.id, "parts", part.id).strip() for part in offered.parts)
    return ToldDraft(
        id=draft.id,
        title=texts("drafts", draft.id, "title"),
        form=texts("drafts", draft.id, "form"),
        parts=parts,
        part_ids=tuple(part.id for part in offered.parts),
        blanks=tuple(ToldBlank(name, texts(BLANKS, name)) for name in blanks_in("\n".join(parts))),
    )


def told_help_line(rulebook: Rulebook, line: HelpLine, wording: Wording) -> ToldHelpLine:
    """A help line of the rulebook in words."""
    return ToldHelpLine(
        id=line.id,
        name=wording.texts("help-lines", line.id, "name"),
        call=line.call,
        url=line.url,
        hours=wording.texts.get("help-lines", line.id, "hours"),
        note=wording.shaped_if_any("help-lines", line.id, "note"),
        checked=rulebook.help_lines.checked,
    )


def invitation(actions: Iterable[Action], wording: Wording) -> str:
    """What going on with the questions may bring, as a sentence that names these actions."""
    titles = (wording.texts("actions", action.id, "title") for action in actions)
    quoted = (wording.say("answer", "quoted").format(label=title) for title in titles)
    named = wording.say("alarm", "and").join(quoted)
    return wording.say("alarm", "go-on-for" if named else "go-on-anyway").format(titles=named)


def _follow_up(action: Action, follow_up: FollowUp, wording: Wording) -> str:
    """A follow-up as a sentence that says when it is due."""
    kind, days = "days-after", follow_up.days_after
    if days is None:
        kind, days = "days-before", follow_up.days_before
    text = wording.shaped("actions", action.id, "follow-ups", follow_up.id).with_addresses
    return wording.say("follow-up", "on-the-day" if not days else kind).format(days=days, text=text)
