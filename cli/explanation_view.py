"""Explanations in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..engine.telling import Explanation, ToldAside, ToldGround, ToldReason, Wording, explain, told_aside
from .console import printed
from .console import show as show_paragraphs
from .paragraph import Paragraph
from .shaped_view import shaped_shown

if TYPE_CHECKING:
    from rich.console import Console

    from ..engine.consulting import Outcome
    from ..engine.reading import Texts


def explanation_text(outcome: Outcome, action: str | None, wording: Wording, *, color: bool, width: int) -> str:
    """The explanation of one action, or of every action in the plan or withheld, as text of at most `width` columns."""
    return printed(_explanations(outcome, action, wording), color=color, width=width)


def show(console: Console, outcome: Outcome, action: str, wording: Wording) -> None:
    """Print the explanation of one action."""
    show_paragraphs(console, explained(explain(outcome, action, wording), wording))


def explained(explanation: Explanation, wording: Wording) -> Iterator[Paragraph]:
    """The explanation of one action: its verdict, then the chain of reasons down to answers and sections."""
    yield Paragraph(explanation.title, style="bold")
    yield Paragraph(explanation.verdict + explanation.proviso)
    for part in explanation.parts:
        yield Paragraph()
        yield Paragraph(part.heading, style="bold")
        yield from reasons_shown(part.reasons, wording.say)
    if explanation.further:
        yield Paragraph()
        yield Paragraph(wording.say("explain", "further"), style="bold")
        yield from grounds_shown(explanation.further, wording.say)
    yield from _aside(explanation.aside, wording)


def reasons_shown(reasons: Iterable[ToldReason], say: Texts, indent: str = "") -> Iterator[Paragraph]:
    """Rules with their ids and sections dimmed below, and their grounds further in."""
    for reason in reasons:
        yield from shaped_shown(reason.sentence, say, f"{indent}- ")
        yield Paragraph(f"[{reason.sections}: {reason.rule}]", f"{indent}  ", "dim")
        yield from grounds_shown(reason.grounds, say, f"{indent}  ")


def grounds_shown(grounds: Iterable[ToldGround], say: Texts, indent: str = "") -> Iterator[Paragraph]:
    """Answers and findings, and the rules behind these further in."""
    for ground in grounds:
        yield Paragraph(ground.sentence, f"{indent}→ ")
        yield from reasons_shown(ground.reasons, say, f"{indent}  ")


def _explanations(outcome: Outcome, action: str | None, wording: Wording) -> Iterator[Paragraph]:
    told = (*(planned.action.id for planned in outcome.plan), *(held.action.id for held in outcome.withheld))
    if action is not None:
        yield from explained(explain(outcome, action, wording), wording)
        return
    for position, name in enumerate(told):
        if position:
            yield Paragraph()
        yield from explained(replace(explain(outcome, name, wording), aside=()), wording)
    yield from _aside(told_aside(outcome, wording), wording)


def _aside(answers: Sequence[ToldAside], wording: Wording) -> Iterator[Paragraph]:
    """The answers set aside, and why."""
    if answers:
        yield Paragraph()
        yield Paragraph(wording.say("explain", "set-aside"), style="bold")
    for answer in answers:
        yield Paragraph(answer.sentence, "- ")
        yield from grounds_shown(answer.grounds, wording.say, "  ")
