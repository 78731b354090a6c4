"""The command `nakanaori`: one module a command, imported when it is called."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from .failure import INTERRUPTED, Misuse, complain, fail, language_asked_for, unusable
from .translation import ENGLISH

COMMANDS = (
    *("ask", "review", "serve", "publish", "mcp"),
    *("advise", "draft", "explain", "why-not", "what-if", "sheet", "replay"),
    *("new", "check", "prove", "test", "diff", "table", "graph", "export", "schema", "lsp"),
    *("batch", "sql"),
)


class LazyGroup(click.Group):
    """A group whose commands live in `commands`, each module holding one as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order in which the help tells them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, its module imported now; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".commands.{cmd_name.replace('-', '_')}", __package__)
        command: click.Command = module.command
        return command

    def main(self, args: Sequence[str] | None = None, *others: Any, **extra: Any) -> Any:
        """Run a command line, by default the process's own; what is wrong is told in the language that it asks for."""
        language = language_asked_for(sys.argv[1:] if args is None else args)
        try:
            return super().main(args, *others, obj=language, **extra)
        except OSError as error:
            fail([unusable(error)])

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """The context of a call."""
        with _misuse_told_in(extra.get("obj")):
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command of a call."""
        try:
            with _misuse_told_in(ctx.obj):
                return super().invoke(ctx)
        except KeyboardInterrupt:
            complain("Stopped.", ctx.obj)
            sys.exit(INTERRUPTED)


@contextmanager
def _misuse_told_in(language: str | None) -> Iterator[None]:
    """What click says of a command line is said in this language."""
    try:
        yield
    except click.UsageError as error:
        # A call without a command is answered by the help.
        if language in (None, ENGLISH) or error.format_message().startswith("Usage:"):
            raise
        raise Misuse(error, str(language)) from None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nakanaori")
def nakanaori() -> None:
    """Win back lost trust: answer questions, get a list of actions for your situation, and see why.

    仲直りの手引き: 質問に答えると、状況に合わせた行動リストと、その理由がわかります。
    """
