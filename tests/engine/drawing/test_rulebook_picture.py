"""The picture of a rulebook: what is in it, by section and by action, and that other programs read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from nakanaori.engine.drawing import as_dot, as_mermaid, draw_neighbourhood, draw_rulebook
from nakanaori.engine.drawing.picture import ADVISED, CONDITION, RULE, UNADVISED, WITHHOLDING, Panel, Picture
from nakanaori.engine.drawing.rulebook_picture import BY_ACTION, BY_SECTION
from nakanaori.engine.language import Rulebook, RulebookError
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.engine.telling import phrases_of, wording_of
from pictures import dot_pictures, mermaid_problems
from small_rulebook import changed, write_rulebook

SPACE = "{http://www.w3.org/2000/svg}"


def rulebook_drawn(rulebook: Rulebook, language: str, **asked: Any) -> Picture:
    return draw_rulebook(rulebook, wording_of(rulebook, language), **asked)


@pytest.fixture
def small(tmp_path: Path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path))


def kinds(panel: Panel) -> list[str]:
    return [box.kind for box in panel.boxes]


def shown(drawing: Picture) -> str:
    """All that stands on boxes and over frames, without white space."""
    boxes = [line for panel in drawing.panels for box in panel.boxes for line in (*box.lines, *box.aside)]
    frames = [text for panel in drawing.panels for frame in panel.frames for text in (frame.heading, frame.aside)]
    return "".join("".join((*boxes, *frames)).split())


def on(drawing: Picture, text: str) -> bool:
    return "".join(text.split()) in shown(drawing)


def test_each_cited_section_has_a_frame_with_a_row_for_each_of_its_rules(rulebook: Rulebook) -> None:
    drawing = rulebook_drawn(rulebook, "ja")
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
    drawing = rulebook_drawn(small, "en", only=["2"])
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


def test_around_an_action_stands_every_rule_that_has_to_do_with_it_and_no_other(rulebook: Rulebook) -> None:
    for action in rulebook.action:
        drawing = draw_neighbourhood(rulebook, wording_of(rulebook, "en"), action)
        (panel,) = drawing.panels
        assert [frame.aside for frame in panel.frames] == [action]
        drawn = [box.aside[0].split(" · ")[0] for box in panel.boxes if box.kind == RULE]
        near = [rule for rule in rulebook.rules if action in (*rule.advise, *rule.withhold, *rule.lead)]
        assert drawn == [rule.id for rule in near]
        assert kinds(panel).count(WITHHOLDING) == sum(bool(rule.withhold) for rule in near)
    assert mermaid_problems([as_mermaid(drawing)]) == [None]


def test_around_an_action_that_no_rule_names_that_is_said(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path, changed("rules/2-actions.yaml", "  advise: stay-in\n", ""))
    lonely = load_rulebook(folder)
    (panel,) = draw_neighbourhood(lonely, wording_of(lonely, "ja"), "stay-in").panels
    assert kinds(panel) == [UNADVISED]
    with pytest.raises(RulebookError, match="stay-in"):
        draw_neighbourhood(lonely, wording_of(lonely, "ja"), "stay-inn")


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
    drawing = rulebook_drawn(load_rulebook(write_rulebook(tmp_path, {"rules/3-more.yaml": rules})), "en", only=["1"])
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
    drawing = rulebook_drawn(small, "ja", only=["2"])
    assert on(drawing, phrases_of("ja")("graph", "always"))
    assert on(drawing, f"everybody-drinks · {phrases_of('ja')('graph', 'basic')}")


def test_many_withheld_actions_are_summed_up_rightly(rulebook: Rulebook) -> None:
    drawing = rulebook_drawn(rulebook, "en", only=["20", "beyond"])
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
    drawing = rulebook_drawn(small, "en", reasons=False)
    assert not any(RULE in kinds(panel) for panel in drawing.panels)
    assert on(drawing, "umbrella-when-wet")
    assert not on(drawing, "An umbrella keeps you dry.")


def test_each_action_has_a_frame_with_the_rules_that_advise_and_withhold_it(small: Rulebook) -> None:
    drawing = rulebook_drawn(small, "en", by=BY_ACTION)
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
    drawing = rulebook_drawn(rulebook, "ja", by=BY_ACTION)
    named = {line.split(" · ")[0] for panel in drawing.panels for box in panel.boxes for line in box.aside}
    assert named == set(rulebook.rule)


def test_an_action_alone_brings_the_findings_that_it_rests_on(small: Rulebook) -> None:
    drawing = rulebook_drawn(small, "en", only=["take-an-umbrella"])
    # The rule that withholds it needs `miserable`, which needs `cold` and `wet`.
    assert [frame.aside for panel in drawing.panels for frame in panel.frames] == [
        "take-an-umbrella", "wet", "cold", "miserable",
    ]  # fmt: skip
    assert [frame.aside for frame in rulebook_drawn(small, "en", only=["drink-water"]).panels[0].frames] == [
        "drink-water"
    ]
    drinking, cold = rulebook_drawn(small, "en", only=["drink-water"]).panels
    assert [frame.aside for frame in (*drinking.frames, *cold.frames)] == ["drink-water", "cold"], (
        "for one of its steps"
    )


def test_an_action_without_rules_is_drawn_as_idle(tmp_path: Path) -> None:
    more = "- action: sing\n  phase: now\n  cites: ['1']\n  steps: [sing]\n"
    folder = write_rulebook(tmp_path)
    (folder / "actions.yaml").write_text((folder / "actions.yaml").read_text("utf-8") + more, "utf-8")
    drawing = rulebook_drawn(load_rulebook(folder), "en", only=["sing"])
    assert [kinds(panel) for panel in drawing.panels] == [[UNADVISED]]


def test_ids_decide_by_what_it_is_drawn(rulebook: Rulebook) -> None:
    assert rulebook_drawn(rulebook, "ja", only=["20"]) == rulebook_drawn(rulebook, "ja", by=BY_SECTION, only=["20"])
    assert rulebook_drawn(rulebook, "ja", only=["keep-distance"]) == rulebook_drawn(
        rulebook, "ja", by=BY_ACTION, only=["keep-distance"]
    )
    assert rulebook_drawn(rulebook, "ja", only=["25", "20"]) == rulebook_drawn(rulebook, "ja", only=["20", "25"])


def test_unknown_ids_are_errors_all_at_once(rulebook: Rulebook) -> None:
    with pytest.raises(RulebookError) as caught:
        rulebook_drawn(rulebook, "ja", only=["200", "201"])
    assert len(caught.value.problems) == 2


def test_the_parsers_read_the_shipped_rulebook(rulebook: Rulebook) -> None:
    """As much of it at a time as mermaid draws without being told to: 500 arrows and 50,000 letters."""
    by_section = rulebook.sections[::4]
    by_action = [*rulebook.action][::6]
    short = [
        rulebook_drawn(rulebook, language, only=[name], reasons=False)
        for name in (*by_section, *by_action)
        for language in rulebook.languages
        if rulebook_drawn(rulebook, language, only=[name], reasons=False).panels
    ]
    texts = [as_mermaid(drawing) for drawing in short]
    assert [problem for problem in mermaid_problems(texts) if problem] == []
    assert max(map(len, texts)) < 50_000
    assert max(sum(len(panel.arrows) for panel in drawing.panels) for drawing in short) < 500
    drawings = [
        rulebook_drawn(rulebook, "ja"),
        rulebook_drawn(rulebook, "en", by=BY_ACTION, only=list(rulebook.action)[::4]),
    ]
    for picture, drawing in zip(dot_pictures([as_dot(drawing) for drawing in drawings]), drawings, strict=True):
        groups = [group.get("class") for group in picture.iter(f"{SPACE}g")]
        assert groups.count("node") == sum(len(panel.boxes) for panel in drawing.panels)
        assert groups.count("cluster") == len(drawing.panels)
