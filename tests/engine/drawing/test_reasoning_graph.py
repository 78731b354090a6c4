"""The reasoning that is drawn: what leads to what, and what is left out."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.drawing.picture import ANSWER, FINDING, PLANNED, RULE, SILENT, UNADVISED, WITHHELD
from nakanaori.engine.drawing.reasoning_graph import Edge, ReasoningGraph, Vertex, reasoning
from nakanaori.engine.language import UNKNOWN, Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import fired_reasons
from random_rulebooks import cases, rulebooks
from small_rulebook import write_more_rules, write_rulebook

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MISERABLE = {"weather": "rain", "bag": ["hat", "scarf"], "degrees": 3, "at-home": "yes"}


def small(folder: Path) -> Rulebook:
    return load_rulebook(write_rulebook(folder))


def more(folder: Path) -> Rulebook:
    return load_rulebook(write_more_rules(folder))


def at(rulebook: Rulebook, answers: dict[str, object]) -> Outcome:
    return consult(rulebook, answers, engine="reference")


def graph_of(outcome: Outcome, action: str | None = None) -> ReasoningGraph:
    known = None if action is None else outcome.rulebook.action[action]
    return reasoning(outcome, fired_reasons(outcome, outcome.fired), known)


def ids(graph: ReasoningGraph, kind: str) -> list[str]:
    return [vertex.id for vertex in graph.vertices if vertex.kind == kind]


def grounds(graph: ReasoningGraph, rule: str) -> list[Vertex]:
    return [edge.source for edge in graph.edges if edge.target == Vertex(RULE, rule)]


def test_answers_lead_through_findings_and_rules_to_actions(tmp_path: Path) -> None:
    graph = graph_of(at(small(tmp_path), MISERABLE))
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
    graph = graph_of(at(more(tmp_path), MISERABLE | {"bag": ["umbrella", "hat", "scarf"], "weather": "snow"}))
    snow, several = Vertex(ANSWER, "weather", ("snow",)), Vertex(ANSWER, "bag", ("hat", "scarf"))
    assert grounds(graph, "coat-when-cold") == [snow, several, Vertex(FINDING, "cold")]
    assert grounds(graph, "few-degrees-are-cold") == [Vertex(ANSWER, "degrees", ("3",))]


def test_only_the_alternatives_that_hold_are_drawn(tmp_path: Path) -> None:
    graph = graph_of(at(more(tmp_path), {"bag": ["hat", "tea"], "degrees": 3, "weather": "sun"}))
    bag, tea = Vertex(ANSWER, "bag", ("hat", "tea")), Vertex(ANSWER, "bag", ("tea",))
    assert grounds(graph, "tea-warms") == [bag, tea, Vertex(ANSWER, "degrees", ("3",))]


def test_an_answer_that_a_test_rules_out_is_drawn_whole(tmp_path: Path) -> None:
    graph = graph_of(at(more(tmp_path), {"weather": "rain", "at-home": UNKNOWN, "bag": ["scarf", "tea"]}))
    unknown = Vertex(ANSWER, "at-home", (UNKNOWN,))
    assert grounds(graph, "no-sun-today") == [Vertex(ANSWER, "weather", ("rain",)), unknown]
    assert grounds(graph, "nothing-to-carry") == [Vertex(ANSWER, "bag", ("scarf", "tea"))]


def test_none_of_the_options_is_an_answer(tmp_path: Path) -> None:
    assert grounds(graph_of(at(more(tmp_path), {"bag": []})), "nothing-to-carry") == [Vertex(ANSWER, "bag")]


def test_a_rule_that_rests_on_silence_shows_it(tmp_path: Path) -> None:
    outcome = at(more(tmp_path), {})
    assert grounds(graph_of(outcome), "nothing-known") == [Vertex(SILENT, "at-home"), Vertex(SILENT, "wet")]


def test_silence_is_left_out_beside_other_grounds(tmp_path: Path) -> None:
    graph = graph_of(at(more(tmp_path), {"weather": "rain"}))
    assert grounds(graph, "umbrella-when-wet") == [Vertex(FINDING, "wet")]


def test_one_action_with_what_leads_to_it(tmp_path: Path) -> None:
    graph = graph_of(at(small(tmp_path), MISERABLE), "put-on-a-coat")
    assert ids(graph, WITHHELD) == ["put-on-a-coat"]
    assert ids(graph, PLANNED) == []
    assert "umbrella-when-wet" not in ids(graph, RULE)
    assert {"coat-when-cold", "miserable-means-staying-in", "rain-and-snow-wet"} <= set(ids(graph, RULE))
    assert [edge.source.id for edge in graph.edges if edge.withholds] == ["miserable-means-staying-in"]


def test_an_action_that_nothing_advises_is_drawn_with_what_withholds_it(tmp_path: Path) -> None:
    outcome = at(more(tmp_path), {"degrees": 3, "weather": "rain"})
    graph = graph_of(outcome, "stay-in")
    assert ids(graph, UNADVISED) == ["stay-in"]
    assert ids(graph, RULE) == ["few-degrees-are-cold", "not-when-cold"]
    assert ids(graph_of(outcome), UNADVISED) == []
    assert graph_of(at(small(tmp_path / "plain"), {}), "stay-in") == ReasoningGraph((Vertex(UNADVISED, "stay-in"),), ())


@SLOW
@given(st.data())
def test_every_drawing_holds_together(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    outcome = at(rulebook, data.draw(cases(rulebook)))
    whole = graph_of(outcome)
    assert set(ids(whole, RULE)) == set(outcome.fired)
    assert ids(whole, FINDING) == list(outcome.findings)
    assert ids(whole, PLANNED) == [planned.action.id for planned in outcome.plan]
    assert ids(whole, WITHHELD) == [held.action.id for held in outcome.withheld]
    for rule in outcome.fired:
        condition = rulebook.rule[rule].condition
        tests = tuple(condition.tests())
        # A row of a table rests on the rows above it as well, which may have no tests.
        assert bool(grounds(whole, rule)) is bool(tests) or condition.earlier is not None
    for action in rulebook.action:
        part = graph_of(outcome, action)
        assert set(part.edges) <= set(whole.edges) or UNADVISED in {vertex.kind for vertex in part.vertices}
        assert {end for edge in part.edges for end in (edge.source, edge.target)} <= set(part.vertices)
        (target,) = (vertex for vertex in part.vertices if vertex.kind in (PLANNED, WITHHELD, UNADVISED))
        assert all(edge.target in part.vertices for edge in part.edges)
        assert {edge.source for edge in part.edges} == set(part.vertices) - {target}
        advising = {edge.source.id for edge in part.edges if edge.target == target and not edge.withholds}
        drawn = rulebook.led_by if target.kind == PLANNED else {}
        leading = {rule for rule in outcome.fired if rule in drawn.get(action, ())}
        assert advising == {rule for rule in outcome.fired if action in rulebook.rule[rule].advise} | leading
        assert {edge.source.id for edge in part.edges if edge.target == target and edge.leads} == leading
        withholding = {edge.source.id for edge in part.edges if edge.withholds}
        assert withholding == {rule for rule in outcome.fired if action in rulebook.rule[rule].withhold}


def test_columns_lead_from_answers_over_findings_to_actions(tmp_path: Path) -> None:
    graph = graph_of(at(small(tmp_path), MISERABLE))
    column = graph.column
    assert all(column[edge.source] < column[edge.target] for edge in graph.edges)
    assert {column[vertex] for vertex in graph.vertices if vertex.kind == ANSWER} == {0}
    last = max(column.values())
    assert {column[vertex] for vertex in graph.vertices if vertex.kind in (PLANNED, WITHHELD)} == {last}
    assert column[Vertex(RULE, "everybody-drinks")] == column[Vertex(RULE, "umbrella-when-wet")] == last - 1
    assert [column[Vertex(FINDING, finding)] for finding in ("wet", "cold", "miserable")] == [2, 2, 4]
