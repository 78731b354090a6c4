"""`nakanaori batch`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from ...engine.batching import BACKENDS, POLARS, Work, planned
from ..failure import INTERRUPTED, language_of_failure
from ..options import Command, Setting, common_options, load
from ..progress import shown_progress
from ..saving import check_writable
from ..translation import told
from ..wording import phrases_of


@click.command("batch", cls=Command)
@click.argument("cases", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="PLANS", required=True, help="Where to write.")
@click.option("--lists", is_flag=True, help="Ordered lists of ids instead of a column an action and finding.")
@click.option("--aside", type=click.Path(path_type=Path), metavar="FILE", help="Where rows that hold no answers go.")
@click.option("--backend", type=click.Choice(BACKENDS), default=POLARS, show_default=True, help="What works it out.")
@click.option("--master", default="local[*]", show_default=True, metavar="URL", help="The cluster, for spark.")
@common_options()
def command(
    setting: Setting, cases: Path, output: Path, lists: bool, aside: Path | None, backend: str, master: str
) -> None:
    """Work out the plans of all CASES, a row each, and write them to PLANS.

    Both are Parquet, CSV or JSON Lines, as their names end. CASES has a column a question, or columns of truth values
    called QUESTION.OPTION; `id` names the case. Rows with an answer that its question does not allow go to a file of
    their own, with their number and the reason; all others are done. It takes the extra `batch`, and `spark` for
    --backend spark.

    Exit status: 0 when every row has a plan, 1 when some were put aside.
    """
    language = language_of_failure()
    left = aside or output.with_name(f"{output.name}.aside.csv")
    if backend != "spark":
        check_writable(output, language=language)
    check_writable(left, language=language)
    rulebook = load(setting)
    phrase = phrases_of(language)
    work = Work(cases, output, left, lists, backend, master)
    try:
        with shown_progress(work.part, phrase("batch", "progress")):
            made = planned(rulebook, work, partial(told, language=language))
    except KeyboardInterrupt:
        click.echo(phrase("batch", "interrupted"), err=True)
        sys.exit(INTERRUPTED)
    click.echo(phrase("batch", "planned").format(count=f"{made.planned:,}", path=output))
    if made.aside:
        click.echo(phrase("batch", "aside").format(count=f"{made.aside:,}", path=left), err=True)
        sys.exit(1)
