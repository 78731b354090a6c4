"""What became of a rulebook's scenarios, and what they reach of it, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ..engine.authoring import (
    ASKS,
    ASKS_NOT,
    FOUND,
    HIDES,
    NOT_FOUND,
    PLAN_COUNT,
    PLAN_DRAFTS,
    PLAN_FIRST,
    PLAN_FIRST_STEPS,
    PLAN_HOLDS,
    PLAN_NO_DRAFTS,
    SHOWS,
    Coverage,
    Deviation,
    ScenarioRun,
    Seen,
    Share,
    Trial,
    spelt,
)
from ..engine.language import Finding, Place, printable
from ..engine.telling import (
    LACKED,
    WITHHELD,
    Explanation,
    Ground,
    ToldGround,
    ToldReason,
    Wording,
    answered_wording,
    explain,
    ground_of,
    told_grounds,
    traced_rulebook,
    unfolded_grounds,
)
from .console import printed
from .json_text import json_text
from .paragraph import Paragraph

_LISTS = (PLAN_FIRST, PLAN_FIRST_STEPS)

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


class ToldDeviation(msgspec.Struct, frozen=True):
    """A deviation: what was expected, what came out instead, why, and what else there is to know."""

    kind: str
    ids: tuple[str, ...]
    expected: str
    instead: str
    reasons: tuple[ToldReason, ...] = ()
    grounds: tuple[ToldGround, ...] = ()
    further: tuple[ToldGround, ...] = ()


# deviations -----------------------------------------------------------------------------------------------------------


def told_deviations(trial: Trial, wording: Wording) -> tuple[ToldDeviation, ...]:
    """Each deviation of a trial in words."""
    telling = _Deviations(trial, wording)
    return tuple(told for deviation in trial.deviations for told in telling.of(deviation))


class _Deviations:
    """Tells why an outcome is not as expected."""

    def __init__(self, trial: Trial, wording: Wording) -> None:
        self.wording = answered_wording(wording, trial.outcome.rulebook, trial.outcome.case.facts)
        self.outcome = trial.outcome
        self.told_anyway = {deviation.ids[0] for deviation in trial.deviations if deviation.kind not in _LISTS}
        self.plan = tuple(planned.action.id for planned in self.outcome.plan)

    def say(self, phrase: str, **values: object) -> str:
        return self.wording.say("test", phrase).format(**values)

    def of(self, deviation: Deviation) -> Iterator[ToldDeviation]:
        if deviation.kind in _LISTS:
            yield from self.beginning(deviation.kind, deviation.ids)
        elif deviation.kind in (ASKS, ASKS_NOT):
            yield self.question(deviation.kind, deviation.ids[0])
        elif deviation.kind == PLAN_COUNT:
            expected = self.say(PLAN_COUNT, count=deviation.ids[0])
            yield ToldDeviation(PLAN_COUNT, deviation.ids, expected, self.say("counted", count=len(self.plan)))
        elif deviation.kind in (FOUND, NOT_FOUND):
            yield self.finding(deviation.kind, deviation.ids[0])
        elif deviation.kind in (SHOWS, HIDES):
            yield self.step(deviation.kind, *deviation.ids)
        elif deviation.kind in (PLAN_DRAFTS, PLAN_NO_DRAFTS):
            yield self.draft(deviation.kind, *deviation.ids)
        else:
            yield self.action(
                deviation.kind, deviation.ids, self.say(deviation.kind, action=self.title(*deviation.ids))
            )

    def beginning(self, kind: str, expected: tuple[str, ...]) -> Iterator[ToldDeviation]:
        """How the plan begins instead, or what its first steps are; then why an action that should be in it is not, or
        one is there that should not."""
        first_steps = tuple(planned.action.id for planned in self.outcome.first_steps)
        came, instead = (self.plan[: len(expected)], "begins") if kind == PLAN_FIRST else (first_steps, "are-first")
        wanted = self.say(kind, actions=self.listed(expected))
        yield ToldDeviation(kind, expected, wanted, self.say(instead, actions=self.listed(came)))
        missing = [action for action in expected if action not in self.plan]
        for action in (*missing, *(action for action in came if action not in expected)):
            if action not in self.told_anyway:
                wrong = PLAN_HOLDS if action in missing else "not-first"
                yield self.action(kind, (action,), self.say(wrong, action=self.title(action)))

    def action(self, kind: str, ids: tuple[str, ...], expected: str) -> ToldDeviation:
        explanation = explain(self.outcome, ids[0], self.wording)
        # That questions are open in a story is its author's choice, and no news: the proviso is left out.
        instead, reasons = explanation.verdict, _weightiest(explanation)
        return ToldDeviation(kind, ids, expected, instead, reasons, further=explanation.further)

    def step(self, kind: str, action: str, step: str) -> ToldDeviation:
        text = self.wording.shaped("actions", action, "steps", step).plain
        expected = self.say(kind, action=self.title(action), step=step, text=text)
        if action not in self.plan:
            return self.action(kind, (action, step), expected)
        (tests,) = (one.when for one in self.outcome.rulebook.action[action].steps if one.id == step)
        grounds = [ground_of(self.outcome, test) for test in tests]
        if kind == SHOWS:
            grounds = [ground_of(self.outcome, one.test, LACKED) for one in grounds if not one.holds]
        shown, further = self.told(grounds)
        instead = self.say("not-shown" if kind == SHOWS else "shown" if tests else "always-shown")
        return ToldDeviation(kind, (action, step), expected, instead, grounds=shown, further=further)

    def draft(self, kind: str, draft: str, *parts: str) -> ToldDeviation:
        named = self.say("draft", title=self.wording.texts("drafts", draft, "title"), draft=draft)
        expected = self.say(kind, draft=named, parts=", ".join(parts))
        offered = self.outcome.drafts.get(draft)
        came = ", ".join(part.id for part in offered.parts) if offered is not None else ""
        instead = self.say("not-offered" if offered is None else "drafted", parts=came)
        return ToldDeviation(kind, (draft, *parts), expected, instead)

    def question(self, kind: str, question: str) -> ToldDeviation:
        topic = self.wording.texts("questions", question, "topic")
        expected = self.say(kind, question=self.say("question", topic=topic, question=question))
        return ToldDeviation(kind, (question,), expected, self.say("never-asked" if kind == ASKS else "asked"))

    def finding(self, kind: str, finding: str) -> ToldDeviation:
        (told,), further = self.told([ground_of(self.outcome, Finding(finding, wanted=True), LACKED)])
        expected = self.say(kind, finding=finding)
        return ToldDeviation(kind, (finding,), expected, told.sentence, told.reasons, further=further)

    def told(self, grounds: Iterable[Ground]) -> tuple[tuple[ToldGround, ...], tuple[ToldGround, ...]]:
        """The grounds in words, with all that is behind them, and those that are told further on."""
        here, further = unfolded_grounds(self.outcome, grounds)
        rulebook = self.outcome.rulebook
        return told_grounds(here, rulebook, self.wording), told_grounds(further, rulebook, self.wording)

    def title(self, action: str) -> str:
        return self.say("action", title=self.wording.texts("actions", action, "title"), action=action)

    def listed(self, actions: Iterable[str]) -> str:
        return self.wording.say("answer", "and-so-on").join(actions) or self.say("nothing")


def _weightiest(explanation: Explanation) -> tuple[ToldReason, ...]:
    """Why an action is in the plan; why it was withheld; or what stood in its way."""
    return explanation.against if explanation.status == WITHHELD else explanation.reasons


# JSON -----------------------------------------------------------------------------------------------------------------


def run_json(run: Run, wording: Wording) -> str:
    """The run as JSON.

    `rulebook` {id, version, sha256}, `engine` {name, version}, `language`, `passed`; `scenarios` are {id, place, about,
    passed, deviations}, each deviation with its `kind` and `ids`, what was `expected`, what came `instead`, and why:
    `reasons` {rule, sentence, cites, sections, basic, grounds}, `sections` being the `cites` in words, `grounds`
    {sentence, reasons}, and `further` grounds whose reasons lie too deep to stand in their place. `coverage` has
    `rules` and `tests` {part, whole, percent}, the rules `never_fired` {rule, place}, the tests seen `one_way` {place,
    rule (or action and step, or question), part, test, true, false}, the `least` percentage asked for (null: none) and
    whether it was `reached`. `unreached` are the scenarios that were not run in time.
    """
    rulebook = run.coverage.rulebook
    document = {
        "rulebook": traced_rulebook(rulebook),
        "engine": run.trials[0].outcome.engine,
        "language": wording.language,
        "passed": run.passed,
        "scenarios": [_trial(trial, wording) for trial in run.trials],
        "coverage": _coverage(run),
        "unreached": run.unreached,
    }
    return json_text(document)


def _trial(trial: Trial, wording: Wording) -> dict[str, object]:
    return {
        "id": trial.scenario.id,
        "place": trial.scenario.place,
        "about": trial.scenario.about,
        "passed": not trial.deviations,
        "deviations": told_deviations(trial, wording),
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
    owners = {"rule": site.rule, "action": site.action, "step": site.step, "question": site.question}
    owners |= {"draft": site.draft, "draft_part": site.draft_part}
    owner = {kind: identity for kind, identity in owners.items() if identity}
    told = {"part": site.part, "test": spelt(coverage.rulebook, site.test), "true": seen.true, "false": seen.false}
    return {"place": site.place, **owner, **told}


# text -----------------------------------------------------------------------------------------------------------------


def run_text(run: Run, wording: Wording, *, color: bool, width: int) -> str:
    """A paragraph for each scenario that failed, the counts, and what was not reached."""
    return printed(_Report(run, wording).paragraphs(), color=color, width=width)


class _Report:
    """A run in the words of one reader; every method gives the paragraphs of a part."""

    def __init__(self, run: Run, wording: Wording) -> None:
        self.run = run
        self.wording = wording

    def paragraphs(self) -> Iterator[Paragraph]:
        for trial in self.run.failed:
            yield from self.failure(trial)
            yield Paragraph()
        yield from self.summary()
        # A chosen few reach little, and a list of all the rest would bury what became of them.
        if self.run.whole or not self.run.reached:
            yield from self.unreached()

    def say(self, phrase: str, **values: object) -> str:
        return self.wording.say("test", phrase).format(**values)

    def place(self, place: Place) -> Paragraph:
        """The place on a line of its own, however long: broken, it could be neither clicked nor copied."""
        return Paragraph(printable(str(place)), "  ", "dim", whole=True)

    def failure(self, trial: Trial) -> Iterator[Paragraph]:
        scenario = trial.scenario
        yield Paragraph(self.say("failed", scenario=printable(scenario.id)), style="bold red")
        yield self.place(scenario.place)
        yield Paragraph(printable(scenario.about), "  ")
        for told in told_deviations(trial, self.wording):
            yield Paragraph(told.expected, "  - ")
            yield Paragraph(told.instead, "    ")
            yield from self.reasons(told)

    def reasons(self, told: ToldDeviation) -> Iterator[Paragraph]:
        """The reasons with their rules and what these rest on, and no further down."""
        for reason in told.reasons[:MOST_REASONS]:
            yield Paragraph(f"{reason.sentence} [{reason.rule}]", "      - ")
            yield from (Paragraph(ground.sentence, "        → ") for ground in reason.grounds)
        if len(told.reasons) > MOST_REASONS:
            yield Paragraph(self.say("more", count=len(told.reasons) - MOST_REASONS), "      - ")
        yield from (Paragraph(ground.sentence, "      → ") for ground in told.grounds)

    # counts -----------------------------------------------------------------------------------------------------------

    def summary(self) -> Iterator[Paragraph]:
        run, coverage = self.run, self.run.coverage
        total, failed = len(run.trials), len(run.failed)
        counts = self.say("some-failed" if failed else "all-passed", total=total, passed=total - failed, failed=failed)
        yield Paragraph(counts, style="bold red" if failed else "bold green")
        if run.unreached:
            told = self.say("unreached", count=len(run.unreached), first=run.unreached[0])
            yield Paragraph(told, style="bold red")
        yield self.share("rules", coverage.rules)
        yield self.share("tests", coverage.both_ways)
        if run.least is not None:
            reached = self.say("reached" if run.reached else "not-reached", least=f"{run.least:g}")
            yield Paragraph(reached, style="" if run.reached else "bold red")

    def share(self, phrase: str, share: Share) -> Paragraph:
        return Paragraph(self.say(phrase, part=share.part, whole=share.whole, percent=share.percent))

    def unreached(self) -> Iterator[Paragraph]:
        coverage = self.run.coverage
        rules, one_way = coverage.rulebook.rule, coverage.one_way
        yield from self.listing("never-fired", [(rule, rules[rule].place) for rule in coverage.never_fired])
        yield from self.seen("never-looked-at", [seen for seen in one_way if not seen.true and not seen.false])
        yield from self.seen("never-true", [seen for seen in one_way if seen.false and not seen.true])
        yield from self.seen("never-false", [seen for seen in one_way if seen.true and not seen.false])

    def seen(self, heading: str, tests: Iterable[Seen]) -> Iterator[Paragraph]:
        rulebook = self.run.coverage.rulebook
        lines = [
            (f"{seen.site.owner}, {seen.site.part}: {spelt(rulebook, seen.site.test)}", seen.site.place)
            for seen in tests
        ]
        return self.listing(heading, lines)

    def listing(self, heading: str, lines: Sequence[tuple[str, Place]]) -> Iterator[Paragraph]:
        """The lines under a heading, each with its place; nothing where there are none."""
        if not lines:
            return
        yield Paragraph()
        yield Paragraph(self.say(heading), style="bold")
        for line, place in lines:
            yield Paragraph(line, "- ")
            yield self.place(place)
