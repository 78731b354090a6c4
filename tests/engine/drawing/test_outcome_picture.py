"""The drawing of a consultation: what is in it, and that mermaid's and Graphviz's parsers read it as it is meant."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import msgspec
import pytest
import yaml
from dice import answers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.drawing import as_dot, as_mermaid, as_svg, draw_outcome
from nakanaori.engine.drawing.line_breaking import COLUMNS, wrapped
from nakanaori.engine.drawing.outcome_picture import (
    ANSWER,
    FINDING,
    PLANNED,
    RULE,
    SILENT,
    UNADVISED,
    WITHHELD,
    Edge,
    Graph,
    Vertex,
    reasoning,
)
from nakanaori.engine.language import NUMBER, ONE, UNKNOWN, CaseError, Rulebook, RulebookError
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import phrases_of
from pictures import NASTY, dot_pictures, mermaid_problems, seen
from random_rulebooks import cases, rulebooks
from small_rulebook import write_rulebook

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MISERABLE = {"weather": "rain", "bag": ["hat", "scarf"], "degrees": 3, "at-home": "yes"}

NOT_WRITTEN = "[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]"
"""What no file of a rulebook may hold, not even as an escape."""

MORE_RULES = """\
- rule: tea-warms
  cites: [beyond, "1"]
  when: {bag: {at-least: 2}, degrees: {less-than: 10}}
  any:
    - {bag: tea}
    - {weather: snow}
  advise: drink-water
- rule: no-sun-today
  cites: ["1"]
  when: {weather: {not: [sun]}, at-home: unknown}
  advise: drink-water
- rule: nothing-to-carry
  cites: ["1"]
  unless: {bag: [umbrella, hat]}
  advise: drink-water
- rule: nothing-known
  cites: ["1"]
  when: {wet: false}
  unless: {at-home: yes}
  advise: stay-in
- rule: not-when-cold
  cites: ["1"]
  when: {cold: true}
  withhold: stay-in
