"""The plan in the terminal: what to start with, the plan by phase, what was held back, and the alarm."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from ..engine.consulting import hinging_actions
from ..engine.language import BEYOND
from ..engine.reading import rulebook_texts
from ..engine.telling import (
    Part,
    Telling,
    TracedHelpLine,
    calls,
    folded,
    held_back,
    help_lines,
    may_follow,
    parts,
    urgent,
)
from .console import console_on
from .talk import WIDEST
from .wording import phrases_of
from .wrapping import wrapped

if TYPE_CHECKING:
    from rich.console import Console

    from ..engine.consulting import Outcome, Planned

MOST_TITLES = 6
"""How many actions are named as hanging on an answer."""


def plan_text(outcome: Outcome, language: str, *, color: bool, width: int) -> str:
    """The plan as text of at most `width` columns."""
    written = io.StringIO()
    show(console_on(written, color=color, width=width), outcome, language)
    return written.getvalue()


def show(console: Console, outcome: Outcome, language: str, *, hint: str = "unfold") -> None:
    """Print the plan, its basics folded to their titles; the phrase `hint` says where their steps can be read."""
    page = _Page(console, outcome, language)
    page.provisional()
    page.first_steps()
    page.phases(hint)
    page.withheld()
    page.source()


def show_start(console: Console, outcome: Outcome, language: str) -> None:
    """Print the titles that the plan leads with: after a long plan they are out of sight."""
    _Page(console, outcome, language).start()


def show_basics(console: Console, outcome: Outcome, language: str) -> None:
    """Print the steps of the basics that `show` folds."""
    page = _Page(console, outcome, language)
    page.heading(page.say("plan", "basics"))
    for planned in folded(outcome):
        page.action(planned)


def show_alarm(console: Console, outcome: Outcome, language: str) -> None:
    """Print what comes before everything else, and nothing but that."""
    _Page(console, outcome, language).alarm()


def show_why(console: Console, outcome: Outcome, question: str, language: str) -> None:
    """Print why a question is asked and which actions hang on its answer."""
    _Page(console, outcome, language).why(question)


class _Page:
    """One outcome on one console; every method prints a part."""

    def __init__(self, console: Console, outcome: Outcome, language: str) -> None:
        self.console = console
        self.width = max(16, min(console.width, WIDEST))
        self.outcome = outcome
        self.texts = rulebook_texts(outcome.rulebook, language)
        self.telling = Telling(outcome, self.texts)
        self.say = phrases_of(language)

    # parts ------------------------------------------------------------------------------------------------------------

    def provisional(self) -> None:
        if self.outcome.complete:
            return
        self.line(self.say("plan", "provisional"))
        topics = (self.texts("questions", question.id, "topic") for question in self.outcome.open_questions)
        self.line(self.say("question", "and").join(topics), "  ")
        self.line()

    def first_steps(self) -> None:
        if not self.outcome.plan:
            self.line(self.say("plan", "nothing" if self.outcome.complete else "nothing-yet"))
            return
        self.heading(self.say("plan", "first"))
        for planned in self.outcome.first_steps:
            self.action(planned)

    def start(self) -> None:
        self.line(self.say("plan", "heading").format(title=self.say("plan", "first")), style="bold")
        for planned in self.outcome.first_steps:
            self.line(self.title(planned), self.number(planned))

    def phases(self, hint: str) -> None:
        for part in parts(self.outcome):
            if any(planned not in self.outcome.first_steps for planned in (*part.own, *part.basics)):
                self.phase(part)
        if folded(self.outcome):
            self.line(self.say("plan", hint), style="dim")
            self.line()

    def phase(self, part: Part) -> None:
        self.heading(self.texts("phases", part.phase))
        above = [planned for planned in part.own if planned in self.outcome.first_steps]
        for planned in above:
            self.line(self.title(planned) + self.say("plan", "told-above"), self.number(planned))
        if above:
            self.line()
        for planned in part.own:
            if planned not in above:
                self.action(planned)
        if part.basics:
            self.line(self.say("plan", "basics"), style="bold")
            for planned in part.basics:
                self.line(self.title(planned), self.number(planned))
            self.line()

    def action(self, planned: Planned) -> None:
        """Title and sections, the steps, whom to contact, and how one knows that it is done."""
        number = self.number(planned)
        indent = " " * len(number)
        basic = f"[{self.say('plan', 'basic')}] " if planned.basic else ""
        self.line(basic + self.title(planned), number, style="bold", after=self.telling.cited(planned.action.cites))
        name = planned.action.id
        for step in planned.steps:
            self.line(self.texts("actions", name, "steps", step.id), indent + self.say("plan", "bullet"))
        self.help_lines(help_lines(self.outcome, name, self.texts), indent)
        done = self.texts.get("actions", name, "done")
        if done:
            self.line(self.say("plan", "done") + done, indent, style="dim")
        self.line()

    def help_lines(self, lines: tuple[TracedHelpLine, ...], indent: str) -> None:
        if not lines:
            return
        self.line()
        self.line(self.say("plan", "help-lines"), indent, style="bold")
        for line in lines:
            self.line(f"{line.name}  {line.call}".rstrip(), indent + self.say("plan", "bullet"), style="bold")
            inner = indent + " " * cell_len(self.say("plan", "bullet"))
            if line.hours:
                self.line(self.say("plan", "hours").format(hours=line.hours), inner)
            self.line(line.note, inner)
            if line.url:
                # An address broken over lines cannot be opened or copied: the terminal may fold it, we do not.
                self.console.print(Text(inner + line.url, style="dim"), soft_wrap=True)
        if lines[0].checked:
            self.line(self.say("plan", "checked").format(date=lines[0].checked), indent, style="dim")
        self.line()

    def withheld(self) -> None:
        """What was held back, each reason once; while the alarm stands, how many instead of which."""
        groups = held_back(self.outcome)
        if groups:
            self.heading(self.say("plan", "withheld"))
        for group in groups:
            if self.outcome.alarmed:
                self.line(self.say("plan", "withheld-many").format(count=len(group.held)))
            else:
                for held in group.held:
                    title = self.texts("actions", held.action.id, "title")
                    self.line(title, self.say("plan", "bullet"))
            for rule in group.by:
                cites = self.telling.cited(self.outcome.rulebook.rule[rule].cites)
                self.line(self.say("plan", "withheld-because") + self.texts("rules", rule), "  ", after=cites)
            self.line()

    def source(self) -> None:
        if not self.outcome.plan:
            return
        self.line(self.texts("rulebook", "source"), style="dim")
        if any(BEYOND in planned.action.cites for planned in self.outcome.plan):
            self.line(self.say("plan", "beyond-means").format(meaning=self.texts("sections", BEYOND)), style="dim")

    def alarm(self) -> None:
        self.heading(self.say("alarm", "heading"), style="bold red")
        self.line(self.say("alarm", "intro"))
        self.line()
        for planned in urgent(self.outcome):
            self.action(planned)
        lines = calls(self.outcome, self.texts)
        if lines:
            self.line(self.say("alarm", "calls"), style="bold")
        for line in lines:
            self.line(f"{line.name}  {line.call}", self.say("plan", "bullet"), style="bold")
        if not self.outcome.complete:
            self.line()
            self.line(self.telling.invitation(may_follow(self.outcome)))

    def why(self, question: str) -> None:
        self.line(self.say("question", "why"), style="bold")
        self.line(self.texts("questions", question, "why"), "  ")
        actions = hinging_actions(self.outcome.rulebook, self.outcome.case.answers, question)
        self.line(self.say("question", "hinges" if actions else "hinges-on-nothing"))
        for action in actions[:MOST_TITLES]:
            self.line(self.texts("actions", action.id, "title"), "  " + self.say("plan", "bullet"))
        if len(actions) > MOST_TITLES:
            self.line(self.say("question", "more").format(count=len(actions) - MOST_TITLES), "  ")

    # wording ----------------------------------------------------------------------------------------------------------

    def title(self, planned: Planned) -> str:
        return self.texts("actions", planned.action.id, "title")

    def number(self, planned: Planned) -> str:
        return f"{planned.rank:>2}. "

    # lines ------------------------------------------------------------------------------------------------------------

    def heading(self, title: str, style: str = "bold") -> None:
        self.line(self.say("plan", "heading").format(title=title), style=style)
        self.line()

    def line(self, text: str = "", first: str = "", *, style: str = "", after: str = "") -> None:
        """A paragraph in lines that fit: `first` before its first line, blanks before the others, `after` dimmed."""
        indent = cell_len(first)
        left = len("".join(text.split()))
        for position, line in enumerate(wrapped(text + after, self.width - indent)):
            end = _length_with(line, left)
            left -= len("".join(line[:end].split()))
            printed = Text(first if position == 0 else " " * indent, style=style)
            printed.append(line[:end]).append(line[end:], style="not bold dim")
            self.console.print(printed, soft_wrap=True)


def _length_with(line: str, letters: int) -> int:
    """The length of the shortest beginning of `line` that holds so many letters, blanks not counted."""
    for position, letter in enumerate(line):
        if letters == 0:
            return position
        letters -= not letter.isspace()
    return len(line)
