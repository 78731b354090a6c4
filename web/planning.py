"""The plan on its page: its actions with their reasons, ticking them off, and what other answers would make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import TypedDict

from msgspec.structs import replace
from starlette.responses import Response

from ..engine.consulting import Outcome, Planned, consult
from ..engine.language import UNKNOWN
from ..engine.telling import (
    ComparisonSection,
    ToldAction,
    ToldChain,
    Wording,
    answer_labels,
    answered_wording,
    compare,
    follow_ups,
    held_back,
    needs_a_day,
    plan_phases,
    reason_chain,
    told_action,
    told_alarm,
    told_chain,
    told_comparison,
    urgent_actions,
)
from .form import Form
from .office import Office, Visit, on_to
from .selection import NONE, Selection, Wrong, given_by, selection_of
from .session import Session, Supposition
from .step import frontier


class Planning:
    """The plan as far as it has come, on screen and for paper; `wishes` are the forms on it."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.wishes: Mapping[str, Callable[[Visit, Form], Response]] = {"tick": self._tick, "suppose": self._suppose}

    async def show(self, visit: Visit) -> Response:
        """The plan that the answers so far make."""
        return self._page(visit, "plan")

    async def show_for_paper(self, visit: Visit) -> Response:
        """The plan with every reason, to be printed."""
        return self._page(visit, "print")

    def _page(self, visit: Visit, template: str) -> Response:
        session = visit.session
        outcome = session.course.outcome(self._office.engine)
        wording = self._office.painter.wording(visit.request)
        supposed = session.supposed
        if session.wrong is not None:
            self._office.keep(visit, replace(session, wrong=None))
        return self._office.painter.page(
            visit.request,
            template,
            session=session,
            number=visit.number,
            frontier=frontier(session.course),
            parts=plan_phases(outcome),
            urgent=urgent_actions(outcome),
            calls=told_alarm(outcome, wording).calls,
            held_back=held_back(outcome),
            supposed=None if supposed is None else outcome.rulebook.question[supposed.question],
            selection=None if supposed is None else _shown(session, supposed),
            wrong=session.wrong,
            account=self._compared(supposed, outcome, wording),
            follow_ups=follow_ups(outcome),
            dated=needs_a_day(outcome),
            today=date.today(),
            # It may still be yesterday where the reader is.
            earliest=date.today() - timedelta(1),
            NONE=NONE,
            UNKNOWN=UNKNOWN,
            **told(outcome, wording),
        )

    def _compared(
        self, supposed: Supposition | None, outcome: Outcome, wording: Wording
    ) -> tuple[ComparisonSection, ...]:
        """What would differ with the other answer, if one is supposed."""
        if supposed is None or supposed.selection is None:
            return ()
        given = given_by(outcome.rulebook.question[supposed.question], supposed.selection)
        answers = {**outcome.case.answers, supposed.question: given}
        other = consult(outcome.rulebook, answers, engine=self._office.engine)
        return told_comparison(compare(outcome, other), wording)

    def _tick(self, visit: Visit, form: Form) -> Response:
        planned = visit.session.course.outcome(self._office.engine).planned(form.first("action"))
        if planned is None:
            return on_to(visit.request.url.path)
        self._office.keep(visit, replace(visit.session, ticked=visit.session.ticked ^ {planned.action.id}))
        return on_to(f"{visit.request.url.path}#d{planned.rank}")

    def _suppose(self, visit: Visit, form: Form) -> Response:
        asked, path = form.first("question"), visit.request.url.path
        if asked not in visit.session.course.answers:
            self._office.keep(visit, replace(visit.session, supposed=None))
            return on_to(f"{path}#what-if")
        given = given_by(self._office.rulebook.question[asked], form.selection)
        compares = form.first("compare") == "yes"
        selection = None if isinstance(given, Wrong) else form.selection
        wrong = given if compares and isinstance(given, Wrong) else None
        self._office.keep(visit, replace(visit.session, supposed=Supposition(asked, selection), wrong=wrong))
        return on_to(f"{path}#{'compared' if selection else 'supposed'}")


class Told(TypedDict):
    """What templates tell an outcome with: the words for an action, for the reasons behind rules, for an answer."""

    outcome: Outcome
    told: Callable[[Planned], ToldAction]
    reasons: Callable[[Iterable[str]], ToldChain]
    answered: Callable[[str], tuple[str, ...]]


def told(outcome: Outcome, wording: Wording) -> Told:
    """The outcome and the words for it."""
    question, facts = outcome.rulebook.question, outcome.case.facts
    wording = answered_wording(wording, outcome.rulebook, facts)
    return Told(
        outcome=outcome,
        told=lambda planned: told_action(outcome, planned, wording),
        reasons=lambda rules: told_chain(reason_chain(outcome, rules), outcome.rulebook, wording),
        answered=lambda name: answer_labels(question[name], facts.get(name), wording),
    )


def _shown(session: Session, supposed: Supposition) -> Selection:
    """What is ticked in the form of a supposition: the other answer, or the one that was given."""
    question = session.course.rulebook.question[supposed.question]
    return supposed.selection or selection_of(question, session.course.answers[question.id])
