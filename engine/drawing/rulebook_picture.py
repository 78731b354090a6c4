"""A drawing of a rulebook: its rules by the sections that they cite, or by the actions that they advise and withhold.

One rule is one row. By section: what must hold, the rule's reason, and what the rule finds, advises and withholds. By
action: what must hold, for every rule that advises or withholds the action; and after the actions the same for the
findings on which these rules rest. Around an action: the rules that have to do with it, as by section.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ..language import (
    Condition,
    Place,
    Problem,
    Rule,
    Rulebook,
    RulebookError,
    Test,
    called,
    identity,
    known,
    nearest,
)
from ..telling import Wording, finding_in_words, is_numbered, wanted_in_words
from .line_breaking import balanced_lines
from .picture import (
    ADVISED,
    CONDITION,
    FINDING,
    LEADING,
    RULE,
    UNADVISED,
    WITHHOLDING,
    Arrow,
    Box,
    Frame,
    Panel,
    Picture,
)

BY_SECTION, BY_ACTION = "section", "action"
ARRANGEMENTS = (BY_SECTION, BY_ACTION)

_COLUMNS = 44
"""How wide a line may be; a Japanese letter takes two columns."""
_INDENT = "\u2003"


def draw_rulebook(
    rulebook: Rulebook,
    wording: Wording,
    *,
    by: str | None = None,
    only: Collection[str] = (),
    reasons: bool = True,
) -> Picture:
    """The rulebook as a drawing, `by` section or action; `only` narrows it to these sections or actions.

    Without `by` the ids in `only` decide, and it is by section where there are none. `reasons` tells whether the rules'
    reasons stand in the drawing by section; without them it is half as long. Raises RulebookError when the rulebook
    has no such section or action, or `by` is none of ARRANGEMENTS.
    """
    names = [identity(name) or called(name) for name in only]
    arrangement = _arrangement(rulebook, names) if by is None else known("arrangement", by, ARRANGEMENTS, RulebookError)
    chosen = _chosen(rulebook, arrangement, names)
    drafting = _Drafting(rulebook, wording, reasons)
    panels = drafting.sections(chosen) if arrangement == BY_SECTION else drafting.actions(chosen)
    title = drafting.phrase(f"by-{arrangement}", title=wording.texts("rulebook", "title"))
    return Picture("rulebook", title, wording.language, "", tuple(panels))


def draw_neighbourhood(rulebook: Rulebook, wording: Wording, action: str, *, reasons: bool = True) -> Picture:
    """What is next to an action: the rules that advise, withhold or lead it, with what they test and all that they do.

    `reasons` tells whether the rules' reasons stand in it. Raises RulebookError when the rulebook has no such action.
    """
    chosen = known("action", action, rulebook.action, RulebookError)
    drafting = _Drafting(rulebook, wording, reasons)
    title = drafting.phrase("around", title=drafting.title(chosen))
    return Picture("rulebook", title, wording.language, "", (drafting.around(chosen),))


def _arrangement(rulebook: Rulebook, only: Collection[str]) -> str:
    """By action where an action is named and no section."""
    named = [name for name in only if name in rulebook.sections]
    return BY_ACTION if not named and any(name in rulebook.action for name in only) else BY_SECTION


def _chosen(rulebook: Rulebook, arrangement: str, only: Collection[str]) -> list[str]:
    """The sections or actions to draw, in the rulebook's order."""
    known = rulebook.sections if arrangement == BY_SECTION else tuple(rulebook.action)
    wrong = [name for name in only if name not in known]
    if wrong:
        raise RulebookError(_stranger(rulebook, name, arrangement) for name in wrong)
    return [name for name in known if not only or name in only]


def _stranger(rulebook: Rulebook, name: str, arrangement: str) -> Problem:
    """The problem that an id is of something else, or of nothing."""
    known = {BY_SECTION: rulebook.sections, BY_ACTION: tuple(rulebook.action)}
    other = BY_ACTION if arrangement == BY_SECTION else BY_SECTION
    if name in known[other]:
        wrong = f"There is no {arrangement} '{name}'."
        right = f"It is the id of {'an' if other == BY_ACTION else 'a'} {other}: draw --by {other}."
    else:
        wrong = f"There is no section and no action '{name}'."
        right = nearest(name, (*known[arrangement], *known[other]))
    return Problem(Place("--only"), wrong, right)


