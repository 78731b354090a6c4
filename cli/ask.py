"""The questionnaire in the terminal: a loop around `next_question`, with a way back and a way out at every point."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from ..engine.consulting import (
    Answer,
    Outcome,
    check_answers,
    conclude,
    hinging_actions,
    load_case,
    next_question,
    open_questions,
)
from ..engine.language import NUMBER, SEVERAL, UNKNOWN, Question, Rulebook
from ..engine.telling import folded_basics, urgent_actions
from .options import INTERRUPTED
from .prompt import LETTERS, ArrowPrompt, Options, PlainPrompt, Prompt, Reply, Talk
from .saving import Keeping, Unwritable, check_writable
from .wording import phrases_of, wording_of

if TYPE_CHECKING:
    from rich.console import Console

_END = ("why", "basics", "save", "export", "change", "leave")


class Leaving(Exception):  # noqa: N818  (nothing went wrong)
    """The person has chosen to end the conversation."""


def run(rulebook: Rulebook, *, language: str, engine: str, plain: bool, save: Path | None, resume: Path | None) -> None:
    """Ask what matters, warn where it is urgent, show the plan, and end however and whenever the person likes.

    Raises CaseError when the case to resume cannot be read, Unwritable when answers could not be saved in `save`.
    """
    if save is not None:
        check_writable(save, language=language)
    answers = load_case(rulebook, resume).answers if resume is not None else {}
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _never_choke(stream)
    # With the output going to a file, the conversation stays visible on standard error.
    talks_on = sys.stdout if sys.stdout.isatty() else sys.stderr
    able = talks_on.isatty() and not plain and os.environ.get("TERM") != "dumb"
    talk = Talk(talks_on, styled=able)
    asks = ArrowPrompt if able and sys.stdin.isatty() and sys.stdout.isatty() else PlainPrompt
    Conversation(rulebook, answers, language, engine, asks(talk, phrases_of(language)), save, resume).hold()


class Conversation:
    """One person's way through the questions: the answers so far, and what was asked in which order.

    `again` is the question that one went back to; `alarmed_with` the actions that were shown as urgent.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        answers: Mapping[str, Answer],
        language: str,
        engine: str,
        prompt: PlainPrompt,
        save: Path | None,
        resume: Path | None,
    ) -> None:
        self.rulebook = rulebook
        self.answers = dict(answers)
        self.asked = list(answers)
        self.again: str | None = None
        self.answered_anew = False
        self.alarmed_with: tuple[str, ...] | None = None
        self.language = language
        self.engine = engine
        self.wording = wording_of(rulebook, language)
        self.texts = self.wording.texts
        self.prompt: Prompt = prompt
        self.talk = prompt.talk
        self.say = prompt.say
        self.save = save
        self.keeping = Keeping(prompt, rulebook, language, save, resume, answers)

    def hold(self) -> None:
        """Talk until everything that matters is answered and the person leaves, or leaves before."""
        try:
            try:
                self.converse()
            except EOFError:
                self.input_ended()
            self.close()
        except KeyboardInterrupt:
            self.interrupted()

    def converse(self) -> None:
        try:
            self.greet()
            while True:
                self.warn_if_needed()
                again = self.again and self.rulebook.question[self.again]
                question = again or next_question(self.rulebook, self.answers)
                if question is None:
                    self.at_the_end()
                else:
                    self.ask(question)
        except Leaving:
            pass

    def greet(self) -> None:
        say = self.talk.say
        say()
        say(self.texts("rulebook", "title"), bold=True)
        say(self.texts("rulebook", "about"))
        say()
        if self.save is not None:
            say(self.say("ask", "kept-in").format(file=self.save))
        else:
            say(self.say("ask", "kept-nowhere"))
        say(self.say("ask", "leave-any-time"))
        if self.answers:
            say(self.say("ask", "resumed").format(count=len(self.answers)))

    def outcome(self) -> Outcome:
        """What follows from the answers so far."""
        return conclude(self.rulebook, check_answers(self.rulebook, self.answers), self.engine)

    def ask(self, question: Question) -> None:
        """Ask until it is answered or the person goes back."""
        while True:
            self.put(question)
            reply = self.reply(question)
            if reply == "back":
                self.again = self.before(question)
                return
            if reply == "unknown" or not isinstance(reply, str):
                self.answer(question, reply)
                return
            self.aside(reply, question)

    def aside(self, wish: str, question: Question) -> None:
        """Do what one wants to do before one answers."""
        from .plan_view import show, show_why

        if wish == "leave":
            self.leave()
            return
        self.talk.say()
        if wish == "save":
            self.keeping.ask(self.answers)
            return
        if wish == "why":
            show_why(self.console, self.outcome(), question.id, self.wording)
        else:
            show(self.console, self.outcome(), self.wording, hint="unfold-later")
        self.prompt.pause(self.say("leave", "stay"))

    def put(self, question: Question) -> None:
        """Say the question, with how far one has come."""
        self.talk.say()
        self.talk.rows = 0
        self.talk.say(self.progress(question), dim=True)
        self.talk.say(self.texts("questions", question.id, "ask"), bold=True)
        hint = self.texts.get("questions", question.id, "hint")
        if hint:
            self.talk.say(hint)
        if question.kind == SEVERAL:
            self.talk.say(self.say("question", "several"))
        self.talk.say()

    def progress(self, question: Question) -> str:
        if question.id in self.asked:
            return self.say("question", "progress-again").format(number=self.asked.index(question.id) + 1)
        more = sum(other.id != question.id for other in open_questions(self.rulebook, self.answers))
        form = "progress" if more else "progress-last"
        return self.say("question", form).format(number=len(self.asked) + 1, more=more)

    def reply(self, question: Question) -> int | Reply:
        asides = tuple(aside for aside in LETTERS if aside != "back" or self.before(question) is not None)
        if question.kind == NUMBER:
            held = self.answers.get(question.id)
            return self.prompt.number(question.low, question.high, None if isinstance(held, tuple) else held, asides)
        labels = tuple(self.texts("questions", question.id, "options", option) for option in question.options)
        return self.prompt.choose(Options(labels, question.kind == SEVERAL, self.held(question), asides))

    def held(self, question: Question) -> Reply | None:
        """The answer given before, as one would choose it now."""
        answer = self.answers.get(question.id)
        if answer is None or answer == UNKNOWN or isinstance(answer, int):
            return "unknown" if answer == UNKNOWN else None
        chosen = (answer,) if isinstance(answer, str) else answer
        return tuple(question.options.index(option) for option in chosen)

    def answer(self, question: Question, reply: int | Reply) -> None:
        if isinstance(reply, tuple):
            chosen = tuple(question.options[position] for position in reply)
            self.answers[question.id] = chosen if question.kind == SEVERAL else chosen[0]
        else:
            self.answers[question.id] = UNKNOWN if isinstance(reply, str) else reply
        self.answered_anew = question.id in self.asked
        if not self.answered_anew:
            self.asked.append(question.id)
        self.again = None
        self.talk.say(self.say("ask", "chosen").format(answer=self.in_words(question)))

    def in_words(self, question: Question) -> str:
        """The answer to a question as a person would read it."""
        answer = self.answers[question.id]
        if answer == UNKNOWN:
            return self.say("question", "unknown")
        if isinstance(answer, int):
            return str(answer)
        chosen = (answer,) if isinstance(answer, str) else answer
        labels = (self.texts("questions", question.id, "options", option) for option in chosen)
        return self.say("question", "and").join(labels) or self.say("question", "none")

    def before(self, question: Question) -> str | None:
        """The question asked before this one that still matters, or None."""
        end = self.asked.index(question.id) if question.id in self.asked else len(self.asked)
        return next(filter(self.matters, reversed(self.asked[:end])), None)

    def matters(self, question: str) -> bool:
        """Whether another answer to an answered question could change the plan."""
        return bool(hinging_actions(self.rulebook, self.answers, question))

    def warn_if_needed(self) -> None:
        """Show what is urgent before anything more is asked, once; again only if an answer given anew changes it."""
        if self.rulebook.alarm is None or not self.answers:
            return
        outcome = self.outcome()
        actions = tuple(planned.action.id for planned in urgent_actions(outcome))
        told = self.alarmed_with
        self.alarmed_with = actions if outcome.alarmed else None
        if outcome.alarmed and (told is None or (self.answered_anew and told != actions)):
            self.warn(outcome)

    def warn(self, outcome: Outcome) -> None:
        """The alarm, and a choice that begins with stopping here."""
        from .plan_view import show_alarm

        self.talk.say()
        show_alarm(self.console, outcome, self.wording)
        self.talk.say()
        more = len(outcome.open_questions)
        further = self.say("alarm", "go-on" if more else "go-on-menu").format(more=more)
        labels = [self.last_word("alarm", "stop"), further]
        if self.save is None:
            labels.append(self.say("alarm", "save"))
        while (chosen := self.choose(labels)) == 2:
            self.keeping.ask(self.answers)
        if chosen == 0:
            raise Leaving

    def at_the_end(self) -> None:
        """The plan, then a menu of what one may do with it, until an answer is to be changed."""
        from .plan_view import show, show_start

        outcome = self.outcome()
        self.keeping.where_asked(self.answers)
        self.talk.say()
        self.talk.say(self.say("end", "complete"))
        self.talk.say()
        if sys.stdout.isatty():
            show(self.console, outcome, self.wording, hint="unfold-by-menu")
            self.talk.say()
            show_start(self.console, outcome, self.wording)
        else:
            self.talk.say(self.say("end", "at-leaving"))
        while self.again is None:
            self.end_menu(outcome)

    def end_menu(self, outcome: Outcome) -> None:
        from .plan_view import show_basics

        wishes = [wish for wish in _END if wish != "basics" or folded_basics(outcome)]
        wish = wishes[self.choose([self.say("end", wish) for wish in wishes], self.say("end", "menu"), held=None)]
        if wish == "leave":
            raise Leaving
        if wish == "change":
            self.change()
        elif wish == "why":
            self.explain(outcome)
        elif wish == "export":
            self.keeping.export(outcome)
        elif wish == "save":
            self.keeping.ask(self.answers)
        else:
            self.talk.say()
            show_basics(self.console, outcome, self.wording)

    def explain(self, outcome: Outcome) -> None:
        """The reasons for an action of the plan, or for holding one back."""
        from .explanation_view import show

        actions = [planned.action.id for planned in outcome.plan]
        labels = [self.texts("actions", action, "title") for action in actions]
        for held in outcome.withheld:
            actions.append(held.action.id)
            title = self.texts("actions", held.action.id, "title")
            labels.append(self.say("end", "held-back").format(title=title))
        chosen = self.choose([*labels, self.say("end", "back")], self.say("end", "why-which"), held=None)
        if chosen < len(actions):
            self.talk.say()
            show(self.console, outcome, actions[chosen], self.wording)

    def change(self) -> None:
        """Choose an answer to give anew."""
        questions = [self.rulebook.question[asked] for asked in self.asked]
        labels = [
            self.say("end", "answered").format(
                topic=self.texts("questions", question.id, "topic"), answer=self.in_words(question)
            )
            for question in questions
        ]
        chosen = self.choose([*labels, self.say("end", "back")], self.say("end", "change-which"), held=None)
        self.again = questions[chosen].id if chosen < len(questions) else None

    def leave(self) -> None:
        """Leave in the middle: at once, after saving or a look at the plan, or not after all."""
        if not self.answers:
            raise Leaving
        may_save = self.save is None and self.keeping.lacks(self.answers)
        wishes = ["now", "save", "plan", "stay"] if may_save else ["now", "plan", "stay"]
        labels = [self.last_word("leave", "now"), *(self.say("leave", wish) for wish in wishes[1:])]
        wish = wishes[self.choose(labels, self.say("leave", "ask"))]
        if wish == "stay" or (wish == "save" and not self.keeping.ask(self.answers)):
            return
        if wish == "plan" and sys.stdout.isatty():
            self.deliver()
        raise Leaving

    def last_word(self, group: str, name: str) -> str:
        """What stopping is called: with --save it says where the answers go."""
        return self.say(group, name) if self.save is None else self.say(group, f"{name}-saving").format(file=self.save)

    def close(self) -> None:
        """The last words: the plan where it goes to a file or a pipe, what --save asks for, where the answers are."""
        if self.answers and not sys.stdout.isatty():
            self.deliver()
        kept = self.keeping.at_the_end(self.answers)
        self.talk.say()
        self.keeping.say_where(self.answers)
        self.talk.say(self.say("leave", "bye"))
        if not kept:
            raise click.exceptions.Exit(Unwritable.exit_code)

    def input_ended(self) -> None:
        """In a terminal one may still keep the answers; a pipe has nothing more to say, so the plan so far is shown."""
        self.talk.say()
        if sys.stdin.isatty():
            self.keeping.offer(self.answers)
        elif self.answers and sys.stdout.isatty():
            self.deliver()

    def interrupted(self) -> None:
        """Ctrl-C: one offer to keep the answers; a second Ctrl-C just ends."""
        try:
            self.talk.say()
            self.talk.say(self.say("leave", "interrupted"))
            if sys.stdin.isatty():
                self.keeping.offer(self.answers)
            else:
                self.keeping.where_asked(self.answers)
            self.keeping.say_where(self.answers)
        except KeyboardInterrupt:
            self.talk.say()
        raise click.exceptions.Exit(INTERRUPTED)

    def choose(self, labels: list[str], heading: str = "", *, held: int | None = 0) -> int:
        """The position of the label chosen; Enter alone chooses `held`."""
        if heading:
            self.talk.say()
        self.talk.rows = 0
        if heading:
            self.talk.say(heading, bold=True)
        reply = self.prompt.choose(Options(tuple(labels), held=None if held is None else (held,)))
        assert isinstance(reply, tuple)
        return reply[0]

    @property
    def console(self) -> Console:
        """Where the conversation shows plans and reasons."""
        from .console import console_on

        return console_on(self.talk.stream, color=None if self.talk.styled else False, width=self.talk.size[0])

    def deliver(self) -> None:
        """The plan as the result of the command, on standard output."""
        from .console import console_on
        from .plan_view import show

        console = self.console if sys.stdout.isatty() else console_on(sys.stdout, color=False, width=80)
        show(console, self.outcome(), self.wording)


def _never_choke(stream: TextIO) -> None:
    """Letters that a terminal cannot write or that arrive broken become question marks instead of errors."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and stream.errors == "strict":
        reconfigure(errors="replace")
