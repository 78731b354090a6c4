"""A conversation in the terminal: what matters is asked, what is urgent is told, and one may leave at every point."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..engine.consulting import Course
from ..engine.language import UNKNOWN, Problem, Question, printable
from ..engine.telling import Wording
from .alarm_dialogue import AlarmDialogue
from .answer_file import RESUME, AnswerFile
from .departure import Departure, Leaving
from .first_steps_dialogue import FirstStepsDialogue
from .prompt import Prompt
from .question_dialogue import QuestionDialogue, answer_meant
from .seal import Seal
from .translation import translated
from .way import Way

if TYPE_CHECKING:
    from .display import Display
    from .end_menu import EndMenu

_MOST_DROPPED = 10
"""So much of what does not fit any more is told; the count says how much it is."""


class Conversation:
    """One person's conversation along a course; the answers go to the file `save`, and may come from `resume`.

    `dropped` is what was saved and does not fit any more. The `way` goes along the course and may know more than it.
    With `seal` sealed files are written as they were opened.
    """

    command = RESUME
    """What one comes back to a saved file with."""

    def __init__(
        self,
        course: Course,
        prompt: Prompt,
        wording: Wording,
        *,
        engine: str,
        save: Path | None = None,
        resume: Path | None = None,
        dropped: Sequence[Problem] = (),
        way: Way | None = None,
        seal: Seal | None = None,
    ) -> None:
        self.way = Way(course, engine) if way is None else way
        self._prompt = prompt
        self._talk = prompt.talk
        self._wording = wording
        self._say = wording.say
        self._save = save
        self._dropped = dropped

        @cache
        def display() -> Display:
            return self._made_display()

        self._display = display
        answers = AnswerFile(
            prompt, self.way, wording.language, save, resume, self.command, seal or Seal(prompt.talk, wording.say)
        )
        self._answer_file = answers
        self._questions = QuestionDialogue(prompt, wording)
        self._alarm = AlarmDialogue(prompt, self.way, answers, display)
        self._departure = Departure(prompt, self.way, answers, display)
        self._first_steps = FirstStepsDialogue(prompt, wording, self.way, answers, self._departure)

    def hold(self) -> None:
        """Talk until everything that matters is answered and the person leaves, or leaves before.

        Raises click's Exit with the status to end with, where that is not 0.
        """
        try:
            try:
                self._converse()
            except EOFError:
                self._departure.input_ended()
            self._departure.close()
        except KeyboardInterrupt:
            self._departure.interrupted()

    def _converse(self) -> None:
        try:
            self._greet()
            while True:
                self._warn()
                self._before_asking()
                question = self.way.question
                if question is None:
                    self._end()
                else:
                    self._ask(question)
        except Leaving:
            pass

    def _made_display(self) -> Display:
        # rich takes longer to load than the first question takes to come.
        from .display import Display

        return Display(self._talk, self._wording)

    def _made_end_menu(self) -> EndMenu:
        # Nobody is at the end before the first question.
        from .end_menu import EndMenu

        return EndMenu(self._prompt, self._wording, self.way, self._answer_file, self._questions, self._display)

    def _warn(self) -> None:
        self._alarm.warn_if_needed()

    def _before_asking(self) -> None:
        self._first_steps.tell_once_certain()

    def _end(self) -> None:
        self._made_end_menu().hold()

    def _greet(self) -> None:
        say = self._talk.say
        say()
        say(self._wording.texts("rulebook", "title"), bold=True)
        say(self._wording.texts("rulebook", "about"))
        say()
        if self._save is not None:
            say(self._say("ask", "kept-in").format(file=self._save))
        else:
            say(self._say("ask", "kept-nowhere"))
        say(self._say("ask", "leave-any-time"))
        if self.way.course.given:
            say(self._say("ask", "resumed").format(count=len(self.way.course.given)))
        if self._dropped:
            self._tell_dropped()

    def _tell_dropped(self) -> None:
        """Say what was saved and does not fit any more, the first of it."""
        self._talk.say(self._say("ask", "dropped").format(count=len(self._dropped)))
        for problem in self._dropped[:_MOST_DROPPED]:
            sentence = printable(translated(problem.wrong, self._wording.language))
            self._talk.say(self._say("ask", "dropped-one").format(sentence=sentence))

    def _ask(self, question: Question) -> None:
        """Ask until it is answered or the person goes back."""
        while True:
            reply = self._questions.reply(self.way, question)
            if reply == "back":
                self.way.again = self.way.before(question)
                return
            if reply == UNKNOWN or not isinstance(reply, str):
                answer = answer_meant(question, reply)
                self.way.answer(question, answer)
                self._talk.say(self._say("ask", "chosen").format(answer=self._questions.in_words(question, answer)))
                return
            self._aside(reply, question)

    def _aside(self, wish: str, question: Question) -> None:
        """Do what one wants to do before one answers."""
        if wish == "leave":
            self._departure.ask()
            return
        self._talk.say()
        if wish == "save":
            self._answer_file.ask()
            return
        if wish == "why":
            self._display().why_asked(self.way.outcome(), question.id)
        else:
            self._display().plan(self.way.outcome(), hint="unfold-later")
        self._prompt.pause(self._say("leave", "stay"))
