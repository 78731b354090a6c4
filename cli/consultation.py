"""What `advise` and `explain` share: the outcome for a case file, and its forms for other programs."""

from __future__ import annotations

from pathlib import Path

from ..engine.consulting import Outcome, conclude
from ..engine.drawing import as_dot, as_mermaid, as_svg, draw_outcome
from ..engine.telling import Wording, as_markdown, trace_json, traced
from .options import Setting, load, open_case
from .wording import the_wording

FORMATS = ("text", "json", "markdown", "mermaid", "dot", "svg")


def consultation(setting: Setting, case: Path) -> tuple[Outcome, Wording]:
    """The outcome for a case file, and the words to tell it in."""
    rulebook = load(setting)
    outcome = conclude(rulebook, open_case(rulebook, case), setting.engine)
    return outcome, the_wording(rulebook, setting)


def drawn(outcome: Outcome, wording: Wording, form: str, action: str | None = None) -> str:
    """The outcome in a form for other programs; Markdown and drawings may show one action alone."""
    if form == "json":
        return trace_json(traced(outcome, wording)).decode()
    if form == "markdown":
        return as_markdown(outcome, wording, action)
    write = {"mermaid": as_mermaid, "dot": as_dot, "svg": as_svg}[form]
    return write(draw_outcome(outcome, wording, action))
