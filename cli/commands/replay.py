"""`nakanaori replay`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...engine.telling import read_trace, replay
from ..options import Command, Setting, common_options, deliver, file_bytes, load
from ..replay_view import replay_json, replay_text
from ..wording import the_wording


@click.command("replay", cls=Command)
@click.argument("trace", type=click.Path(path_type=Path))
@common_options("engine", "format", "output", formats=("text", "json"))
def command(setting: Setting, trace: Path) -> None:
    """Run the recorded outcome in the file TRACE again and say whether it comes out the same."""
    recorded = read_trace(str(trace), file_bytes(trace))
    rulebook = load(setting)
    replayed = replay(rulebook, recorded, engine=setting.engine)
    if setting.format == "json":
        deliver(setting, replay_json(replayed))
    else:
        deliver(setting, replay_text(replayed, the_wording(rulebook, setting)))
    if not replayed.same:
        sys.exit(1)
