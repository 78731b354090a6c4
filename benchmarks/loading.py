"""How long the shipped rulebook takes to load, and to compile for durable-rules."""

from __future__ import annotations

from itertools import repeat

from nakanaori.engine.consulting import durable_is_there
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook, rulebook_texts

from .table import Row, Section
from .timing import Job, in_turns, milliseconds


def section(*, rounds: int) -> Section:
    """The loading times as part of the table."""
    jobs: dict[str, Job] = {"logic": load_rulebook, "logic and one language": _load_with_texts}
    if durable_is_there():
        jobs["logic, and compile it for durable-rules"] = _load_and_compile
    taken = in_turns(repeat(jobs, rounds))
    rows = [
        Row(name, milliseconds(seconds), f"{seconds / taken['logic']:6.2f} × logic") for name, seconds in taken.items()
    ]
    return Section(f"Loading the shipped rulebook (median of {rounds} in turns, CPU time)", rows)


def _load_with_texts() -> Rulebook:
    rulebook = load_rulebook()
    rulebook_texts(rulebook)
    return rulebook


def _load_and_compile() -> Rulebook:
    from nakanaori.engine.consulting.durable import program

    rulebook = load_rulebook()
    program(rulebook)
    return rulebook