class _Drafting:
    """Makes the panels of one drawing, in one language; boxes are numbered through."""

    def __init__(self, rulebook: Rulebook, wording: Wording, reasons: bool) -> None:
        self.rulebook = rulebook
        self.wording = wording
        self.texts = wording.texts
        self.reasons = reasons
        self.count = 0

    def phrase(self, name: str, **filled: str) -> str:
        phrase = self.wording.say("graph", name)
        return phrase.format(**filled) if filled else phrase

    def box(self, kind: str, lines: Iterable[str], frame: Frame, column: int, row: int | None, aside: str = "") -> Box:
        self.count += 1
        faint = (aside,) if aside else ()
        return Box(f"n{self.count}", kind, tuple(lines) or (kind,), faint, column, frame.id, row)

    # by section -------------------------------------------------------------------------------------------------------

    def sections(self, sections: Iterable[str]) -> Iterator[Panel]:
        """A panel for each section that a rule cites."""
        for number, section in enumerate(sections, start=1):
            rules = [rule for rule in self.rulebook.rules if section in rule.cites]
            if rules:
                yield self.section(Frame(f"section-{number}", self.heading(section)), rules)

    def section(self, frame: Frame, rules: list[Rule]) -> Panel:
        boxes: list[Box] = []
        arrows: list[Arrow] = []
        for row, rule in enumerate(rules):
            grounds = [self.condition(rule, frame, row, self.notes(rule) if not self.reasons else "")]
            if self.reasons:
                grounds.append(self.reason(rule, frame, row))
                arrows.append(Arrow(grounds[0].name, grounds[1].name))
            column = len(grounds)
            effects = [self.box(kind, lines, frame, column, row) for kind, lines in self.effects(rule)]
            boxes += [*grounds, *effects]
            arrows += (Arrow(grounds[-1].name, effect.name, effect.kind == WITHHOLDING) for effect in effects)
        return Panel(tuple(boxes), tuple(arrows), (frame,))

    def heading(self, section: str) -> str:
        heading = self.texts("sections", section)
        return self.phrase("section", number=section, heading=heading) if is_numbered(section) else heading

    def reason(self, rule: Rule, frame: Frame, row: int) -> Box:
        sentence = balanced_lines(self.wording.shaped("rules", rule.id).plain, _COLUMNS)
        return self.box(RULE, sentence, frame, 1, row, self.notes(rule))

    def effects(self, rule: Rule) -> Iterator[tuple[str, list[str]]]:
        """What the rule finds, advises, withholds and leads: the kind of box and the lines on it."""
        found = [finding_in_words(finding, self.wording, holds=True) for finding in rule.find]
        advised = [self.title(action) for action in rule.advise]
        held = list(self.summed_up(rule.withhold))
        for kind, phrase, texts in (
            (FINDING, "finds", found),
            (ADVISED, "advises", advised),
            (WITHHOLDING, "withholds", held),
            (LEADING, "leads", [self.title(action) for action in rule.lead]),
        ):
            if texts:
                yield kind, [self.phrase(phrase), *(line for text in texts for line in self.item(text))]

    def summed_up(self, actions: Collection[str]) -> Iterator[str]:
        """The actions by title; where all of a phase or of a tag are among them, by that."""
        left = list(actions)
        for text, members in self.groups():
            if members <= set(actions) and len(members & set(left)) > 2:
                yield text
                left = [action for action in left if action not in members]
        yield from map(self.title, left)

    def groups(self) -> Iterator[tuple[str, set[str]]]:
        """Phases and tags, in words, each with its actions."""
        actions = self.rulebook.actions
        for phase in self.rulebook.phases:
            text = self.phrase("of-phase", phase=self.texts("phases", phase))
            yield text, {action.id for action in actions if action.phase == phase}
        for tag in self.rulebook.tags:
            yield self.phrase("of-tag", tag=tag), {action.id for action in actions if tag in action.tags}

    # by action --------------------------------------------------------------------------------------------------------

    def actions(self, actions: Collection[str]) -> Iterator[Panel]:
        """A panel for each action, then one for each finding on which these, their steps and drafts rest in the end."""
        rules, shown = self.rulebook.rules, list[Rule]()
        for number, action in enumerate(actions, start=1):
            advising = [rule for rule in rules if action in rule.advise]
            holding = [rule for rule in rules if action in rule.withhold]
            leading = [rule for rule in rules if action in rule.lead]
            shown += advising + holding + leading
            frame = Frame(f"action-{number}", self.title(action), action)
            yield self.ends(frame, {ADVISED: advising, WITHHOLDING: holding, LEADING: leading})
        needed = self.resting_on((*(rule.condition for rule in shown), *self.shown_with(actions)))
        for number, finding in enumerate(self.rulebook.findings, start=1):
            if finding in needed:
                sentence = finding_in_words(finding, self.wording, holds=True)
                frame = Frame(f"finding-{number}", self.phrase("of-finding", sentence=sentence), finding)
                yield self.ends(frame, {FINDING: self.rulebook.finders[finding]})

    def ends(self, frame: Frame, rules_by_kind: Mapping[str, Sequence[Rule]]) -> Panel:
        """All rules that lead to an action or a finding, by the kind of their effect on it."""
        boxes: list[Box] = []
        arrows: list[Arrow] = []
        row = 0
        for kind, rules in rules_by_kind.items():
            grounds = [self.condition(rule, frame, row + at, self.notes(rule)) for at, rule in enumerate(rules)]
            row += len(grounds)
            if grounds:
                end = self.box(kind, [self.phrase(kind)], frame, 1, None)
                boxes += [*grounds, end]
                arrows += (Arrow(ground.name, end.name, kind == WITHHOLDING) for ground in grounds)
        if not boxes:
            boxes.append(self.box(UNADVISED, [self.phrase(UNADVISED)], frame, 1, 0))
        return Panel(tuple(boxes), tuple(arrows), (frame,))

    def shown_with(self, actions: Collection[str]) -> Iterator[Condition]:
        """The conditions of what is shown with the actions: steps, drafts and their parts, help lines."""
        rulebook = self.rulebook
        for action in (rulebook.action[name] for name in actions):
            yield from (Condition(when=step.when) for step in action.steps)
            for draft in (rulebook.draft[name] for name in action.drafts):
                yield draft.condition
                yield from (Condition(when=part.when) for part in draft.parts)
        yield from (line.condition for line in rulebook.help_lines.lines if not set(actions).isdisjoint(line.under))

    def resting_on(self, conditions: Iterable[Condition]) -> set[str]:
        """The findings on which the conditions rest, and those on which these rest in turn."""
        needed: set[str] = set()
        waiting = [finding for condition in conditions for finding in condition.findings()]
        while waiting:
            finding = waiting.pop()
            if finding not in needed:
                needed.add(finding)
                finders = self.rulebook.finders[finding]
                waiting += (below for rule in finders for below in rule.condition.findings())
        return needed

    # around an action -------------------------------------------------------------------------------------------------

    def around(self, action: str) -> Panel:
        """A panel of all rules that have to do with the action."""
        rules = [rule for rule in self.rulebook.rules if action in (*rule.advise, *rule.withhold, *rule.lead)]
        frame = Frame("action-1", self.title(action), action)
        return self.section(frame, rules) if rules else self.ends(frame, {})

    # words ------------------------------------------------------------------------------------------------------------

    def title(self, action: str) -> str:
        return self.texts("actions", action, "title")

    def notes(self, rule: Rule) -> str:
        """What is said of a rule in faint letters: its id, and whether it is basic."""
        return " · ".join((rule.id, self.phrase("basic"))) if rule.basic else rule.id

    def condition(self, rule: Rule, frame: Frame, row: int, aside: str) -> Box:
        """What must hold, a line or more a test."""
        lines = [*self.tests(rule.condition)]
        if rule.condition.earlier is not None:
            lines += self.item(self.phrase("earlier", table=rule.table))
        return self.box(CONDITION, lines, frame, 0, row, aside)

    def tests(self, condition: Condition) -> Iterator[str]:
        if not any((condition.when, condition.any, condition.unless, condition.earlier)):
            yield self.phrase("always")
        for test in condition.when:
            yield from self.item(self.told(test))
        if condition.any:
            yield self.phrase("some")
            for alternative in condition.any:
                yield from self.item(self.phrase("also").join(map(self.told, alternative)), _INDENT)
        if condition.unless:
            yield self.phrase("unless")
            for test in condition.unless:
                yield from self.item(self.told(test), _INDENT)

    def item(self, text: str, indent: str = "") -> Iterator[str]:
        """The text as an item of a list; lines after the first stand in a little."""
        for at, line in enumerate(balanced_lines(self.phrase("item", text=text), _COLUMNS - 2 * len(indent))):
            yield indent + (_INDENT if at else "") + line

    def told(self, test: Test) -> str:
        return wanted_in_words(test, self.rulebook, self.wording)
