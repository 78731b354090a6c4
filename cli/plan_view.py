"""The plan in the terminal: what to start with, the plan by phase, what was held back, and the alarm."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from ..engine.interview import hinging_actions
from ..engine.rulebook import BEYOND
from ..engine.text import rulebook_texts
from ..engine.trace import TracedHelpLine, help_lines
from .console import console_on
from .prompt import WIDEST
from .wording import phrases_of
from .wrapping import wrapped

if TYPE_CHECKING:
    from rich.console import Console

    from ..engine.outcome import Outcome, Planned, Withheld

MOST_CALLS = 3
"""How many numbers the alarm repeats at its end, where they are still in sight on a small screen."""

MOST_EXAMPLES = 2
"""How many actions the alarm names as what more answers could bring."""

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


def folded(outcome: Outcome) -> list[Planned]:
    """The basics whose steps `show` leaves out."""
    return [planned for planned in outcome.plan if planned.basic and planned not in outcome.first_steps]


class _Page:
    """One outcome on one console; every method prints a part."""

    def __init__(self, console: Console, outcome: Outcome, language: str) -> None:
        self.console = console
        self.width = max(16, min(console.width, WIDEST))
        self.outcome = outcome
        self.texts = rulebook_texts(outcome.rulebook, language)
        self.say = phrases_of(language)

    # parts ------------------------------------------------------------------------------------------------------------

    def provisional(self) -> None:
        if self.outcome.complete:
            return
        self.line(self.say("plan", "provisional"))
        topics = (self.texts("questions", question.id, "topic") for question in self.outcome.open_questions)
        self.line(self.say("ask", "and").join(topics), "  ")
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
        first = self.outcome.first_steps
        hidden = False
        for phase in self.outcome.rulebook.phases:
            here = [planned for planned in self.outcome.plan if planned.action.phase == phase]
            if all(planned in first for planned in here):
                continue
            self.heading(self.texts("phases", phase))
            basics = [planned for planned in here if planned.basic and planned not in first]
            self.actions([planned for planned in here if planned not in basics])
            if basics:
                hidden = True
                self.titles(self.say("plan", "basics"), basics)
        if hidden:
            self.line(self.say("plan", hint), style="dim")
            self.line()

    def actions(self, plan: Iterable[Planned]) -> None:
        above = [planned for planned in plan if planned in self.outcome.first_steps]
        for planned in above:
            self.line(self.title(planned) + self.say("plan", "told-above"), self.number(planned))
        if above:
            self.line()
        for planned in plan:
            if planned not in above:
                self.action(planned)

    def action(self, planned: Planned) -> None:
        """Title and sections, the steps, whom to contact, and how one knows that it is done."""
        number = self.number(planned)
        indent = " " * len(number)
        basic = f"[{self.say('plan', 'basic')}] " if planned.basic else ""
        self.line(basic + self.title(planned), number, style="bold", after=self.cites(planned.action.cites))
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

    def titles(self, heading: str, basics: Iterable[Planned]) -> None:
        self.line(heading, style="bold")
        for planned in basics:
            self.line(self.title(planned), self.number(planned))
        self.line()

    def withheld(self) -> None:
        """What was held back, each reason once; while the alarm stands, how many instead of which."""
        groups: dict[tuple[str, ...], list[Withheld]] = {}
        for held in self.outcome.withheld:
            groups.setdefault(held.by, []).append(held)
        if groups:
            self.heading(self.say("plan", "withheld"))
        for rules, held_back in groups.items():
            if self.outcome.alarmed:
                self.line(self.say("plan", "withheld-many").format(count=len(held_back)))
            else:
                for held in held_back:
                    title = self.texts("actions", held.action.id, "title")
                    self.line(title, self.say("plan", "bullet"))
            for rule in rules:
                cites = self.cites(self.outcome.rulebook.rule[rule].cites)
                self.line(self.say("plan", "withheld-because") + self.texts("rules", rule), "  ", after=cites)
            self.line()

    def source(self) -> None:
        if not self.outcome.plan:
            return
        self.line(self.texts("rulebook", "source"), style="dim")
        if any(BEYOND in planned.action.cites for planned in self.outcome.plan):
            self.line(self.say("plan", "beyond-means").format(meaning=self.texts("sections", BEYOND)), style="dim")

    def alarm(self) -> None:
        alarm = self.outcome.rulebook.alarm
        plan = [planned for planned in self.outcome.plan if alarm is not None and planned.action.phase == alarm.phase]
        self.heading(self.say("alarm", "heading"), style="bold red")
        self.line(self.say("alarm", "intro"))
        self.line()
        for planned in plan:
            self.action(planned)
        shown = [line for planned in plan for line in help_lines(self.outcome, planned.action.id, self.texts)]
        calls = list(dict.fromkeys(f"{line.name}  {line.call}" for line in shown if line.call))
        if calls:
            self.line(self.say("alarm", "calls"), style="bold")
        for call in calls[:MOST_CALLS]:
            self.line(call, self.say("plan", "bullet"), style="bold")
        self.what_may_follow()

    def what_may_follow(self) -> None:
        """A sentence that names some of what more answers could bring."""
        if self.outcome.complete:
            return
        answers = self.outcome.case.answers
        hinging = {
            action.id
            for question in self.outcome.open_questions
            for action in hinging_actions(self.outcome.rulebook, answers, question.id)
            if self.outcome.planned(action.id) is None
        }
        examples = [action.id for action in self.outcome.rulebook.actions if action.id in hinging][:MOST_EXAMPLES]
        titles = (self.texts("actions", action, "title") for action in examples)
        named = self.say("alarm", "and").join(self.say("alarm", "quoted").format(title=title) for title in titles)
        self.line()
        self.line(self.say("alarm", "go-on-for" if named else "go-on-anyway").format(titles=named))

    def why(self, question: str) -> None:
        self.line(self.say("ask", "why"), style="bold")
        self.line(self.texts("questions", question, "why"), "  ")
        actions = hinging_actions(self.outcome.rulebook, self.outcome.case.answers, question)
        self.line(self.say("ask", "hinges" if actions else "hinges-on-nothing"))
        for action in actions[:MOST_TITLES]:
            self.line(self.texts("actions", action.id, "title"), "  " + self.say("plan", "bullet"))
        if len(actions) > MOST_TITLES:
            self.line(self.say("ask", "more").format(count=len(actions) - MOST_TITLES), "  ")

    # wording ----------------------------------------------------------------------------------------------------------

    def title(self, planned: Planned) -> str:
        return self.texts("actions", planned.action.id, "title")

    def number(self, planned: Planned) -> str:
        return f"{planned.rank:>2}. "

    def cites(self, cites: tuple[str, ...]) -> str:
        named = (
            self.say("plan", "beyond") if section == BEYOND else self.say("plan", "section").format(number=section)
            for section in cites
        )
        return self.say("plan", "cites").format(cites=self.say("plan", "and").join(named)) if cites else ""

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
