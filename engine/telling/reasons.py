"""Why things came out as they did, as values in no language: rules, what they rest on, or what stood in their way.

A chain of reasons goes from rules to the findings that they rest on, on to the rules behind these, and ends in answers.
A finding is unfolded where it first comes up and afterwards only named, and what lies deeper than MOST_LEVELS is
unfolded further on: so a chain is never longer than the rulebook and never deeper than can be read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

import msgspec

from ..consulting import Outcome
from ..language import Earlier, Finding, Rule, Test, Tests, Value

USED, LACKED, BLOCKING = "used", "lacked", "blocking"
"""What a test is to its rule: what that rests on; what it would have needed; what an `unless` held against it."""

HERE, ABOVE, FURTHER_ON = "here", "above", "further-on"
"""Where the rules behind a finding are told."""

PLANNED, WITHHELD, UNADVISED = "planned", "withheld", "unadvised"

MOST_LEVELS = 8
"""How many rules stand within each other in a chain."""


class Ground(msgspec.Struct, frozen=True):
    """A test as it came out: whether it `holds`, and the answer that it looked at (None: open, or a finding's test).

    `aside` is the answer that there is and that does not count.
    `kind` says what it is to its rule, `behind` are the rules behind its finding, and `told` where they are told.
    """

    test: Test
    kind: str
    holds: bool
    answer: Value | None
    behind: tuple[Reason, ...] = ()
    told: str = HERE
    aside: Value | None = None

    @property
    def established(self) -> bool:
        """Whether the finding that it tests is established."""
        return isinstance(self.test, Finding) and self.holds is self.test.wanted


class Reason(msgspec.Struct, frozen=True):
    """A rule with its grounds: of one that fired, what it rests on; of one that did not, what stood in its way.

    Of a row of a table that did not count because an earlier one did, `taken_by` is that one.
    """

    rule: Rule
    grounds: tuple[Ground, ...]
    taken_by: Earlier | None = None


class ReasonChain(msgspec.Struct, frozen=True):
    """Reasons down to the answers, and the findings that are unfolded `further` on."""

    reasons: tuple[Reason, ...]
    further: tuple[Ground, ...]


class Standing(msgspec.Struct, frozen=True):
    """What became of an action (`planned`, `withheld` or `unadvised`), the reasons for it and those against it.

    Of an unadvised action, `reasons` are the rules that could have advised it, with what stood in their way. Of a
    planned one, `leading` are those that have it come before others among the first steps.
    """

    status: str
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]
    further: tuple[Ground, ...]
    leading: tuple[Reason, ...] = ()


def ground_of(outcome: Outcome, test: Test, kind: str = USED) -> Ground:
    """The test as it came out, with nothing behind it."""
    facts = outcome.case.facts
    if isinstance(test, Finding):
        return Ground(test, kind, test.holds(facts, outcome.findings), None)
    answer, given = facts.get(test.question), outcome.case.given.get(test.question)
    return Ground(test, kind, test.holds(facts, outcome.findings), answer, aside=given if answer is None else None)


def lacked_grounds(outcome: Outcome, tests: Tests) -> tuple[Ground, ...]:
    """Those of the tests, of answers, that do not hold."""
    grounds = (ground_of(outcome, test, LACKED) for test in tests)
    return tuple(ground for ground in grounds if not ground.holds)


def fired_reasons(outcome: Outcome, rules: Iterable[str]) -> tuple[Reason, ...]:
    """The rules of these ids, which fired, own before basic, each with what it rests on and nothing behind that."""
    ordered = sorted((outcome.rulebook.rule[rule] for rule in rules), key=lambda rule: rule.basic)
    return tuple(_reason(outcome, rule) for rule in ordered)


def lapsed_reasons(outcome: Outcome, rules: Iterable[str]) -> tuple[Reason, ...]:
    """The rules of these ids, which did not fire, in their order, each with what stood in its way."""
    return tuple(_reason(outcome, outcome.rulebook.rule[rule]) for rule in rules)


def reason_chain(outcome: Outcome, rules: Iterable[str]) -> ReasonChain:
    """The rules of these ids, which fired, own before basic, with all that is behind them."""
    unfolding = _Unfolding(outcome)
    return ReasonChain(unfolding.reasons(fired_reasons(outcome, rules)), unfolding.further())


def unfolded_grounds(outcome: Outcome, grounds: Iterable[Ground]) -> tuple[tuple[Ground, ...], tuple[Ground, ...]]:
    """The grounds with all that is behind them, and the findings that are unfolded further on."""
    unfolding = _Unfolding(outcome)
    return tuple([unfolding.ground(one) for one in grounds]), unfolding.further()


def standing_of(outcome: Outcome, action: str) -> Standing:
    """What became of an action of the rulebook, named by its id, with all the reasons."""
    rulebook, unfolding = outcome.rulebook, _Unfolding(outcome)
    reasons = fired_reasons(outcome, (rule for rule in outcome.fired if action in rulebook.rule[rule].advise))
    against = fired_reasons(outcome, (rule for rule in outcome.fired if action in rulebook.withheld_by[rule]))
    status = UNADVISED if not reasons else WITHHELD if against else PLANNED
    if status == UNADVISED:
        reasons = tuple(_reason(outcome, rule) for rule in rulebook.rules if action in rule.advise)
    planned = outcome.planned(action)
    leading = fired_reasons(outcome, planned.led_by) if planned is not None else ()
    told, told_against, told_leading = map(unfolding.reasons, (reasons, against, leading))
    return Standing(status, told, told_against, unfolding.further(), told_leading)


def _reason(outcome: Outcome, rule: Rule) -> Reason:
    facts, found, condition = outcome.case.facts, outcome.findings, rule.condition
    if condition.holds(facts, found):
        tests = [(test, USED) for test in condition.used(facts, found)]
    else:
        tests = [(test, LACKED) for test in condition.lacked(facts, found)]
        tests += [(test, BLOCKING) for test in condition.blocking(facts, found)]
    taken = condition.taken_by(facts, found)
    if taken is not None and taken.open:
        # No row counts instead: what is lacked is an answer.
        tests += [(test, LACKED) for test in taken.own.unless]
        taken = None
    grounds = tuple([ground_of(outcome, test, kind) for test, kind in dict.fromkeys(tests)])
    return Reason(rule, grounds, taken)


class _Unfolding:
    """The unfolding of chains, which remembers where a finding is told and what is left for later."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.told: dict[str, str] = {}
        self.left: deque[Ground] = deque()

    def reasons(self, reasons: Iterable[Reason], level: int = 1) -> tuple[Reason, ...]:
        """The rules with all that is behind their grounds."""
        return tuple(
            msgspec.structs.replace(reason, grounds=tuple([self.ground(one, level) for one in reason.grounds]))
            for reason in reasons
        )

    def ground(self, one: Ground, level: int = 1) -> Ground:
        """The ground with the rules behind its finding, where these are told for the first time and not too deep."""
        behind = self.behind(one)
        if not behind or not isinstance(one.test, Finding):
            return one
        finding = one.test.finding
        if finding not in self.told and level < MOST_LEVELS:
            self.told[finding] = ABOVE
            return msgspec.structs.replace(one, behind=self.reasons(behind, level + 1))
        if finding not in self.told:
            self.told[finding] = FURTHER_ON
            self.left.append(one)
        return msgspec.structs.replace(one, told=self.told[finding])

    def behind(self, one: Ground) -> tuple[Reason, ...]:
        """The rules that established the finding that a ground tests; where its rule lacked it, those that could have.

        Nothing is behind an answer, nor behind a finding that was rightly not established.
        """
        if not isinstance(one.test, Finding):
            return ()
        if one.established:
            return fired_reasons(self.outcome, self.outcome.findings[one.test.finding])
        finders = self.outcome.rulebook.finders[one.test.finding] if one.kind == LACKED else ()
        return tuple(_reason(self.outcome, rule) for rule in finders)

    def further(self) -> tuple[Ground, ...]:
        """The findings that were left for later, with the rules behind them."""
        unfolded = []
        while self.left:
            one = self.left.popleft()
            assert isinstance(one.test, Finding)
            self.told[one.test.finding] = ABOVE
            unfolded.append(msgspec.structs.replace(one, behind=self.reasons(self.behind(one), 2)))
        return tuple(unfolded)
