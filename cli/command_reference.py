"""The reference of all commands as Markdown, made from the commands themselves.

`python -m nakanaori.cli.command_reference > docs/commands.md` writes it anew.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator

import click

from .main import nakanaori

_HEAD = """\
# Commands

Made by `python -m nakanaori.cli.command_reference`; `nakanaori COMMAND --help` tells the same.

Results go to standard output, everything else to standard error. The exit status is 0 when all is well, 1 when the
answer to what was asked is no (a replay that differs, a refuted guarantee), 2 for bad usage or bad input. Where a file
is read, `-` stands for standard input.
"""


def reference() -> str:
    """The whole page."""
    context = click.Context(nakanaori, info_name="nakanaori")
    names = nakanaori.list_commands(context)
    commands = [(name, command) for name in names if (command := nakanaori.get_command(context, name)) is not None]
    summary = [f"- [{name}](#{name}): {_first_sentence(command)}\n" for name, command in commands]
    sections = ["\n".join(_section(name, command, context)) for name, command in commands]
    return "\n".join([_HEAD, "".join(summary), *sections])


def _first_sentence(command: click.Command) -> str:
    return _paragraphs(command)[0].split("; ")[0].split(". ")[0].rstrip(".") + "."


def _paragraphs(command: click.Command) -> list[str]:
    """What a command says of itself, a line a paragraph."""
    text = inspect.cleandoc(command.help or "").replace("\b", "")
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def _section(name: str, command: click.Command, above: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=above)
    usage = " ".join(command.collect_usage_pieces(context)).replace("[OPTIONS]", "[OPTION]...")
    yield f"## {name}\n"
    yield f"`nakanaori {name} {usage}`\n"
    yield from (f"{paragraph}\n" for paragraph in _paragraphs(command))
    yield "| option | meaning |"
    yield "|---|---|"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield f"| `{_cell(_option(parameter))}` | {_cell(_meaning(parameter))} |"
    yield ""


def _option(option: click.Option) -> str:
    """The option's names and what it takes; click's own way of writing this differs between its versions."""
    names = ", ".join(option.opts)
    if option.is_flag:
        return names
    if isinstance(option.type, click.Choice):
        return f"{names} {'|'.join(option.type.choices)}"
    return f"{names} {option.metavar or 'N'}"


def _meaning(option: click.Option) -> str:
    default = f" By default {option.default}." if option.show_default else ""
    return f"{option.help or ''}{default}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(reference())
