"""The command `nakanaori`: one module a command, imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from .options import fail, unusable

COMMANDS = (
    *("ask", "serve", "advise", "explain", "why-not", "what-if", "replay"),
    *("new", "check", "prove", "test", "diff", "graph", "schema"),
)


class LazyGroup(click.Group):
    """A group whose commands live in `commands`, each module holding one as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".commands.{cmd_name.replace('-', '_')}", __package__)
        command: click.Command = module.command
        return command

    def main(self, *args: Any, **extra: Any) -> Any:
        try:
            return super().main(*args, **extra)
        except OSError as error:
            fail([unusable(error)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nakanaori")
def nakanaori() -> None:
    """Win back lost trust: answer questions, get a list of actions for your situation, and see why.

    仲直りの手引き: 質問に答えると、状況に合わせた行動リストと、その理由がわかります。
    """
