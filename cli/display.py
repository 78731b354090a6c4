"""What a conversation shows of an outcome: the plan, the alarm, reasons."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..engine.consulting import Outcome
from ..engine.telling import ToldDraft, Wording
from . import draft_view, explanation_view, plan_view
from .console import console_on
from .talk import Talk

if TYPE_CHECKING:
    from rich.console import Console

WIDTH_OF_A_FILE = 80


class Display:
    """Outcomes shown where the conversation takes place."""

    def __init__(self, talk: Talk, wording: Wording) -> None:
        self._talk = talk
        self._wording = wording

    def plan(self, outcome: Outcome, *, hint: str) -> None:
        """The plan; the phrase `hint` says where the steps of its basics can be read."""
        plan_view.show(self.console, outcome, self._wording, hint=hint)

    def start(self, outcome: Outcome) -> None:
        """The titles that the plan leads with."""
        plan_view.show_start(self.console, outcome, self._wording)

    def basics(self, outcome: Outcome) -> None:
        """The steps of the basics."""
        plan_view.show_basics(self.console, outcome, self._wording)

    def draft(self, draft: ToldDraft) -> None:
        """The words that an action begins with."""
        draft_view.show_draft(self.console, draft, self._wording)

    def alarm(self, outcome: Outcome) -> None:
        """What comes before everything else."""
        plan_view.show_alarm(self.console, outcome, self._wording)

    def why_asked(self, outcome: Outcome, question: str) -> None:
        """Why a question is asked, and what hangs on it."""
        plan_view.show_why(self.console, outcome, question, self._wording)

    def reasons(self, outcome: Outcome, action: str) -> None:
        """The reasons for an action of the plan, or for holding one back."""
        explanation_view.show(self.console, outcome, action, self._wording)

    def result(self, outcome: Outcome) -> None:
        """The plan as the result of the command, on standard output."""
        plan_view.show(self.standard_output, outcome, self._wording)

    @property
    def standard_output(self) -> Console:
        """Where the result of the command goes."""
        return self.console if sys.stdout.isatty() else console_on(sys.stdout, color=False, width=WIDTH_OF_A_FILE)

    @property
    def console(self) -> Console:
        """Where the conversation takes place."""
        color = None if self._talk.styled else False
        return console_on(self._talk.stream, color=color, width=self._talk.size[0])
