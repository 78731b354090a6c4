"""What can be taken along: the record, the document, the calendar and the pictures of the reasoning."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from starlette.exceptions import HTTPException
from starlette.responses import Response

from ..engine.consulting import Outcome
from ..engine.drawing import as_svg, draw_outcome
from ..engine.telling import as_calendar, as_markdown, due_follow_ups, trace_json, traced
from .form import form_of
from .office import Office, Visit, is_from, on_to
from .step import frontier


class Taking:
    """The files of a plan, under names that tell nothing."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def record(self, visit: Visit) -> Response:
        """The trace, as `nakanaori replay` takes it."""
        made = traced(self._outcome(visit), self._office.painter.wording(visit.request))
        return _attached(trace_json(made), "application/json", "list.json")

    async def document(self, visit: Visit) -> Response:
        """The plan in Markdown."""
        made = as_markdown(self._outcome(visit), self._office.painter.wording(visit.request))
        return _attached(made.encode(), "text/markdown; charset=utf-8", "list.md")

    async def calendar(self, visit: Visit) -> Response:
        """The follow-ups that the plan names; where none has a day, back to where they are asked for.

        Days are the reader's, where the form says in `today` (year-month-day) which day it is there.
        """
        form, outcome = await form_of(visit.request), self._outcome(visit)
        if not is_from(form, visit.session):
            return on_to(f"/{frontier(visit.session.course)}")
        today, day = _today(_day(form.first("today")), date.today()), _day(form.first("day"))
        if not due_follow_ups(outcome, today, day):
            return on_to(f"{visit.request.url.path.removesuffix('.ics')}#take")
        wording = self._office.painter.wording(visit.request)
        made = as_calendar(outcome, wording, made=datetime.now(timezone.utc), today=today, day=day)
        return _attached(made, "text/calendar; charset=utf-8", "list.ics")

    async def picture(self, visit: Visit) -> Response:
        """The reasoning drawn: all of it, or what leads to the action of one rank."""
        outcome, rank = self._outcome(visit), visit.request.path_params.get("rank")
        if rank is not None and not 1 <= rank <= len(outcome.plan):
            raise HTTPException(404)
        action = None if rank is None else outcome.plan[rank - 1].action.id
        wording = self._office.painter.wording(visit.request)
        return Response(as_svg(draw_outcome(outcome, wording, action)), media_type="image/svg+xml")

    def _outcome(self, visit: Visit) -> Outcome:
        return visit.session.course.outcome(self._office.engine)


def _today(told: date | None, here: date) -> date:
    """The day where the reader is, if it can be: around the world it is never more than a day earlier or later."""
    return told if told is not None and abs(told - here) <= timedelta(1) else here


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _attached(content: bytes, media_type: str, name: str) -> Response:
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
