"""What `advise` and `explain` share: the outcome for a case file, and its forms for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .frame import Setting, load, open_case, the_language

if TYPE_CHECKING:
    from ..engine.outcome import Outcome

FORMATS = ("text", "json", "markdown", "mermaid", "dot", "svg")


def consultation(setting: Setting, case: Path) -> tuple[Outcome, str]:
    """The outcome for a case file, and the language to tell it in."""
    from ..engine.outcome import conclude

    rulebook = load(setting)
    outcome = conclude(rulebook, open_case(rulebook, case), setting.engine)
    return outcome, the_language(rulebook, setting)


def drawn(outcome: Outcome, language: str, form: str, action: str | None = None) -> str:
    """The outcome in a form for other programs; Markdown and drawings may show one action alone."""
    if form == "json":
        from ..engine.trace import to_json

        return to_json(outcome.trace(language)).decode()
    if form == "markdown":
        from ..engine.markdown import markdown

        return markdown(outcome, language, action)
    from ..engine import diagram

    draw = {"mermaid": diagram.mermaid, "dot": diagram.dot, "svg": diagram.svg}[form]
    return draw(outcome, language, action)
