"""Mutants: a rulebook with one small mistake in it, as a slip of an author's pen would leave it.

They are made on the value, not on its files, and in a stated order, so that the same rulebook always has the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..language import (
    ANY,
    UNKNOWN,
    Action,
    AtLeast,
    Between,
    Condition,
    Draft,
    Earlier,
    Finding,
    NoneOf,
    OneOf,
    Place,
    Question,
    Rule,
    Rulebook,
    Site,
    Test,
    edited,
    named_options,
    sites,
    with_test,
)
from .as_written import spelt, spelt_tests

DROP_TEST, NEGATE_TEST, SWAP_OPTION, DROP_OPTION = "drop-test", "negate-test", "swap-option", "drop-option"
LOWER_COUNT, RAISE_COUNT, DROP_ALTERNATIVE = "lower-count", "raise-count", "drop-alternative"
DROP_FIND, DROP_ADVISE, DROP_WITHHOLD, FLIP_BASIC = "drop-find", "drop-advise", "drop-withhold", "flip-basic"
DROP_EXCEPT, DROP_LEAD = "drop-except", "drop-lead"

MUTANT_KINDS = {
    DROP_TEST: "a test of when, any, unless or only-if left out",
    NEGATE_TEST: "a test turned into its opposite",
    SWAP_OPTION: "an option replaced by another of the same question",
    DROP_OPTION: "an option left out of a list",
    LOWER_COUNT: "a count or a bound lowered by one",
    RAISE_COUNT: "a count or a bound raised by one",
    DROP_ALTERNATIVE: "an alternative of any left out",
    DROP_FIND: "a finding no longer found",
    DROP_ADVISE: "an action no longer advised",
    DROP_WITHHOLD: "an action no longer withheld",
    DROP_EXCEPT: "an action no longer spared",
    DROP_LEAD: "an action no longer led",
    FLIP_BASIC: "a basic made somebody's own, or the other way round",
}
"""Every kind of mistake, and what it is. Those about tests: in conditions of rules, steps, drafts, questions."""


class Mutant(msgspec.Struct, frozen=True, eq=False):
    """The rulebook with one mistake of a kind; `change` says what was changed, `place` is that of what is its `owner`.

    `rule` is the rule as it is now, or `action` the action, one of whose steps was changed, or `draft` the draft, or
    `question` the question, whose `only-if` was.
    """

    kind: str
    place: Place
    change: str
    rulebook: Rulebook
    rule: Rule | None = None
    action: Action | None = None
    question: Question | None = None
    draft: Draft | None = None

    @property
    def owner(self) -> str:
        """The id of what was changed."""
        changed = self.rule or self.action or self.question or self.draft
        assert changed is not None
        return changed.id


def mutants(rulebook: Rulebook) -> Iterator[Mutant]:
    """Every mutant: first those of tests, as they stand in the rulebook, then those of what rules do."""
    for site in sites(rulebook):
        yield from _of_test(rulebook, site)
    for rule in rulebook.rules:
        yield from _of_alternatives(rulebook, rule)
        yield from _of_effects(rulebook, rule)


# tests ----------------------------------------------------------------------------------------------------------------


def _of_test(rulebook: Rulebook, site: Site) -> Iterator[Mutant]:
    where = site.part
    if site.step or site.draft_part:
        where = f"step '{site.step}', {where}" if site.step else f"part '{site.draft_part}', {where}"
    before = spelt(rulebook, site.test)
    if not _is_last_of_alternative(rulebook, site):
        yield _changed_test(rulebook, site, None, DROP_TEST, f"{where}: without '{before}'")
    question = None if isinstance(site.test, Finding) else rulebook.question[site.test.question]
    for kind, test in _altered(site.test, question):
        after = spelt(rulebook, test)
        yield _changed_test(rulebook, site, test, kind, f"{where}: '{after}' instead of '{before}'")


def _is_last_of_alternative(rulebook: Rulebook, site: Site) -> bool:
    """Whether an alternative of `any` would be left without tests, which no author can write."""
    if site.part != ANY:
        return False
    owner = rulebook.rule[site.rule] if site.rule else rulebook.draft[site.draft]
    return len(owner.condition.any[site.alternative]) == 1


def _altered(test: Test, question: Question | None) -> Iterator[tuple[str, Test]]:
    opposite = _opposite(test)
    if opposite is not None:
        yield NEGATE_TEST, opposite
    if question is None or isinstance(test, Finding):
        return
    if isinstance(test, Between):
        yield from _moved_bounds(test, question)
        return
    named = named_options(test)
    for option in (*question.options, UNKNOWN):
        if option in named:
            yield from _other_options(test, question, option)
    if isinstance(test, AtLeast):
        yield from _other_counts(test)


def _opposite(test: Test) -> Test | None:
    """What holds where the test does not, answered questions taken for granted; None where no single test says so."""
    if isinstance(test, Finding):
        return Finding(test.finding, not test.wanted)
    if isinstance(test, OneOf):
        return NoneOf(test.question, test.options)
    if isinstance(test, NoneOf):
        return OneOf(test.question, test.options)
    if isinstance(test, AtLeast):
        return NoneOf(test.question, test.of) if test.least == 1 else None
    if test.least is not None and test.below is not None:
        return None
    return Between(test.question, test.below, test.least)


def _other_options(test: OneOf | NoneOf | AtLeast, question: Question, option: str) -> Iterator[tuple[str, Test]]:
    """The test with the next option of the question that it does not name instead of this one, and without this one."""
    named = named_options(test)
    other = _next_option(question, option, named)
    if other is not None:
        yield SWAP_OPTION, _with_options(test, named - {option} | {other})
    # A count of all options is written without naming any, so that none can be left out of it.
    counts_all = isinstance(test, AtLeast) and named.issuperset(question.options)
    still = test.least if isinstance(test, AtLeast) else 1
    if len(named) > still and not counts_all:
        yield DROP_OPTION, _with_options(test, named - {option})


def _next_option(question: Question, option: str, named: frozenset[str]) -> str | None:
    """The first option that is not named, looking on from `option` and around."""
    at = question.options.index(option) if option in question.options else -1
    around = (*question.options[at + 1 :], *question.options[: at + 1])
    return next((other for other in around if other not in named), None)


def _with_options(test: OneOf | NoneOf | AtLeast, options: frozenset[str]) -> Test:
    if isinstance(test, AtLeast):
        return AtLeast(test.question, test.least, options)
    return type(test)(test.question, options)


def _other_counts(test: AtLeast) -> Iterator[tuple[str, Test]]:
    """One fewer and one more, where that is still a count; at least none of them is not."""
    if test.least > 1:
        yield LOWER_COUNT, AtLeast(test.question, test.least - 1, test.of)
    if test.least < len(test.of):
        yield RAISE_COUNT, AtLeast(test.question, test.least + 1, test.of)


def _moved_bounds(test: Between, question: Question) -> Iterator[tuple[str, Test]]:
    for kind, by in ((LOWER_COUNT, -1), (RAISE_COUNT, 1)):
        if test.least is not None and question.low <= test.least + by <= question.high:
            yield kind, Between(test.question, test.least + by, test.below)
        if test.below is not None and question.low <= test.below + by <= question.high:
            yield kind, Between(test.question, test.least, test.below + by)


def _changed_test(rulebook: Rulebook, site: Site, test: Test | None, kind: str, change: str) -> Mutant:
    if site.rule:
        condition = with_test(rulebook.rule[site.rule].condition, site, test)
        changed = msgspec.structs.replace(rulebook.rule[site.rule], condition=condition)
        return _with_rule(rulebook, changed, kind, change)
    if site.question:
        asked = rulebook.question[site.question]
        changed_question = msgspec.structs.replace(asked, only_if=edited(asked.only_if, site.position, test))
        questions = tuple(changed_question if one is asked else one for one in rulebook.questions)
        mutated = msgspec.structs.replace(rulebook, questions=questions)
        return Mutant(kind, site.place, change, mutated, question=changed_question)
    if site.draft:
        draft = _changed_draft(rulebook.draft[site.draft], site, test)
        drafts = tuple(draft if one.id == draft.id else one for one in rulebook.drafts)
        return Mutant(kind, site.place, change, msgspec.structs.replace(rulebook, drafts=drafts), draft=draft)
    action = rulebook.action[site.action]
    steps = tuple(
        msgspec.structs.replace(step, when=edited(step.when, site.position, test)) if step.id == site.step else step
        for step in action.steps
    )
    changed_action = msgspec.structs.replace(action, steps=steps)
    actions = tuple(changed_action if one is action else one for one in rulebook.actions)
    mutated = msgspec.structs.replace(rulebook, actions=actions)
    return Mutant(kind, site.place, change, mutated, action=changed_action)


def _changed_draft(draft: Draft, site: Site, test: Test | None) -> Draft:
    if not site.draft_part:
        return msgspec.structs.replace(draft, condition=with_test(draft.condition, site, test))
    parts = tuple(
        msgspec.structs.replace(part, when=edited(part.when, site.position, test))
        if part.id == site.draft_part
        else part
        for part in draft.parts
    )
    return msgspec.structs.replace(draft, parts=parts)


# rules ----------------------------------------------------------------------------------------------------------------


def _of_alternatives(rulebook: Rulebook, rule: Rule) -> Iterator[Mutant]:
    alternatives = rule.condition.any
    for at, tests in enumerate(alternatives):
        rest = (*alternatives[:at], *alternatives[at + 1 :])
        changed = msgspec.structs.replace(rule, condition=msgspec.structs.replace(rule.condition, any=rest))
        yield _with_rule(rulebook, changed, DROP_ALTERNATIVE, f"any: without '{spelt_tests(rulebook, tests)}'")


def _of_effects(rulebook: Rulebook, rule: Rule) -> Iterator[Mutant]:
    dropped = ((DROP_FIND, "find"), (DROP_ADVISE, "advise"), (DROP_WITHHOLD, "withhold"), (DROP_LEAD, "lead"))
    for kind, effect in dropped:
        ids: tuple[str, ...] = getattr(rule, effect)
        for identity in ids:
            changed = msgspec.structs.replace(rule, **{effect: tuple(one for one in ids if one != identity)})
            yield _with_rule(rulebook, changed, kind, f"{effect}: without '{identity}'")
    for spared in rule.spare:
        rest = tuple(one for one in rule.spare if one != spared)
        changed = msgspec.structs.replace(rule, withhold=(*rule.withhold, spared), spare=rest)
        yield _with_rule(rulebook, changed, DROP_EXCEPT, f"except: without '{spared}'")
    if rule.advise:
        changed = msgspec.structs.replace(rule, basic=not rule.basic)
        yield _with_rule(rulebook, changed, FLIP_BASIC, f"basic: {'false' if rule.basic else 'true'}")


def _with_rule(rulebook: Rulebook, changed: Rule, kind: str, change: str) -> Mutant:
    rows: dict[Earlier, Earlier] = {}
    rules = tuple(changed if rule.id == changed.id else _below(rule, changed, rows) for rule in rulebook.rules)
    return Mutant(kind, changed.place, change, msgspec.structs.replace(rulebook, rules=rules), rule=changed)


def _below(rule: Rule, changed: Rule, rows: dict[Earlier, Earlier]) -> Rule:
    """The rule with the changed one among the earlier rows, where it is; `rows` keeps what was changed already."""
    earlier = rule.condition.earlier
    if earlier is None or changed.row == 0 or rule.table != changed.table:
        return rule
    for row in earlier.downwards(rows):
        own = msgspec.structs.replace(changed.condition, earlier=None) if row.row == changed.id else row.own
        above = None if row.before is None else rows[row.before]
        is_same = own is row.own and above is row.before
        rows[row] = row if is_same else Earlier(row.row, own, above, row.number, row.open)
    condition: Condition = msgspec.structs.replace(rule.condition, earlier=rows[earlier])
    return msgspec.structs.replace(rule, condition=condition)
