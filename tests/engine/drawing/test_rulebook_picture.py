"""The drawing of a rulebook, and SVG: what is in it, that it can be read, and that other programs read it."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nakanaori.engine.consulting import consult
from nakanaori.engine.drawing import ARRANGEMENTS, as_dot, as_mermaid, as_svg, draw_outcome, draw_rulebook
from nakanaori.engine.drawing.layout import Spot, box_size, laid_out
from nakanaori.engine.drawing.line_breaking import COLUMNS, wrapped
from nakanaori.engine.drawing.picture import (
    ADVISED,
    BOX_KINDS,
    CONDITION,
    LETTERS,
    LOOKS,
    RULE,
    UNADVISED,
    WITHHOLDING,
    Arrow,
    Box,
    Frame,
    Panel,
    Picture,
)
from nakanaori.engine.drawing.rulebook_picture import BY_ACTION, BY_SECTION
from nakanaori.engine.language import CaseError, Rulebook, RulebookError
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.engine.telling import phrases_of
from pictures import NASTY, dot_pictures, mermaid_problems, seen
from random_rulebooks import cases, rulebooks
from small_rulebook import write_rulebook

SLOW = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
SPACE = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def small(tmp_path: Path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path))


@pytest.fixture(scope="module")
def wordless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of texts with next to nothing in them: ids stand in for what is missing."""
    folder = tmp_path_factory.mktemp("wordless")
    (folder / "text").mkdir()
    for language in ("ja", "en"):
        (folder / "text" / f"{language}.yaml").write_text(f"language: {language}", "utf-8")
    return folder


def kinds(panel: Panel) -> list[str]:
    return [box.kind for box in panel.boxes]


def shown(drawing: Picture) -> str:
    """All that stands on boxes and over frames, without white space."""
    boxes = [line for panel in drawing.panels for box in panel.boxes for line in (*box.lines, *box.aside)]
    frames = [text for panel in drawing.panels for frame in panel.frames for text in (frame.heading, frame.aside)]
    return "".join("".join((*boxes, *frames)).split())


def on(drawing: Picture, text: str) -> bool:
    return "".join(text.split()) in shown(drawing)


# by section -----------------------------------------------------------------------------------------------------------


def test_each_cited_section_has_a_frame_with_a_row_for_each_of_its_rules(rulebook: Rulebook) -> None:
    drawing = draw_rulebook(rulebook, "ja")
    cited = [section for section in rulebook.sections if any(section in rule.cites for rule in rulebook.rules)]
    assert len(drawing.panels) == len(cited)
    for panel, section in zip(drawing.panels, cited, strict=True):
        (frame,) = panel.frames
        assert rulebook_texts(rulebook, "ja")("sections", section) in frame.heading
        ids = [box.aside[0].split(" · ")[0] for box in panel.boxes if box.kind == RULE]
        assert ids == [rule.id for rule in rulebook.rules if section in rule.cites]
        rows = {box.row for box in panel.boxes}
        assert len(rows) == len(ids)


def test_a_row_tells_condition_reason_and_effects(small: Rulebook) -> None:
    drawing = draw_rulebook(small, "en", only=["2"])
    (panel,) = drawing.panels
    row = [box for box in panel.boxes if box.row == 1]
    assert [box.kind for box in row] == [CONDITION, RULE, ADVISED, WITHHOLDING]
    for text in ("It is miserable.", "At home: “I am”", "Whoever can stay in should.", "Stay in", "Put on a coat"):
        assert on(drawing, text)
    arrows = {(arrow.source, arrow.target): arrow.withholds for arrow in panel.arrows}
    condition, reason, advised, held = (box.name for box in row)
    assert arrows[condition, reason] is False
    assert arrows[reason, advised] is False
    assert arrows[reason, held] is True


