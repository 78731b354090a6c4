"""The outcome as a Markdown document: the plan, its reasons, what was withheld, the answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ..consulting import Outcome
from ..language import controls_shown
from ..reading import Piece, ShapedText
from .explanation import Explanation, ToldAside, explain, told_aside
from .number_words import date_in_words
from .phrasing import finding_in_words
from .plan_parts import held_back
from .plan_words import ToldAction, ToldDraft, ToldHelpLine, ToldPlan, told_plan
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
    return _as_begun(_literal(" ".join(part.strip() for part in text.splitlines())))


def shaped_lines(text: ShapedText, indent: str = "", behind: str = "") -> Iterator[str]:
    """A text with its shape, line by line, the first for behind a mark, the others so far in.

    What is `behind` follows its first line; it is Markdown already. Lists have a mark of their own, so that none is
    taken for a part of another.
    """
    mark = ""
    for number, passage in enumerate(text.passages):
        for line in passage.lines:
            yield f"{mark}{'* ' if passage.bulleted else ''}{_line(line)}{behind}"
            mark, behind = indent, ""
        if number < len(text.passages) - 1:
            yield ""
    if not text:
        yield behind.strip()


def _line(pieces: Iterable[Piece]) -> str:
    told = (f"[{_literal(piece.text)}]({piece.address})" if piece.address else _literal(piece.text) for piece in pieces)
    return _as_begun("".join(told))


def _literal(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _as_begun(line: str) -> str:
    """The line, of which the beginning is no mark of a list or a heading."""
    return _BEFORE_LIST_MARK.sub(r"\g<0>\\", line)


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
    yield from _plan(plan, because, wording)
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


def _plan(plan: ToldPlan, because: _Because, wording: Wording) -> Iterator[str]:
    say = wording.say
    if plan.open:
        yield f"> {say('plan', 'provisional')}"
        yield f"> {escaped(say('question', 'and').join(plan.open))}"
        yield ""
    offered: dict[str, ToldAction] = {}
    for heading, actions in _parts(plan, wording):
        yield from _headed("##", heading)
        for action in actions:
            for draft in action.drafts:
                offered.setdefault(draft.id, action)
            yield from _action(action, offered, because, wording)


def _parts(plan: ToldPlan, wording: Wording) -> Iterator[tuple[str, Sequence[ToldAction]]]:
    """The actions under their headings, each once: what comes first, and then what else each phase holds."""
    if plan.first_steps:
        yield wording.say("plan", "first"), plan.first_steps
    for phase in plan.phases:
        if others := [action for action in (*phase.own, *phase.basics) if action not in plan.first_steps]:
            yield phase.heading, others


def _action(
    action: ToldAction, offered: Mapping[str, ToldAction], because: _Because, wording: Wording
) -> Iterator[str]:
    """The action, with the words of each draft that is `offered` with it first and with no action before."""
    say = wording.say
    mark = f" ({say('plan', 'basic')})" if action.basic else ""
    yield f"### {escaped(action.title)}{mark}"
    yield ""
    for step in action.steps:
        yield from _item("- [ ] ", step, "  ")
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
        for draft in action.drafts:
            first, named = offered[draft.id], f"- {escaped(draft.title)} (`{draft.id}`)"
            if first is not action:
                yield f"{named}: {say('plan', 'words-above').format(title=escaped(first.title))}"
                yield ""
                continue
            yield f"{named}: {escaped(draft.form)}"
            yield ""
            yield from (f"  {line}" for line in quoted_draft(draft))
            yield ""
    if action.help_lines:
        yield from _help_lines(action.help_lines, wording)
    yield f"**{say('plan', 'why')}**"
    yield ""
    yield from because(action.because, 0)
    yield ""
    if leading := [rule for rule in action.led_by if rule not in action.because]:
        yield f"**{say('explain', 'lead')}**"
        yield ""
        yield from because(leading, 0)
        yield ""


def quoted_draft(draft: ToldDraft) -> Iterator[str]:
    """The words of a draft as a quotation, each line of a part on a line of its own."""
    for number, part in enumerate(draft.parts):
        lines = [escaped(line) for line in part.splitlines()]
        yield from () if number == 0 else (">",)
        yield from (f"> {line}\\" for line in lines[:-1])
        yield f"> {lines[-1]}"


def _help_lines(lines: Sequence[ToldHelpLine], wording: Wording) -> Iterator[str]:
    for line in lines:
        note = [*shaped_lines(line.note, "  ")]
        parts = (escaped(line.call), escaped(line.hours), note[0] if len(note) == 1 else "", linked(line.url))
        yield f"- **{escaped(line.name)}** {' · '.join(filter(None, parts))}"
        if len(note) > 1:
            yield ""
            yield from _item("  ", line.note, "  ")
    yield ""
    yield wording.say("plan", "checked").format(date=escaped(date_in_words(lines[0].checked, wording)))
    yield ""


def _withheld(outcome: Outcome, because: _Because, wording: Wording) -> Iterator[str]:
    groups = held_back(outcome)
    if not groups:
        return
    yield from _headed("##", wording.say("plan", "withheld"))
    for group in groups:
        titles = (escaped(wording.texts("actions", held.action.id, "title")) for held in group.held)
        yield f"- {' / '.join(titles)}"
        yield from because(group.by, 1)
    yield ""


def _findings(outcome: Outcome, because: _Because, wording: Wording) -> Iterator[str]:
    """What the reasons above rest on, each finding once; whoever is in danger is spared the list."""
    if outcome.alarmed or not outcome.findings:
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
        indent = "  " * depth
        yield from _item(f"{indent}- ", reason.sentence, f"{indent}  ", f" ({escaped(reason.sections)})")
        yield from _grounds(reason.grounds, depth + 1)


def _item(mark: str, text: ShapedText, indent: str, behind: str = "") -> Iterator[str]:
    first, *others = shaped_lines(text, indent, behind)
    yield from (f"{mark}{first}", *others)


def _grounds(grounds: Iterable[ToldGround], depth: int = 0) -> Iterator[str]:
    for ground in grounds:
        yield f"{'  ' * depth}- {escaped(ground.sentence)}"
        yield from _reasons(ground.reasons, depth + 1)
