"""The layout: nothing overlaps, everything has room, rows are in line, the plan keeps its order."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.drawing import ARRANGEMENTS, draw_outcome, draw_rulebook
from nakanaori.engine.drawing.layout import Spot, box_size, laid_out
from nakanaori.engine.drawing.picture import CONDITION, RULE, Picture
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import wording_of
from random_rulebooks import cases, rulebooks

SLOW = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])

ANSWERS = {
    "danger": ["hurt-or-threatened"],
    "relation": "colleague",
    "fault": "mine",
    "cause": ["lied", "was-late"],
    "apology": "too-light",
    "contact": "refuses-to-meet",
    "reach": ["post", "phone"],
    "mood": "angry",
}


def outcome_drawn(outcome: Outcome, language: str, action: str | None = None) -> Picture:
    return draw_outcome(outcome, wording_of(outcome.rulebook, language), action)


def rulebook_drawn(rulebook: Rulebook, language: str, **asked: Any) -> Picture:
    return draw_rulebook(rulebook, wording_of(rulebook, language), **asked)


@pytest.fixture(scope="module")
def wordless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of texts with next to nothing in them: ids stand in for what is missing."""
    folder = tmp_path_factory.mktemp("wordless")
    (folder / "text").mkdir()
    for language in ("ja", "en"):
        (folder / "text" / f"{language}.yaml").write_text(f"language: {language}", "utf-8")
    return folder


def overlapping(one: Spot, other: Spot) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height - 0.01
        and other.y < one.y + one.height - 0.01
    )


def inside(inner: Spot, outer: Spot) -> bool:
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.x + inner.width <= outer.x + outer.width
        and inner.y + inner.height <= outer.y + outer.height
    )


def check_layout(drawing: Picture) -> None:
    """Nothing overlaps, everything has room and is on the sheet, and frames hold their own and nothing else."""
    layout = laid_out(drawing, 0)
    sheet = Spot(0, 0, layout.width, layout.height)
    spots = [spot for _, spot in layout.boxes]
    assert not any(overlapping(one, other) for one, other in combinations(spots, 2))
    frames = [spot for _, spot in layout.frames]
    assert not any(overlapping(one, other) for one, other in combinations(frames, 2))
    assert all(inside(spot, sheet) for spot in (*spots, *frames))
    for box, spot in layout.boxes:
        width, height = box_size(box)
        assert spot.width >= width
        assert spot.height >= height
        around = [frame.id for frame, outer in layout.frames if overlapping(spot, outer)]
        assert around == ([box.frame] if box.frame else [])
        assert all(inside(spot, outer) for frame, outer in layout.frames if frame.id == box.frame)
    for way in layout.ways:
        assert all(left.x + left.width <= right.x for left, right in zip(way.through, way.through[1:], strict=False))


@SLOW
@given(st.data())
def test_nothing_overlaps_whatever_is_drawn(wordless: Path, data: st.DataObject) -> None:
    rulebook = msgspec.structs.replace(data.draw(rulebooks()), folder=wordless)
    for by in ARRANGEMENTS:
        check_layout(rulebook_drawn(rulebook, "ja", by=by))
    outcome = consult(rulebook, data.draw(cases(rulebook)), engine="reference")
    check_layout(outcome_drawn(outcome, rulebook.languages[0]))


def test_nothing_overlaps_in_the_shipped_rulebook(rulebook: Rulebook) -> None:
    for language in rulebook.languages:
        for only in (["20", "beyond"], ["apologise-by-letter", "keep-distance"]):
            check_layout(rulebook_drawn(rulebook, language, only=only))
        check_layout(outcome_drawn(consult(rulebook, ANSWERS, engine="reference"), language))


def test_the_boxes_of_a_row_are_in_line(rulebook: Rulebook) -> None:
    layout = laid_out(rulebook_drawn(rulebook, "en", only=["1.1"]), 0)
    rows: dict[int | None, set[float]] = {}
    for box, spot in layout.boxes:
        if box.kind in (CONDITION, RULE):
            rows.setdefault(box.row, set()).add(round(spot.middle, 3))
    assert all(len(middles) == 1 for middles in rows.values())


def test_the_plan_stands_in_its_order(rulebook: Rulebook) -> None:
    outcome = consult(rulebook, {**ANSWERS, "danger": []}, engine="reference")
    drawing = outcome_drawn(outcome, "ja")
    planned = [box.name for panel in drawing.panels for box in panel.boxes if box.frame == "plan"]
    placed = [box.name for box, _ in sorted(laid_out(drawing, 0).boxes, key=lambda placed: placed[1].y)]
    assert [name for name in placed if name in planned] == planned
