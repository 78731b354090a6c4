"""`nakanaori graph`."""

from __future__ import annotations

import click
from msgspec.structs import replace

from ...engine.drawing import ARRANGEMENTS, as_dot, as_mermaid, as_svg, draw_neighbourhood, draw_rulebook
from ..failure import complain
from ..options import Command, Setting, common_options, deliver, load
from ..wording import the_wording

FORMATS = ("mermaid", "dot", "svg")
MERMAID_LETTERS, MERMAID_ARROWS = 50_000, 500
"""What mermaid draws without being told to."""


@click.command("graph", cls=Command)
@click.option("--by", type=click.Choice(ARRANGEMENTS), help="A frame a section (default), or an action.")
@click.option("--only", multiple=True, metavar="ID,…", help="Only these sections or actions; may be given again.")
@click.option(
    "--around", metavar="ACTION", help="Only what is next to one action: its rules, with what they test and do."
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="mermaid", help="The form of the drawing.")
@common_options("output")
def command(setting: Setting, by: str | None, only: tuple[str, ...], around: str | None, form: str) -> None:
    """Draw the rulebook: its rules by the sections they cite, or by the actions they advise and withhold.

    Without --by, action ids in --only draw by action.
    """
    if around is not None and (by is not None or only):
        raise click.UsageError("--around goes without --by and --only.")
    rulebook = load(setting)
    chosen = [name.strip() for names in only for name in names.split(",") if name.strip()]
    in_full = form != "mermaid"
    wording = the_wording(rulebook, setting)
    if around is not None:
        drawn = draw_neighbourhood(rulebook, wording, around, reasons=in_full)
    else:
        drawn = draw_rulebook(rulebook, wording, by=by, only=chosen, reasons=in_full)
    write = {"svg": as_svg, "mermaid": as_mermaid, "dot": as_dot}[form]
    result = write(drawn)
    arrows = sum(len(panel.arrows) for panel in drawn.panels)
    if not in_full and (len(result) > MERMAID_LETTERS or arrows > MERMAID_ARROWS):
        complain("This is more than mermaid draws by default. Narrow it with --only or --around, or use --format svg.")
    deliver(replace(setting, format=form), result)
