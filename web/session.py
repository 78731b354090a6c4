"""Sessions: what a visitor has answered, in this process's memory and nowhere else, until it is dropped or expires."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from secrets import token_urlsafe
from time import monotonic

import msgspec

from ..engine.consulting import Course
from .selection import Selection, Wrong

MOST_SESSIONS = 5_000
"""How many sessions may be open at once: ten times what the load test needs, at a few kilobytes each."""

IDLE_SECONDS = 60 * 60.0
"""After so long without a request the answers are gone: time enough to write a letter between two questions."""

EMPTY_SECONDS = 10 * 60.0
"""The same where nothing was answered yet, so that idle starts do not use up the room."""


class Supposition(msgspec.Struct, frozen=True):
    """An answered question that somebody wants to answer otherwise for once, and how; None while that is not said."""

    question: str
    selection: Selection | None


class Session(msgspec.Struct, frozen=True, eq=False):
    """One visitor's consultation.

    `stamp` stands in every form, so that no other site can send one; `drafts` are choices made but not yet sent as an
    answer; `ticked` the actions that are done; `wrong` what was wrong with what was last sent from a question's page,
    until that page has said so.
    """

    course: Course
    stamp: str
    drafts: Mapping[str, Selection] = {}
    ticked: frozenset[str] = frozenset()
    supposed: Supposition | None = None
    wrong: Wrong | None = None


class NoRoom(Exception):  # noqa: N818  (nothing is wrong with the request)
    """As many sessions are open as may be."""


class Sessions:
    """The open sessions by token. `clock` counts seconds and never goes back."""

    def __init__(self, most: int = MOST_SESSIONS, clock: Callable[[], float] = monotonic) -> None:
        self._most = most
        self._clock = clock
        # In the order in which they were last used.
        self._held: dict[str, tuple[Session, float]] = {}

    def __len__(self) -> int:
        return len(self._held)

    def open(self, course: Course) -> str:
        """Open a session on a course; its token, 256 bits that nobody can guess.

        Raises NoRoom when there are too many.
        """
        self.expire()
        if len(self._held) >= self._most:
            raise NoRoom
        token = token_urlsafe(32)
        self._held[token] = (Session(course, stamp=token_urlsafe(16)), self._clock())
        return token

    def find(self, token: str) -> Session | None:
        """The session of that token, which thereby is in use; None where there is none or it has expired."""
        held = self._held.get(token)
        if held is None:
            return None
        session, used = held
        if self._is_over(session, used):
            self.drop(token)
            return None
        self.keep(token, session)
        return session

    def keep(self, token: str, session: Session) -> None:
        """The session as it is now; nothing is kept of one that was dropped."""
        if self._held.pop(token, None) is not None:
            self._held[token] = (session, self._clock())

    def drop(self, token: str) -> None:
        """Forget the session, if there is one."""
        self._held.pop(token, None)

    def expire(self) -> None:
        """Forget every session whose time is over."""
        over = [token for token, (session, used) in self._held.items() if self._is_over(session, used)]
        for token in over:
            self.drop(token)

    def _is_over(self, session: Session, used: float) -> bool:
        lasts = IDLE_SECONDS if session.course.answers or session.drafts else EMPTY_SECONDS
        return self._clock() - used > lasts
