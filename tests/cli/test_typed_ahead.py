"""What was typed before anybody could read what is asked is forgotten; what is piped in is not."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest
from nakanaori.cli.typed_ahead import forget_typed_ahead


@pytest.mark.skipif(find_spec("termios") is None, reason="There are no pseudo-terminals here.")
def test_lines_that_wait_in_a_terminal_are_forgotten() -> None:
    outside, inside = os.openpty()
    with os.fdopen(inside) as terminal, os.fdopen(outside, "wb", buffering=0) as keyboard:
        assert not forget_typed_ahead(terminal)
        keyboard.write(b"a line\nanother\n")
        assert forget_typed_ahead(terminal)
        assert not forget_typed_ahead(terminal)
        keyboard.write(b"a new one\n")
        assert terminal.readline() == "a new one\n"


def test_lines_in_a_pipe_are_kept() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as program:
        program.write("a line\nanother\n")
    with os.fdopen(reading) as pipe:
        assert pipe.readline() == "a line\n"
        assert not forget_typed_ahead(pipe)
        assert pipe.readline() == "another\n"
