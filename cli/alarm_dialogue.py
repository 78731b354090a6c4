"""The alarm in the terminal: what is urgent is shown before anything more is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..engine import telling
from .answer_file import AnswerFile
from .departure import Leaving
from .prompt import Prompt, position_chosen
from .way import Way

if TYPE_CHECKING:
    from ..engine.consulting import Outcome
    from .display import Display


class AlarmDialogue:
    """The alarm, which is told once; `display` makes what it is shown on."""

    def __init__(self, prompt: Prompt, way: Way, answer_file: AnswerFile, display: Callable[[], Display]) -> None:
        self._prompt = prompt
        self._say = prompt.say
        self._way = way
        self._answer_file = answer_file
        self._display = display
        self._told: tuple[str, ...] | None = None

    def warn_if_needed(self) -> None:
        """Show what is urgent, once; again only if an answer given anew changes it.

        Raises Leaving where one stops here.
        """
        if self._way.course.rulebook.alarm is None or not self._way.course.answers:
            return
        outcome = self._way.outcome()
        actions = tuple(planned.action.id for planned in telling.urgent_actions(outcome))
        told = self._told
        self._told = actions if outcome.alarmed else None
        if outcome.alarmed and (told is None or (self._way.answered_anew and told != actions)):
            self._warn(outcome)

    def _warn(self, outcome: Outcome) -> None:
        """The alarm, and a choice that begins with stopping here."""
        self._prompt.talk.say()
        self._display().alarm(outcome)
        self._prompt.talk.say()
        more = self._way.more
        further = self._say("alarm", "go-on" if more else "go-on-menu").format(more=more)
        labels = [self._answer_file.last_word("alarm", "stop"), further]
        if self._answer_file.save is None:
            labels.append(self._say("alarm", "save"))
        while (chosen := position_chosen(self._prompt, labels)) == 2:
            self._answer_file.ask()
        if chosen == 0:
            raise Leaving
