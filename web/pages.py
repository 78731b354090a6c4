"""The pages of a consultation: what each address shows, and what each form does."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import date, datetime, timezone
from secrets import compare_digest

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ..engine.account import account
from ..engine.calendar import calendar, dated, follow_ups
from ..engine.case import check_answers
from ..engine.comparison import compare
from ..engine.condition import UNKNOWN
from ..engine.course import Course, begun
from ..engine.diagram import svg
from ..engine.explanation import Telling
from ..engine.markdown import markdown
from ..engine.outcome import Outcome, Planned, conclude
from ..engine.rulebook import Rulebook
from ..engine.sheet import calls, held_back, may_follow, parts, urgent
from ..engine.text import rulebook_texts
from ..engine.trace import help_lines, to_json
from .form import Form, form_of
from .painter import LANGUAGE_COOKIE, Painter
from .selection import NONE, Selection, Wrong, given_by, selection_of
from .session import Session, Sessions, Supposition
from .step import ALARM, CHECK, PLAN, QUESTION, frontier, number_of, steps

SESSION_COOKIE = "s"

MOST_TITLES = 6
"""How many actions are named as hanging on an answer."""

_OWN_ADDRESS = re.compile(r"/(?:[0-9]{1,4}(?:/(?:change|list|print))?|ended)?")
"""The addresses that a form may name to be brought back to."""

_CLEARED = {"Clear-Site-Data": '"cache", "cookies", "storage"'}

Page = Callable[[Request, str, Session], Awaitable[Response]]


class Pages:
    """The pages over one rulebook and the sessions of its visitors."""

    def __init__(self, rulebook: Rulebook, engine: str, sessions: Sessions, painter: Painter) -> None:
        self.rulebook = rulebook
        self.engine = engine
        self.sessions = sessions
        self.painter = painter

    # coming and leaving -----------------------------------------------------------------------------------------------

    async def start(self, request: Request) -> Response:
        """Where one begins, or goes on."""
        session = self._found(request)
        step = frontier(session.course) if session is not None else 0
        return self.painter.page(request, "start", session=session, step=step)

    async def begin(self, request: Request) -> Response:
        """A new session, in place of the one that there was."""
        self.sessions.drop(_token(request))
        token, _ = self.sessions.open(begun(self.rulebook))
        response = _to("/1")
        _set_cookie(request, response, SESSION_COOKIE, token)
        return response

    async def leave(self, request: Request) -> Response:
        """Forget everything and show something else: at once the harmless page, after an ordinary end a kind word."""
        form = await form_of(request)
        self.sessions.drop(_token(request))
        response = _to("/ended" if form.first("go") == "end" else "/tea", _CLEARED)
        for name in (SESSION_COOKIE, LANGUAGE_COOKIE):
            response.delete_cookie(name, httponly=True, samesite="strict")
        return response

    async def tea(self, request: Request) -> Response:
        """The harmless page."""
        return self.painter.page(request, "tea")

    async def ended(self, request: Request) -> Response:
        """What is left of a consultation that was ended: nothing."""
        return self.painter.page(request, "message", message="ended")

    async def language(self, request: Request) -> Response:
        """Another language, on the same page; what was ticked and typed there is kept."""
        form = await form_of(request)
        session = self._found(request)
        if session is not None and _is_from(form, session):
            self.sessions.keep(_token(request), _drafted(session, form))
        back = form.first("here")
        response = _to(back if _OWN_ADDRESS.fullmatch(back) else "/")
        if form.first("language") in self.rulebook.languages:
            _set_cookie(request, response, LANGUAGE_COOKIE, form.first("language"))
        return response

    # steps ------------------------------------------------------------------------------------------------------------

    def within(self, page: Page) -> Callable[[Request], Awaitable[Response]]:
        """The page for whoever has a session; everybody else is told that there is none."""

        async def guarded(request: Request) -> Response:
            token = _token(request)
            session = self._found(request)
            if session is None:
                response = self.painter.page(request, "message", status=410, message="lost" if token else "ended")
                if token:
                    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="strict")
                return response
            return await page(request, token, session)

        return guarded

    async def step(self, request: Request, token: str, session: Session) -> Response:
        """The page of one step, or the last one there is."""
        return self._step(request, token, session, changing=False)

    async def change(self, request: Request, token: str, session: Session) -> Response:
        """A question that is answered anew from the page where the answers are checked."""
        return self._step(request, token, session, changing=True)

    def _step(self, request: Request, token: str, session: Session, *, changing: bool) -> Response:
        number, reached = request.path_params["number"], steps(session.course)
        if not 1 <= number <= len(reached):
            return _to(f"/{frontier(session.course) if number else 1}")
        step = reached[number - 1]
        if step.kind == ALARM:
            return self._alarm(request, session, number)
        if step.kind == CHECK:
            return self._check(request, session, number)
        if step.kind == PLAN:
            return self._plan(request, session, number)
        return self._question(request, token, session, number, changing=changing)

    async def answer(self, request: Request, token: str, session: Session) -> Response:
        """What is sent from the page of a step."""
        return await self._sent(request, token, session, changing=False)

    async def answer_anew(self, request: Request, token: str, session: Session) -> Response:
        """What is sent from the page of a question that is answered anew."""
        return await self._sent(request, token, session, changing=True)

    async def _sent(self, request: Request, token: str, session: Session, *, changing: bool) -> Response:
        form = await form_of(request)
        if not _is_from(form, session):
            step = frontier(session.course)
            return self.painter.page(request, "message", session=session, status=403, message="stale", step=step)
        number = request.path_params["number"]
        wish = form.first("go")
        if wish == "tick":
            return self._ticked(token, session, form)
        if wish == "suppose":
            return self._suppose(token, session, form)
        if wish == "back":
            self.sessions.keep(token, _drafted(session, form))
            return _to(f"/{number_of(session.course, CHECK)}" if changing else f"/{number - 1}" if number > 1 else "/")
        return self._answered(request, token, session, form, changing=changing)

    def _answered(self, request: Request, token: str, session: Session, form: Form, *, changing: bool) -> Response:
        asked = form.first("question")
        if not session.course.asks(asked):
            return _to(f"/{frontier(session.course)}")
        question = self.rulebook.question[asked]
        given = given_by(question, form.selection)
        if isinstance(given, Wrong):
            self.sessions.keep(token, replace(_drafted(session, form), wrong=given))
            return _to(request.url.path)
        course = session.course.answered(asked, given)
        drafts = {name: draft for name, draft in session.drafts.items() if name != asked}
        self.sessions.keep(token, replace(session, course=course, drafts=drafts, supposed=None))
        return _to(f"/{self._after(session.course, course, asked, changing=changing)}")

    def _after(self, before: Course, after: Course, question: str, *, changing: bool) -> int:
        """The step to go on with: the next one, or after a change what it has brought up."""
        if not changing:
            return number_of(after, QUESTION, question) + 1
        told, urgently = (_ids(urgent(course.outcome(self.engine))) for course in (before, after))
        if urgently and urgently != told:
            return number_of(after, ALARM)
        return frontier(after)

    def _ticked(self, token: str, session: Session, form: Form) -> Response:
        action = form.first("action")
        planned = session.course.outcome(self.engine).planned(action)
        if planned is None:
            return _to(self._where_the_plan_is(session, form))
        self.sessions.keep(token, replace(session, ticked=session.ticked ^ {action}))
        return _to(f"{self._where_the_plan_is(session, form)}#a{planned.rank}")

    def _suppose(self, token: str, session: Session, form: Form) -> Response:
        asked = form.first("question")
        supposed = None
        if session.course.asks(asked):
            given = given_by(self.rulebook.question[asked], form.selection)
            supposed = None if isinstance(given, Wrong) else Supposition(asked, given)
        self.sessions.keep(token, replace(session, supposed=supposed))
        return _to(f"{self._where_the_plan_is(session, form)}#what-if")

    def _where_the_plan_is(self, session: Session, form: Form) -> str:
        here = form.first("here")
        return here if _OWN_ADDRESS.fullmatch(here) else f"/{frontier(session.course)}"

    # pages ------------------------------------------------------------------------------------------------------------

    def _question(self, request: Request, token: str, session: Session, number: int, *, changing: bool) -> Response:
        course = session.course
        question = steps(course)[number - 1].question
        assert question is not None
        held = selection_of(course.answers.get(question.id, course.aside.get(question.id)))
        answered = question.id in course.answers
        wrong = session.wrong if session.wrong is not None and session.wrong.question == question.id else None
        if session.wrong is not None:
            self.sessions.keep(token, replace(session, wrong=None))
        return self.painter.page(
            request,
            "question",
            session=session,
            number=number,
            question=question,
            position=course.asked.index(question.id) + 1,
            answered=answered,
            more=course.further,
            total=len(course.asked) + course.further,
            selection=session.drafts.get(question.id, held),
            changing=changing,
            wrong=wrong,
            hinging=course.hinging(question.id),
            most=MOST_TITLES,
            NONE=NONE,
            UNKNOWN=UNKNOWN,
        )

    def _alarm(self, request: Request, session: Session, number: int) -> Response:
        outcome = session.course.outcome(self.engine)
        texts = rulebook_texts(self.rulebook, self.painter.language(request))
        return self.painter.page(
            request,
            "alarm",
            session=session,
            number=number,
            urgent=urgent(outcome),
            calls=calls(outcome, texts),
            examples=may_follow(outcome),
            more=len(outcome.open_questions),
            **self._telling(request, outcome),
        )

    def _check(self, request: Request, session: Session, number: int) -> Response:
        course = session.course
        numbers = {name: number_of(course, QUESTION, name) for name in course.answers}
        outcome = course.outcome(self.engine)
        return self.painter.page(
            request, "check", session=session, number=number, numbers=numbers, **self._telling(request, outcome)
        )

    async def list_so_far(self, request: Request, token: str, session: Session) -> Response:
        """The plan that the answers so far make."""
        return self._plan(request, session, request.path_params["number"])

    def _plan(self, request: Request, session: Session, number: int, template: str = "plan") -> Response:
        outcome = session.course.outcome(self.engine)
        return self.painter.page(
            request,
            template,
            session=session,
            number=number,
            frontier=frontier(session.course),
            parts=parts(outcome),
            urgent=urgent(outcome),
            held_back=held_back(outcome),
            supposition=self._supposition(request, session, outcome),
            follow_ups=follow_ups(outcome),
            dated=dated(outcome),
            selections={name: selection_of(answer) for name, answer in session.course.answers.items()},
            today=date.today(),
            NONE=NONE,
            UNKNOWN=UNKNOWN,
            **self._telling(request, outcome),
        )

    def _telling(self, request: Request, outcome: Outcome) -> dict[str, object]:
        """What templates tell an outcome with."""
        texts = rulebook_texts(self.rulebook, self.painter.language(request))
        return {
            "outcome": outcome,
            "telling": Telling(outcome, texts),
            "help_lines": lambda action: help_lines(outcome, action, texts),
        }

    def _supposition(self, request: Request, session: Session, outcome: Outcome) -> object:
        """What would differ with the other answer that somebody asks about."""
        supposed = session.supposed
        if supposed is None or supposed.question not in session.course.answers:
            return None
        answers = {**session.course.answers, supposed.question: supposed.given}
        other = conclude(self.rulebook, check_answers(self.rulebook, answers), self.engine)
        return account(compare(outcome, other), self.painter.language(request))

    # taking it along --------------------------------------------------------------------------------------------------

    async def print_view(self, request: Request, token: str, session: Session) -> Response:
        """The plan with every reason, for paper."""
        return self._plan(request, session, request.path_params["number"], "print")

    async def as_json(self, request: Request, token: str, session: Session) -> Response:
        """The trace, as `nakanaori replay` takes it."""
        made = to_json(session.course.outcome(self.engine).trace(self.painter.language(request)))
        return _attached(made, "application/json", "list.json")

    async def as_markdown(self, request: Request, token: str, session: Session) -> Response:
        """The plan as a document."""
        made = markdown(session.course.outcome(self.engine), self.painter.language(request))
        return _attached(made.encode(), "text/markdown; charset=utf-8", "list.md")

    async def as_calendar(self, request: Request, token: str, session: Session) -> Response:
        """The follow-ups that the plan names, as a calendar file."""
        form = await form_of(request)
        if not _is_from(form, session):
            return _to(f"/{frontier(session.course)}")
        try:
            day = date.fromisoformat(form.first("day"))
        except ValueError:
            day = None
        made = calendar(
            session.course.outcome(self.engine),
            self.painter.language(request),
            made=datetime.now(timezone.utc),
            today=date.today(),
            day=day,
        )
        return _attached(made, "text/calendar; charset=utf-8", "list.ics")

    async def picture(self, request: Request, token: str, session: Session) -> Response:
        """The reasoning drawn, all of it or what leads to the action of one rank."""
        outcome = session.course.outcome(self.engine)
        rank = request.path_params.get("rank")
        planned = [planned for planned in outcome.plan if planned.rank == rank]
        if rank is not None and not planned:
            return Response(status_code=404)
        action = planned[0].action.id if planned else None
        return Response(svg(outcome, self.painter.language(request), action), media_type="image/svg+xml")

    def _found(self, request: Request) -> Session | None:
        token = _token(request)
        return self.sessions.find(token) if token else None


def _token(request: Request) -> str:
    return request.cookies.get(SESSION_COOKIE, "")


def _is_from(form: Form, session: Session) -> bool:
    """Whether a page of this session sent the form."""
    return compare_digest(form.first("stamp").encode(), session.stamp.encode())


def _drafted(session: Session, form: Form) -> Session:
    """The session with what is ticked and typed on the page of a question kept, though it is no answer yet."""
    asked = form.first("question")
    if not session.course.asks(asked) or form.selection.blank:
        return session
    known = frozenset(session.course.rulebook.question[asked].options) | {UNKNOWN}
    chosen = form.selection.chosen & known
    draft = Selection(chosen, form.selection.alone & {NONE, UNKNOWN}, form.selection.number[:20])
    return replace(session, drafts={**session.drafts, asked: draft})


def _ids(plan: Iterable[Planned]) -> list[str]:
    return [planned.action.id for planned in plan]


def _to(address: str, headers: Mapping[str, str] | None = None) -> Response:
    """On to a page of this site, whatever the method was."""
    return RedirectResponse(address, 303, headers)


def _attached(content: bytes, media_type: str, name: str) -> Response:
    """A file to keep, under a name that tells nothing."""
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _set_cookie(request: Request, response: Response, name: str, value: str) -> None:
    """A cookie for this site alone, which no script can read and which goes with the browser's window."""
    response.set_cookie(name, value, httponly=True, samesite="strict", secure=request.url.scheme == "https")
