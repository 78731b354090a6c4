"""What became of a rulebook's guarantees, as text and as JSON."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import click
import msgspec

from ..engine.consulting import Answer, Outcome, case_document
from ..engine.language import Rulebook
from ..engine.proving import ALWAYS, DISPUTED, EMPTY, FIRST, NEVER, PROVEN, REFUTED, UNDECIDED, Claim, Guarantee, Proof
from ..engine.reading import Texts, rulebook_texts
from ..engine.telling import PLANNED, Explanation, Telling, phrases_of, traced_rulebook
from .console import console_on, show_lines
from .explanation_view import show_reasons
from .json_text import json_text
from .saving import keep

if TYPE_CHECKING:
    from rich.console import Console

MOST_NAMED = 6
"""How many actions of a long list are named."""

_STYLES = {PROVEN: "green", REFUTED: "bold red", UNDECIDED: "yellow", EMPTY: "yellow", DISPUTED: "bold red"}


class ProgressLine:
    """Says on standard error what is being proven, on one line that is gone afterwards; only on a terminal."""

    def __init__(self, guarantees: Sequence[Guarantee], language: str) -> None:
        self.numbers = {guarantee.id: number for number, guarantee in enumerate(guarantees, start=1)}
        self.say = phrases_of(language)
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


def keep_case(path: Path, proofs: Sequence[Proof], language: str) -> None:
    """Keep the first case that refutes a guarantee, and say on standard error what was kept, or that nothing was.

    Raises Unwritable when the file cannot be written.
    """
    say = phrases_of(language)
    refuted = next((proof for proof in proofs if proof.status == REFUTED), None)
    if refuted is None or refuted.outcome is None:
        click.echo(say("prove", "not-saved").format(file=path), err=True)
        return
    keep(path, case_document(refuted.outcome.rulebook, refuted.outcome.case), language=language)
    click.echo(say("prove", "saved").format(file=path, guarantee=refuted.guarantee.id), err=True)


# JSON -----------------------------------------------------------------------------------------------------------------


class BrokenClaim(msgspec.Struct, frozen=True):
    """A claim that is not kept, and which of its actions are in the plan and which are not."""

    claim: str
    in_plan: tuple[str, ...]
    not_in_plan: tuple[str, ...]


class ProofEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One guarantee; the last four only where answers break it."""

    id: str
    status: str
    seconds: float
    text: str
    cites: tuple[str, ...]
    reason: str = ""
    answers: Mapping[str, Answer] | None = None
    smallest: bool | None = None
    plan: tuple[str, ...] | None = None
    broken: tuple[BrokenClaim, ...] = ()


def proofs_json(rulebook: Rulebook, proofs: Sequence[Proof], language: str) -> str:
    """What became of each guarantee, as JSON."""
    texts = rulebook_texts(rulebook, language)
    document = {
        "rulebook": traced_rulebook(rulebook),
        "language": language,
        "proven": all(proof.status == PROVEN for proof in proofs),
        "guarantees": [_entry(proof, texts) for proof in proofs],
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
    )
    if proof.outcome is None:
        return entry
    plan = _plan(proof.outcome)
    return msgspec.structs.replace(
        entry,
        answers=proof.outcome.case.answers,
        smallest=proof.smallest,
        plan=plan,
        broken=tuple(BrokenClaim(one.kind, one.present(plan), one.absent(plan)) for one in proof.broken),
    )


def _plan(outcome: Outcome) -> tuple[str, ...]:
    return tuple(planned.action.id for planned in outcome.plan)


# text -----------------------------------------------------------------------------------------------------------------


def proofs_text(rulebook: Rulebook, proofs: Sequence[Proof], language: str, *, color: bool, width: int) -> str:
    """A paragraph for each guarantee, and a line that counts them."""
    written = io.StringIO()
    console = console_on(written, color=color, width=width)
    page = _Page(console, rulebook_texts(rulebook, language))
    for proof in proofs:
        page.proof(proof)
        console.print()
    page.summary(rulebook, proofs)
    return written.getvalue()