def test_every_kind_of_test_is_put_into_words(tmp_path: Path) -> None:
    rules = """\
- rule: everything
  cites: ["1"]
  when: {bag: {at-least: 2}, degrees: {at-least: 3, less-than: 9}, weather: {not: [sun, unknown]}, wet: false}
  any:
    - {bag: {at-least: 1, of: [hat, tea]}, at-home: no}
    - {degrees: unknown}
  unless: {weather: snow}
  advise: stay-in
"""
    drawing = draw_rulebook(load_rulebook(write_rulebook(tmp_path, {"rules/3-more.yaml": rules})), "en", only=["1"])
    say = phrases_of("en")
    for text in (
        "Bag: at least 2 of them",
        "Degrees: 3 or more, less than 9",
        "Weather: any answer but “Sunny” or “I don’t know, or would rather not say”",
        "It is not wet.",
        f"Bag: at least 1 of “A hat” or “A flask of tea”{say('graph', 'also')}At home: “I am not”",
        "Degrees: “I don’t know, or would rather not say”",
        f"{say('graph', 'unless')}• Weather: “Snowing”",
        say("graph", "some"),
    ):
        assert on(drawing, text), text


def test_what_always_holds_and_what_is_basic_is_said(small: Rulebook) -> None:
    drawing = draw_rulebook(small, "ja", only=["2"])
    assert on(drawing, phrases_of("ja")("graph", "always"))
    assert on(drawing, f"everybody-drinks · {phrases_of('ja')('graph', 'basic')}")


def test_many_withheld_actions_are_summed_up_rightly(rulebook: Rulebook) -> None:
    drawing = draw_rulebook(rulebook, "en", only=["20", "beyond"])
    say, texts = phrases_of("en"), rulebook_texts(rulebook, "en")
    for phase in ("now", "soon", "ongoing", "avoid"):
        assert on(drawing, say("graph", "of-phase").format(phase=texts("phases", phase)))
    assert on(drawing, say("graph", "of-tag").format(tag="contact"))
    held = next(
        box
        for panel in drawing.panels
        for box in panel.boxes
        if box.kind == WITHHOLDING and "amends" in "".join(box.lines) and "contact" not in "".join(box.lines)
    )
    # Hearing them out is no amends, so it is named apart.
    assert texts("actions", "hear-them-out", "title") in "".join(held.lines)


def test_without_reasons_the_rule_is_named_at_its_condition(small: Rulebook) -> None:
    drawing = draw_rulebook(small, "en", reasons=False)
    assert not any(RULE in kinds(panel) for panel in drawing.panels)
    assert on(drawing, "umbrella-when-wet")
    assert not on(drawing, "An umbrella keeps you dry.")


# by action ------------------------------------------------------------------------------------------------------------


def test_each_action_has_a_frame_with_the_rules_that_advise_and_withhold_it(small: Rulebook) -> None:
    drawing = draw_rulebook(small, "en", by=BY_ACTION)
    headings = [frame.aside for panel in drawing.panels for frame in panel.frames]
    assert headings == [*small.action, *small.findings]
    coat = drawing.panels[1]
    assert kinds(coat) == [CONDITION, ADVISED, CONDITION, WITHHOLDING]
    assert [box.aside for box in coat.boxes if box.kind == CONDITION] == [
        ("coat-when-cold",),
        ("miserable-means-staying-in",),
    ]
    assert [arrow.withholds for arrow in coat.arrows] == [False, True]


def test_every_rule_is_in_the_drawing_by_action(rulebook: Rulebook) -> None:
    drawing = draw_rulebook(rulebook, by=BY_ACTION)
    named = {line.split(" · ")[0] for panel in drawing.panels for box in panel.boxes for line in box.aside}
    assert named == set(rulebook.rule)


def test_an_action_alone_brings_the_findings_that_it_rests_on(small: Rulebook) -> None:
    drawing = draw_rulebook(small, "en", only=["take-an-umbrella"])
    # The rule that withholds it needs `miserable`, which needs `cold` and `wet`.
    assert [frame.aside for panel in drawing.panels for frame in panel.frames] == [
        "take-an-umbrella", "wet", "cold", "miserable",
    ]  # fmt: skip
    assert [frame.aside for frame in draw_rulebook(small, "en", only=["drink-water"]).panels[0].frames] == [
        "drink-water"
    ]
    assert len(draw_rulebook(small, "en", only=["drink-water"]).panels) == 1


