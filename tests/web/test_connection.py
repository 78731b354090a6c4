"""Connections that wait for nobody: real sockets of this machine, and clients who are slow, idle or far too many."""

from __future__ import annotations

import resource
import select
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from hosted import LOOPBACK, Hosted, hosted
from nakanaori.engine.language import Rulebook
from nakanaori.web import connection
from served import start, stop

ENOUGH = 30
"""Seconds after which a client of these tests gives up, and the test fails."""

ASKED = b"GET /en.html HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.fixture
def hasty(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosted]:
    """The page, by a server that waits for hardly any time."""
    monkeypatch.setattr(connection, "SECONDS", 0.2)
    with hosted(rulebook) as running:
        yield running


@contextmanager
def client(address: str) -> Iterator[socket.socket]:
    """A connection to a server of this machine."""
    port = int(address.rstrip("/").rpartition(":")[2])
    with socket.create_connection((LOOPBACK, port), timeout=ENOUGH) as made:
        yield made


def everything(connected: socket.socket) -> bytes:
    """All that comes until the server ends the connection, in whatever way."""
    read = b""
    try:
        while piece := connected.recv(1 << 16):
            read += piece
    except ConnectionResetError:
        pass
    return read


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"G",
        ASKED,
        b"POST /api/next HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
    ],
    ids=["nothing", "a-letter", "half-a-head", "half-a-body"],
)
def test_whoever_asks_too_slowly_is_cut_off(hasty: Hosted, sent: bytes) -> None:
    with client(hasty.address) as slow:
        slow.sendall(sent)
        assert everything(slow) == b""


def test_a_letter_now_and_then_is_too_slow_as_well(hasty: Hosted) -> None:
    """The time is that of the whole request, not that since the last letter."""
    with client(hasty.address) as slow:
        slow.settimeout(0.02)
        assert any(hears_the_end(slow, letter) for letter in ASKED + b"X" * 1_000)


def hears_the_end(slow: socket.socket, letter: int) -> bool:
    """Whether the server has ended the connection when one more letter is sent."""
    try:
        slow.send(bytes([letter]))
        return not slow.recv(1)
    except TimeoutError:
        return False
    except OSError:
        return True


def test_whoever_is_answered_and_asks_nothing_more_is_let_go(hasty: Hosted) -> None:
    with client(hasty.address) as idle:
        idle.sendall(ASKED + b"\r\n")
        assert everything(idle).startswith(b"HTTP/1.1 200 OK\r\n")


def test_two_requests_after_each_other_are_both_answered(hasty: Hosted) -> None:
    with client(hasty.address) as quick:
        quick.sendall((ASKED + b"\r\n") * 2)
        assert everything(quick).count(b"HTTP/1.1 200 OK\r\n") == 2


def test_whoever_does_not_take_what_they_asked_for_is_cut_off(hasty: Hosted) -> None:
    with client(hasty.address) as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.sendall((ASKED + b"\r\n") * 40)
        # Not a byte is read; what is heard is that the server has given up.
        hung_up = select.poll()
        hung_up.register(deaf, 0)
        assert hung_up.poll(1_000 * ENOUGH)


@pytest.mark.parametrize("header", [b"Cookie: a=\"", b"Content-Type: application/json; a=\"", b"Accept-Encoding: ",
                                    b"Host: 127.0.0.1:"])  # fmt: skip
def test_a_header_full_of_backslashes_costs_nothing(hasty: Hosted, header: bytes) -> None:
    """It took sixteen seconds, for which nobody else was served."""
    with client(hasty.address) as odd:
        name = b"" if header.startswith(b"Host") else b"Host: 127.0.0.1\r\n"
        odd.sendall(b"POST /api/next HTTP/1.1\r\n" + name + b"Content-Length: 2\r\nConnection: close\r\n")
        odd.sendall(header + b"\\" * 60_000 + b"\r\n\r\n{}")
        assert everything(odd).split(b" ")[1] in (b"400", b"415")


@contextmanager
def many_files(limit: int) -> Iterator[None]:
    """This process may open so many files and more, and what it starts meanwhile no more than 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < limit:
        pytest.skip(f"this machine lets nobody, not even the superuser, open {limit} files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_more_half_requests_than_there_are_descriptors_stop_nobody_and_are_not_written_down() -> None:
    with many_files(1_024):
        child, address = start()
    with many_files(4_096), ExitStack() as crowd:
        for _ in range(1_100):
            crowd.enter_context(client(address)).sendall(ASKED)
        for _ in range(3):
            with client(address) as somebody:
                somebody.sendall(ASKED + b"Connection: close\r\n\r\n")
                assert everything(somebody).startswith(b"HTTP/1.1 200 OK\r\n")
    assert stop(child) == (0, "Ended. No answers are kept.\n")


def test_so_many_as_the_system_allows_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    for allowed, most in ((1_024, 1_024 - connection.RESERVED), (64, 1), (100_000, connection.MOST_CONNECTIONS)):
        monkeypatch.setattr(resource, "getrlimit", lambda _, allowed=allowed: (allowed, allowed))
        assert connection.most_connections() == most
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert connection.most_connections() == connection.MOST_CONNECTIONS