class _Page:
    """Writes proofs to a console, in one language."""

    def __init__(self, console: Console, texts: Texts) -> None:
        self.console = console
        self.texts = texts
        self.phrases = phrases_of(texts.language)

    def say(self, phrase: str, **values: object) -> str:
        return self.phrases("prove", phrase).format(**values)

    def show(self, text: str, *, style: str = "", bullet: str = "", indent: int = 2) -> None:
        show_lines(self.console, text, style=style, bullet=bullet, indent=indent)

    def proof(self, proof: Proof) -> None:
        stated = proof.guarantee
        line = self.say("line", status=self.say(proof.status), guarantee=stated.id, seconds=f"{proof.seconds:.2f}")
        self.show(line, style=_STYLES[proof.status], indent=0)
        text = self.texts.get("guarantees", stated.id)
        if text:
            self.show(text)
        if proof.status == UNDECIDED:
            self.show(self.say(f"undecided-{proof.reason}"))
        elif proof.status != PROVEN:
            self.trouble(proof)

    def trouble(self, proof: Proof) -> None:
        if proof.status in (EMPTY, DISPUTED):
            self.show(self.say(f"{proof.status}-why"))
        if proof.outcome is None:
            return
        self.console.print()
        self.show(self.say("smallest" if proof.smallest else "not-smallest"))
        telling = Telling(proof.outcome, self.texts)
        for sentence in self.answers(proof.outcome, telling):
            self.show(sentence, bullet="- ")
        for claim in proof.broken:
            self.console.print()
            self.claim(claim, proof.outcome, telling)

    def answers(self, outcome: Outcome, telling: Telling) -> Iterator[str]:
        """A sentence for each answer of the case."""
        if not outcome.case.answers:
            yield self.say("nothing-answered")
        for name in outcome.case.answers:
            answer = telling.answer(outcome.rulebook.question[name])
            yield self.phrases("explain", "given").format(topic=telling.topic(name), answer=answer)

    def claim(self, claim: Claim, outcome: Outcome, telling: Telling) -> None:
        """What the plan has that it should not, or lacks that it should have, each action with why."""
        plan = _plan(outcome)
        if claim.kind == FIRST:
            self.first(claim, plan)
            self.actions(claim.absent(plan), outcome, telling)
        elif claim.kind in (NEVER, ALWAYS):
            self.show(self.say(f"not-{claim.kind}"))
            strays = claim.present(plan) if claim.kind == NEVER else claim.absent(plan)
            self.actions(strays, outcome, telling)
        else:
            present = claim.present(plan)
            self.show(self.say("too-many" if present else "too-few", kept=self.say(claim.kind)))
            self.actions(present or claim.actions, outcome, telling)

    def first(self, claim: Claim, plan: Sequence[str]) -> None:
        """How the plan should begin and how it does."""
        leading = plan[: len(claim.actions)]
        self.show(self.say("first", actions=self.titles(claim.actions)))
        self.show(self.say("instead", actions=self.titles(leading)) if leading else self.say("empty-plan"))

    def titles(self, actions: Sequence[str]) -> str:
        quoted = (self.phrases("answer", "quoted").format(label=self.title(action)) for action in actions)
        return self.phrases("answer", "and").join(quoted)

    def title(self, action: str) -> str:
        return self.texts("actions", action, "title")

    def actions(self, actions: Sequence[str], outcome: Outcome, telling: Telling) -> None:
        """Actions by title, each with why it is in the plan or is not; of a long list the first, by title alone."""
        few = len(actions) <= MOST_NAMED
        for action in actions[:MOST_NAMED]:
            self.show(self.say("action", title=self.title(action), action=action), bullet="- ")
            if few:
                self.reasons(telling.explanation(outcome.rulebook.action[action]), telling)
        if not few:
            self.show(self.say("more", count=len(actions) - MOST_NAMED), bullet="- ")

    def reasons(self, explanation: Explanation, telling: Telling) -> None:
        if explanation.status == PLANNED:
            show_reasons(self.console, telling, explanation.reasons, indent=4)
            return
        self.show(telling.verdict(explanation), indent=4)
        for heading, reasons in telling.parts(explanation):
            self.show(heading, indent=4)
            show_reasons(self.console, telling, reasons, indent=4)

    def summary(self, rulebook: Rulebook, proofs: Sequence[Proof]) -> None:
        if not proofs:
            self.show(self.say("none", rulebook=rulebook.id), indent=0)
            return
        counted = Counter(proof.status for proof in proofs)
        parts = (self.say("count", status=self.say(one), count=counted[one]) for one in _STYLES if counted[one])
        self.show(self.say("summary", parts=self.phrases("answer", "and-so-on").join(parts)), indent=0)
        if counted[UNDECIDED]:
            self.show(self.say("not-proven"), indent=0)
