"""`nakanaori sql`."""

from __future__ import annotations

import click

from ...engine.batching import DIALECTS, warehouse_sql
from ..options import Command, Setting, common_options, deliver, load


@click.command("sql", cls=Command)
@click.option("--dialect", type=click.Choice(DIALECTS), required=True, help="The SQL of which database.")
@click.option("--lists", is_flag=True, help="Ordered lists of ids instead of a column an action and finding.")
@common_options("output")
def command(setting: Setting, dialect: str, lists: bool) -> None:
    """Print the SELECT that works out the plans of a table of cases in a data warehouse.

    A comment above it tells the shape of the table. It takes the extra `batch`.
    """
    deliver(setting, warehouse_sql(load(setting), dialect, lists=lists))