"""
"""Rules with every kind of test that the small rulebook does without."""


def small(tmp_path: Path, more: str = "") -> Rulebook:
    """The small rulebook, with more rules."""
    files = {"rules/3-more.yaml": more} if more else {}
    folder = write_rulebook(tmp_path, files)
    head = folder / "rulebook.yaml"
    head.write_text(head.read_text("utf-8").replace('"1.1", "2"]', '"1.1", "2", beyond]'), "utf-8")
    return load_rulebook(folder)


def mermaid(outcome: Outcome, language: str, action: str | None = None) -> str:
    return as_mermaid(draw_outcome(outcome, language, action))


def dot(outcome: Outcome, language: str, action: str | None = None) -> str:
    return as_dot(draw_outcome(outcome, language, action))


def at(rulebook: Rulebook, answers: dict[str, object]) -> Outcome:
    return consult(rulebook, answers, engine="reference")


def ids(graph: Graph, kind: str) -> list[str]:
    return [node.id for node in graph.nodes if node.kind == kind]


def grounds(graph: Graph, rule: str) -> list[Vertex]:
    return [edge.source for edge in graph.edges if edge.target == Vertex(RULE, rule)]


def random_answers(rulebook: Rulebook, random: Random) -> dict[str, object]:
    """Answers to some of the questions."""
    given: dict[str, object] = {}
    for question in rulebook.questions:
        if random.random() < 0.2:
            continue
        if question.kind == NUMBER:
            given[question.id] = random.randint(question.low, question.high)
        elif question.kind == ONE:
            given[question.id] = random.choice((*question.options, UNKNOWN))
        else:
            given[question.id] = [option for option in question.options if random.random() < 0.3]
    return given


# what is drawn --------------------------------------------------------------------------------------------------------


def test_answers_lead_through_findings_and_rules_to_actions(tmp_path: Path) -> None:
    graph = reasoning(at(small(tmp_path), MISERABLE))
    assert ids(graph, ANSWER) == ["weather", "bag", "degrees", "at-home"]
    assert ids(graph, FINDING) == ["wet", "cold", "miserable"]
    assert ids(graph, PLANNED) == ["stay-in", "drink-water"]
    assert ids(graph, WITHHELD) == ["take-an-umbrella", "put-on-a-coat"]
    assert "everybody-drinks" in ids(graph, RULE)
    wet, staying = Vertex(FINDING, "wet"), Vertex(RULE, "miserable-means-staying-in")
    assert Edge(Vertex(ANSWER, "weather", ("rain",)), Vertex(RULE, "rain-and-snow-wet")) in graph.edges
    assert Edge(Vertex(RULE, "rain-and-snow-wet"), wet) in graph.edges
    assert Edge(wet, Vertex(RULE, "umbrella-when-wet")) in graph.edges
    assert Edge(staying, Vertex(PLANNED, "stay-in")) in graph.edges
    assert Edge(staying, Vertex(WITHHELD, "put-on-a-coat"), withholds=True) in graph.edges


def test_an_answer_shows_the_options_that_the_rule_looks_for(tmp_path: Path) -> None:
    graph = reasoning(
        at(small(tmp_path, MORE_RULES), MISERABLE | {"bag": ["umbrella", "hat", "scarf"], "weather": "snow"})
    )
    snow, several = Vertex(ANSWER, "weather", ("snow",)), Vertex(ANSWER, "bag", ("hat", "scarf"))
    assert grounds(graph, "coat-when-cold") == [snow, several, Vertex(FINDING, "cold")]
    assert grounds(graph, "few-degrees-are-cold") == [Vertex(ANSWER, "degrees", ("3",))]


def test_only_the_alternatives_that_hold_are_drawn(tmp_path: Path) -> None:
    graph = reasoning(at(small(tmp_path, MORE_RULES), {"bag": ["hat", "tea"], "degrees": 3, "weather": "sun"}))
    bag, tea = Vertex(ANSWER, "bag", ("hat", "tea")), Vertex(ANSWER, "bag", ("tea",))
    assert grounds(graph, "tea-warms") == [bag, tea, Vertex(ANSWER, "degrees", ("3",))]


def test_an_answer_that_a_test_rules_out_is_drawn_whole(tmp_path: Path) -> None:
    graph = reasoning(at(small(tmp_path, MORE_RULES), {"weather": "rain", "at-home": UNKNOWN, "bag": ["scarf", "tea"]}))
    unknown = Vertex(ANSWER, "at-home", (UNKNOWN,))
    assert grounds(graph, "no-sun-today") == [Vertex(ANSWER, "weather", ("rain",)), unknown]
    assert grounds(graph, "nothing-to-carry") == [Vertex(ANSWER, "bag", ("scarf", "tea"))]


def test_none_of_the_options_is_an_answer(tmp_path: Path) -> None:
    outcome = at(small(tmp_path, MORE_RULES), {"bag": []})
    assert grounds(reasoning(outcome), "nothing-to-carry") == [Vertex(ANSWER, "bag")]
    assert phrases_of("en")("answer", "none") in dot(outcome, "en")


def test_a_rule_that_rests_on_silence_shows_it(tmp_path: Path) -> None:
    outcome = at(small(tmp_path, MORE_RULES), {})
    assert grounds(reasoning(outcome), "nothing-known") == [Vertex(SILENT, "at-home"), Vertex(SILENT, "wet")]
    drawing = dot(outcome, "en")
    assert phrases_of("en")("answer", "open") in drawing
    assert "It is not wet." in drawing


def test_silence_is_left_out_beside_other_grounds(tmp_path: Path) -> None:
    graph = reasoning(at(small(tmp_path, MORE_RULES), {"weather": "rain"}))
    assert grounds(graph, "umbrella-when-wet") == [Vertex(FINDING, "wet")]


def test_one_action_with_what_leads_to_it(tmp_path: Path) -> None:
    graph = reasoning(at(small(tmp_path), MISERABLE), "put-on-a-coat")
    assert ids(graph, WITHHELD) == ["put-on-a-coat"]
    assert ids(graph, PLANNED) == []
    assert "umbrella-when-wet" not in ids(graph, RULE)
    assert {"coat-when-cold", "miserable-means-staying-in", "rain-and-snow-wet"} <= set(ids(graph, RULE))
    assert [edge.source.id for edge in graph.edges if edge.withholds] == ["miserable-means-staying-in"]


def test_an_action_that_nothing_advises_is_drawn_with_what_withholds_it(tmp_path: Path) -> None:
    outcome = at(small(tmp_path, MORE_RULES), {"degrees": 3, "weather": "rain"})
    graph = reasoning(outcome, "stay-in")
    assert ids(graph, UNADVISED) == ["stay-in"]
    assert ids(graph, RULE) == ["few-degrees-are-cold", "not-when-cold"]
    assert ids(reasoning(outcome), UNADVISED) == []
    assert reasoning(at(small(tmp_path / "plain"), {}), "stay-in") == Graph((Vertex(UNADVISED, "stay-in"),), ())


def test_an_unknown_action_is_an_error(tmp_path: Path) -> None:
    outcome = at(small(tmp_path), MISERABLE)
    for write in (mermaid, dot):
        with pytest.raises(CaseError, match="stay-in"):
            write(outcome, "en", "stay-inn")


def test_a_language_without_texts_is_an_error(tmp_path: Path) -> None:
    outcome = at(small(tmp_path), MISERABLE)
    for write in (mermaid, dot):
        with pytest.raises(RulebookError):
            write(outcome, "de")


def test_labels_are_in_the_language(tmp_path: Path) -> None:
    outcome = at(small(tmp_path, MORE_RULES), MISERABLE | {"bag": ["hat", "tea"]})
    say = phrases_of("ja")
    for drawing in (mermaid(outcome, "ja"), dot(outcome, "ja")):
        for wanted in ("家にいる", "濡れます。", "帽子", "お茶", "§1", "1", say("plan", "beyond"), "tea-warms"):
            assert wanted in drawing
        for phrase in ("withheld", "withholds", "answers", "plan", "kept-out"):
            assert say("diagram", phrase) in drawing
    assert say("diagram", "basic") in mermaid(at(outcome.rulebook, MISERABLE), "ja")
    assert "Weather" in mermaid(outcome, "en")
    assert "1. Drink water" in dot(outcome, "en")


@SLOW
@given(st.data())
def test_every_drawing_holds_together(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    outcome = at(rulebook, data.draw(cases(rulebook)))
    whole = reasoning(outcome)
    assert set(ids(whole, RULE)) == set(outcome.fired)
    assert ids(whole, FINDING) == list(outcome.findings)
    assert ids(whole, PLANNED) == [planned.action.id for planned in outcome.plan]
    assert ids(whole, WITHHELD) == [held.action.id for held in outcome.withheld]
    for rule in outcome.fired:
        tests = tuple(rulebook.rule[rule].condition.tests())
        assert bool(grounds(whole, rule)) is bool(tests)
    for action in rulebook.action:
        part = reasoning(outcome, action)
        assert set(part.edges) <= set(whole.edges) or UNADVISED in {node.kind for node in part.nodes}
        assert {node for edge in part.edges for node in (edge.source, edge.target)} <= set(part.nodes)
        (target,) = (node for node in part.nodes if node.kind in (PLANNED, WITHHELD, UNADVISED))
        assert all(edge.target in part.nodes for edge in part.edges)
        assert {edge.source for edge in part.edges} == set(part.nodes) - {target}
        advising = {edge.source.id for edge in part.edges if edge.target == target and not edge.withholds}
        assert advising == {rule for rule in outcome.fired if action in rulebook.rule[rule].advise}
        withholding = {edge.source.id for edge in part.edges if edge.withholds}
        assert withholding == {rule for rule in outcome.fired if action in rulebook.rule[rule].withhold}


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    program = """
import sys
from nakanaori.engine import consult, load_rulebook
from nakanaori.engine.drawing import as_dot, as_mermaid, draw_outcome
answers = {"fault": "mine", "relation": "colleague", "apology": "too-light", "cause": ["lied", "was-late"],
           "contact": "refuses-to-meet", "reach": ["post", "phone"]}
