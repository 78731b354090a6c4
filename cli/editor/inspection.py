"""An inspection: all that `check` and `prove` find in a rulebook, in a process of its own that can be ended."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import msgspec

from ...engine.authoring import Remark, check, refutations
from ...engine.language import NakanaoriError, RulebookError
from ...engine.proving import SolverMissingError, load_guarantees
from ...engine.reading import Overlay, laid_over, load_rulebook

SECONDS = 60.0
"""How long a check may take, and how long the proofs may."""

_LONGEST = 64 * 1024 * 1024
"""So many bytes one line of what is found may have."""


class Inspected(msgspec.Struct, frozen=True):
    """The rulebook in `folder`, its files as `overlay` has them."""

    folder: str
    overlay: dict[str, bytes]


class Findings(msgspec.Struct, frozen=True):
    """What was found so far, and `sentences` on what could not be looked at."""

    remarks: tuple[Remark, ...]
    sentences: tuple[str, ...] = ()


async def inspection(folder: Path, overlay: Overlay) -> AsyncIterator[Findings]:
    """What is found in a rulebook, part by part; ended before its end, it leaves no process behind."""
    inspected = Inspected(str(folder), {str(path): data for path, data in overlay.items()})
    # The working directory comes first among the places that Python imports from: a rulebook's must not be it.
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "nakanaori.cli.editor.inspection"),
        cwd=Path(__file__).parent,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        limit=_LONGEST,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(msgspec.json.encode(inspected))
        process.stdin.close()
        async for line in process.stdout:
            yield msgspec.json.decode(line, type=Findings)
    finally:
        if process.returncode is None:
            process.kill()
        # To the end of its pipes, or what is left of them is complained of when the session ends.
        await process.communicate()


def findings(inspected: Inspected) -> Iterator[Findings]:
    """What is found, part by part; nothing where there is no such folder."""
    folder = Path(inspected.folder)
    with laid_over({Path(path): data for path, data in inspected.overlay.items()}):
        try:
            report = check(folder, seconds=SECONDS)
        except RulebookError:
            return
        yield Findings((*report.remarks, *report.notes), (*report.unchecked, *report.undecided))
        try:
            rulebook = load_rulebook(folder)
            yield Findings(tuple(refutations(rulebook, load_guarantees(rulebook), SECONDS)))
        except SolverMissingError as missing:
            yield Findings((), tuple(map(str, missing.problems)))
        except NakanaoriError:
            # What does not load has been said.
            return


def main() -> None:
    """Read what is to be inspected from standard input, and write what is found, a line for each part."""
    if hasattr(os, "nice"):
        os.nice(10)
    inspected = msgspec.json.decode(sys.stdin.buffer.read(), type=Inspected)
    for part in findings(inspected):
        sys.stdout.buffer.write(msgspec.json.encode(part) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
