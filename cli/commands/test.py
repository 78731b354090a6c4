"""`nakanaori test`."""

from __future__ import annotations

import sys
from math import isnan
from pathlib import Path

import click

from ...engine.authoring import as_junit, needed_scenarios, ran
from ...engine.language import chosen
from ...engine.proving import Deadline
from ..coverage_view import Run, run_json, run_text
from ..options import HOW_LONG, Command, Setting, common_options, deliver, load
from ..saving import check_writable, keep
from ..wording import the_wording


def _number(context: click.Context, parameter: click.Parameter, percent: float | None) -> float | None:
    """The percentage; 'nan' is in every range and no number."""
    if percent is not None and isnan(percent):
        raise click.BadParameter("'nan' is not a number.", context, parameter)
    return percent


@click.command("test", cls=Command)
@click.option("--scenario", "ids", multiple=True, metavar="ID", help="Run this one only; may be given several times.")
@click.option(
    "--coverage-min",
    type=click.FloatRange(0, 100),
    callback=_number,
    metavar="PERCENT",
    help="Fail unless so many of the rules fire, and so many of their tests come out both ways.",
)
@click.option("--junit", "report", type=click.Path(path_type=Path), metavar="FILE", help="Write JUnit XML to FILE too.")
@click.option("--seconds", type=click.IntRange(1, 86400), default=60, show_default=True, help=HOW_LONG)
@common_options("engine", "format", "output", formats=("text", "json"))
def command(
    setting: Setting, ids: tuple[str, ...], coverage_min: float | None, report: Path | None, seconds: int
) -> None:
    """Run the rulebook's scenarios: stories with their answers, and what is expected of the plan.

    For each that fails it is told what came out instead and why; and for all of them together which rules never fired,
    and which single tests were never seen true or never false.

    Exit status: 0 when all come out as expected, 1 when one does not or is not reached in time, or the coverage is
    below --coverage-min.
    """
    rulebook = load(setting)
    wording = the_wording(rulebook, setting)
    scenarios = chosen("scenario", needed_scenarios(rulebook), ids)
    if report is not None:
        check_writable(report, language=wording.language)
    made = ran(rulebook, scenarios, setting.engine, deadline=Deadline.after(seconds))
    run = Run(made, least=coverage_min, whole=not ids)
    if report is not None:
        keep(report, as_junit(made, coverage_min), language=wording.language)
    if setting.format == "json":
        deliver(setting, run_json(run, wording))
    else:
        deliver(setting, run_text(run, wording, color=setting.color, width=setting.width))
    if not run.passed:
        sys.exit(1)
