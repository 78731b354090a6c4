"""Rulebooks that make work grow out of hand, as the files that a stranger would hand over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from random import Random

Entry = dict[str, object]


def many_alternatives(folder: Path, count: int = 2_000) -> Path:
    """One rule with so many alternatives, each of three answers."""
    dice = Random(1)
    alternatives = [
        {f"q{number}": f"o{dice.randrange(6)}" for number in dice.sample(range(40), 3)} for _ in range(count)
    ]
    rule = {"rule": "any-of-many", "cites": "1", "any": alternatives, "advise": ["do-it"]}
    return _written(folder, [_question(f"q{number}", 6) for number in range(40)], ["do-it"], [rule])


def pairwise_withholding(folder: Path, questions: int = 13, options: int = 12) -> Path:
    """An action for each option of each question; the same option of two questions withholds both."""
    names = [(question, option) for question in range(questions) for option in range(options)]
    rules: list[Entry] = [
        {"rule": f"advise-{q}-{o}", "cites": "1", "when": {f"q{q}": f"o{o}"}, "advise": [f"a{q}-{o}"]} for q, o in names
    ]
    for one, other in combinations(range(questions), 2):
        rules += [
            {
                "rule": f"withhold-{one}-{other}-{o}",
                "cites": "1",
                "when": {f"q{one}": f"o{o}", f"q{other}": f"o{o}"},
                "withhold": [f"a{one}-{o}", f"a{other}-{o}"],
            }
            for o in range(options)
        ]
    asked = [_question(f"q{number}", options) for number in range(questions)]
    return _written(folder, asked, [f"a{q}-{o}" for q, o in names], rules)


def sixty_options(folder: Path) -> Path:
    """Counts of many of sixty options, some of which rule each other out and some of which only nearly do."""
    dice = Random(2)
    options = [f"o{number}" for number in range(60)]
    rules = [
        {
            "rule": f"r{number}",
            "cites": "1",
            "when": {"q": {"at-least": 5 + number, "of": dice.sample(options, 30)}},
            "unless": {"q": {"at-least": 4, "of": dice.sample(options, 15)}},
            "advise": [f"a{number}"],
        }
        for number in range(12)
    ]
    return _written(folder, [_question("q", 60, "several")], [f"a{number}" for number in range(12)], rules)


def many_promises(folder: Path, count: int = 500) -> Path:
    """So many guarantees, each of which takes the solver."""
    dice = Random(3)
    actions = [f"a{number}" for number in range(30)]
    rules = [
        {
            "rule": f"r{number}",
            "cites": "1",
            "when": {f"q{dice.randrange(30)}": f"o{dice.randrange(6)}"},
            "advise": [actions[number % 30]],
        }
        for number in range(200)
    ]
    promises = [
        {
            "guarantee": f"g{number}",
            "cites": "1",
            "when": {f"q{dice.randrange(30)}": "o1"},
            "at-most-one": dice.sample(actions, 5),
        }
        for number in range(count)
    ]
    asked = [_question(f"q{number}", 6) for number in range(30)]
    return _written(folder, asked, actions, rules, promises)


HOSTILE = {
    "2,000 alternatives": many_alternatives,
    "pairwise withholding": pairwise_withholding,
    "60 options and counts": sixty_options,
    "500 guarantees": many_promises,
}


def _question(name: str, count: int, choose: str = "one") -> Entry:
    return {"question": name, "choose": choose, "options": [f"o{number}" for number in range(count)]}


def _written(
    folder: Path,
    questions: Sequence[Entry],
    actions: Iterable[str],
    rules: Iterable[Entry],
    guarantees: Sequence[Entry] = (),
) -> Path:
    """The folder, with the files in it; JSON is YAML too."""
    for name in ("rules", "text"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    _write(folder / "questions.yaml", questions)
    declared = [{"action": one, "phase": "now", "cites": "1", "steps": ["do-it"]} for one in actions]
    _write(folder / "actions.yaml", declared)
    _write(folder / "rules" / "all.yaml", rules)
    if guarantees:
        _write(folder / "guarantees.yaml", guarantees)
    head = {"rulebook": "hostile", "version": "1", "languages": ["en"], "sections": ["1"], "phases": ["now"]}
    (folder / "rulebook.yaml").write_text(json.dumps(head), encoding="utf-8")
    (folder / "text" / "en.yaml").write_text("language: English\n", encoding="utf-8")
    return folder


def _write(path: Path, entries: Iterable[Entry]) -> None:
    path.write_text("".join(f"- {json.dumps(entry)}\n" for entry in entries), encoding="utf-8")
