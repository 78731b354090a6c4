"""Pictures as mermaid and for Graphviz: their own parsers read them, whatever stands in the texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.drawing import as_dot, as_mermaid, as_svg, balanced_lines, draw_outcome, draw_rulebook
from nakanaori.engine.drawing.line_breaking import COLUMNS
from nakanaori.engine.drawing.picture import BOX_KINDS, Arrow, Box, Frame, Panel, Picture
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import wording_of
from pictures import NASTY, dot_lines, dot_pictures, mermaid_labels, mermaid_problems, seen
from small_rulebook import write_more_rules
from steering import CONTROLS, steering, told_in_controls

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SPACE = "{http://www.w3.org/2000/svg}"
MISERABLE = {"weather": "rain", "bag": ["hat", "scarf"], "degrees": 3, "at-home": "yes"}

NOT_WRITTEN = "[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]"
"""What no file of a rulebook may hold, not even as an escape."""


def at(rulebook: Rulebook, answers: dict[str, object]) -> Outcome:
    return consult(rulebook, answers, engine="reference")


def drawn(outcome: Outcome) -> Picture:
    return draw_outcome(outcome, wording_of(outcome.rulebook, "en"))


def spoken_in(rulebook: Rulebook, text: str) -> Rulebook:
    """The rulebook with `text` for each of its texts."""
    texts: dict[str, object] = {
        "questions": {
            question.id: {"topic": text, "options": dict.fromkeys(question.options, text)}
            for question in rulebook.questions
        },
        "findings": {finding: {"holds": text, "fails": text} for finding in rulebook.findings},
        "actions": {action: {"title": text} for action in rulebook.action},
    }
    path = rulebook.folder / "text" / "en.yaml"
    path.write_text(yaml.safe_dump(texts, allow_unicode=True), encoding="utf-8")
    # Texts are cached for each rulebook.
    return msgspec.structs.replace(rulebook)


def with_nasty_texts(tmp_path: Path, check: Callable[[str, Outcome], None]) -> None:
    """Hands `check` outcomes of a rulebook all of whose texts are the given nasty one."""
    rulebook = load_rulebook(write_more_rules(tmp_path))
    nasty = [text for text in NASTY if not re.search(NOT_WRITTEN, text)]
    anything = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
    letters = st.text(anything | st.sampled_from("\"'\\#;<>&[]{}()|%`*_-=~.:$@\n\t "))
    texts = st.one_of(st.sampled_from(nasty), letters, st.lists(st.sampled_from(nasty) | letters).map("".join))

    @settings(SLOW, max_examples=60)
    @given(texts)
    def examine(text: str) -> None:
        check(text, at(spoken_in(rulebook, text), MISERABLE | {"bag": ["hat", "tea"]}))

    for text in nasty:
        check(text, at(spoken_in(rulebook, text), MISERABLE | {"bag": ["hat", "tea"]}))
    examine()


def test_mermaid_reads_nasty_texts_and_shows_them_as_they_are(tmp_path: Path) -> None:
    diagrams: list[str] = []

    def check(text: str, outcome: Outcome) -> None:
        diagrams.append(as_mermaid(drawn(outcome)))
        labels = [seen(label) for label in mermaid_labels(diagrams[-1])]
        assert (seen(text) or "wet") in labels
        assert f"1.{seen(text)}" in labels

    with_nasty_texts(tmp_path, check)
    problems = mermaid_problems(diagrams)
    assert [(problem, diagram) for problem, diagram in zip(problems, diagrams, strict=True) if problem] == []


def test_graphviz_reads_nasty_texts_and_shows_them_as_they_are(tmp_path: Path) -> None:
    drawings: list[str] = []
    wanted: list[tuple[str, int, int]] = []

    def check(text: str, outcome: Outcome) -> None:
        (panel,) = drawn(outcome).panels
        drawings.append(as_dot(drawn(outcome)))
        wanted.append((text, len(panel.boxes), len(panel.arrows)))

    with_nasty_texts(tmp_path, check)
    for picture, (text, nodes, edges) in zip(dot_pictures(drawings), wanted, strict=True):
        labels = [seen("".join(lines)) for lines in dot_lines(picture, "node")]
        assert (len(labels), len(list(dot_lines(picture, "edge")))) == (nodes, edges)
        assert (seen(text) or "wet") in labels
        assert f"1.{seen(text)}" in labels


def nasty(text: str) -> Picture:
    lines = tuple(balanced_lines(text, COLUMNS)) or ("x",)
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


def test_no_control_character_reaches_a_drawing(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_more_rules(tmp_path))
    wording = told_in_controls(wording_of(rulebook, "en"))
    outcome = at(rulebook, MISERABLE | {"bag": ["hat", "tea"]})
    for drawing in (draw_outcome(outcome, wording), draw_rulebook(rulebook, wording), nasty(CONTROLS)):
        written = [as_mermaid(drawing), as_dot(drawing), as_svg(drawing)]
        assert [steering(one) for one in written] == [[], [], []]
        assert "#92;u001b" in written[0]
        assert "\\\\u001b" in written[1]
        assert "\\u001b" in written[2]


def test_the_check_itself_finds_what_is_wrong() -> None:
    wrong = ["flowchart LR\n  n1[", 'flowchart LR\n  n1["a"b"]', "pie\n", "", "flowchart LR\n  n1 --> end"]
    problems = mermaid_problems([*wrong, 'flowchart LR\n  n1["a"] --> n2'])
    assert all(problems[:-1])
    assert problems[-1] is None
