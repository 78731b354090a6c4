"""Runs what a Markdown document shows: its files are written, its commands run, and their output is compared.

The document's fenced blocks are taken in order, in one folder that is empty at the beginning:

    ```yaml file=PATH          writes the block to PATH; `add=PATH` appends it instead
    ```console                 `$ command` lines, each followed by what it prints (both streams, as they come)
    ```console lang=en exit=1  the locale's language (Japanese by default); the exit status of the last command
    ```session                 one `$ command` in a terminal; `<!-- typed: 1 "1 3" q -->` before it says what is typed,
                               and then the end of input
    ```python                  is run, and must end well

`…` alone on a line stands for any lines, also none; within a line for anything. Other blocks are left alone.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

LOCALES = {"ja": "ja_JP.UTF-8", "en": "en_US.UTF-8"}
SECONDS = 60

_FENCE = re.compile(r"^( *)(```+)(\S*)(.*)$")
_TYPED = re.compile(r"^<!-- typed: (.*) -->$")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the `key=value` words after it, its lines, and the line on which they begin."""

    kind: str
    options: dict[str, str]
    lines: tuple[str, ...]
    at: int
    typed: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)


def blocks(document: str) -> Iterator[Block]:
    """The fenced blocks of a Markdown document."""
    lines = document.splitlines()
    typed: tuple[str, ...] = ()
    at = 0
    while at < len(lines):
        hint, fence = _TYPED.match(lines[at]), _FENCE.match(lines[at])
        typed = tuple(shlex.split(hint[1])) if hint else typed
        if fence:
            indent, ticks, kind, rest = fence.groups()
            options = dict(word.split("=", 1) for word in shlex.split(rest) if "=" in word)
            end = next((n for n in range(at + 1, len(lines)) if lines[n].strip() == ticks), None)
            assert end is not None, f"The block that begins on line {at + 1} has no end."
            inside = tuple(line.removeprefix(indent) for line in lines[at + 1 : end])
            yield Block(kind, options, inside, at + 2, typed)
            typed, at = (), end
        at += 1


def run(document: Path, folder: Path) -> int:
    """Do in `folder` what the document shows, block by block. Returns how many commands were run."""
    ran = 0
    for block in blocks(document.read_text(encoding="utf-8")):
        place = f"{document.name}:{block.at}"
        if block.kind == "console":
            ran += _console(block, folder, place)
        elif block.kind == "session":
            ran += _session(block, folder, place)
        elif block.kind == "python":
            done = _shell([sys.executable, "-c", block.text], folder, environment(block))
            assert done.returncode == 0, f"{place}: {done.stdout}"
        else:
            write(block, folder)
    return ran


def write(block: Block, folder: Path) -> None:
    """Write a block that names its file."""
    name = block.options.get("file") or block.options.get("add")
    if name is None:
        return
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a" if "add" in block.options else "w", encoding="utf-8") as file:
        file.write(block.text)


def environment(block: Block) -> dict[str, str]:
    """The environment of a block's commands: this Python's programs first, the block's locale, 80 columns."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_") and name != "LANGUAGE"}
    return {
        **kept,
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))),
        "LANG": LOCALES[block.options.get("lang", "ja")],
        "PYTHONUTF8": "1",
        "COLUMNS": "80",
        "NO_COLOR": "1",
    }


def expected_pattern(lines: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern that output must match as a whole."""
    parts = (
        r"(?:.*\n)*?" if line.strip() == "…" else ".*".join(map(re.escape, line.rstrip().split("…"))) + r"\n"
        for line in lines
    )
    return re.compile("".join(parts))


def compare(expected: tuple[str, ...], output: str, place: str) -> None:
    """Raises AssertionError, with what differs, where output is not as a document shows it."""
    got = [line.rstrip() for line in output.splitlines()]
    while got and not got[-1]:
        got.pop()
    while expected and not expected[-1].strip():
        expected = expected[:-1]
    if not expected_pattern(expected).fullmatch("".join(f"{line}\n" for line in got)):
        difference = "\n".join(unified_diff(expected, got, "shown", "printed", lineterm=""))
        raise AssertionError(f"{place}: the output is not as shown\n{difference}")


def _console(block: Block, folder: Path, place: str) -> int:
    """Run the commands of a block one after the other."""
    starts = [at for at, line in enumerate(block.lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        command = block.lines[start].removeprefix("$ ")
        at = f"{place}, $ {command}"
        done = _shell(["/bin/sh", "-c", command], folder, environment(block))
        wanted = int(block.options.get("exit", "0")) if start == starts[-1] else 0
        assert done.returncode == wanted, f"{at}: exit status {done.returncode}, not {wanted}\n{done.stdout}"
        compare(block.lines[start + 1 : end], done.stdout, at)
    return len(starts)


def _shell(command: list[str], folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )


def _session(block: Block, folder: Path, place: str) -> int:
    """Run one command in a terminal and type what the document says, a line at each prompt."""
    import pexpect

    command = block.lines[0].removeprefix("$ ")
    child = pexpect.spawn(
        "/bin/sh", ["-c", command], cwd=str(folder), env=environment(block), encoding="utf-8", dimensions=(200, 80)
    )
    child.timeout = SECONDS
    shown = ""
    for line in block.typed:
        child.expect(r"> $")
        shown += child.before + child.after
        child.sendline(line)
    while child.expect([r"> $", pexpect.EOF]) == 0:
        shown += child.before + child.after
        child.sendeof()
    child.close()
    compare(block.lines[1:], (shown + child.before).replace("\r\n", "\n"), place)
    return 1
