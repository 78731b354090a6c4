"""The end of a conversation in the terminal, chosen or not: nothing is lost that somebody wanted to keep."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from .answer_file import AnswerFile
from .failure import INTERRUPTED
from .prompt import Prompt, position_chosen
from .saving import Unwritable
from .way import Way

if TYPE_CHECKING:
    from .display import Display


class Leaving(Exception):  # noqa: N818  (nothing went wrong)
    """The person has chosen to end the conversation."""


class Departure:
    """Ways to leave; `display` makes what the plan is shown on."""

    def __init__(self, prompt: Prompt, way: Way, answer_file: AnswerFile, display: Callable[[], Display]) -> None:
        self._prompt = prompt
        self._talk = prompt.talk
        self._say = prompt.say
        self._way = way
        self._answer_file = answer_file
        self._display = display

    def ask(self) -> None:
        """Leave in the middle: at once, after saving or a look at the plan, or not after all.

        Raises Leaving where one leaves.
        """
        if not self._way.course.answers:
            raise Leaving
        may_save = self._answer_file.save is None and self._answer_file.lacks
        wishes = ["now", "save", "plan", "stay"] if may_save else ["now", "plan", "stay"]
        labels = [self._answer_file.last_word("leave", "now"), *(self._say("leave", wish) for wish in wishes[1:])]
        wish = wishes[position_chosen(self._prompt, labels, self._say("leave", "ask"))]
        if wish == "stay" or (wish == "save" and not self._answer_file.ask()):
            return
        if wish == "plan":
            self.leave_with_plan()
        raise Leaving

    def leave_with_plan(self) -> None:
        """Leave with the plan so far, which `close` writes where it goes to a file or a pipe.

        Raises Leaving.
        """
        if sys.stdout.isatty():
            self._deliver()
        raise Leaving

    def close(self) -> None:
        """The last words: the plan where it goes to a file or a pipe, what --save asks for, where the answers are.

        Raises click's Exit where what --save asks for failed.
        """
        if not sys.stdout.isatty():
            self._deliver()
        kept = self._answer_file.at_the_end()
        self._talk.say()
        self._answer_file.say_where()
        self._talk.say(self._say("leave", "bye"))
        if not kept:
            raise click.exceptions.Exit(Unwritable.exit_code)

    def input_ended(self) -> None:
        """In a terminal one may still keep the answers; a pipe has nothing more to say, so the plan so far is shown."""
        self._talk.say()
        if sys.stdin.isatty():
            self._answer_file.offer()
        elif sys.stdout.isatty():
            self._deliver()

    def interrupted(self) -> None:
        """Ctrl-C: one offer to keep the answers; a second Ctrl-C just ends.

        Raises click's Exit.
        """
        try:
            self._talk.say()
            self._talk.say(self._say("leave", "interrupted"))
            if sys.stdin.isatty():
                self._answer_file.offer()
            else:
                self._answer_file.where_asked()
            self._answer_file.say_where()
        except KeyboardInterrupt:
            self._talk.say()
        raise click.exceptions.Exit(INTERRUPTED)

    def _deliver(self) -> None:
        """The plan as the result of the command, if there is anything that it rests on."""
        if self._way.course.answers:
            self._display().result(self._way.outcome())