def test_an_action_without_rules_is_drawn_as_idle(tmp_path: Path) -> None:
    more = "- action: sing\n  phase: now\n  cites: ['1']\n  steps: [sing]\n"
    folder = write_rulebook(tmp_path)
    (folder / "actions.yaml").write_text((folder / "actions.yaml").read_text("utf-8") + more, "utf-8")
    drawing = draw_rulebook(load_rulebook(folder), "en", only=["sing"])
    assert [kinds(panel) for panel in drawing.panels] == [[UNADVISED]]


# what is asked for ----------------------------------------------------------------------------------------------------


def test_ids_decide_by_what_it_is_drawn(rulebook: Rulebook) -> None:
    assert draw_rulebook(rulebook, only=["20"]) == draw_rulebook(rulebook, by=BY_SECTION, only=["20"])
    assert draw_rulebook(rulebook, only=["keep-distance"]) == draw_rulebook(
        rulebook, by=BY_ACTION, only=["keep-distance"]
    )
    assert draw_rulebook(rulebook, only=["25", "20"]) == draw_rulebook(rulebook, only=["20", "25"])


def test_unknown_ids_are_errors_all_at_once(rulebook: Rulebook) -> None:
    with pytest.raises(RulebookError) as caught:
        draw_rulebook(rulebook, only=["200", "201"])
    assert len(caught.value.problems) == 2


# other programs -------------------------------------------------------------------------------------------------------


def test_the_parsers_read_the_shipped_rulebook(rulebook: Rulebook) -> None:
    short = [
        draw_rulebook(rulebook, language, by=by, reasons=False)
        for by in ARRANGEMENTS
        for language in rulebook.languages
    ]
    texts = [as_mermaid(drawing) for drawing in short]
    assert [problem for problem in mermaid_problems(texts) if problem] == []
    # What mermaid draws without being told to.
    assert max(map(len, texts)) < 50_000
    assert max(sum(len(panel.arrows) for panel in drawing.panels) for drawing in short) < 500
    drawings = [
        draw_rulebook(rulebook, "ja"),
        draw_rulebook(rulebook, "en", by=BY_ACTION, only=list(rulebook.action)[::4]),
    ]
    for picture, drawing in zip(dot_pictures([as_dot(drawing) for drawing in drawings]), drawings, strict=True):
        groups = [group.get("class") for group in picture.iter(f"{SPACE}g")]
        assert groups.count("node") == sum(len(panel.boxes) for panel in drawing.panels)
        assert groups.count("cluster") == len(drawing.panels)


def nasty(text: str) -> Picture:
    lines = tuple(wrapped(text, COLUMNS)) or ("x",)
    boxes = tuple(Box(f"n{at}", kind, lines, lines, at % 2, "f") for at, kind in enumerate(BOX_KINDS, start=1))
    arrows = (Arrow("n2", "n1"), Arrow("n4", "n3", withholds=True))
    return Picture("rulebook", text, "en", text, (Panel(boxes, arrows, (Frame("f", text, text),)),))


def test_nasty_texts_come_through_all_writers() -> None:
    drawings = [nasty(text) for text in NASTY]
    assert [problem for problem in mermaid_problems([as_mermaid(drawing) for drawing in drawings]) if problem] == []
    assert len(dot_pictures([as_dot(drawing) for drawing in drawings])) == len(NASTY)
    for text, drawing in zip(NASTY, drawings, strict=True):
        picture = ElementTree.fromstring(as_svg(drawing))
        assert {element.tag.removeprefix(SPACE) for element in picture.iter()} <= {
            "svg", "title", "style", "rect", "text", "path", "polygon",
        }  # fmt: skip
        whole = "".join(seen(element.text or "") for element in picture.iter(f"{SPACE}text"))
        assert whole.count(seen(text)) >= 2 * len(BOX_KINDS)


