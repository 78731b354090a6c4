"""The end of a review in the terminal: what has become of the plan, and a menu of what one may do with it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, cast

from ..engine.consulting import Outcome
from ..engine.telling import Wording
from .answer_file import AnswerFile
from .end_menu import EndMenu
from .prompt import Options, Prompt
from .question_dialogue import QuestionDialogue
from .review_way import ReviewWay

if TYPE_CHECKING:
    from .display import Display
    from .review_display import ReviewDisplay

_WISHES = ("tick", "plan", "why", "export", "change", "leave")


class ReviewMenu(EndMenu):
    """The menu below the four parts; `display` makes what is shown on."""

    def __init__(
        self,
        prompt: Prompt,
        wording: Wording,
        way: ReviewWay,
        answer_file: AnswerFile,
        questions: QuestionDialogue,
        display: Callable[[], Display],
    ) -> None:
        super().__init__(prompt, wording, way, answer_file, questions, display)
        self._review_way = way

    def show(self, outcome: Outcome) -> None:
        """What has changed, and what becomes of the plan."""
        self._talk.say()
        self._talk.say(self._say("review", "complete"))
        self._talk.say()
        if sys.stdout.isatty():
            display = cast("ReviewDisplay", self._display())
            if display.changes(outcome):
                # What still stands is long, and would push that out of sight.
                self._prompt.pause(self._say("review", "go-on"))
            display.standing(outcome)
        else:
            self._talk.say(self._say("end", "at-leaving"))

    def wishes(self, outcome: Outcome) -> list[str]:
        """What one may wish for, in the order of the menu."""
        return [wish for wish in _WISHES if wish != "tick" or outcome.plan or self._way.done]

    def fulfil(self, wish: str, outcome: Outcome) -> None:
        """Do what is wished for.

        Raises Leaving where one leaves.
        """
        if wish == "tick":
            self._tick(outcome)
        elif wish == "plan":
            self._talk.say()
            self._display().plan(outcome, hint="unfold")
        else:
            super().fulfil(wish, outcome)

    def _tick(self, outcome: Outcome) -> None:
        """Choose what is done, of either plan and of what was ticked before."""
        done, order = self._way.done, self._way.course.rulebook.action
        before = self._review_way.review.before(outcome.engine.name)
        # What is not right any more may be so because it is done.
        offered = (one.action.id for one in (*outcome.first_steps, *outcome.plan, *before.plan))
        actions = list(dict.fromkeys((*offered, *done)))
        held = tuple(at for at, action in enumerate(actions) if action in done)
        self._talk.say()
        self._talk.begin()
        self._talk.say(self._say("review", "tick-which"), bold=True)
        labels = tuple(self._texts("actions", action, "title") for action in actions)
        reply = self._prompt.choose(
            Options(labels, several=True, held=held or None, none=self._say("review", "none-done"))
        )
        chosen = {actions[position] for position in reply if isinstance(position, int)}
        days = {action: done.get(action, date.today()) for action in order if action in chosen}
        self._say_ticks(
            [
                *(("ticked", one) for one in days if one not in done),
                *(("unticked", one) for one in done if one not in days),
            ]
        )
        self._way.done = days

    def _say_ticks(self, changed: list[tuple[str, str]]) -> None:
        for what, action in changed:
            self._talk.say(self._say("review", what).format(title=self._texts("actions", action, "title")))
        if not changed:
            self._talk.say(self._say("review", "as-before"))
