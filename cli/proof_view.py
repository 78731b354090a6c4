"""What became of a rulebook's guarantees, as text and as JSON."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import click
import msgspec

from ..engine.consulting import Answer, Outcome, case_document
from ..engine.language import Rulebook
from ..engine.proving import (
    ALWAYS,
    DISPUTED,
    DRAFT_CLAIMS,
    EMPTY,
    FIRST,
    FIRST_STEPS_HOLD,
    NEVER,
    NEVER_DRAFTS,
    PROVEN,
    REFUTED,
    UNDECIDED,
    Claim,
    Guarantee,
    Proof,
)
from ..engine.reading import Texts
from ..engine.telling import (
    PLANNED,
    Explanation,
    Wording,
    answer_in_words,
    explain,
    traced_rulebook,
)
from .console import printed
from .explanation_view import grounds_shown, reasons_shown
from .json_text import json_text
from .paragraph import Paragraph
from .saving import keep

MOST_NAMED = 6
"""How many actions of a long list are named."""

_INDENT = "  "
_STYLES = {PROVEN: "green", REFUTED: "bold red", UNDECIDED: "yellow", EMPTY: "yellow", DISPUTED: "bold red"}


class ProgressLine:
    """Says on standard error what is being proven, on one line that is gone afterwards; only on a terminal."""

    def __init__(self, guarantees: Sequence[Guarantee], say: Texts) -> None:
        self.numbers = {guarantee.id: number for number, guarantee in enumerate(guarantees, start=1)}
        self.say = say
        self.shown = sys.stderr.isatty()

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write("")

    def __call__(self, guarantee: Guarantee) -> None:
        line, number = self.say("prove", "progress"), self.numbers[guarantee.id]
        self._write(line.format(number=number, total=len(self.numbers), guarantee=guarantee.id))

    def _write(self, line: str) -> None:
        if self.shown:
            click.echo(f"\r\x1b[K{line}", nl=False, err=True)


def keep_case(path: Path, proofs: Sequence[Proof], say: Texts) -> None:
    """Keep the first case that refutes a guarantee, and say on standard error what was kept, or that nothing was.

    Raises Unwritable when the file cannot be written.
    """
    refuted = next((proof for proof in proofs if proof.status == REFUTED), None)
    if refuted is None or refuted.outcome is None:
        click.echo(say("prove", "not-saved").format(file=path), err=True)
        return
    keep(path, case_document(refuted.outcome.rulebook, refuted.outcome.case), language=say.language)
    click.echo(say("prove", "saved").format(file=path, guarantee=refuted.guarantee.id), err=True)


# JSON -----------------------------------------------------------------------------------------------------------------


class BrokenClaim(msgspec.Struct, frozen=True):
    """A claim that is not kept, and which of its actions are in the plan and which are not; with `first-steps-hold`
    among the first steps, with `own` there on their own account."""

    claim: str
    in_plan: tuple[str, ...]
    not_in_plan: tuple[str, ...]


class ProofEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One guarantee; `met_by`, where it is proven: the smallest answers found that meet its condition; what follows
    that only where answers break it."""

    id: str
    status: str
    seconds: float
    text: str
    cites: tuple[str, ...]
    reason: str = ""
    met_by: Mapping[str, Answer] | None = None
    answers: Mapping[str, Answer] | None = None
    smallest: bool | None = None
    plan: tuple[str, ...] | None = None
    first_steps: tuple[str, ...] | None = None
    broken: tuple[BrokenClaim, ...] = ()


def proofs_json(rulebook: Rulebook, proofs: Sequence[Proof], wording: Wording) -> str:
    """What became of each guarantee, as JSON."""
    document = {
        "rulebook": traced_rulebook(rulebook),
        "language": wording.language,
        "proven": all(proof.status == PROVEN for proof in proofs),
        "guarantees": [_entry(proof, wording.texts) for proof in proofs],
    }
    return json_text(document)


