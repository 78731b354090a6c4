"""What every command shares: options, the rulebook and its language, where results go, how errors end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click
import msgspec

from ..engine import consulting
from ..engine.consulting import AUTO, ENGINES, Case
from ..engine.language import NakanaoriError, Place, Problem, Rulebook, RulebookError, nearest
from ..engine.reading import MOST_BYTES, load_rulebook, read_bytes
from .failure import STANDARD_INPUT, STANDARD_OUTPUT, closed, fail, language_of_failure, unusable
from .language_tag import locale_tag, matched
from .saving import keep
from .streams import forgive, print_document, print_text

TEXT = "text"
"""The format for people; all others are for programs."""

HOW_LONG = "How long it may take in all."
"""What `--seconds` says of itself, whatever the command."""


class Setting(msgspec.Struct, frozen=True):
    """The common options of one call."""

    rulebook: Path | None = None
    lang: str | None = None
    engine: str = AUTO
    format: str = TEXT
    output: Path | None = None

    @property
    def color(self) -> bool:
        """Whether results may be coloured: on a terminal that can, unless NO_COLOR is set."""
        return self.output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    @property
    def width(self) -> int:
        """How many columns results may take: the terminal's, and 80 elsewhere."""
        # It draws in every way of packing files, which is felt at the start of `ask`.
        from shutil import get_terminal_size

        return get_terminal_size().columns if self.output is None and sys.stdout.isatty() else 80


class Command(click.Command):
    """A command whose errors are sentences on standard error and whose exit status is 2 for bad input."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            if sys.stdout is None:
                raise closed(STANDARD_OUTPUT, "Send it somewhere, to /dev/null for instance.")
            forgive(sys.stdout)
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except NakanaoriError as error:
            fail(error.problems)
        except BrokenPipeError:
            # Nothing more can be read at the other end; without this, the interpreter complains while it shuts down.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            fail([unusable(error)])


def common_options(
    *extra: str, formats: Sequence[str] = (), rulebook: bool = True
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options that commands share, handed to the command as one `setting`."""
    names = (*(("rulebook",) if rulebook else ()), "lang", *extra)

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def run(**given: Any) -> Any:
            chosen = {name: given.pop(name) for name in names}
            return function(Setting(**chosen), **given)

        wrapped: Callable[..., Any] = run
        for name in reversed(names):
            wrapped = _option(name, formats)(wrapped)
        return wrapped

    return decorate


def _option(name: str, formats: Sequence[str]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    a_path = click.Path(path_type=Path)
    if name == "rulebook":
        return click.option(
            "--rulebook", type=a_path, metavar="FOLDER", help="The rulebook, or a shipped one by its id."
        )
    if name == "lang":
        return click.option("--lang", metavar="LANG", help="ja or en; by default the locale's language.")
    if name == "engine":
        used = "What fires the rules (auto: durable if it is there)."
        return click.option("--engine", type=click.Choice(ENGINES), default=AUTO, help=used)
    if name == "format":
        return click.option("--format", type=click.Choice(formats), default=TEXT, help="The form of the result.")
    return click.option("-o", "--output", type=a_path, metavar="FILE", help="Write the result to FILE.")


def load(setting: Setting) -> Rulebook:
    """The rulebook that was asked for."""
    return load_rulebook(setting.rulebook)


def the_language(rulebook: Rulebook, setting: Setting) -> str:
    """The language asked for, else the locale's where the rulebook has it, else the rulebook's first."""
    if setting.lang is None:
        return matched(locale_tag(), rulebook.languages) or rulebook.languages[0]
    asked = matched(setting.lang, rulebook.languages)
    if asked is None:
        wrong = f"The rulebook '{rulebook.id}' has no texts in '{setting.lang}'."
        raise RulebookError([Problem(Place("--lang"), wrong, nearest(setting.lang, rulebook.languages))])
    return asked


def file_bytes(path: Path) -> bytes:
    """The bytes of a file, or of standard input for '-'.

    Raises NakanaoriError when it cannot be read.
    """
    if path == Path("-"):
        if sys.stdin is None:
            raise closed(STANDARD_INPUT, "Name a file instead of '-'.")
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    read = read_bytes(path)
    if isinstance(read, Problem):
        raise NakanaoriError([read])
    return read


def open_case(rulebook: Rulebook, path: Path) -> Case:
    """The case in a file or in standard input."""
    return consulting.load_case(rulebook, path, file_bytes(path))


def deliver(setting: Setting, result: str) -> None:
    """Print the result, or write it to the file that was asked for."""
    if setting.output is not None:
        keep(setting.output, result, language=language_of_failure())
    elif setting.format == TEXT:
        print_text(result, styled=setting.color)
    else:
        print_document(result)
