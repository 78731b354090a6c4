"""The first steps in the terminal: once it is certain which they are, that is told, and one may stop there."""

from __future__ import annotations

from ..engine.telling import Wording
from .answer_file import AnswerFile
from .departure import Departure
from .prompt import Prompt, position_chosen
from .way import Way


class FirstStepsDialogue:
    """What comes first on the list, which is told once."""

    def __init__(
        self, prompt: Prompt, wording: Wording, way: Way, answer_file: AnswerFile, departure: Departure
    ) -> None:
        self._prompt = prompt
        self._talk = prompt.talk
        self._texts = wording.texts
        self._say = wording.say
        self._way = way
        self._answer_file = answer_file
        self._departure = departure
        self._told = False

    def tell_once_certain(self) -> None:
        """Say what comes first as soon as no answer can change it, where there is more to be asked.

        Raises Leaving where one stops here.
        """
        asks_anew = self._way.again is not None
        if self._told or asks_anew or not self._way.course.answers or self._way.question is None:
            return
        outcome = self._way.outcome()
        if not outcome.rulebook.first_steps:
            return
        if not outcome.first_steps_certain:
            return
        self._told = True
        self._talk.say()
        self._talk.say(self._say("certain", "heading"), bold=True)
        for planned in outcome.first_steps:
            self._talk.say(self._say("plan", "bullet") + self._texts("actions", planned.action.id, "title"))
        self._talk.say()
        self._choose(len(outcome.open_questions))

    def _choose(self, more: int) -> None:
        labels = [
            self._say("certain", "go-on").format(more=more),
            self._answer_file.last_word("certain", "stop"),
        ]
        if self._answer_file.save is None:
            labels.append(self._say("certain", "save"))
        while (chosen := position_chosen(self._prompt, labels)) == 2:
            self._answer_file.ask()
        if chosen == 1:
            self._departure.leave_with_plan()
