"""The server for assistants (Model Context Protocol): its tools, what it has to read, how to lead a consultation."""

from __future__ import annotations

import logging
import traceback
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
import msgspec
from mcp import MCPError
from mcp.server.lowlevel import Server
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    GetPromptRequestParams,
    GetPromptResult,
    ListPromptsResult,
    ListResourcesResult,
    ListToolsResult,
    PaginatedRequestParams,
    Prompt,
    PromptArgument,
    PromptMessage,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    TextContent,
    TextResourceContents,
    ToolAnnotations,
)
from mcp.types import Tool as ListedTool

from ..engine.language import UNKNOWN, NakanaoriError, controls_shown
from ..engine.reading import as_json
from .mcp_documents import argument_schema, result_schema
from .mcp_resources import readables
from .mcp_tools import TOOLS, Shelf, Tool, called
from .wording import phrases_of

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext

    _Context = ServerRequestContext[Any]

PROMPT = "consultation"
"""The prompt that tells an assistant how to lead a person through a rulebook."""

MEDIA_TYPE = "application/json"

MOST_PROBLEMS = 20
"""So many problems are told of one call."""

_LOG = logging.getLogger(__name__)


def mcp_server(shelf: Shelf) -> Server[Any]:
    """The server over these rulebooks. It keeps nothing: each call carries all answers so far.

    Raises RulebookError when a text of the rulebooks cannot be read.
    """
    handlers = _Handlers(shelf)
    return Server(
        "nakanaori",
        version=version("nakanaori"),
        title="nakanaori",
        instructions=handlers.instructions(shelf.languages[shelf.rulebooks[0].id]),
        on_list_tools=handlers.list_tools,
        on_call_tool=handlers.call_tool,
        on_list_resources=handlers.list_resources,
        on_read_resource=handlers.read_resource,
        on_list_prompts=handlers.list_prompts,
        on_get_prompt=handlers.get_prompt,
    )


class _Handlers:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.tools = {tool.name: tool for tool in TOOLS}
        self.listed = [_listed(tool, shelf) for tool in TOOLS]
        self.readables = {
            readable.uri: readable
            for rulebook in shelf.rulebooks
            for language in rulebook.languages
            for readable in readables(rulebook, shelf.wording(rulebook, language))
        }
        # The solver, like what compiles rules, takes one thread at a time.
        self.turn = anyio.CapacityLimiter(1)

    # tools ------------------------------------------------------------------------------------------------------------

    async def list_tools(self, _: _Context, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=self.listed)

    async def call_tool(self, _: _Context, asked: CallToolRequestParams) -> CallToolResult:
        tool = self.tools.get(asked.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, f"There is no tool '{asked.name}'.")
        work = partial(called, self.shelf, tool, asked.arguments or {})
        try:
            result = await anyio.to_thread.run_sync(work, limiter=self.turn)
        except NakanaoriError as error:
            return _refused("\n".join(map(str, error.problems[:MOST_PROBLEMS])))
        except Exception as error:
            # Neither the message nor what led to it: both may quote answers. Lines of code do not.
            where = "".join(traceback.format_tb(error.__traceback__))
            _LOG.error("A call ended in %s:\n%s", type(error).__name__, where)
            return _refused("That did not work; the fault is not in the call.")
        written = controls_shown(msgspec.json.encode(result, enc_hook=as_json).decode())
        return CallToolResult(
            content=[TextContent(type="text", text=written)], structured_content=msgspec.json.decode(written)
        )

    # what there is to read --------------------------------------------------------------------------------------------

    async def list_resources(self, _: _Context, __: PaginatedRequestParams | None) -> ListResourcesResult:
        return ListResourcesResult(
            resources=[
                Resource(uri=one.uri, name=one.name, description=one.about, mime_type=MEDIA_TYPE)
                for one in self.readables.values()
            ]
        )

    async def read_resource(self, _: _Context, asked: ReadResourceRequestParams) -> ReadResourceResult:
        readable = self.readables.get(asked.uri)
        if readable is None:
            raise MCPError(INVALID_PARAMS, f"There is nothing to read at '{asked.uri}'.")
        text = controls_shown(readable.text())
        return ReadResourceResult(contents=[TextResourceContents(uri=readable.uri, mime_type=MEDIA_TYPE, text=text)])

    # how to lead a consultation ---------------------------------------------------------------------------------------

    async def list_prompts(self, _: _Context, __: PaginatedRequestParams | None) -> ListPromptsResult:
        say = phrases_of(self.shelf.languages[self.shelf.rulebooks[0].id])
        return ListPromptsResult(
            prompts=[
                Prompt(
                    name=PROMPT,
                    title=say("assistant", "title"),
                    description=say("assistant", "about"),
                    arguments=[
                        PromptArgument(name="rulebook", description="The rulebook's id; by default the first."),
                        PromptArgument(name="language", description="The language that the person speaks."),
                    ],
                )
            ]
        )

    async def get_prompt(self, _: _Context, asked: GetPromptRequestParams) -> GetPromptResult:
        given = asked.arguments or {}
        if asked.name != PROMPT:
            raise MCPError(INVALID_PARAMS, f"There is no prompt '{asked.name}'. Did you mean '{PROMPT}'?")
        try:
            text = self.prompt(given.get("rulebook", msgspec.UNSET), given.get("language", msgspec.UNSET))
        except NakanaoriError as error:
            raise MCPError(INVALID_PARAMS, str(error)) from None
        return GetPromptResult(messages=[PromptMessage(role="user", content=TextContent(type="text", text=text))])

    def prompt(self, rulebook: str | msgspec.UnsetType, language: str | msgspec.UnsetType) -> str:
        book = self.shelf.rulebook(rulebook)
        wording = self.shelf.wording(book, language)
        return wording.say("assistant", "prompt").format(
            title=wording.texts("rulebook", "title"),
            rulebook=book.id,
            language=wording.language,
            unknown=wording.say("question", UNKNOWN),
        )

    def instructions(self, language: str) -> str:
        return self.prompt(self.shelf.rulebooks[0].id, language)


def _listed(tool: Tool, shelf: Shelf) -> ListedTool:
    return ListedTool(
        name=tool.name,
        title=tool.title,
        description=tool.purpose,
        input_schema=argument_schema(tool.takes, shelf.rulebooks),
        output_schema=result_schema(tool.gives),
        annotations=ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        ),
    )


def _refused(sentences: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=sentences)], is_error=True)
