"""z3, the solver that the extra `prove` installs, where it is there."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ..language import NakanaoriError, Place, Problem

Term = Any
"""A formula of z3 (a `z3.BoolRef`); z3 is an optional extra, so that its types cannot be named here."""


class SolverMissingError(NakanaoriError):
    """z3, which the extra `prove` installs, cannot be imported."""


def solver_library() -> Any:
    """The module `z3`. Raises SolverMissingError, which says how to install it, where it cannot be imported."""
    try:
        return import_module("z3")
    except ImportError:
        right = "Install it: pip install 'nakanaori[prove]'"
        raise SolverMissingError([Problem(Place("z3"), "The solver z3 is not installed.", right)]) from None
