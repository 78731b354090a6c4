"""`nakanaori check`."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic

import click

from ...engine.authoring import Report, check
from ...engine.language import NakanaoriError
from ...engine.proving import noting_ctrl_c
from ...engine.reading import meant_folder
from ..check_view import report_form, summary
from ..failure import complain, language_of_failure, tell
from ..options import HOW_LONG, TEXT, Command, Setting, common_options, deliver, load
from ..save_watch import saves


@click.command("check", cls=Command)
@click.option(
    "--seconds",
    type=click.IntRange(1, 86400),
    default=120,
    show_default=True,
    help=HOW_LONG,
)
@click.option("--strict", is_flag=True, help="Miss texts as well that may be left out.")
@click.option("--watch", is_flag=True, help="Check again at each save, until Ctrl-C.")
@common_options("format", "output", formats=("text", "json", "sarif"))
def command(setting: Setting, seconds: int, strict: bool, watch: bool) -> None:
    """Look through a rulebook for mistakes, one finding a line; docs/checks.md explains every code.

    JSON and SARIF are in English, whatever the language. Exit status: 0 when nothing is found, 1 when something is or
    could not be decided in time.
    """
    if watch and (setting.format != TEXT or setting.output is not None):
        raise click.UsageError("--watch prints text: leave out --format and --output.")
    folder = meant_folder(setting.rulebook) if setting.rulebook else load(setting).folder
    if watch:
        _watch(setting, folder, seconds, strict)
        return
    report = check(folder, seconds=seconds, strict=strict)
    _print(setting, report)
    if not report.clean:
        sys.exit(1)


def _print(setting: Setting, report: Report) -> None:
    for sentence in (*report.unchecked, *report.undecided):
        complain(sentence)
    language = language_of_failure()
    result = report_form(report, setting.format, language)
    if result or setting.output is not None:
        deliver(setting, result)
    if setting.format == TEXT:
        sys.stdout.flush()
        click.echo(summary(report, language), err=True)


def _watch(setting: Setting, folder: Path, seconds: int, strict: bool) -> None:
    """Print what is found now and at each save; Ctrl-C ends it."""
    try:
        saved = saves(folder)
        _look(setting, folder, seconds, strict)
        complain(f"Watching {folder}: save a file, and it is checked again. Ctrl-C ends this.")
        for changed in saved:
            click.echo(err=True)
            complain(f"Saved: {', '.join(changed)}")
            _look(setting, folder, seconds, strict)
    except KeyboardInterrupt:
        click.echo(err=True)
        complain("No longer watching.")


def _look(setting: Setting, folder: Path, seconds: int, strict: bool) -> None:
    """Check once; where that cannot be done, say why. Raises KeyboardInterrupt at Ctrl-C."""
    with noting_ctrl_c() as pressed:

        def clock() -> float:
            if pressed():
                raise KeyboardInterrupt
            return monotonic()

        try:
            _print(setting, check(folder, seconds=seconds, clock=clock, strict=strict))
        except NakanaoriError as error:
            tell(error.problems)
        if pressed():
            raise KeyboardInterrupt
