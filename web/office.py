"""What every page works with: the rulebook, the engine, the open sessions, and the painter of pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from secrets import compare_digest

import msgspec
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ..engine.language import UNKNOWN, Rulebook
from .form import Form
from .painter import Painter
from .selection import NONE, Selection
from .session import Session, Sessions

SESSION_COOKIE = "s"


class Visit(msgspec.Struct, frozen=True, eq=False):
    """A request by somebody who has a session."""

    request: Request
    token: str
    session: Session

    @property
    def number(self) -> int:
        """The number of the step that the address names."""
        number: int = self.request.path_params["number"]
        return number


Page = Callable[[Visit], Awaitable[Response]]


class Office(msgspec.Struct, frozen=True, eq=False):
    """The rulebook, the name of the engine, the open sessions and the painter."""

    rulebook: Rulebook
    engine: str
    sessions: Sessions
    painter: Painter

    def session_of(self, request: Request) -> Session | None:
        """The session that the request's cookie names, if it is still open."""
        token = token_of(request)
        return self.sessions.find(token) if token else None

    def within(self, page: Page) -> Callable[[Request], Awaitable[Response]]:
        """The page for whoever has a session; everybody else is told that there is none."""

        async def guarded(request: Request) -> Response:
            token, session = token_of(request), self.session_of(request)
            if session is not None:
                return await page(Visit(request, token, session))
            if request.method == "POST":
                # A browser keeps, even on disk, the form of a page that answers one; it keeps none that leads on.
                return on_to(request.url.path.removesuffix(".ics"))
            message = "lost" if token else "ended"
            # Whoever goes back after leaving at once finds nothing here that leads on.
            return self.painter.page(request, "message", status=410, message=message, gone=not token)

        return guarded

    def keep(self, visit: Visit, session: Session) -> None:
        """The visitor's session as it is now."""
        self.sessions.keep(visit.token, session)


def token_of(request: Request) -> str:
    """The token in the request's cookie, or the empty string."""
    return request.cookies.get(SESSION_COOKIE, "")


def is_from(form: Form, session: Session) -> bool:
    """Whether a page of this session sent the form."""
    return compare_digest(form.first("stamp").encode(), session.stamp.encode())


def drafted(session: Session, form: Form) -> Session:
    """The session with what is ticked and typed on the page of a question kept, though it is no answer yet."""
    asked = form.first("question")
    if not session.course.asks(asked) or form.selection.blank:
        return session
    known = frozenset(session.course.rulebook.question[asked].options) | {UNKNOWN}
    made = Selection(
        chosen=form.selection.chosen & known,
        alone=form.selection.alone & {NONE, UNKNOWN},
        number=form.selection.number[:_LONGEST_NUMBER],
    )
    return replace(session, drafts={**session.drafts, asked: made})


_LONGEST_NUMBER = 30


def on_to(address: str, headers: Mapping[str, str] | None = None) -> Response:
    """On to a page of this site, whatever the method was."""
    return RedirectResponse(address, 303, headers)


def set_cookie(request: Request, response: Response, name: str, value: str) -> None:
    """A cookie for this site alone, which no script can read and which goes with the browser's window."""
    response.set_cookie(name, value, httponly=True, samesite="strict", secure=request.url.scheme == "https")


def forget_cookie(response: Response, name: str) -> None:
    """Take back a cookie."""
    response.delete_cookie(name, httponly=True, samesite="strict")
