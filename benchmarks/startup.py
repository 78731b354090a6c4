"""From starting the questionnaire to its first question, against a Python that imports what it cannot do without."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from functools import partial
from itertools import repeat
from time import perf_counter

from .table import Row, Section
from .timing import Job, in_turns, milliseconds

MOST = 2.2
"""How many times the bare start the first numbered question may take."""

MOST_WITH_MENUS = 1.4
"""How many times the start that imports prompt_toolkit too the first menu may take."""

_ASK = [sys.executable, "-m", "nakanaori.cli", "ask", "--lang", "en"]
_PLAIN = [*_ASK, "--plain"]
_BARE = "import click, yaml"
_BARE_WITH_MENUS = "import prompt_toolkit, click, yaml"
_PROMPT, _LAST_ENTRY = b"> ", b"q  Leave"
_ROWS, _COLUMNS = 60, 80
"""A window in which the whole menu has room."""

_WHERE_IS_THE_CURSOR, _THERE = b"\x1b[6n", b"\x1b[20;1R"


def section(*, rounds: int) -> Section:
    """The starts as part of the table."""
    bare, with_menus = f'python -c "{_BARE}"', f'python -c "{_BARE_WITH_MENUS}"'
    question, through, menu = "ask --plain, to the first prompt", "ask --plain, with no input", "ask, to the first menu"
    jobs: dict[str, Job] = {
        bare: partial(_run, [sys.executable, "-c", _BARE]),
        question: first_prompt,
        through: partial(_run, _PLAIN),
        with_menus: partial(_run, [sys.executable, "-c", _BARE_WITH_MENUS]),
        menu: first_menu,
    }
    taken = in_turns(repeat(jobs, rounds), wall_seconds)
    rows = [
        Row(bare, milliseconds(taken[bare])),
        _against(taken, question, bare, MOST),
        Row(f"nakanaori {through}", milliseconds(taken[through]), f"{taken[through] / taken[bare]:6.2f} × that"),
        Row(with_menus, milliseconds(taken[with_menus])),
        _against(taken, menu, with_menus, MOST_WITH_MENUS),
    ]
    return Section(f"Start (median of {rounds} whole processes each in turns, wall time)", rows)


def _against(taken: dict[str, float], name: str, bare: str, most: float) -> Row:
    ratio = taken[name] / taken[bare]
    target = f"≤ {most:g} × that"
    return Row(f"nakanaori {name}", milliseconds(taken[name]), f"{ratio:6.2f} × that", target, ratio <= most)


def wall_seconds(job: Job) -> float:
    """The time on the clock that a job takes."""
    start = perf_counter()
    job()
    return perf_counter() - start


def first_prompt() -> None:
    """Starts the questionnaire, waits for its first prompt, and ends it.

    Raises RuntimeError when it ends without one.
    """
    with subprocess.Popen(_PLAIN, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as child:
        assert child.stdout is not None
        read = partial(os.read, child.stdout.fileno(), 65536)
        _wait(read, lambda said: said.endswith(_PROMPT))
        child.kill()


def first_menu() -> None:
    """Starts the questionnaire in a pseudo-terminal, waits until its first menu is drawn, and ends it.

    Raises RuntimeError when it ends without one.
    """
    outside, inside = os.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color"}
    with subprocess.Popen(_ASK, stdin=inside, stdout=inside, stderr=inside, env=environment) as child:
        os.close(inside)

        def read() -> bytes:
            more = os.read(outside, 65536)
            if _WHERE_IS_THE_CURSOR in more:
                os.write(outside, _THERE)
            return more

        _wait(read, lambda said: _LAST_ENTRY in said)
        child.kill()
    os.close(outside)


def _wait(read: Callable[[], bytes], is_there: Callable[[bytes], bool]) -> None:
    said = b""
    while not is_there(said):
        more = read()
        if not more:
            raise RuntimeError(f"The questionnaire ended without a prompt: {said.decode(errors='replace')}")
        said += more


def _run(command: list[str]) -> None:
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
