"""`nakanaori prove`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...engine.language import chosen
from ...engine.proving import INTERRUPTED as BY_CTRL_C
from ...engine.proving import PROVEN, load_guarantees, prove
from ..failure import INTERRUPTED
from ..options import HOW_LONG, Command, Setting, common_options, deliver, load
from ..proof_view import ProgressLine, keep_case, proofs_json, proofs_text
from ..saving import check_writable
from ..wording import the_wording


@click.command("prove", cls=Command)
@click.argument("guarantees", nargs=-1, metavar="[GUARANTEE]...")
@click.option("--seconds", type=click.IntRange(1, 86400), default=60, show_default=True, help=HOW_LONG)
@click.option(
    "--save-case", type=click.Path(path_type=Path), metavar="FILE", help="Keep the first refuting case, for explain."
)
@common_options("format", "output", formats=("text", "json"))
def command(setting: Setting, guarantees: tuple[str, ...], seconds: int, save_case: Path | None) -> None:
    """Prove that each GUARANTEE (by default all) holds whatever the answers, or show the smallest case that breaks it.

    Exit status: 0 when all are proven, 1 when any is refuted or could not be decided.
    """
    rulebook = load(setting)
    wording = the_wording(rulebook, setting)
    stated = chosen("guarantee", load_guarantees(rulebook), guarantees)
    if save_case is not None:
        check_writable(save_case, language=wording.language)
    with ProgressLine(stated, wording.say) as progress:
        proofs = prove(rulebook, stated, seconds=seconds, progress=progress)
    if setting.format == "json":
        deliver(setting, proofs_json(rulebook, proofs, wording))
    else:
        deliver(setting, proofs_text(rulebook, proofs, wording, color=setting.color, width=setting.width))
    if save_case is not None:
        keep_case(save_case, proofs, wording.say)
    if any(proof.reason == BY_CTRL_C for proof in proofs):
        sys.exit(INTERRUPTED)
    if any(proof.status != PROVEN for proof in proofs):
        sys.exit(1)
