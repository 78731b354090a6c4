"""The plan in the terminal: what to start with, the plan by phase, what was held back, and the alarm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..engine.consulting import hinging_actions
from ..engine.drawing import text_columns
from ..engine.telling import (
    ToldAction,
    ToldAlarm,
    ToldHelpLine,
    ToldPhase,
    ToldPlan,
    Wording,
    folded_basics,
    told_action,
    told_alarm,
    told_plan,
)
from .console import printed
from .console import show as show_paragraphs
from .paragraph import Paragraph
from .shaped_view import shaped_shown
from .talk import WIDEST

if TYPE_CHECKING:
    from rich.console import Console

    from ..engine.consulting import Outcome
    from ..engine.reading import Texts

MOST_TITLES = 6
"""How many actions are named as hanging on an answer."""

_EMPTY = Paragraph()


def plan_text(outcome: Outcome, wording: Wording, *, color: bool, width: int) -> str:
    """The plan as text of at most `width` columns."""
    return printed(_plan(told_plan(outcome, wording), wording.say, "unfold"), color=color, width=min(width, WIDEST))


def show(console: Console, outcome: Outcome, wording: Wording, *, hint: str = "unfold") -> None:
    """Print the plan, its basics folded to their titles; the phrase `hint` says where their steps can be read."""
    show_paragraphs(console, _plan(told_plan(outcome, wording), wording.say, hint))


def show_start(console: Console, outcome: Outcome, wording: Wording) -> None:
    """Print the titles that the plan leads with, if it does: after a long plan they are out of sight."""
    first, say = told_plan(outcome, wording).first_steps, wording.say
    if first:
        heading = Paragraph(_heading(say("plan", "first"), say), style="bold")
        show_paragraphs(console, (heading, *(Paragraph(action.title, say("plan", "bullet")) for action in first)))


def show_basics(console: Console, outcome: Outcome, wording: Wording) -> None:
    """Print the steps of the basics that `show` folds."""
    told = (told_action(outcome, planned, wording) for planned in folded_basics(outcome))
    shown = (line for action in told for line in action_shown(action, wording.say))
    show_paragraphs(console, (*headed(wording.say("plan", "basics"), wording.say), *shown))


def show_alarm(console: Console, outcome: Outcome, wording: Wording) -> None:
    """Print what comes before everything else, and nothing but that."""
    show_paragraphs(console, _alarm(told_alarm(outcome, wording), wording.say))


def show_why(console: Console, outcome: Outcome, question: str, wording: Wording) -> None:
    """Print why a question is asked and which actions hang on its answer."""
    actions = hinging_actions(outcome.rulebook, outcome.case.answers, question)
    titles = [wording.texts("actions", action.id, "title") for action in actions]
    show_paragraphs(console, _why(wording.texts.get("questions", question, "why"), titles, wording.say))


# parts ----------------------------------------------------------------------------------------------------------------


def _plan(plan: ToldPlan, say: Texts, hint: str) -> Iterator[Paragraph]:
    if plan.open:
        yield Paragraph(say("plan", "provisional"))
        yield Paragraph(say("question", "and").join(plan.open), "  ")
        yield _EMPTY
    yield from _first_steps(plan, say)
    for phase in plan.phases:
        yield from _phase(phase, plan.first_steps, say)
    if any(phase.basics for phase in plan.phases):
        yield Paragraph(say("plan", hint), style="dim")
        yield _EMPTY
    yield from _held_back(plan, say)
    if plan.phases:
        yield Paragraph(plan.source, style="dim")
    if plan.beyond:
        yield Paragraph(say("plan", "beyond-means").format(meaning=plan.beyond), style="dim")


def _first_steps(plan: ToldPlan, say: Texts) -> Iterator[Paragraph]:
    if not plan.phases:
        yield Paragraph(say("plan", "nothing-yet" if plan.open else "nothing"))
        return
    if plan.first_steps:
        yield from headed(say("plan", "first"), say)
    for action in plan.first_steps:
        # They may stand in another order than by their numbers.
        yield from action_shown(action, say, say("plan", "bullet"))


def _phase(phase: ToldPhase, first_steps: tuple[ToldAction, ...], say: Texts) -> Iterator[Paragraph]:
    """The whole phase by its numbers; what was told above is named alone."""
    above = [action for action in phase.own if action in first_steps]
    yield from headed(phase.heading, say)
    for action in above:
        yield Paragraph(action.title + say("plan", "told-above"), _number(action))
    if above:
        yield _EMPTY
    for action in phase.own:
        if action not in above:
            yield from action_shown(action, say)
    if phase.basics:
        yield Paragraph(say("plan", "basics"), style="bold")
        yield from (Paragraph(action.title, _number(action)) for action in phase.basics)
        yield _EMPTY


def action_shown(action: ToldAction, say: Texts, mark: str = "") -> Iterator[Paragraph]:
    """An action of the plan: title and sections, the steps, whom to contact, and how one knows that it is done; the
    title has its number, or another mark."""
    number = mark or _number(action)
    indent = " " * len(_number(action))
    basic = f"[{say('plan', 'basic')}] " if action.basic else ""
    yield Paragraph(basic + action.title, number, "bold", action.cited)
    for step in action.steps:
        yield from shaped_shown(step, say, indent + say("plan", "bullet"))
    for draft in action.drafts:
        yield Paragraph(draft.title, indent + say("plan", "draft"), after=f" ({draft.id})")
    if action.help_lines:
        yield from _help_lines(action.help_lines, indent, say)
    if action.done:
        yield Paragraph(say("plan", "done") + action.done, indent, "dim")
    yield _EMPTY


def _help_lines(lines: tuple[ToldHelpLine, ...], indent: str, say: Texts) -> Iterator[Paragraph]:
    bullet = indent + say("plan", "bullet")
    inner = " " * text_columns(bullet)
    yield _EMPTY
    yield Paragraph(say("plan", "help-lines"), indent, "bold")
    for line in lines:
        yield Paragraph(f"{line.name}  {line.call}".rstrip(), bullet, "bold")
        if line.hours:
            yield Paragraph(say("plan", "hours").format(hours=line.hours), inner)
        yield from shaped_shown(line.note, say, inner)
        if line.url:
            yield Paragraph(line.url, inner, "dim", whole=True)
    if lines[0].checked:
        yield Paragraph(say("plan", "checked").format(date=lines[0].checked), indent, "dim")
    yield _EMPTY


def _held_back(plan: ToldPlan, say: Texts) -> Iterator[Paragraph]:
    """What was held back, each reason once; while the alarm stands, how many instead of which."""
    if plan.held_back:
        yield from headed(say("plan", "withheld"), say)
    for group in plan.held_back:
        if plan.alarmed:
            yield Paragraph(say("plan", "withheld-many").format(count=len(group.titles)))
        else:
            yield from (Paragraph(title, say("plan", "bullet")) for title in group.titles)
        for reason in group.because:
            before = say("plan", "withheld-because")
            yield from shaped_shown(reason.sentence, say, "  ", before=before, after=reason.cited)
        yield _EMPTY


def _alarm(alarm: ToldAlarm, say: Texts) -> Iterator[Paragraph]:
    yield from headed(say("alarm", "heading"), say, "bold red")
    yield Paragraph(say("alarm", "intro"))
    yield _EMPTY
    for action in alarm.actions:
        yield from action_shown(action, say)
    if alarm.calls:
        yield Paragraph(say("alarm", "calls"), style="bold")
    yield from (Paragraph(f"{line.name}  {line.call}", say("plan", "bullet"), "bold") for line in alarm.calls)
    if alarm.invitation:
        yield _EMPTY
        yield Paragraph(alarm.invitation)


def _why(why: str, titles: list[str], say: Texts) -> Iterator[Paragraph]:
    yield Paragraph(say("question", "why"), style="bold")
    if why:
        yield Paragraph(why, "  ")
    yield Paragraph(say("question", "hinges" if titles else "hinges-on-nothing"))
    yield from (Paragraph(title, "  " + say("plan", "bullet")) for title in titles[:MOST_TITLES])
    if len(titles) > MOST_TITLES:
        yield Paragraph(say("question", "more").format(count=len(titles) - MOST_TITLES), "  ")


# lines ----------------------------------------------------------------------------------------------------------------


def _number(action: ToldAction) -> str:
    return f"{action.rank:>2}. "


def _heading(title: str, say: Texts) -> str:
    return say("plan", "heading").format(title=title)


def headed(title: str, say: Texts, style: str = "bold") -> Iterable[Paragraph]:
    """A heading of a part of the plan."""
    return (Paragraph(_heading(title, say), style=style), _EMPTY)
