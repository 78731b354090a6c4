"""Serving from this machine: the address, what cannot be listened on, and that the socket is free again."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from nakanaori.engine.language import NakanaoriError, Rulebook
from nakanaori.web import serving


def served(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch, host: str, port: int) -> list[str]:
    """The addresses that were told, of a server that is interrupted as soon as it runs."""

    def interrupted(server: Any, **_: object) -> None:
        server.ready()
        raise KeyboardInterrupt

    told: list[str] = []
    monkeypatch.setattr(serving.uvicorn.Server, "run", interrupted)
    serving.serve(rulebook, "reference", host=host, port=port, names=(), browser=False, ready=told.append)
    return told


def test_a_free_port_is_found_and_the_address_told(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    (address,) = served(rulebook, monkeypatch, "127.0.0.1", 0)
    port = int(address.removeprefix("http://127.0.0.1:").removesuffix("/"))
    assert port > 0
    with socket.socket() as again:
        again.bind(("127.0.0.1", port))


@pytest.mark.parametrize(("host", "port"), [("nowhere.invalid", 0), ("192.0.2.1", 0)])
def test_what_cannot_be_listened_on_is_named(
    rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch, host: str, port: int
) -> None:
    with pytest.raises(NakanaoriError) as caught:
        served(rulebook, monkeypatch, host, port)
    (problem,) = caught.value.problems
    assert problem.place.source == f"{host}:{port}"
    assert problem.wrong.startswith("It cannot be listened on: ")
    assert "--port" in problem.right
