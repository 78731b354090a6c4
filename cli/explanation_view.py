"""Explanations in the terminal."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..engine.reading import rulebook_texts
from ..engine.telling import Reason, Telling, explain
from .console import console_on, show_lines

if TYPE_CHECKING:
    from rich.console import Console

    from ..engine.consulting import Outcome


def explanation_text(outcome: Outcome, action: str | None, language: str, *, color: bool, width: int) -> str:
    """The explanation of one action, or of every action in the plan or withheld, as text of at most `width` columns."""
    written = io.StringIO()
    console = console_on(written, color=color, width=width)
    actions = (
        [action]
        if action is not None
        else [
            *(planned.action.id for planned in outcome.plan),
            *(held.action.id for held in outcome.withheld),
        ]
    )
    for position, name in enumerate(actions):
        if position:
            console.print()
        show(console, outcome, name, language)
    return written.getvalue()


def show(console: Console, outcome: Outcome, action: str, language: str) -> None:
    """Print the explanation of one action: its verdict, then the chain of reasons down to answers and sections."""
    telling = Telling(outcome, rulebook_texts(outcome.rulebook, language))
    explanation = explain(outcome, action, language)
    show_lines(console, explanation.title, style="bold")
    show_lines(console, telling.verdict(explanation))
    for heading, reasons in telling.parts(explanation):
        console.print()
        show_lines(console, heading, style="bold")
        show_reasons(console, telling, reasons, indent=0)


def show_reasons(console: Console, telling: Telling, reasons: Iterable[Reason], indent: int) -> None:
    """Print rules with their ids and sections dimmed below, and their grounds further in."""
    for reason in reasons:
        show_lines(console, reason.sentence, bullet="- ", indent=indent)
        show_lines(console, f"[{telling.sections(reason.cites)}: {reason.rule}]", style="dim", indent=indent + 2)
        for ground in reason.grounds:
            show_lines(console, ground.sentence, bullet="→ ", indent=indent + 2)
            show_reasons(console, telling, ground.reasons, indent + 4)