outcome = consult(load_rulebook(), answers, engine="reference")
sys.stdout.buffer.write((as_mermaid(draw_outcome(outcome, "ja")) + as_dot(draw_outcome(outcome, "en"))).encode())
"""
    drawings = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(drawings) == 1


# lines ----------------------------------------------------------------------------------------------------------------


def columns(line: str) -> int:
    """Columns by the plain rule, for texts of ASCII and Japanese letters only."""
    return sum(1 if letter.isascii() else 2 for letter in line)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("短い", ["短い"]),
        ("少なくとも一部は自分に落ち度がある", ["少なくとも一部は", "自分に落ち度がある"]),
        ("letter-when-they-refuse-to-meet-and-more", ["letter-when-they-", "refuse-to-meet-and-more"]),
        ("one\ntwo", ["one", "two"]),
        ("  a \t b  ", ["a b"]),
        (" \n\u3000", []),
        ("", []),
        ("w" * 40, ["w" * 32, "w" * 8]),
        ("長" * 17, ["長" * 16, "長"]),
    ],
)
def test_long_labels_break_where_one_reads_on(text: str, lines: list[str]) -> None:
    assert wrapped(text, COLUMNS) == lines


@given(st.text("あいうアイウ漢字相手。、「」abc -ー", max_size=120))
def test_lines_fit_and_lose_nothing_but_spaces(text: str) -> None:
    lines = wrapped(text, COLUMNS)
    assert all(line.strip() == line != "" and columns(line) <= COLUMNS for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


# the real parsers -----------------------------------------------------------------------------------------------------


def drawn(picture: ElementTree.Element, kind: str) -> Iterator[list[str]]:
    """The lines of text that stand on each node or edge in an SVG picture."""
    namespace = "{http://www.w3.org/2000/svg}"
    for group in picture.iter(f"{namespace}g"):
        if group.get("class") == kind:
            yield [text.text or "" for text in group.iter(f"{namespace}text")]


QUOTED = r'"(?:[A-Za-z0-9 ,.?!()/\'-]|[^\x00-\x7f]|#\d+;|<br/>)+"'
MERMAID_LINE = re.compile(
    "|".join(
        (
            r"---|config:|  flowchart:|    wrappingWidth: \d+|flowchart LR",
            rf"  subgraph [a-z-]+-frame\[{QUOTED}\]|  end",
            rf" +n\d+(?:\[{QUOTED}\]|\({QUOTED}\)|\(\[{QUOTED}\]\)|\{{\{{{QUOTED}\}}\}})",
            rf"  n\d+ (?:-->|-\.-x\|{QUOTED}\|) n\d+",
            r"  classDef [a-z]+ [a-z0-9 :,#-]+|  class n\d+(?:,n\d+)* [a-z]+",
            r"  style [a-z-]+ [a-z0-9:,#]+|  linkStyle \d+(?:,\d+)* [a-z0-9:,#-]+",
        )
    )
)


def mermaid_labels(diagram: str) -> list[str]:
    """The labels of a mermaid diagram as a reader sees them; no line of it is anything but what was meant."""
    lines = diagram.splitlines()
    assert [line for line in lines if not MERMAID_LINE.fullmatch(line)] == []
    quoted = (found[1:-1] for found in re.findall(QUOTED, diagram))
    return [re.sub(r"#(\d+);", lambda found: chr(int(found[1])), re.sub("<br/>|\u2060", "", label)) for label in quoted]


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
    rulebook = small(tmp_path, MORE_RULES)
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
        diagrams.append(mermaid(outcome, "en"))
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
        graph = reasoning(outcome)
        drawings.append(dot(outcome, "en"))
        wanted.append((text, len(graph.nodes), len(graph.edges)))

    with_nasty_texts(tmp_path, check)
    for picture, (text, nodes, edges) in zip(dot_pictures(drawings), wanted, strict=True):
        labels = [seen("".join(lines)) for lines in drawn(picture, "node")]
        assert (len(labels), len(list(drawn(picture, "edge")))) == (nodes, edges)
        assert (seen(text) or "wet") in labels
        assert f"1.{seen(text)}" in labels


def test_the_parsers_read_what_the_shipped_rulebook_draws(rulebook: Rulebook) -> None:
    random = Random(0)
    diagrams, drawings, sizes = [], [], []
    for _ in range(12):
        outcome = at(rulebook, random_answers(rulebook, random))
        for action in (None, random.choice(list(rulebook.action))):
            graph = reasoning(outcome, action)
            for language in rulebook.languages:
                diagrams.append(mermaid(outcome, language, action))
                drawings.append(dot(outcome, language, action))
                sizes.append((len(graph.nodes), len(graph.edges)))
    # What mermaid draws without being told to: 500 edges and 50,000 letters.
    assert max(edges for _, edges in sizes) < 500
    assert max(map(len, diagrams)) < 50_000
    assert all(mermaid_labels(diagram) for diagram in diagrams)
    assert [problem for problem in mermaid_problems(diagrams) if problem] == []
    counted = [(len([*drawn(picture, "node")]), len([*drawn(picture, "edge")])) for picture in dot_pictures(drawings)]
    assert counted == sizes


def test_the_check_itself_finds_what_is_wrong() -> None:
    wrong = ["flowchart LR\n  n1[", 'flowchart LR\n  n1["a"b"]', "pie\n", "", "flowchart LR\n  n1 --> end"]
    problems = mermaid_problems([*wrong, 'flowchart LR\n  n1["a"] --> n2'])
    assert all(problems[:-1])
    assert problems[-1] is None


@pytest.mark.parametrize("seed", range(60))
def test_what_is_drawn_while_the_alarm_stands_leads_from_left_to_right(rulebook: Rulebook, seed: int) -> None:
    """Rules may withhold what nothing advised; they lead nowhere and stand before the last column all the same."""
    person = {**answers(Random(seed), rulebook), "danger": ["want-to-disappear"]}
    outcome = consult(rulebook, person, engine="reference")
    (panel,) = draw_outcome(outcome, "ja").panels
    column = {box.name: box.column for box in panel.boxes}
    assert all(column[arrow.source] < column[arrow.target] for arrow in panel.arrows)
    assert as_svg(draw_outcome(outcome, "ja")).startswith("<svg")
