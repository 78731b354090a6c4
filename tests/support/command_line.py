"""A call of `nakanaori` in this process, as a shell would make it."""

from __future__ import annotations

import inspect
from pathlib import Path

from click.testing import CliRunner
from nakanaori.cli.main import nakanaori

SEPARATE_STREAMS = {"mix_stderr": False} if "mix_stderr" in inspect.signature(CliRunner).parameters else {}


def run(*arguments: str | Path, typed: str | bytes = b"") -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a call; anything raised fails the test."""
    result = CliRunner(**SEPARATE_STREAMS).invoke(nakanaori, [str(argument) for argument in arguments], input=typed)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr
