"""Sessions: how long they last, how many there may be, and that nothing is kept of those that are gone."""

from __future__ import annotations

import pytest
from nakanaori.engine.consulting import begun
from nakanaori.engine.language import Rulebook
from nakanaori.web.session import EMPTY_SECONDS, IDLE_SECONDS, NoRoom, Sessions
from nakanaori.web.wording import phrases_of
from visitor import Visitor, client_of


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_an_idle_session_is_gone_and_the_next_page_says_so(rulebook: Rulebook, clock: Clock) -> None:
    visitor = Visitor(client_of(rulebook, sessions=Sessions(clock=clock))).begin().choose([])
    clock.now += IDLE_SECONDS - 1
    assert visitor.open("/2").status == 200
    clock.now += IDLE_SECONDS + 1
    assert visitor.open("/2").status == 410
    assert phrases_of("en")("message", "lost-text") in visitor.forms.text
    assert visitor.begin().status == 200


def test_what_has_expired_is_forgotten_although_nobody_asks(rulebook: Rulebook, clock: Clock) -> None:
    sessions = Sessions(clock=clock)
    sessions.open(begun(rulebook))
    token = sessions.open(begun(rulebook).answered("danger", []))
    clock.now += EMPTY_SECONDS + 1
    sessions.expire()
    assert len(sessions) == 1
    assert sessions.find(token) is not None
    clock.now += IDLE_SECONDS + 1
    sessions.expire()
    assert len(sessions) == 0


def test_there_is_room_for_so_many_and_those_within_stay(rulebook: Rulebook, clock: Clock) -> None:
    sessions = Sessions(most=2, clock=clock)
    first = sessions.open(begun(rulebook))
    sessions.open(begun(rulebook))
    with pytest.raises(NoRoom):
        sessions.open(begun(rulebook))
    late = Visitor(client_of(rulebook, sessions=sessions)).begin()
    assert late.status == 503
    assert phrases_of("en")("message", "full") in late.forms.text
    assert sessions.find(first) is not None
    clock.now += EMPTY_SECONDS + 1
    assert sessions.open(begun(rulebook))


def test_tokens_cannot_be_guessed(rulebook: Rulebook) -> None:
    sessions = Sessions()
    tokens = {sessions.open(begun(rulebook)) for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token) >= 43 for token in tokens)


def test_nothing_is_kept_of_a_session_that_was_dropped(rulebook: Rulebook) -> None:
    sessions = Sessions()
    token = sessions.open(begun(rulebook))
    session = sessions.find(token)
    assert session is not None
    sessions.drop(token)
    sessions.keep(token, session)
    assert len(sessions) == 0
