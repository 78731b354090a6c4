"""The steps of a consultation: the questions, the alarm, the answers to be checked, and what is sent from them."""

from __future__ import annotations

from msgspec.structs import replace
from starlette.responses import Response

from ..engine.consulting import Course
from ..engine.language import UNKNOWN
from ..engine.telling import told_alarm, urgent_actions
from .form import Form, form_of
from .office import Office, Visit, drafted, is_from, on_to
from .planning import Planning, told
from .selection import NONE, Wrong, given_by, selection_of
from .step import ALARM, CHECK, QUESTION, frontier, number_of, steps

MOST_TITLES = 6
"""How many actions are named as hanging on an answer."""


class Stepping:
    """The page of every step, but for the plan that comes last, and the forms on them."""

    def __init__(self, office: Office, planning: Planning) -> None:
        self._office = office
        self._planning = planning

    async def show(self, visit: Visit) -> Response:
        """The page of a step; beyond the last one, the one to go on with."""
        return await self._show(visit, changing=False)

    async def show_to_change(self, visit: Visit) -> Response:
        """A question that is answered anew from the page where the answers are checked."""
        return await self._show(visit, changing=True)

    async def take(self, visit: Visit) -> Response:
        """What is sent from the page of a step."""
        return await self._take(visit, changing=False)

    async def take_change(self, visit: Visit) -> Response:
        """What is sent from the page of a question that is answered anew."""
        return await self._take(visit, changing=True)

    # pages ------------------------------------------------------------------------------------------------------------

    async def _show(self, visit: Visit, *, changing: bool) -> Response:
        reached = steps(visit.session.course)
        if not 1 <= visit.number <= len(reached):
            return on_to(f"/{frontier(visit.session.course)}")
        kind = reached[visit.number - 1].kind
        if kind == QUESTION:
            return self._question(visit, changing=changing)
        if kind == ALARM:
            return self._alarm(visit)
        if kind == CHECK:
            return self._check(visit)
        return await self._planning.show(visit)

    def _question(self, visit: Visit, *, changing: bool) -> Response:
        session, course = visit.session, visit.session.course
        question = steps(course)[visit.number - 1].question
        assert question is not None
        held = selection_of(question, course.answers.get(question.id, course.aside.get(question.id)))
        if session.wrong is not None:
            self._office.keep(visit, replace(session, wrong=None))
        return self._office.painter.page(
            visit.request,
            "question",
            session=session,
            number=visit.number,
            question=question,
            position=course.asked.index(question.id) + 1,
            answered=question.id in course.answers,
            more=course.further,
            total=len(course.asked) + course.further,
            selection=session.drafts.get(question.id, held),
            changing=changing,
            wrong=session.wrong if session.wrong is not None and session.wrong.question == question.id else None,
            hinging=course.hinging(question.id),
            most=MOST_TITLES,
            NONE=NONE,
            UNKNOWN=UNKNOWN,
        )

    def _alarm(self, visit: Visit) -> Response:
        outcome = visit.session.course.outcome(self._office.engine)
        wording = self._office.painter.wording(visit.request)
        alarm = told_alarm(outcome, wording)
        return self._office.painter.page(
            visit.request,
            "alarm",
            session=visit.session,
            number=visit.number,
            alarm=alarm,
            calls=alarm.calls,
            more=len(outcome.open_questions),
            frontier=frontier(visit.session.course),
            **told(outcome, wording),
        )

    def _check(self, visit: Visit) -> Response:
        course = visit.session.course
        return self._office.painter.page(
            visit.request,
            "check",
            session=visit.session,
            number=visit.number,
            numbers={name: number_of(course, QUESTION, name) for name in course.answers},
            **told(course.outcome(self._office.engine), self._office.painter.wording(visit.request)),
        )

    # forms ------------------------------------------------------------------------------------------------------------

    async def _take(self, visit: Visit, *, changing: bool) -> Response:
        form = await form_of(visit.request)
        # What was sent may have taken long: the session is what it is now, not what it was when the form began.
        session = self._office.sessions.find(visit.token)
        if session is None:
            return on_to(visit.request.url.path)
        visit, course = replace(visit, session=session), session.course
        if not is_from(form, visit.session):
            return self._office.painter.page(
                visit.request, "message", session=visit.session, status=403, message="stale", step=frontier(course)
            )
        wish = form.first("go")
        if wish in self._planning.wishes:
            return self._planning.wishes[wish](visit, form)
        if wish == "back":
            self._office.keep(visit, drafted(visit.session, form))
            before = number_of(course, CHECK) if changing and course.question is None else visit.number - 1
            return on_to(f"/{before or ''}")
        return self._answered(visit, form, changing=changing)

    def _answered(self, visit: Visit, form: Form, *, changing: bool) -> Response:
        session, asked = visit.session, form.first("question")
        if not session.course.asks(asked):
            return on_to(f"/{frontier(session.course)}")
        given = given_by(self._office.rulebook.question[asked], form.selection)
        if isinstance(given, Wrong):
            self._office.keep(visit, replace(drafted(session, form), wrong=given))
            return on_to(visit.request.url.path)
        course = session.course.answered(asked, given)
        drafts = {name: draft for name, draft in session.drafts.items() if name != asked}
        self._office.keep(visit, replace(session, course=course, drafts=drafts, supposed=None))
        return on_to(f"/{self._after(session.course, course, asked, changing=changing)}")

    def _after(self, before: Course, after: Course, question: str, *, changing: bool) -> int:
        """The step to go on with: on a way gone before, and where the alarm is raised, the next step; else what is
        asked next. After a change of an answer the alarm comes first, if it tells something else."""
        if not changing:
            along = question in before.answers or after.alarmed_by == question
            return number_of(after, QUESTION, question) + 1 if along else frontier(after)
        was_urgent, is_urgent = (
            [planned.action.id for planned in urgent_actions(course.outcome(self._office.engine))]
            for course in (before, after)
        )
        return number_of(after, ALARM) if is_urgent and is_urgent != was_urgent else frontier(after)
