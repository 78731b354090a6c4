"""How a command fails: in sentences on standard error, in the language asked for, and with exit status 2."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import IO, Any, NoReturn

import click
import msgspec

from ..engine.language import NakanaoriError, Place, Problem, printable
from .language_tag import locale_tag, matched
from .translation import ENGLISH, LANGUAGES, translated

STANDARD_INPUT, STANDARD_OUTPUT = Place("standard input"), Place("standard output")
MOST_PROBLEMS = 100

INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells have it."""


def language_asked_for(arguments: Sequence[str]) -> str:
    """The language in which to tell what is wrong with a command line: that of its --lang, else the locale's."""
    return next(filter(None, (matched(tag, LANGUAGES) for tag in _tags(arguments))), ENGLISH)


def _tags(arguments: Sequence[str]) -> Iterator[str]:
    """The languages named, the first that counts first; the locale is not asked for unless it has to be."""
    for before, argument in zip(("", *arguments), arguments, strict=False):
        if before == "--lang" or argument.startswith("--lang="):
            yield argument if before == "--lang" else argument.removeprefix("--lang=")
    yield locale_tag()


def language_of_failure() -> str:
    """The language asked for in the command that runs."""
    context = click.get_current_context(silent=True)
    return (context and context.find_object(str)) or ENGLISH


def fail(problems: Sequence[Problem]) -> NoReturn:
    """Print the problems, the first hundred of them, and end with exit status 2."""
    tell(problems)
    sys.exit(2)


def tell(problems: Sequence[Problem]) -> None:
    """Print the problems, the first hundred of them, on standard error."""
    for sentence in sentences_of(problems, language_of_failure()):
        click.echo(sentence, err=True)


def sentences_of(problems: Sequence[Problem], language: str) -> Iterator[str]:
    """The problems in a language, a sentence each, the first hundred of them."""
    more = [f"… and {len(problems) - MOST_PROBLEMS} more."] if len(problems) > MOST_PROBLEMS else []
    for sentence in (*(_told(problem, language) for problem in problems[:MOST_PROBLEMS]), *more):
        yield printable(translated(sentence, language))


def complain(sentence: str, language: str | None = None) -> None:
    """Print a sentence on standard error, in this language or that of the command that runs."""
    click.echo(printable(translated(sentence, language or language_of_failure())), err=True)


def unusable(error: OSError) -> Problem:
    """The problem that a file or standard output gave while it was written."""
    place = Place(str(error.filename)) if error.filename else STANDARD_OUTPUT
    return Problem(place, f"It cannot be used: {error.strerror or error}.")


def closed(place: Place, right: str) -> NakanaoriError:
    """The error that a standard stream is closed."""
    return NakanaoriError([Problem(place, "It is closed.", right)])


def _told(problem: Problem, language: str) -> str:
    """The problem in a language; a sentence that nobody has translated stays as it is."""
    parts = (translated(part, language) for part in (problem.place.source, problem.wrong, problem.right))
    source, wrong, right = parts
    return str(Problem(msgspec.structs.replace(problem.place, source=source), wrong, right))


class Misuse(click.UsageError):
    """What is wrong with a command line, told in a language."""

    def __init__(self, error: click.UsageError, language: str) -> None:
        super().__init__(translated(error.format_message(), language), error.ctx)
        self._language = language

    def show(self, file: IO[Any] | None = None) -> None:
        """Print how the command is used, where help is, and what is wrong."""
        if self.ctx is not None:
            click.echo(translated(self.ctx.get_usage(), self._language), file, err=True)
            hint = f"Try '{self.ctx.command_path} {self.ctx.help_option_names[0]}' for help."
            click.echo(translated(hint, self._language), file, err=True)
            click.echo(file=file, err=True)
        click.echo(printable(self.format_message()), file, err=True)
