"""The outcome as a Markdown document: the plan, its reasons, what was withheld, the answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..consulting import Outcome, Planned
from ..reading import rulebook_texts
from .explanation import Explanation, Reason, Telling, explain
from .trace import help_lines


def as_markdown(outcome: Outcome, language: str | None = None, action: str | None = None) -> str:
    """The whole outcome with the reasons below each action, or the explanation of one action.

    Raises CaseError when the rulebook has no such action.
    """
    document = _Document(outcome, language)
    lines = document.lines() if action is None else document.explanation(explain(outcome, action, language))
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
    def __init__(self, outcome: Outcome, language: str | None) -> None:
        self.outcome = outcome
        self.texts = rulebook_texts(outcome.rulebook, language)
        self.telling = Telling(outcome, self.texts)
        self.say = self.telling.say

    def lines(self) -> Iterator[str]:
        yield f"# {escaped(self.texts('rulebook', 'title'))}"
        yield ""
        if not self.outcome.complete:
            yield from self.provisional()
        yield from self.first_steps()
        for phase in self.outcome.rulebook.phases:
            yield from self.phase(phase)
        yield from self.withheld()
        yield from self.findings()
        yield from self.answers()
        yield "---"
        yield ""
        rulebook, engine = self.outcome.rulebook, self.outcome.engine
        yield escaped(self.texts("rulebook", "source"))
        yield ""
        yield self.say("markdown", "made").format(
            rulebook=escaped(rulebook.id),
            version=escaped(rulebook.version),
            sha256=rulebook.sha256[:12],
            engine=engine.name,
        )

    def provisional(self) -> Iterator[str]:
        topics = (self.telling.topic(question.id) for question in self.outcome.open_questions)
        yield f"> {self.say('plan', 'provisional')}"
        yield f"> {escaped(self.say('question', 'and').join(topics))}"
        yield ""

    def first_steps(self) -> Iterator[str]:
        yield f"## {self.say('plan', 'first')}"
        yield ""
        for planned in self.outcome.first_steps:
            yield f"{planned.rank}. {self.title(planned)}"
        yield ""

    def phase(self, phase: str) -> Iterator[str]:
        planned = [planned for planned in self.outcome.plan if planned.action.phase == phase]
        if not planned:
            return
        yield f"## {escaped(self.texts('phases', phase))}"
        yield ""
        for one in planned:
            yield from self.action(one)

    def title(self, planned: Planned) -> str:
        return escaped(self.texts("actions", planned.action.id, "title"))

    def action(self, planned: Planned) -> Iterator[str]:
        mark = f" ({self.say('plan', 'basic')})" if planned.basic else ""
        yield f"### {planned.rank}. {self.title(planned)}{mark}"
        yield ""
        name = planned.action.id
        for step in planned.steps:
            yield f"- [ ] {escaped(self.texts('actions', name, 'steps', step.id))}"
        yield ""
        done = self.texts.get("actions", name, "done")
        if done:
            yield f"{self.say('plan', 'done')}{escaped(done)}"
            yield ""
        yield from self.follow_ups(planned)
        yield from self.help_lines(name)
        yield f"**{self.say('plan', 'why')}**"
        yield ""
        yield from self.reasons(self.telling.fired(planned.because), nested=False)
        yield ""

    def follow_ups(self, planned: Planned) -> Iterator[str]:
        for follow_up in planned.action.follow_ups:
            kind, days = "days-after", follow_up.days_after
            if days is None:
                kind, days = "days-before", follow_up.days_before
            text = escaped(self.texts("actions", planned.action.id, "follow-ups", follow_up.id))
            yield self.say("markdown", "on-the-day" if not days else kind).format(days=days, text=text)
        if planned.action.follow_ups:
            yield ""

    def help_lines(self, action: str) -> Iterator[str]:
        lines = help_lines(self.outcome, action, self.texts)
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
        yield f"## {self.say('plan', 'withheld')}"
        yield ""
        for held in self.outcome.withheld:
            yield f"- {escaped(self.texts('actions', held.action.id, 'title'))}"
            yield from self.reasons(self.telling.fired(held.by), depth=1, nested=False)
        yield ""

    def findings(self) -> Iterator[str]:
        """What the reasons above rest on, each finding once."""
        if not self.outcome.findings:
            return
        yield f"## {self.say('plan', 'findings')}"
        yield ""
        for finding, by in self.outcome.findings.items():
            yield f"- {escaped(self.telling.finding(finding, holds=True))}"
            yield from self.reasons(self.telling.fired(by), depth=1, nested=False)
        yield ""

    def answers(self) -> Iterator[str]:
        yield f"## {self.say('plan', 'answers')}"
        yield ""
        for name in self.outcome.case.answers:
            answer = self.telling.answer(self.outcome.rulebook.question[name])
            yield f"- {escaped(self.telling.topic(name))}: {escaped(answer)}"
        yield ""

    def explanation(self, explanation: Explanation) -> Iterator[str]:
        yield f"# {escaped(explanation.title)}"
        yield ""
        yield escaped(self.telling.verdict(explanation))
        yield ""
        for heading, reasons in self.telling.parts(explanation):
            yield f"**{escaped(heading)}**"
            yield ""
            yield from self.reasons(reasons)
            yield ""

    def reasons(self, reasons: Iterable[Reason], depth: int = 0, *, nested: bool = True) -> Iterator[str]:
        """Rules and their grounds; `nested` tells findings down to the answers."""
        for reason in reasons:
            sections = escaped(self.telling.sections(reason.cites))
            yield f"{'  ' * depth}- {escaped(reason.sentence)} ({sections})"
            for ground in reason.grounds:
                yield f"{'  ' * (depth + 1)}- {escaped(ground.sentence)}"
                if nested:
                    yield from self.reasons(ground.reasons, depth + 2)
