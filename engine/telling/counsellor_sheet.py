"""What a counsellor needs to know, on one page: the answers, what follows from them, what comes first, what waits.

The reasons stand on the pages after it. Nothing on it is an id, and nothing has to be looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import accumulate

import msgspec

from ..consulting import Outcome
from ..language import UNKNOWN, controls_shown
from ..proving import Guarantee
from .markdown import escaped
from .number_words import day_in_words
from .phrasing import answer_in_words, finding_in_words
from .plan_parts import all_held_back
from .reason_words import ToldReason, told_reasons
from .reasons import fired_reasons
from .value_words import answered_wording
from .wording import Wording

MOST_LINES = 60
"""So many rows fill the first page at most: a long line takes several, and a heading has space around it."""

COLUMNS = 110
"""So many narrow letters, or half as many wide ones, stand in a row."""

_FIRST_WIDE = "\u2e80"
"""Letters from here on are counted as wide: near enough to know what a page holds."""

MOST_TITLES = 3
"""So many titles that wait for the same reason are named on the first page."""

TITLE, HEADING, SUBHEADING, ITEM, TEXT = "title", "heading", "subheading", "item", "text"


class Line(msgspec.Struct, frozen=True):
    """A heading (`kind` is TITLE, HEADING or SUBHEADING), an ITEM of a list, so far in, or a line of TEXT."""

    kind: str
    text: str
    depth: int = 0


class Sheet(msgspec.Struct, frozen=True):
    """The `first` page and what `follows` on the others; `language` is that of both."""

    language: str
    first: tuple[Line, ...]
    follows: tuple[Line, ...]


def told_sheet(outcome: Outcome, guarantees: Iterable[Guarantee], wording: Wording) -> Sheet:
    """The sheet for an outcome; of its rulebook's `guarantees` those are named that speak of this person."""
    made = _Sheet(outcome, answered_wording(wording, outcome.rulebook, outcome.case.facts))
    kept = made.protections(guarantees)
    head = made.page(close=False)
    if sum(map(_rows, head)) > MOST_LINES:
        head = made.page(close=True)
    room = MOST_LINES - sum(map(_rows, (*head, *made.foot())))
    first, rest = made.fitting("protections", kept, room)
    return Sheet(wording.language, (*head, *first, *made.foot()), (*rest, *made.reasons()))


def sheet_markdown(sheet: Sheet) -> str:
    """The sheet as Markdown; where it is printed, what follows begins on a page of its own."""
    first, follows = ("".join(map(_marked, page)) for page in (sheet.first, sheet.follows))
    whole = f'{first}\n<div style="break-after: page"></div>\n{follows}'
    return controls_shown(re.sub("\n{3,}", "\n\n", whole).strip() + "\n")


def sheet_html(sheet: Sheet) -> str:
    """The sheet as a page of HTML that stands alone and prints on A4."""
    first, follows = ("".join(_tagged(page)) for page in (sheet.first, sheet.follows))
    title = escape(sheet.first[0].text)
    return controls_shown(
        f'<!doctype html>\n<html lang="{escape(sheet.language)}">\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>\n{_STYLE}</style>\n<section>\n{first}</section>\n<section>\n{follows}</section>\n</html>\n"
    )


_STYLE = """\
@page { size: A4; margin: 14mm; }
body { font: 9pt/1.35 sans-serif; margin: 0; }
@media screen { body { max-width: 57em; margin: 1em auto; padding: 0 1em; } }
h1 { font-size: 1.4em; margin: 0 0 .4em; }
h2 { font-size: 1.1em; margin: .7em 0 .2em; border-bottom: 1px solid; }
h3 { font-size: 1em; margin: .8em 0 .2em; }
p, ul { margin: .2em 0; }
ul { padding-left: 1.3em; }
h2, h3 { break-after: avoid; }
section + section { break-before: page; }
"""

_MARKS = {TITLE: "# ", HEADING: "## ", SUBHEADING: "### "}
_TAGS = {TITLE: "h1", HEADING: "h2", SUBHEADING: "h3", TEXT: "p"}


