"""The plan on its page: its actions with their reasons, ticking them off, and what other answers would make of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypedDict

from msgspec.structs import replace
from starlette.responses import Response

from ..engine.consulting import Outcome, consult
from ..engine.language import UNKNOWN
from ..engine.reading import rulebook_texts
from ..engine.telling import (
    Section,
    Telling,
    TracedHelpLine,
    account,
    calls,
    compare,
    dated,
    follow_ups,
    held_back,
    help_lines,
    parts,
    urgent,
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
        language = self._office.painter.language(visit.request)
        supposed = session.supposed
        if session.wrong is not None:
            self._office.keep(visit, replace(session, wrong=None))
        return self._office.painter.page(
            visit.request,
            template,
            session=session,
            number=visit.number,
            frontier=frontier(session.course),
            parts=parts(outcome),
            urgent=urgent(outcome),
            calls=calls(outcome, rulebook_texts(outcome.rulebook, language)),
            held_back=held_back(outcome),
            supposed=None if supposed is None else outcome.rulebook.question[supposed.question],
            selection=None if supposed is None else _shown(session, supposed),
            wrong=session.wrong,
            account=self._account(supposed, outcome, language),
            follow_ups=follow_ups(outcome),
            dated=dated(outcome),
            today=date.today(),
            NONE=NONE,
            UNKNOWN=UNKNOWN,
            **told(outcome, language),
        )

    def _account(self, supposed: Supposition | None, outcome: Outcome, language: str) -> tuple[Section, ...]:
        """What would differ with the other answer, if one is supposed."""
        if supposed is None or supposed.selection is None:
            return ()
        given = given_by(outcome.rulebook.question[supposed.question], supposed.selection)
        answers = {**outcome.case.answers, supposed.question: given}
        other = consult(outcome.rulebook, answers, engine=self._office.engine)
        return account(compare(outcome, other), language)

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
    """What templates tell an outcome with; `help_lines` gives those of an action, by its id."""

    outcome: Outcome
    telling: Telling
    help_lines: Callable[[str], tuple[TracedHelpLine, ...]]


def told(outcome: Outcome, language: str) -> Told:
    """The outcome and the words for it."""
    texts = rulebook_texts(outcome.rulebook, language)
    return Told(
        outcome=outcome,
        telling=Telling(outcome, texts),
        help_lines=lambda action: help_lines(outcome, action, texts),
    )


def _shown(session: Session, supposed: Supposition) -> Selection:
    """What is ticked in the form of a supposition: the other answer, or the one that was given."""
    return supposed.selection or selection_of(session.course.answers[supposed.question])
