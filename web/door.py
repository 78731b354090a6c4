"""Coming and leaving: the start, the choice of language, the way out, and what is seen after it."""

from __future__ import annotations

import re

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from ..engine.consulting import begun
from .body import TooLarge
from .form import Form, Malformed, form_of
from .office import SESSION_COOKIE, Office, drafted, forget_cookie, is_from, on_to, set_cookie, token_of
from .painter import LANGUAGE_COOKIE
from .step import frontier

_OWN_ADDRESS = re.compile(r"/(?:[0-9]{1,4}(?:/(?:change|list|print))?|ended)?")
"""The addresses to which somebody who chooses a language may be brought back."""

_CLEARED = {"Clear-Site-Data": '"cache", "storage"'}
"""What the browser is to forget (Clear Site Data, W3C). Not "cookies": that would take those of other sites on the same
domain as well, and our own are taken back one by one."""


class Door:
    """The pages that need no session."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def start(self, request: Request) -> Response:
        """Where one begins, or goes on."""
        session = self._office.session_of(request)
        step = frontier(session.course) if session is not None else 0
        return self._office.painter.page(request, "start", session=session, step=step)

    async def begin(self, request: Request) -> Response:
        """A new session, in place of the one that there was."""
        self._office.sessions.drop(token_of(request))
        response = on_to("/1")
        set_cookie(request, response, SESSION_COOKIE, self._office.sessions.open(begun(self._office.rulebook)))
        return response

    async def leave(self, request: Request) -> Response:
        """Forget everything, then show something harmless, or after an ordinary end that it has ended."""
        self._office.sessions.drop(token_of(request))
        try:
            form = await form_of(request)
        except (Malformed, TooLarge, ClientDisconnect):
            form = Form(())
        response = on_to("/ended" if form.first("go") == "end" else "/tea", _CLEARED)
        for name in (SESSION_COOKIE, LANGUAGE_COOKIE):
            forget_cookie(response, name)
        return response

    async def tea(self, request: Request) -> Response:
        """The harmless page."""
        return self._office.painter.page(request, "tea")

    async def ended(self, request: Request) -> Response:
        """What is left of a consultation that was ended: nothing."""
        return self._office.painter.page(request, "message", message="ended")

    async def language(self, request: Request) -> Response:
        """Another language, on the same page; what was ticked and typed there is kept."""
        form = await form_of(request)
        session = self._office.session_of(request)
        if session is not None and is_from(form, session):
            self._office.sessions.keep(token_of(request), drafted(session, form))
        back = form.first("here")
        response = on_to(back if _OWN_ADDRESS.fullmatch(back) else "/")
        if form.first("language") in self._office.rulebook.languages:
            set_cookie(request, response, LANGUAGE_COOKIE, form.first("language"))
        return response