def _entry(proof: Proof, texts: Texts) -> ProofEntry:
    stated = proof.guarantee
    entry = ProofEntry(
        id=stated.id,
        status=proof.status,
        seconds=proof.seconds,
        text=texts("guarantees", stated.id),
        cites=stated.cites,
        reason=proof.reason,
        met_by=proof.example.case.answers if proof.example is not None else None,
    )
    if proof.outcome is None:
        return entry
    return msgspec.structs.replace(
        entry,
        answers=proof.outcome.case.answers,
        smallest=proof.smallest,
        plan=_plan(proof.outcome),
        first_steps=tuple(planned.action.id for planned in proof.outcome.first_steps),
        broken=tuple(_broken(one, proof.outcome) for one in proof.broken),
    )


def _broken(claim: Claim, outcome: Outcome) -> BrokenClaim:
    among = claim.looked_at(outcome)
    return BrokenClaim(claim.kind, claim.present(among), claim.absent(among))


def _plan(outcome: Outcome) -> tuple[str, ...]:
    return tuple(planned.action.id for planned in outcome.plan)


# text -----------------------------------------------------------------------------------------------------------------


def proofs_text(rulebook: Rulebook, proofs: Sequence[Proof], wording: Wording, *, color: bool, width: int) -> str:
    """A paragraph for each guarantee, and a line that counts them."""
    return printed(_Report(wording).paragraphs(rulebook, proofs), color=color, width=width)


