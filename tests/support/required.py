"""What a test needs beyond Python's packages: skipped where it is missing, unless everything must be there."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import sysconfig
from functools import lru_cache
from importlib.util import find_spec

import pytest
from nakanaori.engine.consulting import durable_is_there

NO_DURABLE = "durable-rules cannot be imported here: it takes a Python from 3.10 to 3.12, and a C compiler"


def require(available: bool, reason: str) -> None:
    """Skips the running test unless `available`; with NAKANAORI_REQUIRE=1 in the environment it fails instead.

    `reason` says what is missing and how to get it.
    """
    if available:
        return
    if os.environ.get("NAKANAORI_REQUIRE") == "1":
        pytest.fail(f"{reason} (NAKANAORI_REQUIRE=1 asks for everything.)", pytrace=False)
    pytest.skip(reason)


def require_package(name: str, extra: str) -> None:
    """Skips the running test, or with NAKANAORI_REQUIRE=1 fails it, where a package of this `extra` is missing."""
    require(find_spec(name) is not None, f"{name} is not installed: pip install 'nakanaori[{extra}]'.")


def require_durable() -> None:
    """Skips the running test where durable-rules cannot be imported; it is required where it can be compiled."""
    if not durable_is_there() and not durable_can_be_had():
        pytest.skip(NO_DURABLE)
    require(durable_is_there(), f"{NO_DURABLE}: pip install 'nakanaori[durable]'")


@lru_cache(maxsize=1)
def durable_can_be_had() -> bool:
    """Whether durable-rules could be compiled and imported: on an older Python, with a C compiler and its headers."""
    if sys.version_info >= (3, 13):
        return False
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    headers = sysconfig.get_paths()["include"]
    try:
        ran = subprocess.run(
            [*compiler, "-fsyntax-only", f"-I{headers}", "-x", "c", "-"],
            input=b"#include <Python.h>\n", capture_output=True, timeout=60, check=False,
        )  # fmt: skip
    except OSError:
        return False
    return ran.returncode == 0