def _rows(line: Line) -> int:
    """About how many rows a line takes on paper."""
    columns = len(line.text) + sum(letter >= _FIRST_WIDE for letter in line.text)
    return max(1, -(-columns // COLUMNS)) + (line.kind not in (ITEM, TEXT))


def _marked(line: Line) -> str:
    if line.kind == ITEM:
        return f"{'  ' * line.depth}- {escaped(line.text)}\n"
    return f"\n{_MARKS.get(line.kind, '')}{escaped(line.text)}\n\n"


def _tagged(lines: Sequence[Line]) -> Iterator[str]:
    """The lines as elements, items within lists and the lists of those further in within them."""
    depth = 0
    for line in lines:
        wanted = line.depth + 1 if line.kind == ITEM else 0
        yield "<ul>\n" * (wanted - depth) + "</ul>\n" * (depth - wanted)
        depth = wanted
        tag = _TAGS.get(line.kind, "li")
        yield f"<{tag}>{escape(line.text)}</{tag}>\n"
    yield "</ul>\n" * depth


class _Sheet:
    """The parts of the sheet for one outcome."""

    def __init__(self, outcome: Outcome, wording: Wording) -> None:
        self.outcome = outcome
        self.rulebook = outcome.rulebook
        self.wording = wording
        self.texts = wording.texts
        self.done = outcome.case.done

    def say(self, name: str, **blanks: object) -> str:
        return self.wording.say("sheet", name).format(**blanks)

    def title(self, action: str) -> str:
        return self.texts("actions", action, "title")

    def listed(self, heading: str, items: Iterable[str]) -> tuple[Line, ...]:
        """A heading and its list; nothing where there is nothing to list."""
        lines = tuple(Line(ITEM, item) for item in items)
        return (Line(HEADING, self.say(heading)), *lines) if lines else ()

    def topic(self, question: str) -> str:
        return self.texts("questions", question, "topic")

    def joined(self, parts: Iterable[str]) -> str:
        return self.wording.say("question", "and").join(parts)

    def page(self, *, close: bool) -> tuple[Line, ...]:
        """The first page but for its last part; with `close`, what the answers amount to is run together."""
        return (*self.head(), *self.answers(), *self.findings(close), *self.beginning(), *self.waiting())

    def head(self) -> Iterator[Line]:
        yield Line(TITLE, self.say("title"))
        day = self.outcome.case.date
        if day is not None:
            yield Line(TEXT, self.say("day", day=day_in_words(day, self.wording)))

    def foot(self) -> tuple[Line, ...]:
        return (Line(TEXT, self.say("foot", title=self.texts("rulebook", "title"))),)

    def answers(self) -> Iterator[Line]:
        """What was answered; what was answered by `unknown`, and what is open, in a line each."""
        facts = self.outcome.case.facts
        unknown = [name for name, answer in facts.items() if answer == frozenset((UNKNOWN,))]
        told = [
            self.say(
                "answer",
                topic=self.topic(name),
                answer=answer_in_words(self.rulebook.question[name], answer, self.wording),
            )
            for name, answer in facts.items()
            if name not in unknown
        ]
        if unknown:
            told.append(self.say("unknown", topics=self.joined(map(self.topic, unknown))))
        if self.outcome.open_questions:
            told.append(self.say("open", topics=self.joined(self.topic(one.id) for one in self.outcome.open_questions)))
        yield from self.listed("answers", told)

    def findings(self, close: bool) -> tuple[Line, ...]:
        sentences = [finding_in_words(one, self.wording, holds=True) for one in self.outcome.findings]
        return self.listed("findings", [self.joined(sentences)] if close and sentences else sentences)

    def beginning(self) -> Iterator[Line]:
        """What comes first, and what is done of it all."""
        first = self.outcome.first_steps or self.outcome.plan[:MOST_TITLES]
        ahead = (planned.action.id for planned in first if planned.action.id not in self.done)
        yield from self.listed("first", map(self.title, ahead))
        done = (
            self.wording.say("review", "done-on").format(title=self.title(name), day=day_in_words(day, self.wording))
            for name, day in self.done.items()
        )
        yield from self.listed("done", done)

    def waiting(self) -> Iterator[Line]:
        """What waits, together where its first reason is the same; all of them stand on the next pages."""
        groups: dict[str, list[str]] = {}
        for held in self.outcome.withheld:
            groups.setdefault(held.by[0], []).append(self.title(held.action.id))
        yield from self.listed("waiting", (self.waits(titles, by) for by, titles in groups.items()))

    def waits(self, titles: Sequence[str], by: str) -> str:
        more, named = len(titles) - MOST_TITLES, self.joined(titles[:MOST_TITLES])
        kind = "waits-more" if more > 0 else "waits"
        return self.say(kind, titles=named, more=more, reason=self.wording.shaped("rules", by).plain)

    def protections(self, guarantees: Iterable[Guarantee]) -> tuple[str, ...]:
        """Those guarantees that are said of these answers, and not of everybody, as sentences."""
        speaking = (
            one for one in guarantees if (one.condition.when or one.condition.any) and one.applies(self.outcome)
        )
        kept = (one.id for one in speaking if not one.broken(self.outcome))
        return tuple(filter(None, (self.texts.get("guarantees", name) for name in kept)))

    def fitting(self, heading: str, items: Sequence[str], room: int) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """As much of the list as there is room for; the rest is for the next page."""
        whole = self.listed(heading, items)
        if sum(map(_rows, whole)) <= room:
            return whole, ()
        # One row says how many are left for the next page.
        here = sum(total < room for total in accumulate(map(_rows, whole))) - 1
        if here <= 0:
            return (), whole
        further = Line(ITEM, self.say("further", count=len(items) - here))
        return (*whole[: here + 1], further), self.listed(heading, items[here:])

    def reasons(self) -> Iterator[Line]:
        """Why each action is in the plan or waits, and what the answers amount to, down to the answers."""
        outcome = self.outcome
        told = told_reasons(fired_reasons(outcome, outcome.fired), self.rulebook, self.wording)
        fired = {reason.rule: reason for reason in told}
        if outcome.plan:
            yield Line(HEADING, self.say("reasons"))
        for planned in outcome.plan:
            yield Line(SUBHEADING, self.say("number", rank=planned.rank, title=self.title(planned.action.id)))
            for rule in planned.because:
                yield from self.reason(fired[rule], 0)
        if outcome.withheld:
            yield Line(HEADING, self.say("waiting"))
        for group in all_held_back(outcome):
            yield from (Line(ITEM, self.title(held.action.id)) for held in group.held)
            for rule in group.by:
                yield from self.reason(fired[rule], 1)
        if outcome.findings:
            yield Line(HEADING, self.say("findings"))
        for finding, by in outcome.findings.items():
            yield Line(ITEM, finding_in_words(finding, self.wording, holds=True))
            for rule in by:
                yield from self.reason(fired[rule], 1)

    def reason(self, reason: ToldReason, depth: int) -> Iterator[Line]:
        sentence = reason.sentence.with_addresses
        yield Line(ITEM, self.say("reason", sentence=sentence, sections=reason.sections), depth)
        yield from (Line(ITEM, ground.sentence, depth + 1) for ground in reason.grounds)
