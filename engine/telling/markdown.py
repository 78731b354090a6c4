"""The outcome as a Markdown document: the plan, its reasons, what was withheld, the answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..consulting import Outcome
from ..language import controls_shown
from ..reading import Texts
from .explanation import Explanation, ToldAside, explain, told_aside
from .phrasing import finding_in_words
from .plan_words import ToldAction, ToldHelpLine, ToldPlan, told_plan
from .reason_words import ToldGround, ToldReason, told_reasons
from .reasons import fired_reasons
from .value_words import answered_wording
from .wording import Wording


def as_markdown(outcome: Outcome, wording: Wording, action: str | None = None) -> str:
    """The whole outcome with the reasons below each action, or the explanation of one action.

    Raises CaseError when the rulebook has no such action.
    """
    wording = answered_wording(wording, outcome.rulebook, outcome.case.facts)
    explained = None if action is None else explain(outcome, action, wording)
    lines = _document(outcome, wording) if explained is None else _explanation(explained, wording)
    return controls_shown("\n".join(lines) + "\n")


_MARKUP = re.compile(r"[\\`*_\[\]<>#|~&]")
_BEFORE_LIST_MARK = re.compile(r"^(?:[0-9]+(?=[.)])|(?=[-+=]))")
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:[^\s<>]+")


def escaped(text: str) -> str:
    """The text on one line, with everything that Markdown would read as markup made literal."""
    line = " ".join(part.strip() for part in text.splitlines())
    return _BEFORE_LIST_MARK.sub(r"\g<0>\\", _MARKUP.sub(r"\\\g<0>", line))


def linked(address: str) -> str:
    """The address as a link; as literal text where it is none."""
    return f"<{address}>" if _ADDRESS.fullmatch(address) else escaped(address)


_Because = Callable[[Iterable[str], int], Iterator[str]]
"""Gives the lines of the rules of these ids, so far in: own before basic, each with what it rests on."""


def _document(outcome: Outcome, wording: Wording) -> Iterator[str]:
    plan, say = told_plan(outcome, wording), wording.say
    told = told_reasons(fired_reasons(outcome, outcome.fired), outcome.rulebook, wording)
    fired = {reason.rule: reason for reason in told}

    def because(rules: Iterable[str], depth: int) -> Iterator[str]:
        return _reasons(sorted((fired[rule] for rule in rules), key=lambda reason: reason.basic), depth)

    yield from _headed("#", plan.title)
    yield from _plan(plan, because, say)
    yield from _withheld(outcome, because, wording)
    yield from _findings(outcome, because, wording)
    yield from _headed("##", say("plan", "answers"))
    yield from (f"- {escaped(answer.topic)}: {escaped(answer.answer)}" for answer in plan.answers)
    yield ""
    if outcome.case.aside:
        yield from _headed("##", say("explain", "set-aside"))
        yield from _aside(told_aside(outcome, wording))
        yield ""
    yield from ("---", "", escaped(plan.source), "")
    yield say("markdown", "made").format(
        rulebook=escaped(outcome.rulebook.id),
        version=escaped(outcome.rulebook.version),
        sha256=outcome.rulebook.sha256[:12],
        engine=outcome.engine.name,
    )


def _plan(plan: ToldPlan, because: _Because, say: Texts) -> Iterator[str]:
    if plan.open:
        yield f"> {say('plan', 'provisional')}"
        yield f"> {escaped(say('question', 'and').join(plan.open))}"
        yield ""
    if plan.leads:
        yield from _headed("##", say("plan", "first"))
        yield from (f"- {escaped(action.title)}" for action in plan.first_steps)
        yield ""
    for phase in plan.phases:
        yield from _headed("##", phase.heading)
        for action in (*phase.own, *phase.basics):
            yield from _action(action, because, say)


def _action(action: ToldAction, because: _Because, say: Texts) -> Iterator[str]:
    mark = f" ({say('plan', 'basic')})" if action.basic else ""
    yield f"### {action.rank}. {escaped(action.title)}{mark}"
    yield ""
    yield from (f"- [ ] {escaped(step)}" for step in action.steps)
    yield ""
    if action.done:
        yield f"{say('plan', 'done')}{escaped(action.done)}"
        yield ""
    if action.follow_ups:
        yield from (f"- {escaped(follow_up)}" for follow_up in action.follow_ups)
        yield ""
    if action.drafts:
        yield f"**{say('plan', 'drafts')}**"
        yield ""
        yield from (f"- {escaped(draft.title)} (`{draft.id}`): {escaped(draft.form)}" for draft in action.drafts)
        yield ""
    if action.help_lines:
        yield from _help_lines(action.help_lines, say)
    yield f"**{say('plan', 'why')}**"
    yield ""
    yield from because(action.because, 0)
    yield ""
    if action.led_by:
        yield f"**{say('explain', 'lead')}**"
        yield ""
        yield from because(action.led_by, 0)
        yield ""


def _help_lines(lines: Sequence[ToldHelpLine], say: Texts) -> Iterator[str]:
    for line in lines:
        parts = (escaped(line.call), escaped(line.hours), escaped(line.note), linked(line.url))
        yield f"- **{escaped(line.name)}** {' · '.join(filter(None, parts))}"
    yield ""
    yield say("plan", "checked").format(date=escaped(lines[0].checked))
    yield ""


def _withheld(outcome: Outcome, because: _Because, wording: Wording) -> Iterator[str]:
    if not outcome.withheld:
        return
    yield from _headed("##", wording.say("plan", "withheld"))
    for held in outcome.withheld:
        yield f"- {escaped(wording.texts('actions', held.action.id, 'title'))}"
        yield from because(held.by, 1)
    yield ""


def _findings(outcome: Outcome, because: _Because, wording: Wording) -> Iterator[str]:
    """What the reasons above rest on, each finding once."""
    if not outcome.findings:
        return
    yield from _headed("##", wording.say("plan", "findings"))
    for finding, by in outcome.findings.items():
        yield f"- {escaped(finding_in_words(finding, wording, holds=True))}"
        yield from because(by, 1)
    yield ""


def _explanation(explanation: Explanation, wording: Wording) -> Iterator[str]:
    yield from _headed("#", explanation.title)
    yield escaped(explanation.verdict + explanation.proviso)
    yield ""
    for part in explanation.parts:
        yield f"**{escaped(part.heading)}**"
        yield ""
        yield from _reasons(part.reasons)
        yield ""
    if explanation.further:
        yield f"**{escaped(wording.say('explain', 'further'))}**"
        yield ""
        yield from _grounds(explanation.further)
        yield ""
    if explanation.aside:
        yield f"**{escaped(wording.say('explain', 'set-aside'))}**"
        yield ""
        yield from _aside(explanation.aside)
        yield ""


def _aside(answers: Iterable[ToldAside]) -> Iterator[str]:
    for answer in answers:
        yield f"- {escaped(answer.sentence)}"
        yield from _grounds(answer.grounds, 1)


def _headed(level: str, heading: str) -> Iterator[str]:
    yield f"{level} {escaped(heading)}"
    yield ""


def _reasons(reasons: Iterable[ToldReason], depth: int = 0) -> Iterator[str]:
    """Rules and their grounds as lists within lists."""
    for reason in reasons:
        yield f"{'  ' * depth}- {escaped(reason.sentence)} ({escaped(reason.sections)})"
        yield from _grounds(reason.grounds, depth + 1)


def _grounds(grounds: Iterable[ToldGround], depth: int = 0) -> Iterator[str]:
    for ground in grounds:
        yield f"{'  ' * depth}- {escaped(ground.sentence)}"
        yield from _reasons(ground.reasons, depth + 1)
