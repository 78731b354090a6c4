"""A terminal for tests: the command runs in a pseudo-terminal, keys are typed, and its screen is read."""

from __future__ import annotations

import os
import sys

import pytest
from nakanaori.engine.reading import load_rulebook
from typed import flat

FORKS = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
"""A pseudo-terminal forks, and Python 3.12 warns of that where durable-rules has left threads behind."""

RIGHT_AWAY = 20
UP, DOWN, ENTER, SPACE, CTRL_C, CTRL_D, CTRL_Z, END = (
    *("\x1b[A", "\x1b[B", "\r", " ", "\x03", "\x04", "\x1a", "\x1b[F"),
)
NONE = (*[DOWN] * len(load_rulebook().questions[0].options), ENTER)
"""The keys that answer "none of these" to the first question."""


def pasted(text):
    """What a terminal sends of a text that is pasted, where the program has asked to be told."""
    return f"\x1b[200~{text}\x1b[201~"


class Terminal:
    """The questionnaire, or another `command`, in a pseudo-terminal, and what its screen shows; `written` is every byte
    that came."""

    def __init__(self, *options, command=(), columns=80, rows=200, **environment):
        import pexpect
        import pyte

        self.eof, self.late = pexpect.EOF, pexpect.TIMEOUT
        terminal = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "COLUMNS": "", "LINES": "", **environment}
        inherited = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "LC_ALL")}
        self.screen = pyte.Screen(columns, rows)
        # What the program asks its terminal (where is the cursor?) is answered, as terminals do.
        self.screen.write_process_input = self.type
        self.stream = pyte.Stream(self.screen)
        self.written = ""
        program, *arguments = command or (sys.executable, "-m", "nakanaori.cli", "ask")
        self.child = pexpect.spawn(
            program,
            [*arguments, *map(str, options)],
            env={name: value for name, value in {**inherited, **terminal}.items() if value},
            dimensions=(rows, columns),
            encoding="utf-8",
            timeout=RIGHT_AWAY,
        )
        self.child.delaybeforesend = None

    def type(self, *keys):
        for key in keys:
            self.child.send(key)
        return self

    def resize(self, columns, rows):
        """Give the terminal another size; unlike most, it does not break what is written anew."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)
        return self

    def read(self):
        letters = self.child.read_nonblocking(4096, timeout=RIGHT_AWAY)
        self.written += letters
        self.stream.feed(letters)

    @property
    def shown(self):
        rows, columns = range(self.screen.lines), range(self.screen.columns)
        # The library's own `display` fails on the second half of a wide letter whose first half was written over.
        lines = ("".join(self.screen.buffer[row][column].data for column in columns) for row in rows)
        return "\n".join(line.rstrip() for line in lines)

    def until(self, *texts):
        """Wait until the screen shows all of these; every run of white space counts as one blank."""
        try:
            while not all(text in flat(self.shown) + " " for text in texts):
                self.read()
        except (self.eof, self.late) as error:
            raise AssertionError(f"{texts} never came; the screen:\n{self.shown}") from error
        return self

    def ended(self):
        """The exit status, once it has ended."""
        try:
            while True:
                self.read()
        except self.eof:
            self.child.close()
            return self.child.exitstatus
