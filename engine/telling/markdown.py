"""The outcome as a Markdown document: the plan, its reasons, what was withheld, the answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..consulting import Outcome
from .answer_words import answer_in_words
from .explanation import Explanation, explain, headed_reasons, verdict
from .ground_words import finding_in_words
from .plan_words import ToldAction, ToldHelpLine, ToldPlan, told_plan
from .reason_words import ToldGround, ToldReason, told_reasons
from .wording import Wording


def as_markdown(outcome: Outcome, wording: Wording, action: str | None = None) -> str:
    """The whole outcome with the reasons below each action, or the explanation of one action.

    Raises CaseError when the rulebook has no such action.
    """
    if action is None:
        lines = _Document(outcome, wording).lines()
    else:
        lines = _explanation(explain(outcome, action, wording), wording)
    return "\n".join(lines) + "\n"


_MARKUP = re.compile(r"[\\`*_\[\]<>#|~&]")
_BEFORE_LIST_MARK = re.compile(r"^(?:[0-9]+(?=[.)])|(?=[-+=]))")
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:[^\s<>]+")


def escaped(text: str) -> str:
    """The text on one line, with everything that Markdown would read as markup made literal."""
    line = " ".join(part.strip() for part in text.splitlines())
    return _BEFORE_LIST_MARK.sub(r"\g<0>\\", _MARKUP.sub(r"\\\g<0>", line))


def linked(address: str) -> str:
    """The address as a link; as literal text where it is none."""
    return f"<{address}>" if _ADDRESS.fullmatch(address) else escaped(address)


class _Document:
    """The outcome as a document; every method gives the lines of a part."""

    def __init__(self, outcome: Outcome, wording: Wording) -> None:
        self.outcome = outcome
        self.wording = wording
        self.say = wording.say
        self.reasons: Mapping[str, ToldReason] = {
            reason.rule: reason for reason in told_reasons(outcome, outcome.fired, wording)
        }

    def lines(self) -> Iterator[str]:
        plan = told_plan(self.outcome, self.wording)
        yield from _headed("#", plan.title)
        yield from self.plan(plan)
        yield from self.withheld()
        yield from self.findings()
        yield from self.answers()
        yield from ("---", "", escaped(plan.source), "")
        rulebook, engine = self.outcome.rulebook, self.outcome.engine
        yield self.say("markdown", "made").format(
            rulebook=escaped(rulebook.id),
            version=escaped(rulebook.version),
            sha256=rulebook.sha256[:12],
            engine=engine.name,
        )

    def plan(self, plan: ToldPlan) -> Iterator[str]:
        if plan.open:
            yield f"> {self.say('plan', 'provisional')}"
            yield f"> {escaped(self.say('question', 'and').join(plan.open))}"
            yield ""
        yield from _headed("##", self.say("plan", "first"))
        for action in plan.first_steps:
            yield f"{action.rank}. {escaped(action.title)}"
        yield ""
        for phase in plan.phases:
            yield from _headed("##", phase.heading)
            for action in (*phase.own, *phase.basics):
                yield from self.action(action)

    def action(self, action: ToldAction) -> Iterator[str]:
        mark = f" ({self.say('plan', 'basic')})" if action.basic else ""
        yield f"### {action.rank}. {escaped(action.title)}{mark}"
        yield ""
        yield from (f"- [ ] {escaped(step)}" for step in action.steps)
        yield ""
        if action.done:
            yield f"{self.say('plan', 'done')}{escaped(action.done)}"
            yield ""
        if action.follow_ups:
            yield from (f"- {escaped(follow_up)}" for follow_up in action.follow_ups)
            yield ""
        yield from self.help_lines(action.help_lines)
        yield f"**{self.say('plan', 'why')}**"
        yield ""
        yield from self.because(action.because)
        yield ""

    def help_lines(self, lines: Sequence[ToldHelpLine]) -> Iterator[str]:
        for line in lines:
            parts = (escaped(line.call), escaped(line.hours), escaped(line.note), linked(line.url))
            details = " · ".join(filter(None, parts))
            yield f"- **{escaped(line.name)}** {details}"
        if lines:
            yield ""
            yield self.say("plan", "checked").format(date=escaped(lines[0].checked))
            yield ""

    def withheld(self) -> Iterator[str]:
        if not self.outcome.withheld:
            return
        yield from _headed("##", self.say("plan", "withheld"))
        for held in self.outcome.withheld:
            yield f"- {escaped(self.wording.texts('actions', held.action.id, 'title'))}"
            yield from self.because(held.by, depth=1)
        yield ""

    def findings(self) -> Iterator[str]:
        """What the reasons above rest on, each finding once."""
        if not self.outcome.findings:
            return
        yield from _headed("##", self.say("plan", "findings"))
        for finding, by in self.outcome.findings.items():
            yield f"- {escaped(finding_in_words(finding, self.wording, holds=True))}"
            yield from self.because(by, depth=1)
        yield ""

    def answers(self) -> Iterator[str]:
        yield from _headed("##", self.say("plan", "answers"))
        for name in self.outcome.case.answers:
            question = self.outcome.rulebook.question[name]
            answer = answer_in_words(question, self.outcome.case.facts[name], self.wording)
            yield f"- {escaped(self.wording.texts('questions', name, 'topic'))}: {escaped(answer)}"
        yield ""

    def because(self, rules: Iterable[str], depth: int = 0) -> Iterator[str]:
        """The rules, own before basic, each with what it rests on."""
        return _reasons(sorted((self.reasons[rule] for rule in rules), key=lambda reason: reason.basic), depth)


def _explanation(explanation: Explanation, wording: Wording) -> Iterator[str]:
    yield from _headed("#", explanation.title)
    yield escaped(verdict(explanation, wording))
    yield ""
    for heading, reasons in headed_reasons(explanation, wording):
        yield f"**{escaped(heading)}**"
        yield ""
        yield from _reasons(reasons)
        yield ""
    if explanation.further:
        yield f"**{escaped(wording.say('explain', 'further'))}**"
        yield ""
        yield from _grounds(explanation.further)
        yield ""


def _headed(level: str, heading: str) -> Iterator[str]:
    yield f"{level} {escaped(heading)}"
    yield ""


def _reasons(reasons: Iterable[ToldReason], depth: int = 0) -> Iterator[str]:
    """Rules and their grounds as lists within lists."""
    for reason in reasons:
        yield f"{'  ' * depth}- {escaped(reason.sentence)} ({escaped(reason.sections)})"
        yield from _grounds(reason.grounds, depth + 1)


def _grounds(grounds: Iterable[ToldGround], depth: int = 0) -> Iterator[str]:
    for ground in grounds:
        yield f"{'  ' * depth}- {escaped(ground.sentence)}"
        yield from _reasons(ground.reasons, depth + 1)
