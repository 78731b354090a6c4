"""Rulebooks in which findings rest on findings, as many as one likes: a test that survives these survives any depth."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import changed, write_rulebook


def chained(folder: Path, length: int, *, wide: bool = False) -> Rulebook:
    """The small rulebook with a chain of findings from the question `weather` (rain) to the action `stay-in`.

    With `wide`, two rules lead from each finding to the next, so that there are two to the power of `length` ways.
    """
    names = [f"link-{number}" for number in range(length)]
    declared = "findings: [wet, cold, miserable"
    head = changed("rulebook.yaml", declared, ", ".join((declared, *names)))
    ways = ("a", "b") if wide else ("a",)
    links = (
        _rule(f"{way}-from-{before}", f"{{{before}: true}}", f"find: {after}")
        for before, after in pairwise(names)
        for way in ways
    )
    first = _rule("first", "{weather: rain}", f"find: {names[0]}")
    rules = (first, *links, _rule("last", f"{{{names[-1]}: true}}", "advise: stay-in"))
    return load_rulebook(write_rulebook(folder, {**head, "rules/3-chain.yaml": "".join(rules)}))


def _rule(name: str, when: str, effect: str) -> str:
    return f'- rule: {name}\n  cites: ["1"]\n  when: {when}\n  {effect}\n'
