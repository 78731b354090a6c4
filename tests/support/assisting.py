"""An assistant for tests: the official SDK's own client, in this process or with a server of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

from nakanaori.engine.language import Rulebook
from required import require

if TYPE_CHECKING:
    from mcp import Client
    from mcp.client.stdio import StdioServerParameters

Got = TypeVar("Got")
Conversation = Callable[["Client"], Awaitable[Got]]


def require_sdk() -> None:
    """Skips the running test where the SDK is not installed."""
    require(find_spec("mcp") is not None, "The MCP SDK is missing: pip install 'nakanaori[mcp]'.")


def assisted(talk: Conversation[Got], *rulebooks: Rulebook, mode: str = "auto", engine: str = "auto") -> Got:
    """What a conversation with a server over these rulebooks gives; its default languages are their first ones."""
    from nakanaori.web.mcp_server import mcp_server
    from nakanaori.web.mcp_tools import opened_shelf

    languages = {rulebook.id: rulebook.languages[0] for rulebook in rulebooks}
    return conversed(talk, mcp_server(opened_shelf(rulebooks, languages, engine)), mode)


def conversed(talk: Conversation[Got], server: Any, mode: str = "auto") -> Got:
    """What a conversation with this server gives: one in this process, the command of one, or its address."""
    import anyio
    from mcp import Client

    async def run() -> Got:
        async with Client(server, mode=mode) as client:
            return await talk(client)

    return anyio.run(run)


def started(*arguments: str) -> StdioServerParameters:
    """The command `nakanaori mcp`, as an assistant starts it."""
    from mcp.client.stdio import StdioServerParameters

    return StdioServerParameters(command=sys.executable, args=["-m", "nakanaori.cli", "mcp", *arguments])


def as_json(given: Any) -> Any:
    """The same as it comes out of JSON, which knows lists alone."""
    return json.loads(json.dumps(given, default=list))


async def told(client: Client, tool: str, **arguments: object) -> Any:
    """The structured result of a call that must end well; the client checks it against the tool's schema."""
    result = await client.call_tool(tool, as_json(arguments))
    assert not result.is_error, result.content
    return result.structured_content


async def refused(client: Client, tool: str, **arguments: object) -> str:
    """The sentences of a call that must be refused."""
    result = await client.call_tool(tool, as_json(arguments))
    assert result.is_error
    assert result.structured_content is None
    (content,) = result.content
    assert content.type == "text"
    return content.text


async def consulted(
    client: Client, person: Mapping[str, object], language: str, asked: Sequence[str] = (), **more: object
) -> tuple[dict[str, object], list[dict[str, Any]]]:
    """Go through a whole consultation with a person who has an answer to every question.

    Returns the answers, and each step as it was told, the last of which asks nothing more.
    """
    ask = partial(told, client, "next_question", language=language, **more)
    answers: dict[str, object] = {}
    steps = [await ask(answers=answers)]
    while steps[-1]["question"] is not None:
        question = steps[-1]["question"]["id"]
        assert question not in answers
        answers[question] = person[question]
        steps.append(await ask(answers=answers))
    return answers, steps
