"""`nakanaori check`."""

from __future__ import annotations

import sys

import click

from ...engine.authoring import check
from ..check_view import report_form, summary
from ..options import HOW_LONG, Command, Setting, common_options, deliver, load


@click.command("check", cls=Command)
@click.option(
    "--seconds",
    type=click.IntRange(1, 86400),
    default=120,
    show_default=True,
    help=HOW_LONG,
)
@common_options("format", "output", formats=("text", "json", "sarif"))
def command(setting: Setting, seconds: int) -> None:
    """Look through a rulebook for mistakes, one finding a line; docs/checks.md explains every code.

    Findings are in English, whatever the language. Exit status: 0 when nothing is found, 1 when something is or could
    not be decided in time.
    """
    folder = setting.rulebook or load(setting).folder
    report = check(folder, seconds=seconds)
    for sentence in (*report.unchecked, *report.undecided):
        click.echo(sentence, err=True)
    result = report_form(report, setting.format)
    if result or setting.output is not None:
        deliver(setting, result)
    if setting.format == "text":
        click.echo(summary(report), err=True)
    if not report.clean:
        sys.exit(1)
