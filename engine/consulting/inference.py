"""Which rules fire: durable-rules where it can be imported, the reference evaluator elsewhere, either or the compiled
rulebook when asked for."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from threading import Lock

import msgspec

from ..language import EngineError, Facts, Place, Problem, Rulebook, known
from . import reference
from .plan import Conclusion, FromRules

AUTO, DURABLE, REFERENCE, COMPILED = "auto", "durable", reference.NAME, "compiled"
ENGINES = (AUTO, DURABLE, REFERENCE, COMPILED)

_importing = Lock()
if hasattr(os, "register_at_fork"):
    # A forked child would wait for ever for an import that a thread of its parent had begun.
    os.register_at_fork(
        before=_importing.acquire, after_in_parent=_importing.release, after_in_child=_importing.release
    )


class Engine(msgspec.Struct, frozen=True):
    """The name and version of what fired the rules."""

    name: str
    version: str


def concluded(rulebook: Rulebook, facts: Facts, engine: str) -> tuple[Conclusion, Engine]:
    """What follows from `facts`, and the engine that fired the rules.

    Raises EngineError when `engine` is none of ENGINES or is not there.
    """
    wanted = engine if engine in ENGINES else known("engine", engine, ENGINES, EngineError)
    if wanted == REFERENCE or (wanted == AUTO and not durable_is_there()):
        return FromRules(rulebook, facts, reference.fire(rulebook, facts)), _engine(REFERENCE, "nakanaori")
    if wanted == COMPILED:
        # Many cases are worth it, and one at a time does without.
        from . import compiled

        return compiled.program(rulebook).conclusion(facts), _engine(COMPILED, "nakanaori")
    if not durable_is_there():
        right = "Use --engine reference, or install 'nakanaori[durable]' on a Python from 3.10 to 3.12."
        raise EngineError([Problem(Place("engine"), "durable-rules cannot be imported here.", right)])
    # It imports durable-rules, which may not be there.
    from . import durable

    return FromRules(rulebook, facts, durable.fire(rulebook, facts)), _engine(DURABLE, "durable-rules")


@lru_cache(maxsize=1)
def durable_is_there() -> bool:
    """Whether durable-rules can be imported; installed on Python 3.13 and newer it cannot."""
    with _importing:
        if find_spec("durable_rules_engine") is None:
            return False
        try:
            import_module("durable_rules_engine")
        except ImportError:
            return False
        import_module(".durable", __package__)
        return True


def durable_refusal(rulebook: Rulebook) -> Problem | None:
    """What durable-rules, whether it is there or not, has against the rulebook; None where it can hold it."""
    # Who asks what durable-rules makes of a rulebook pays for it; a start of `ask` does not.
    from .durable_draft import rulesets

    try:
        for _ in rulesets(rulebook):
            pass
    except EngineError as error:
        return error.problems[0]
    return None


@lru_cache(maxsize=4)
def _engine(name: str, distribution: str) -> Engine:
    return Engine(name, _version_of(distribution))


def _version_of(distribution: str) -> str:
    with _importing:
        # It takes as long to import as half the engine, and only an outcome tells versions.
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version(distribution)
        except PackageNotFoundError:
            return "unknown"
