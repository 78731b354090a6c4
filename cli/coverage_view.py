"""What became of a rulebook's scenarios, and what they reach of it, as text and as JSON."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
from rich.text import Text

from ..engine.authoring import (
    FOUND,
    HIDES,
    NOT_FOUND,
    PLAN_FIRST,
    PLAN_HOLDS,
    SHOWS,
    Coverage,
    Deviation,
    ScenarioRun,
    Seen,
    Share,
    Trial,
    spelt,
)
from ..engine.language import Place, printable
from ..engine.reading import rulebook_texts
from ..engine.telling import WITHHELD, Explanation, Ground, Reason, Telling, traced_rulebook
from .console import console_on, show_lines
from .json_text import json_text

if TYPE_CHECKING:
    from rich.console import Console

MOST_REASONS = 3
"""How many reasons are told of one deviation."""


class Run(msgspec.Struct, frozen=True, eq=False):
    """What was run, and the `least` percentage of coverage asked for; `whole`: every scenario there is."""

    made: ScenarioRun
    least: float | None
    whole: bool

    @property
    def trials(self) -> tuple[Trial, ...]:
        """What came of each scenario that was reached."""
        return self.made.trials

    @property
    def coverage(self) -> Coverage:
        """What they reach of the rulebook."""
        return self.made.coverage

    @property
    def unreached(self) -> tuple[str, ...]:
        """The scenarios that were not reached in time."""
        return tuple(scenario.id for scenario in self.made.unreached)

    @property
    def failed(self) -> tuple[Trial, ...]:
        """The trials that did not come out as expected."""
        return tuple(trial for trial in self.trials if trial.deviations)

    @property
    def reached(self) -> bool:
        """Whether the coverage is what was asked for, if anything was."""
        return self.least is None or self.coverage.reaches(self.least)

    @property
    def passed(self) -> bool:
        """Whether all is well."""
        return not self.failed and not self.unreached and self.reached


class Account(msgspec.Struct, frozen=True):
    """A deviation: what was expected, what came out instead, why, and what else there is to know."""

    kind: str
    ids: tuple[str, ...]
    expected: str
    instead: str
    reasons: tuple[Reason, ...] = ()
    grounds: tuple[Ground, ...] = ()


# deviations -----------------------------------------------------------------------------------------------------------


def accounts(trial: Trial, language: str) -> tuple[Account, ...]:
    """An account of each deviation of a trial, in a language of the rulebook."""
    texts = rulebook_texts(trial.outcome.rulebook, language)
    accounting = _Accounting(Telling(trial.outcome, texts), trial.deviations)
    return tuple(account for deviation in trial.deviations for account in accounting.of(deviation))


class _Accounting:
    """Tells why an outcome is not as expected."""

    def __init__(self, telling: Telling, deviations: Iterable[Deviation]) -> None:
        self.telling = telling
        self.outcome = telling.outcome
        self.told_anyway = {deviation.ids[0] for deviation in deviations if deviation.kind != PLAN_FIRST}
        self.plan = tuple(planned.action.id for planned in self.outcome.plan)

    def say(self, phrase: str, **values: object) -> str:
        return self.telling.say("test", phrase).format(**values)

    def of(self, deviation: Deviation) -> Iterator[Account]:
        if deviation.kind == PLAN_FIRST:
            yield from self.beginning(deviation.ids)
        elif deviation.kind in (FOUND, NOT_FOUND):
            yield self.finding(deviation.kind, deviation.ids[0])
        elif deviation.kind in (SHOWS, HIDES):
            yield self.step(deviation.kind, *deviation.ids)
        else:
            yield self.action(
                deviation.kind, deviation.ids, self.say(deviation.kind, action=self.title(*deviation.ids))
            )

    def beginning(self, expected: tuple[str, ...]) -> Iterator[Account]:
        """How the plan begins instead; then why an action that should be there is not, or one is that should not."""
        came = self.plan[: len(expected)]
        wanted = self.say(PLAN_FIRST, actions=self.listed(expected))
        yield Account(PLAN_FIRST, expected, wanted, self.say("begins", actions=self.listed(came)))
        missing = [action for action in expected if action not in self.plan]
        for action in (*missing, *(action for action in came if action not in expected)):
            if action not in self.told_anyway:
                kind = PLAN_HOLDS if action in missing else "not-first"
                yield self.action(PLAN_FIRST, (action,), self.say(kind, action=self.title(action)))

    def action(self, kind: str, ids: tuple[str, ...], expected: str) -> Account:
        explanation = self.telling.explanation(self.outcome.rulebook.action[ids[0]])
        return Account(kind, ids, expected, self.verdict(explanation), _weightiest(explanation))

    def step(self, kind: str, action: str, step: str) -> Account:
        shown = self.telling.texts("actions", action, "steps", step)
        expected = self.say(kind, action=self.title(action), step=step, text=shown)
        if action not in self.plan:
            return self.action(kind, (action, step), expected)
        (tests,) = (one.when for one in self.outcome.rulebook.action[action].steps if one.id == step)
        facts, found = self.outcome.case.facts, self.outcome.findings
        if kind == SHOWS:
            grounds = (self.telling.missing(test, frozenset()) for test in tests if not test.holds(facts, found))
        else:
            grounds = (self.telling.ground(test) for test in tests)
        instead = self.say("not-shown" if kind == SHOWS else "shown" if tests else "always-shown")
        return Account(kind, (action, step), expected, instead, grounds=tuple(grounds))

    def finding(self, kind: str, finding: str) -> Account:
        expected = self.say(kind, finding=finding)
        by = self.outcome.findings.get(finding)
        instead = self.telling.finding(finding, holds=by is not None)
        if by is not None:
            return Account(kind, (finding,), expected, instead, self.telling.fired(by))
        finders = (rule for rule in self.outcome.rulebook.rules if finding in rule.find)
        reasons = tuple(self.telling.unfired(rule, frozenset({finding})) for rule in finders)
        return Account(kind, (finding,), expected, instead, reasons)

    def verdict(self, explanation: Explanation) -> str:
        # That questions are open in a story is its author's choice, and no news.
        return self.telling.verdict(msgspec.structs.replace(explanation, complete=True))

    def title(self, action: str) -> str:
        return self.say("action", title=self.telling.texts("actions", action, "title"), action=action)

    def listed(self, actions: Iterable[str]) -> str:
        return self.telling.say("answer", "and-so-on").join(actions) or self.say("nothing")


def _weightiest(explanation: Explanation) -> tuple[Reason, ...]:
    """Why an action is in the plan; why it was withheld; or what stood in its way."""
    return explanation.against if explanation.status == WITHHELD else explanation.reasons


# JSON -----------------------------------------------------------------------------------------------------------------


def run_json(run: Run, language: str) -> str:
    """The run as JSON.

    `rulebook` {id, version, sha256}, `engine` {name, version}, `language`, `passed`; `scenarios` are {id, place, about,
    passed, deviations}, each deviation with its `kind` and `ids`, what was `expected`, what came `instead`, and why:
    `reasons` {rule, sentence, cites, basic, grounds} and `grounds` {sentence, reasons}. `coverage` has `rules` and
    `tests` {part, whole, percent}, the rules `never_fired` {rule, place}, the tests seen `one_way` {place, rule (or
    action and step), part, test, true, false}, the `least` percentage asked for (null: none) and whether it was
    `reached`. `unreached` are the scenarios that were not run in time.
    """
    rulebook = run.coverage.rulebook
    document = {
        "rulebook": traced_rulebook(rulebook),
        "engine": run.trials[0].outcome.engine,
        "language": language,
        "passed": run.passed,
        "scenarios": [_trial(trial, language) for trial in run.trials],
        "coverage": _coverage(run),
        "unreached": run.unreached,
    }
    return json_text(document)


def _trial(trial: Trial, language: str) -> dict[str, object]:
    return {
        "id": trial.scenario.id,
        "place": trial.scenario.place,
        "about": trial.scenario.about,
        "passed": not trial.deviations,
        "deviations": accounts(trial, language),
    }


def _coverage(run: Run) -> dict[str, object]:
    coverage = run.coverage
    rule = coverage.rulebook.rule
    return {
        "rules": _share(coverage.rules),
        "tests": _share(coverage.both_ways),
        "never_fired": [{"rule": one, "place": rule[one].place} for one in coverage.never_fired],
        "one_way": [_seen(coverage, seen) for seen in coverage.one_way],
        "least": run.least,
        "reached": run.reached,
    }


def _share(share: Share) -> dict[str, object]:
    return {"part": share.part, "whole": share.whole, "percent": share.percent}


def _seen(coverage: Coverage, seen: Seen) -> dict[str, object]:
    site = seen.site
    owner = {"rule": site.rule} if site.rule else {"action": site.action, "step": site.step}
    told = {"part": site.part, "test": spelt(coverage.rulebook, site.test), "true": seen.true, "false": seen.false}
    return {"place": site.place, **owner, **told}


# text -----------------------------------------------------------------------------------------------------------------


def run_text(run: Run, language: str, *, color: bool, width: int) -> str:
    """A paragraph for each scenario that failed, the counts, and what was not reached."""
    written = io.StringIO()
    page = _Page(console_on(written, color=color, width=width), run, language)
    for trial in run.failed:
        page.failure(trial)
    page.summary()
    return written.getvalue()


class _Page:
    """Writes a run to a console, in one language."""

    def __init__(self, console: Console, run: Run, language: str) -> None:
        self.console = console
        self.run = run
        self.language = language
        self.telling = Telling(run.trials[0].outcome, rulebook_texts(run.coverage.rulebook, language))

    def say(self, phrase: str, **values: object) -> str:
        return self.telling.say("test", phrase).format(**values)

    def show(self, text: str, *, style: str = "", bullet: str = "", indent: int = 0) -> None:
        show_lines(self.console, text, style=style, bullet=bullet, indent=indent)

    def place(self, place: Place) -> None:
        """The place on a line of its own, however long: broken, it could be neither clicked nor copied."""
        self.console.print(Text(f"  {printable(str(place))}", style="dim"), soft_wrap=True)

    def failure(self, trial: Trial) -> None:
        scenario = trial.scenario
        self.show(self.say("failed", scenario=printable(scenario.id)), style="bold red")
        self.place(scenario.place)
        self.show(printable(scenario.about), indent=2)
        for account in accounts(trial, self.language):
            self.show(account.expected, bullet="- ", indent=2)
            self.show(account.instead, indent=4)
            self.reasons(account)
        self.console.print()

    def reasons(self, account: Account) -> None:
        """The reasons with their rules and what these rest on, and no further down."""
        for reason in account.reasons[:MOST_REASONS]:
            self.show(f"{reason.sentence} [{reason.rule}]", bullet="- ", indent=6)
            self.grounds(reason.grounds, indent=8)
        if len(account.reasons) > MOST_REASONS:
            self.show(self.say("more", count=len(account.reasons) - MOST_REASONS), bullet="- ", indent=6)
        self.grounds(account.grounds, indent=6)

    def grounds(self, grounds: Iterable[Ground], indent: int) -> None:
        for ground in grounds:
            self.show(ground.sentence, bullet="→ ", indent=indent)

    # counts

    def summary(self) -> None:
        run, coverage = self.run, self.run.coverage
        total, failed = len(run.trials), len(run.failed)
        self.show(
            self.say("some-failed" if failed else "all-passed", total=total, passed=total - failed, failed=failed),
            style="bold red" if failed else "bold green",
        )
        if run.unreached:
            self.show(self.say("unreached", count=len(run.unreached), first=run.unreached[0]), style="bold red")
        self.share("rules", coverage.rules)
        self.share("tests", coverage.both_ways)
        if run.least is not None:
            style = "" if run.reached else "bold red"
            self.show(self.say("reached" if run.reached else "not-reached", least=f"{run.least:g}"), style=style)
        # A chosen few reach little, and a list of all the rest would bury what became of them.
        if run.whole or not run.reached:
            self.unreached()

    def share(self, phrase: str, share: Share) -> None:
        self.show(self.say(phrase, part=share.part, whole=share.whole, percent=share.percent))

    def unreached(self) -> None:
        coverage = self.run.coverage
        rules = coverage.rulebook.rule
        self.listing("never-fired", [(rule, rules[rule].place) for rule in coverage.never_fired])
        one_way = coverage.one_way
        self.listing("never-looked-at", self.lines(seen for seen in one_way if not seen.true and not seen.false))
        self.listing("never-true", self.lines(seen for seen in one_way if seen.false and not seen.true))
        self.listing("never-false", self.lines(seen for seen in one_way if seen.true and not seen.false))

    def lines(self, tests: Iterable[Seen]) -> list[tuple[str, Place]]:
        rulebook = self.run.coverage.rulebook
        return [
            (f"{seen.site.owner}, {seen.site.part}: {spelt(rulebook, seen.site.test)}", seen.site.place)
            for seen in tests
        ]

    def listing(self, heading: str, lines: Sequence[tuple[str, Place]]) -> None:
        """The lines under a heading, each with its place; nothing where there are none."""
        if not lines:
            return
        self.console.print()
        self.show(self.say(heading), style="bold")
        for line, place in lines:
            self.show(line, bullet="- ")
            self.place(place)
