"""A rulebook as the page knows it: for each language all that the page's script needs to consult it.

The same rulebook gives the same, which `packing` writes so that little has to be sent. What the script makes of it is
what `engine` makes of the rulebook itself: tests hold them against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version

from ..engine.consulting import REFERENCE
from ..engine.language import (
    UNKNOWN,
    Action,
    AtLeast,
    Condition,
    Draft,
    Earlier,
    Finding,
    HelpLine,
    NoneOf,
    OneOf,
    Question,
    Rule,
    Rulebook,
    Test,
)
from ..engine.reading import NEVER_IN_DRAFTS
from ..engine.telling import Wording, traced_rulebook

FORMAT = "nakanaori-page/3"

_OF_OUTCOMES = (
    *("alarm", "answer", "day", "draft", "explain", "follow-up", "markdown", "months", "number", "plan", "question"),
    *("review", "value", "what-if"),
)
_OF_THE_PAGE = ("certain", "check", "picture", "print", "return", "seal", "take", "title")
_SPOKEN = frozenset((*_OF_OUTCOMES, *_OF_THE_PAGE))
"""The sections of the program's phrases that the page speaks."""

_OF_THE_START = frozenset(("begin", "go-on", "loading"))
"""What the page’s script says of the phrases of the start; the others stand in the page as it is sent."""

UNSPOKEN = frozenset(
    (
        *(("draft", name) for name in ("blank", "blanks", "entry", "nothing")),
        *(("explain", name) for name in ("shows", "shows-always")),
        *(("plan", name) for name in ("basics", "beyond-means", "withheld-because", "withheld-many")),
        *(("question", name) for name in ("progress", "why")),
    )
)
"""What of these sections the terminal and the documents say, and not the page's script."""

_OF_NUMBERS = frozenset(("number", "number-decimals", "choose-number", "choose-number-decimals", "date", "choose-date"))
"""What the page says of a question only where it asks for a number or a day."""

_UNSAID = frozenset(("guarantees", NEVER_IN_DRAFTS))
"""What authors write and no reader of a plan reads."""

Written = dict[str, object]
Key = tuple[str, ...]


def published(rulebook: Rulebook, wording: Wording) -> Written:
    """The rulebook's logic, its texts and the program's phrases, as JSON holds them."""
    texts = wording.texts
    return {
        "format": FORMAT,
        "engine": {"name": REFERENCE, "version": _version()},
        "language": texts.language,
        "wording": traced_rulebook(rulebook, texts).wording,
        "rulebook": _logic(rulebook),
        "texts": _nested((key, text) for key, text in texts.entries.items() if key[0] not in _UNSAID),
        "phrases": _nested((key, text) for key, text in wording.say.entries.items() if _is_spoken(rulebook, *key)),
    }


def _is_spoken(rulebook: Rulebook, section: str, name: str) -> bool:
    if section == "start":
        return name in _OF_THE_START
    if section == "question" and name in _OF_NUMBERS:
        return any(question.numeric for question in rulebook.questions)
    return section in _SPOKEN and (section, name) not in UNSPOKEN


def _version() -> str:
    try:
        return version("nakanaori")
    except PackageNotFoundError:
        return "unknown"


# logic ----------------------------------------------------------------------------------------------------------------


def _logic(rulebook: Rulebook) -> Written:
    layer = {rule.id: at for at, stratum in enumerate(rulebook.strata) for rule in stratum}
    tests = _Tests(rulebook)
    alarm, lines = rulebook.alarm, rulebook.help_lines
    rules = [tests.rule(rule) for rule in rulebook.rules]
    return {
        "id": rulebook.id,
        "version": rulebook.version,
        "sha256": rulebook.sha256,
        "languages": rulebook.languages,
        "phases": rulebook.phases,
        "findings": rulebook.findings,
        "firstSteps": rulebook.first_steps,
        "quickExit": rulebook.quick_exit,
        "alarm": None if alarm is None else {"finding": alarm.finding, "phase": alarm.phase},
        "questions": [tests.question(question) for question in rulebook.questions],
        "actions": [tests.action(action) for action in rulebook.actions],
        "drafts": [tests.draft(draft) for draft in rulebook.drafts],
        **_without_usual({"rows": tests.rows}),
        "rules": rules,
        "strata": [layer[rule.id] for rule in rulebook.rules],
        "checked": lines.checked,
        "helpLines": [tests.help_line(line) for line in lines.lines],
    }


