"""Why an action is in the plan, was withheld, or never came up: the chain of reasons, ready to be told.

A chain goes from the action through the rules that speak for or against it, the findings these rest on, and the rules
behind those findings, down to the answers and the sections of the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ..consulting import Outcome
from ..language import BEYOND, UNKNOWN, Action, AtLeast, Between, Finding, NoneOf, OneOf, Question, Rule, Test, all_hold
from ..reading import Texts, rulebook_texts
from .trace import used_tests
from .wording import phrases_of

PLANNED, WITHHELD, UNADVISED = "planned", "withheld", "unadvised"


class Ground(msgspec.Struct, frozen=True):
    """An answer or finding, in a sentence; `reasons` tell where a finding comes from, or why it was not established."""

    sentence: str
    reasons: tuple[Reason, ...] = ()


class Reason(msgspec.Struct, frozen=True):
    """A rule: its reason in words, the sections it cites, and its grounds.

    Of a rule that fired, the grounds are what it rests on; of one that did not, what stood in its way.
    """

    rule: str
    sentence: str
    cites: tuple[str, ...]
    basic: bool
    grounds: tuple[Ground, ...]


class Explanation(msgspec.Struct, frozen=True):
    """What became of an action (`planned`, `withheld` or `unadvised`), the reasons for it and those against it.

    Of an unadvised action, `reasons` are the rules that could have advised it, with what stood in their way.
    """

    action: str
    title: str
    status: str
    rank: int
    basic: bool
    complete: bool
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]


def explain(outcome: Outcome, action: str, language: str | None = None) -> Explanation:
    """The explanation of one action in this outcome.

    Raises CaseError when the rulebook has no such action, RulebookError when it has no texts in `language`.
    """
    telling = Telling(outcome, rulebook_texts(outcome.rulebook, language))
    return telling.explanation(outcome.rulebook.known_action(action))


class Telling:
    """Turns tests, rules and findings of one outcome into sentences of one language."""

    def __init__(self, outcome: Outcome, texts: Texts) -> None:
        self.outcome = outcome
        self.texts = texts
        self.say = phrases_of(texts.language)

    def explanation(self, action: Action) -> Explanation:
        reasons: tuple[Reason, ...]
        against: tuple[Reason, ...] = ()
        planned = self.outcome.planned(action.id)
        held = next((held for held in self.outcome.withheld if held.action is action), None)
        if planned is not None:
            status, reasons = PLANNED, self.fired(planned.because)
        elif held is not None:
            status, reasons, against = WITHHELD, self.fired(held.advised_by), self.fired(held.by)
        else:
            rules = self.outcome.rulebook.rules
            could = (self.unfired(rule, frozenset()) for rule in rules if action.id in rule.advise)
            holding = (rule.id for rule in rules if action.id in rule.withhold and rule.id in self.outcome.fired)
            status, reasons, against = UNADVISED, tuple(could), self.fired(holding)
        return Explanation(
            action=action.id,
            title=self.texts("actions", action.id, "title"),
            status=status,
            rank=planned.rank if planned else 0,
            basic=bool(planned and planned.basic),
            complete=self.outcome.complete,
            reasons=reasons,
            against=against,
        )

    def verdict(self, explanation: Explanation) -> str:
        """What became of the action, as a sentence."""
        kind = explanation.status
        if kind == PLANNED and explanation.basic:
            kind = "planned-basic"
        sentence = self.say("explain", kind).format(title=explanation.title, rank=explanation.rank)
        return sentence if explanation.complete else f"{sentence}{self.say('explain', 'still-open')}"

    def parts(self, explanation: Explanation) -> Iterator[tuple[str, tuple[Reason, ...]]]:
        """The reasons under their headings: what speaks for the action, what would, what overrules it."""
        heading = "missing" if explanation.status == UNADVISED else "for"
        if explanation.reasons:
            yield self.say("explain", heading), explanation.reasons
        if explanation.against:
            yield self.say("explain", "against"), explanation.against

    # what fired -------------------------------------------------------------------------------------------------------

    def fired(self, rules: Iterable[str]) -> tuple[Reason, ...]:
        """The rules, own before basic, each with what it rests on."""
        ordered = sorted((self.outcome.rulebook.rule[rule] for rule in rules), key=lambda rule: rule.basic)
        return tuple(self.reason(rule, self.grounds(rule)) for rule in ordered)

    def reason(self, rule: Rule, grounds: tuple[Ground, ...]) -> Reason:
        return Reason(rule.id, self.texts("rules", rule.id), rule.cites, rule.basic, grounds)

    def grounds(self, rule: Rule) -> tuple[Ground, ...]:
        tests = used_tests(rule, self.outcome.case.facts, self.outcome.findings)
        return tuple(self.ground(test) for test in dict.fromkeys(tests))

    def ground(self, test: Test) -> Ground:
        """The test as it came out."""
        if isinstance(test, Finding):
            by = self.outcome.findings.get(test.finding)
            return Ground(self.finding(test.finding, holds=by is not None), self.fired(by or ()))
        return Ground(self.answered(test))

    # what did not fire ------------------------------------------------------------------------------------------------

    def unfired(self, rule: Rule, above: frozenset[str]) -> Reason:
        """The rule with what stood in its way; `above` are the findings already being told of."""
        facts, found, condition = self.outcome.case.facts, self.outcome.findings, rule.condition
        grounds = [self.missing(test, above) for test in condition.when if not test.holds(facts, found)]
        if condition.any and not any(all_hold(tests, facts, found) for tests in condition.any):
            grounds.extend(self.alternatives(condition.any, above))
        grounds.extend(self.blocking(test) for test in condition.unless if test.holds(facts, found))
        return self.reason(rule, tuple(grounds))

    def alternatives(self, alternatives: tuple[tuple[Test, ...], ...], above: frozenset[str]) -> list[Ground]:
        facts, found = self.outcome.case.facts, self.outcome.findings
        failing = [test for tests in alternatives for test in tests if not test.holds(facts, found)]
        return [self.missing(test, above) for test in dict.fromkeys(failing)]

    def blocking(self, test: Test) -> Ground:
        """A test of `unless` that holds."""
        ground = self.ground(test)
        return Ground(self.say("explain", "blocking").format(sentence=ground.sentence), ground.reasons)

    def missing(self, test: Test, above: frozenset[str]) -> Ground:
        """A test that did not hold: what it wants and what there is instead."""
        if not isinstance(test, Finding):
            wanted = self.say("explain", "wanted").format(wanted=self.wanted(test), answered=self.answered(test))
            return Ground(wanted)
        if not test.wanted:
            return self.ground(test)
        finders = [] if test.finding in above else self.finders(test.finding)
        reasons = tuple(self.unfired(rule, above | {test.finding}) for rule in finders)
        return Ground(self.finding(test.finding, holds=False), reasons)

    def finders(self, finding: str) -> list[Rule]:
        return [rule for rule in self.outcome.rulebook.rules if finding in rule.find]

    # sentences --------------------------------------------------------------------------------------------------------

    def finding(self, finding: str, *, holds: bool) -> str:
        return self.texts("findings", finding, "holds" if holds else "fails")

    def topic(self, question: str) -> str:
        return self.texts("questions", question, "topic")

    def option(self, question: Question, option: str) -> str:
        if option == UNKNOWN:
            return self.say("question", "unknown")
        return self.texts("questions", question.id, "options", option)

    def options(self, question: Question, options: Iterable[str], joined: str) -> str:
        """Options by label, in the rulebook's order, `and`ed or `or`ed."""
        chosen = set(options)
        quoted = (
            self.say("answer", "quoted").format(label=self.option(question, option))
            for option in (*question.options, UNKNOWN)
            if option in chosen
        )
        return self.say("answer", joined).join(quoted)

    def labels(self, question: Question) -> tuple[str, ...]:
        """What was answered, label by label; nothing where the question is open."""
        value = self.outcome.case.facts.get(question.id)
        if value is None:
            return ()
        if isinstance(value, int):
            return (str(value),)
        chosen = (option for option in (*question.options, UNKNOWN) if option in value)
        return tuple(self.option(question, option) for option in chosen) or (self.say("question", "none"),)

    def answer(self, question: Question) -> str:
        """What was answered, by label; "not answered" where the question is open."""
        return self.answer_of(question, None)

    def answer_of(self, question: Question, among: frozenset[str] | None) -> str:
        """The chosen options, or those `among` them that a test looks at."""
        value = self.outcome.case.facts.get(question.id)
        if value is None:
            return self.say("answer", "open")
        if isinstance(value, int):
            return str(value)
        shown = value & among if among is not None and value & among else value
        return self.options(question, shown, "and") if shown else self.say("answer", "none")

    def answered(self, test: Test) -> str:
        """The answer that a test looked at, as a sentence."""
        assert not isinstance(test, Finding)
        question = self.outcome.rulebook.question[test.question]
        among = test.of if isinstance(test, AtLeast) else test.options if isinstance(test, OneOf) else None
        held = test.holds(self.outcome.case.facts, self.outcome.findings)
        kind = "open" if question.id not in self.outcome.case.facts else "given"
        answer = self.answer_of(question, among if held else None)
        return self.say("explain", kind).format(topic=self.topic(question.id), answer=answer)

    def wanted(self, test: Test) -> str:
        """What a test asks for, as a phrase."""
        assert not isinstance(test, Finding)
        question = self.outcome.rulebook.question[test.question]
        say = self.say
        if isinstance(test, OneOf):
            return self.options(question, test.options, "or")
        if isinstance(test, NoneOf):
            return say("explain", "none-of").format(options=self.options(question, test.options, "or"))
        if isinstance(test, AtLeast):
            few = test.of != frozenset(question.options)
            options = self.options(question, test.of, "or") if few else ""
            return say("explain", "count-of" if few else "count").format(least=test.least, options=options)
        return self.range(test)

    def range(self, test: Between) -> str:
        bounds = []
        if test.least is not None:
            bounds.append(self.say("explain", "at-least").format(number=test.least))
        if test.below is not None:
            bounds.append(self.say("explain", "less-than").format(number=test.below))
        return self.say("answer", "and").join(bounds)

    def invitation(self, actions: Iterable[Action]) -> str:
        """What going on with the questions may bring, as a sentence that names these actions."""
        titles = (self.texts("actions", action.id, "title") for action in actions)
        named = self.say("alarm", "and").join(self.say("answer", "quoted").format(label=title) for title in titles)
        return self.say("alarm", "go-on-for" if named else "go-on-anyway").format(titles=named)

    def cited(self, cites: Iterable[str]) -> str:
        """Sections in brackets, by number alone; nothing where there are none."""
        labels = self.say("plan", "and").join(map(self.label, cites))
        return self.say("plan", "cites").format(cites=labels) if labels else ""

    def label(self, section: str) -> str:
        """A section by its number alone, or the mark of what goes beyond the source."""
        return self.say("plan", BEYOND if section == BEYOND else "section").format(number=section)

    def sections(self, cites: Iterable[str]) -> str:
        """Sections as a reader sees them: with their headings, and what goes beyond the source marked so."""
        return self.say("answer", "and-so-on").join(self.section(section) for section in cites)

    def section(self, section: str) -> str:
        heading = self.texts("sections", section)
        if section == BEYOND:
            return self.say("explain", BEYOND)
        return self.say("explain", "section").format(number=section, heading=heading)