# svg ------------------------------------------------------------------------------------------------------------------


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
        check_layout(draw_rulebook(rulebook, by=by))
    outcome = consult(rulebook, data.draw(cases(rulebook)), engine="reference")
    check_layout(draw_outcome(outcome, rulebook.languages[0]))
    ElementTree.fromstring(as_svg(draw_outcome(outcome, rulebook.languages[0])))


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


def test_nothing_overlaps_in_the_shipped_rulebook(rulebook: Rulebook) -> None:
    for language in rulebook.languages:
        for only in (["20", "beyond"], ["apologise-by-letter", "keep-distance"]):
            check_layout(draw_rulebook(rulebook, language, only=only))
        check_layout(draw_outcome(consult(rulebook, ANSWERS, engine="reference"), language))


def test_the_boxes_of_a_row_are_in_line(rulebook: Rulebook) -> None:
    layout = laid_out(draw_rulebook(rulebook, "en", only=["1.1"]), 0)
    rows: dict[int | None, set[float]] = {}
    for box, spot in layout.boxes:
        if box.kind in (CONDITION, RULE):
            rows.setdefault(box.row, set()).add(round(spot.middle, 3))
    assert all(len(middles) == 1 for middles in rows.values())


def test_the_plan_stands_in_its_order(rulebook: Rulebook) -> None:
    outcome = consult(rulebook, {**ANSWERS, "danger": []}, engine="reference")
    drawing = draw_outcome(outcome, "ja")
    planned = [box.name for panel in drawing.panels for box in panel.boxes if box.frame == "plan"]
    placed = [box.name for box, _ in sorted(laid_out(drawing, 0).boxes, key=lambda placed: placed[1].y)]
    assert [name for name in placed if name in planned] == planned


def test_svg_is_whole_and_asks_for_nothing_else(rulebook: Rulebook) -> None:
    for language, heading in (("ja", "信頼を立て直す手引き"), ("en", "Rebuilding trust")):
        outcome = consult(rulebook, ANSWERS, engine="reference")
        for picture in (as_svg(draw_rulebook(rulebook, language)), as_svg(draw_outcome(outcome, language))):
            root = ElementTree.fromstring(picture)
            assert (root.get("role"), root.get("lang")) == ("img", language)
            title = root.find(f"{SPACE}title")
            assert title is not None
            assert heading in (title.text or "")
            assert "prefers-color-scheme: dark" in picture
            for stranger in ("href", "url(", "@import", "<script", "<image", "foreignObject", " id=", " style="):
                assert stranger not in picture
            assert picture.count("http") == 1


def test_svg_of_one_action_shows_what_leads_to_it(rulebook: Rulebook) -> None:
    outcome = consult(rulebook, ANSWERS, engine="reference")
    picture = as_svg(draw_outcome(outcome, "en", "apologise-by-letter"))
    assert "<title>Apologise in a letter</title>" in picture
    assert "letter-when-they-refuse-to-meet" in picture
    assert "honesty-keeps-trust" not in picture
    with pytest.raises(CaseError, match="apologise-by-letter"):
        as_svg(draw_outcome(outcome, "en", "apologise-by-leter"))


def test_the_same_svg_whatever_the_hash_seed() -> None:
    program = """
import sys
from nakanaori.engine import consult, load_rulebook
from nakanaori.engine.drawing import as_svg, draw_outcome, draw_rulebook
rulebook = load_rulebook()
outcome = consult(rulebook, {"fault": "mine", "relation": "colleague", "cause": ["lied"]}, engine="reference")
pictures = draw_rulebook(rulebook, "ja", by="action"), draw_outcome(outcome, "en")
sys.stdout.buffer.write("".join(map(as_svg, pictures)).encode())
"""
    drawings = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1")
    }
    assert len(drawings) == 1


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("kind", BOX_KINDS)
def test_letters_stand_out_by_day_and_by_night(kind: str) -> None:
    # WCAG 2.2 AA: 4.5 for letters, the faint ones included.
    for letters in (LETTERS, "#57606a"):
        assert contrast(letters, LOOKS[kind].fill) >= 4.5
    for letters in ("#e6e9ec", "#a9b1ba"):
        assert contrast(letters, LOOKS[kind].night) >= 4.5