class _Tests:
    """Writes what holds tests: a finding as its id, others as lists that begin with their kinds, options in order."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._questions = rulebook.question
        self._place: dict[Earlier, int] = {}
        self.rows: list[Written] = []

    def question(self, question: Question) -> Written:
        bounds = {"low": question.low, "high": question.high}
        answers: Written = {**bounds} if question.numeric else {"options": question.options}
        groups = [{"id": group.id, "options": self.in_order(question.id, group.options)} for group in question.groups]
        numbers = {"least": question.least, "decimals": question.decimals, "unit": question.unit}
        asked = {"onlyIf": self.tests(question.only_if), "mayChange": question.may_change}
        return {
            "id": question.id,
            "kind": question.kind,
            **answers,
            **_without_usual({**numbers, "groups": groups, **asked}),
        }

    def action(self, action: Action) -> Written:
        steps = [
            {"id": step.id, **_without_usual({"when": self.tests(step.when), "values": step.values})}
            for step in action.steps
        ]
        days = [{"id": one.id, "after": one.days_after, "before": one.days_before} for one in action.follow_ups]
        rest = _without_usual({"followUps": days, "values": action.values, "drafts": action.drafts})
        return {"id": action.id, "phase": action.phase, "cites": action.cites, "steps": steps, **rest}

    def draft(self, draft: Draft) -> Written:
        parts = [{"id": part.id, **_without_usual({"when": self.tests(part.when)})} for part in draft.parts]
        return {"id": draft.id, "parts": parts, **_without_usual(self.condition(draft.condition))}

    def rule(self, rule: Rule) -> Written:
        effects = {"find": rule.find, "advise": rule.advise, "withhold": rule.withhold, "lead": rule.lead}
        earlier = rule.condition.earlier
        rest = _without_usual({"basic": rule.basic, **self.condition(rule.condition), **effects})
        above: Written = {} if earlier is None else {"earlier": self.row(earlier), "table": rule.table}
        return {"id": rule.id, "cites": rule.cites, **rest, **above}

    def row(self, earlier: Earlier) -> int:
        """The place of a table's row among `rows`, which hold it and those above it then."""
        for one in earlier.downwards(self._place):
            above: Written = {} if one.before is None else {"before": self._place[one.before]}
            told = _without_usual({**self.condition(one.own), "number": one.number, "open": one.open})
            self._place[one] = len(self.rows)
            self.rows.append({**told, **above})
        return self._place[earlier]

    def help_line(self, line: HelpLine) -> Written:
        told = {"id": line.id, "region": line.region, "call": line.call, "url": line.url, "under": line.under}
        return {**told, **_without_usual({**self.condition(line.condition), "values": line.values})}

    def condition(self, condition: Condition) -> Written:
        alternatives = [self.tests(tests) for tests in condition.any]
        return {"when": self.tests(condition.when), "any": alternatives, "unless": self.tests(condition.unless)}

    def tests(self, tests: Iterable[Test]) -> list[object]:
        return [self.test(test) for test in tests]

    def test(self, test: Test) -> object:
        if isinstance(test, Finding):
            return test.finding if test.wanted else ["not", test.finding]
        if isinstance(test, OneOf):
            return ["one-of", test.question, self.in_order(test.question, test.options)]
        if isinstance(test, NoneOf):
            return ["none-of", test.question, self.in_order(test.question, test.options)]
        if isinstance(test, AtLeast):
            return ["at-least", test.question, test.least, self.in_order(test.question, test.of)]
        return ["between", test.question, test.least, test.below]

    def in_order(self, question: str, options: frozenset[str]) -> Sequence[str]:
        return [option for option in (*self._questions[question].options, UNKNOWN) if option in options]


def _without_usual(fields: Mapping[str, object]) -> Written:
    """The fields without those that are empty or false, as they are where nothing is said."""
    return {name: value for name, value in fields.items() if value}


# words ----------------------------------------------------------------------------------------------------------------


def _nested(entries: Iterable[tuple[Key, str]]) -> Written:
    """Texts as mappings of mappings, sorted by their keys."""
    root: Written = {}
    for key, text in sorted(entries):
        within = root
        for name in key[:-1]:
            inner = within.setdefault(name, {})
            assert isinstance(inner, dict)
            within = inner
        within[key[-1]] = text
    return root
