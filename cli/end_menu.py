"""The end of the questions in the terminal: the plan, and a menu of what one may do with it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..engine.consulting import Outcome
from ..engine.telling import Wording, folded_basics, told_draft
from .answer_file import AnswerFile
from .departure import Leaving
from .plan_file import export
from .prompt import Prompt, position_chosen
from .question_dialogue import QuestionDialogue
from .way import Way

if TYPE_CHECKING:
    from .display import Display

_WISHES = ("why", "drafts", "basics", "save", "export", "change", "leave")


class EndMenu:
    """The menu below a complete plan; `display` makes what is shown on."""

    def __init__(
        self,
        prompt: Prompt,
        wording: Wording,
        way: Way,
        answer_file: AnswerFile,
        questions: QuestionDialogue,
        display: Callable[[], Display],
    ) -> None:
        self._prompt = prompt
        self._talk = prompt.talk
        self._wording = wording
        self._texts = wording.texts
        self._say = wording.say
        self._way = way
        self._answer_file = answer_file
        self._questions = questions
        self._display = display

    def hold(self) -> None:
        """The plan, then what one may do with it, until an answer is to be changed.

        Raises Leaving where one leaves.
        """
        outcome = self._way.outcome()
        self._answer_file.where_asked()
        self.show(outcome)
        while self._way.again is None:
            self._choose(outcome)

    def show(self, outcome: Outcome) -> None:
        """The plan, as far as it goes to the terminal."""
        self._talk.say()
        self._talk.say(self._say("end", "complete"))
        self._talk.say()
        if sys.stdout.isatty():
            self._display().plan(outcome, hint="unfold-by-menu")
            self._talk.say()
            self._display().start(outcome)
        else:
            self._talk.say(self._say("end", "at-leaving"))

    def _choose(self, outcome: Outcome) -> None:
        wishes = self.wishes(outcome)
        labels = [self._label(wish) for wish in wishes]
        self.fulfil(wishes[position_chosen(self._prompt, labels, self._say("end", "menu"), held=None)], outcome)

    def wishes(self, outcome: Outcome) -> list[str]:
        """What one may wish for, in the order of the menu."""
        there = {"basics": folded_basics(outcome), "drafts": outcome.drafts}
        return [wish for wish in _WISHES if there.get(wish, True)]

    def fulfil(self, wish: str, outcome: Outcome) -> None:
        """Do what is wished for.

        Raises Leaving where one leaves.
        """
        if wish == "leave":
            raise Leaving
        if wish == "change":
            self._change()
        elif wish == "why":
            self._explain(outcome)
        elif wish == "drafts":
            self._draft(outcome)
        elif wish == "export":
            export(self._prompt, outcome, self._wording)
        elif wish == "save":
            self._answer_file.ask()
        else:
            self._talk.say()
            self._display().basics(outcome)

    def _label(self, wish: str) -> str:
        return self._say("end", wish)

    def _explain(self, outcome: Outcome) -> None:
        """The reasons for an action of the plan, or for holding one back."""
        actions = [planned.action.id for planned in outcome.plan]
        labels = [self._texts("actions", action, "title") for action in actions]
        for held in outcome.withheld:
            actions.append(held.action.id)
            title = self._texts("actions", held.action.id, "title")
            labels.append(self._say("end", "held-back").format(title=title))
        chosen = self._position(labels, "why-which")
        if chosen < len(actions):
            self._talk.say()
            self._display().reasons(outcome, actions[chosen])

    def _draft(self, outcome: Outcome) -> None:
        """The words that an action of the plan begins with."""
        drafts = [told_draft(offered, self._wording) for offered in outcome.drafts.values()]
        chosen = self._position([draft.title for draft in drafts], "draft-which")
        if chosen < len(drafts):
            self._talk.say()
            self._display().draft(drafts[chosen])

    def _change(self) -> None:
        """Choose an answer to give anew."""
        course = self._way.course
        labels = [
            self._say("end", "answered").format(
                topic=self._texts("questions", name, "topic"),
                answer=self._questions.in_words(course.rulebook.question[name], answer),
            )
            for name, answer in course.answers.items()
        ]
        chosen = self._position(labels, "change-which")
        self._way.again = list(course.answers)[chosen] if chosen < len(labels) else None

    def _position(self, labels: list[str], heading: str) -> int:
        """The position of what is chosen; the one after all of them leads back to the menu."""
        return position_chosen(self._prompt, [*labels, self._say("end", "back")], self._say("end", heading), held=None)