class _Report:
    """What became of guarantees, in the words of one reader; every method gives paragraphs or makes a sentence."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.texts = wording.texts

    def paragraphs(self, rulebook: Rulebook, proofs: Sequence[Proof]) -> Iterator[Paragraph]:
        for proof in proofs:
            yield from self.proof(proof)
            yield Paragraph()
        yield from self.summary(rulebook, proofs)

    def say(self, phrase: str, **values: object) -> str:
        return self.wording.say("prove", phrase).format(**values)

    def proof(self, proof: Proof) -> Iterator[Paragraph]:
        stated = proof.guarantee
        line = self.say("line", status=self.say(proof.status), guarantee=stated.id, seconds=f"{proof.seconds:.2f}")
        yield Paragraph(line, style=_STYLES[proof.status])
        text = self.texts.get("guarantees", stated.id)
        if text:
            yield Paragraph(text, _INDENT)
        if proof.example is not None and proof.example.case.answers:
            told = self.wording.say("question", "and").join(self.topics(proof.example))
            yield Paragraph(self.say("example", answers=told), _INDENT)
        if proof.status == UNDECIDED:
            yield Paragraph(self.say(f"undecided-{proof.reason}"), _INDENT)
        elif proof.status != PROVEN:
            yield from self.trouble(proof)

    def trouble(self, proof: Proof) -> Iterator[Paragraph]:
        if proof.status in (EMPTY, DISPUTED):
            yield Paragraph(self.say(f"{proof.status}-why"), _INDENT)
        if proof.outcome is None:
            return
        yield Paragraph()
        yield Paragraph(self.say("smallest" if proof.smallest else "not-smallest"), _INDENT)
        yield from (Paragraph(sentence, f"{_INDENT}- ") for sentence in self.answers(proof.outcome))
        for claim in proof.broken:
            yield Paragraph()
            yield from self.claim(claim, proof.outcome)

    def topics(self, outcome: Outcome) -> Iterator[str]:
        """Each answer of the case under the topic of its question."""
        for name, answer in outcome.case.facts.items():
            told = answer_in_words(outcome.rulebook.question[name], answer, self.wording)
            yield self.wording.say("diff", "answer").format(topic=self.texts("questions", name, "topic"), answer=told)

    def answers(self, outcome: Outcome) -> Iterator[str]:
        """A sentence for each answer of the case."""
        if not outcome.case.answers:
            yield self.say("nothing-answered")
        for name in outcome.case.answers:
            answer = answer_in_words(outcome.rulebook.question[name], outcome.case.given.get(name), self.wording)
            topic = self.texts("questions", name, "topic")
            yield self.wording.say("explain", "given").format(topic=topic, answer=answer)

    def claim(self, claim: Claim, outcome: Outcome) -> Iterator[Paragraph]:
        """What the plan has that it should not, or lacks that it should have, each action with why."""
        plan = claim.looked_at(outcome)
        if claim.kind == FIRST:
            yield from self.first(claim, plan)
            yield from self.actions(claim.absent(plan), outcome)
        elif claim.kind == FIRST_STEPS_HOLD:
            yield Paragraph(self.say("not-first-steps"), _INDENT)
            yield from self.actions(claim.absent(plan), outcome)
            instead = self.say("first-steps", actions=self.titles(plan)) if plan else self.say("no-first-steps")
            yield Paragraph(instead, _INDENT)
        elif claim.kind in DRAFT_CLAIMS:
            yield Paragraph(self.say(f"not-{claim.kind}"), _INDENT)
            for draft in claim.present(plan) if claim.kind == NEVER_DRAFTS else claim.absent(plan):
                title = self.texts("drafts", draft, "title")
                yield Paragraph(self.wording.say("draft", "entry").format(title=title, draft=draft), f"{_INDENT}- ")
        elif claim.kind in (NEVER, ALWAYS):
            yield Paragraph(self.say(f"not-{claim.kind}"), _INDENT)
            yield from self.actions(claim.present(plan) if claim.kind == NEVER else claim.absent(plan), outcome)
        else:
            present = claim.present(plan)
            found = "too-few" if not present else "too-many-own" if claim.own else "too-many"
            yield Paragraph(self.say(found, kept=self.say(claim.kind, count=claim.count)), _INDENT)
            yield from self.actions(present or claim.actions, outcome)

    def first(self, claim: Claim, plan: Sequence[str]) -> Iterator[Paragraph]:
        """How the plan should begin and how it does."""
        leading = plan[: len(claim.actions)]
        yield Paragraph(self.say("first", actions=self.titles(claim.actions)), _INDENT)
        instead = self.say("instead", actions=self.titles(leading)) if leading else self.say("empty-plan")
        yield Paragraph(instead, _INDENT)

    def titles(self, actions: Sequence[str]) -> str:
        quoted = (self.wording.say("answer", "quoted").format(label=self.title(action)) for action in actions)
        return self.wording.say("answer", "and").join(quoted)

    def title(self, action: str) -> str:
        return self.texts("actions", action, "title")

    def actions(self, actions: Sequence[str], outcome: Outcome) -> Iterator[Paragraph]:
        """Actions by title, each with why it is in the plan or is not; of a long list the first, by title alone."""
        few = len(actions) <= MOST_NAMED
        for action in actions[:MOST_NAMED]:
            yield Paragraph(self.say("action", title=self.title(action), action=action), f"{_INDENT}- ")
            if few:
                yield from self.reasons(explain(outcome, action, self.wording))
        if not few:
            yield Paragraph(self.say("more", count=len(actions) - MOST_NAMED), f"{_INDENT}- ")

    def reasons(self, explanation: Explanation) -> Iterator[Paragraph]:
        indent = _INDENT * 2
        if explanation.status == PLANNED:
            yield from reasons_shown(explanation.reasons, self.wording.say, indent)
        else:
            yield Paragraph(explanation.verdict + explanation.proviso, indent)
            for part in explanation.parts:
                yield Paragraph(part.heading, indent)
                yield from reasons_shown(part.reasons, self.wording.say, indent)
        yield from grounds_shown(explanation.further, self.wording.say, indent)

    def summary(self, rulebook: Rulebook, proofs: Sequence[Proof]) -> Iterator[Paragraph]:
        if not proofs:
            yield Paragraph(self.say("none", rulebook=rulebook.id))
            return
        counted = Counter(proof.status for proof in proofs)
        parts = (self.say("count", status=self.say(one), count=counted[one]) for one in _STYLES if counted[one])
        yield Paragraph(self.say("summary", parts=self.wording.say("answer", "and-so-on").join(parts)))
        if counted[UNDECIDED]:
            yield Paragraph(self.say("not-proven"))
