"""A call of `nakanaori` in this process, as a shell would make it."""

from __future__ import annotations

import inspect
from collections.abc import Mapping

from click.testing import CliRunner, Result
from nakanaori.cli.main import nakanaori

SEPARATE_STREAMS = {"mix_stderr": False} if "mix_stderr" in inspect.signature(CliRunner).parameters else {}


def called(*words: object, typed: str | bytes = b"", environment: Mapping[str, str] | None = None) -> Result:
    """What comes of a call with these words; anything raised but an exit fails the test."""
    result = CliRunner(**SEPARATE_STREAMS).invoke(nakanaori, [*map(str, words)], input=typed, env=environment)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def run(*words: object, typed: str | bytes = b"") -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a call."""
    result = called(*words, typed=typed)
    return result.exit_code, result.stdout, result.stderr
