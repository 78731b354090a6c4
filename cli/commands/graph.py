"""`nakanaori graph`."""

from __future__ import annotations

import click
from msgspec.structs import replace

from ...engine.drawing import ARRANGEMENTS, as_dot, as_mermaid, as_svg, draw_rulebook
from ..failure import complain
from ..options import Command, Setting, common_options, deliver, load
from ..wording import the_wording

FORMATS = ("mermaid", "dot", "svg")
MERMAID_LETTERS, MERMAID_ARROWS = 50_000, 500
"""What mermaid draws without being told to."""


@click.command("graph", cls=Command)
@click.option("--by", type=click.Choice(ARRANGEMENTS), help="A frame a section (default), or an action.")
@click.option("--only", multiple=True, metavar="ID,…", help="Only these sections or actions; may be given again.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="mermaid", help="The form of the drawing.")
@common_options("output")
def command(setting: Setting, by: str | None, only: tuple[str, ...], form: str) -> None:
    """Draw the rulebook: its rules by the sections they cite, or by the actions they advise and withhold.

    Without --by, action ids in --only draw by action.
    """
    rulebook = load(setting)
    chosen = [name.strip() for names in only for name in names.split(",") if name.strip()]
    in_full = form != "mermaid"
    drawn = draw_rulebook(rulebook, the_wording(rulebook, setting), by=by, only=chosen, reasons=in_full)
    write = {"svg": as_svg, "mermaid": as_mermaid, "dot": as_dot}[form]
    result = write(drawn)
    arrows = sum(len(panel.arrows) for panel in drawn.panels)
    if not in_full and (len(result) > MERMAID_LETTERS or arrows > MERMAID_ARROWS):
        complain("This is more than mermaid draws by default. Narrow it with --only, or use --format svg.")
    deliver(replace(setting, format=form), result)
