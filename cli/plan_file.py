"""The plan of a conversation written to a file, in a form and under a name that are asked for."""

from __future__ import annotations

from ..engine import telling
from ..engine.consulting import Outcome
from ..engine.telling import Wording
from .file_dialogue import FileDialogue
from .prompt import Prompt, position_chosen

_SUGGESTED = {"markdown": "nakanaori-plan.md", "json": "nakanaori-plan.json"}


def export(prompt: Prompt, outcome: Outcome, wording: Wording) -> None:
    """Write the plan to a file, or not after all."""
    labels = [prompt.say("end", wish) for wish in (*_SUGGESTED, "back")]
    chosen = position_chosen(prompt, labels, prompt.say("end", "export-which"), held=None)
    if chosen == len(_SUGGESTED):
        return
    form, suggested = list(_SUGGESTED.items())[chosen]
    prompt.talk.say(prompt.say("save", "private-plan"))
    files = FileDialogue(prompt, wording.language, set())
    path = files.name(suggested)
    if path is not None:
        written = (
            telling.as_markdown(outcome, wording)
            if form == "markdown"
            else telling.trace_json(outcome.trace(wording.language))
        )
        files.write(path, written)
