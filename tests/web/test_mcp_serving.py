"""The server for assistants over standard streams and over HTTP, as processes of their own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from assisting import as_json, consulted, conversed, require_sdk, started, told
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import Rulebook
from walking import somebody

if TYPE_CHECKING:
    from mcp import Client


@pytest.fixture(autouse=True)
def _sdk() -> None:
    require_sdk()


@contextmanager
def served(*complaints: str) -> Iterator[str]:
    """The address of `nakanaori mcp --port 0`, which ends well with the block and says nothing but these complaints."""
    command = [sys.executable, "-m", "nakanaori.cli", "mcp", "--port", "0", "--lang", "en"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    assert child.stderr is not None
    said = child.stderr.readline()
    assert said.startswith("Assistants on this machine reach it at http://127.0.0.1:"), said
    try:
        yield said.split()[7].rstrip(".")
    finally:
        child.send_signal(signal.SIGINT)
        printed, rest = child.communicate(timeout=20)
    assert (child.returncode, printed) == (0, "")
    assert rest.splitlines() == [*complaints, "Ended. No answers are kept."]


def consultation(rulebook: Rulebook, server: Any, language: str, mode: str) -> None:
    """A whole consultation with that server ends with the plan of the rulebook."""
    person = somebody(Random(7), rulebook)

    async def talk(client: Client) -> tuple[Any, Any]:
        answers, _ = await consulted(client, person, language)
        return answers, await told(client, "advise", answers=answers, language=language)

    answers, plan = conversed(talk, server, mode)
    assert plan == as_json(consult(rulebook, answers).to_dict(language))


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_consultation_over_standard_streams(rulebook: Rulebook, language: str, mode: str) -> None:
    consultation(rulebook, started(), language, mode)


def test_a_consultation_over_http(rulebook: Rulebook, language: str) -> None:
    with served() as address:
        for mode in ("auto", "legacy"):
            consultation(rulebook, address, language, mode)


def test_pages_of_other_sites_and_other_names_are_turned_away() -> None:
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"Accept": "application/json, text/event-stream"}
    complaints = ("Invalid Origin header: https://example.org", "Invalid Host header: example.org")
    with served(*complaints) as address:
        for foreign in ({"Origin": "https://example.org"}, {"Host": "example.org"}):
            assert httpx2.post(address, json=call, headers={**accept, **foreign}).status_code in (403, 421)
        assert httpx2.post(address, json={"a": "x" * 100_000}, headers=accept).status_code == 413
        assert httpx2.get(address.replace("/mcp", "/")).status_code == 404


def test_what_is_no_message_ends_nothing() -> None:
    command = [sys.executable, "-m", "nakanaori.cli", "mcp"]
    lines = ["{", '{"jsonrpc": "2.0", "id": 1, "method": "ping"}', ""]
    done = subprocess.run(
        command, input="\n".join(lines), capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert any(reply.get("id") == 1 for reply in replies)
    assert "Traceback" not in done.stderr


def test_it_ends_with_ctrl_c_while_it_waits() -> None:
    command = [sys.executable, "-m", "nakanaori.cli", "mcp"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n')
    child.stdin.flush()
    assert child.stdout.readline()
    child.send_signal(signal.SIGINT)
    assert child.communicate(timeout=20) == (b"", b"")
    assert child.returncode == -signal.SIGINT
