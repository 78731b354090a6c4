"""The picture of a consultation: its labels, its columns, and that other programs read it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import dice
import pytest
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.drawing import as_dot, as_mermaid, draw_outcome
from nakanaori.engine.drawing.picture import Picture
from nakanaori.engine.language import CaseError, Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import wording_of
from pictures import dot_lines, dot_pictures, mermaid_labels, mermaid_problems
from small_rulebook import write_rulebook

MISERABLE = {"weather": "rain", "bag": ["hat", "scarf"], "degrees": 3, "at-home": "yes"}


def drawn(outcome: Outcome, language: str, action: str | None = None) -> Picture:
    return draw_outcome(outcome, wording_of(outcome.rulebook, language), action)


def at(rulebook: Rulebook, answers: dict[str, object]) -> Outcome:
    return consult(rulebook, answers, engine="reference")


def test_an_unknown_action_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="stay-in"):
        drawn(at(load_rulebook(write_rulebook(tmp_path)), MISERABLE), "en", "stay-inn")


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    program = """
import sys
from nakanaori.engine import consult, load_rulebook
from nakanaori.engine.drawing import as_dot, as_mermaid, draw_outcome
from nakanaori.engine.telling import wording_of
answers = {"fault": "mine", "relation": "colleague", "apology": "too-light", "cause": ["lied", "was-late"],
           "contact": "refuses-to-meet", "reach": ["post", "phone"]}
rulebook = load_rulebook()
outcome = consult(rulebook, answers, engine="reference")
ja, en = (draw_outcome(outcome, wording_of(rulebook, language)) for language in ("ja", "en"))
sys.stdout.buffer.write((as_mermaid(ja) + as_dot(en)).encode())
"""
    drawings = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(drawings) == 1


def test_the_parsers_read_what_the_shipped_rulebook_draws(rulebook: Rulebook) -> None:
    random = Random(0)
    diagrams, drawings, sizes = [], [], []
    for _ in range(12):
        outcome = at(rulebook, dice.answers(random, rulebook))
        for action in (None, random.choice(list(rulebook.action))):
            for language in rulebook.languages:
                (panel,) = drawn(outcome, language, action).panels
                diagrams.append(as_mermaid(drawn(outcome, language, action)))
                drawings.append(as_dot(drawn(outcome, language, action)))
                sizes.append((len(panel.boxes), len(panel.arrows)))
    # What mermaid draws without being told to: 500 edges and 50,000 letters.
    assert max(edges for _, edges in sizes) < 500
    assert max(map(len, diagrams)) < 50_000
    # Where no rule fired there is nothing to draw.
    assert [bool(mermaid_labels(diagram)) for diagram in diagrams] == [boxes > 0 for boxes, _ in sizes]
    assert [problem for problem in mermaid_problems(diagrams) if problem] == []
    pictures = dot_pictures(drawings)
    assert [tuple(len([*dot_lines(one, kind)]) for kind in ("node", "edge")) for one in pictures] == sizes


@pytest.mark.parametrize("seed", range(60))
def test_what_is_drawn_while_the_alarm_stands_leads_from_left_to_right(rulebook: Rulebook, seed: int) -> None:
    """Rules may withhold what nothing advised; they lead nowhere and stand before the last column all the same."""
    person = {**dice.answers(Random(seed), rulebook), "danger": ["want-to-disappear"]}
    outcome = consult(rulebook, person, engine="reference")
    (panel,) = drawn(outcome, "ja").panels
    column = {box.name: box.column for box in panel.boxes}
    assert all(column[arrow.source] < column[arrow.target] for arrow in panel.arrows)
