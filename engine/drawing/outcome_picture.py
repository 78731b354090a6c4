"""A drawing of a consultation: which answers led to which findings, rules and actions; as mermaid, dot and SVG.

A rule is drawn with what speaks for it: the chosen options that its tests look at, and the findings it rests on. What
held only because something is not so (an `unless` on an open question, a finding that must not be established) would
hide the rest and is left out, except at a rule that has no other ground. An answer that a test merely rules out (`not`,
`unless`) is drawn where nothing else at the rule looks at that question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from ..consulting import Outcome
from ..language import UNKNOWN, AtLeast, Finding, NoneOf, OneOf, Rule, Test
from ..reading import rulebook_texts
from ..telling import Telling, used_tests
from .line_breaking import COLUMNS, wrapped
from .picture import (
    ANSWER,
    FINDING,
    PLANNED,
    RULE,
    SILENT,
    UNADVISED,
    WITHHELD,
    Arrow,
    Box,
    Frame,
    Panel,
    Picture,
)

VERTEX_KINDS = (ANSWER, SILENT, FINDING, RULE, PLANNED, WITHHELD, UNADVISED)


class Vertex(msgspec.Struct, frozen=True):
    """One thing drawn, by the id of its question, finding, rule or action; `options` are those an answer shows.

    A `silent` node is an open question or a finding that is not established.
    """

    kind: str
    id: str
    options: tuple[str, ...] = ()


class Edge(msgspec.Struct, frozen=True):
    """`source` leads to `target`, or withholds it."""

    source: Vertex
    target: Vertex
    withholds: bool = False


class Graph(msgspec.Struct, frozen=True):
    """What is drawn, in the order of the rulebook and of the plan."""

    nodes: tuple[Vertex, ...]
    edges: tuple[Edge, ...]


# what is drawn --------------------------------------------------------------------------------------------------------


def reasoning(outcome: Outcome, action: str | None = None) -> Graph:
    """The graph of all that fired, or of what leads to one action.

    Raises CaseError when the rulebook has no such action.
    """
    actions = {planned.action.id: Vertex(PLANNED, planned.action.id) for planned in outcome.plan}
    actions |= {held.action.id: Vertex(WITHHELD, held.action.id) for held in outcome.withheld}
    if action is not None:
        action = outcome.rulebook.known_action(action).id
        actions.setdefault(action, Vertex(UNADVISED, action))
    rules = [outcome.rulebook.rule[rule] for rule in outcome.fired]
    edges = {edge for rule in rules for edge in _edges(outcome, rule, actions)}
    nodes = {Vertex(RULE, rule.id) for rule in rules} | set(actions.values())
    nodes |= {end for edge in edges for end in (edge.source, edge.target)}
    if action is not None:
        nodes = _leading_to(actions[action], edges)
        edges = {edge for edge in edges if edge.target in nodes}
    place = _places(outcome)
    return Graph(
        nodes=tuple(sorted(nodes, key=place)),
        edges=tuple(sorted(edges, key=lambda edge: (place(edge.source), place(edge.target), edge.withholds))),
    )


def _edges(outcome: Outcome, rule: Rule, actions: dict[str, Vertex]) -> Iterator[Edge]:
    """Into a fired rule from its grounds, out of it to its findings and to those of `actions` that it names."""
    drawn = Vertex(RULE, rule.id)
    yield from (Edge(ground, drawn) for ground in _grounds(outcome, rule))
    yield from (Edge(drawn, Vertex(FINDING, finding)) for finding in rule.find)
    yield from (Edge(drawn, actions[name]) for name in rule.advise)
    yield from (Edge(drawn, actions[name], withholds=True) for name in rule.withhold if name in actions)


def _grounds(outcome: Outcome, rule: Rule) -> Iterator[Vertex]:
    """What a fired rule rests on, chosen as this module's docstring says."""
    tests = tuple(used_tests(rule, outcome.case.facts, outcome.findings))
    speaking = [test for test in tests if not _is_silent(outcome, test)]
    picked = {test.question for test in speaking if not isinstance(test, Finding) and _picks(outcome, test)}
    for test in speaking:
        if isinstance(test, Finding):
            yield Vertex(FINDING, test.finding)
        elif _picks(outcome, test) or test.question not in picked:
            yield Vertex(ANSWER, test.question, _shown(outcome, test))
    if not speaking:
        yield from (Vertex(SILENT, test.finding if isinstance(test, Finding) else test.question) for test in tests)


def _is_silent(outcome: Outcome, test: Test) -> bool:
    """Whether the test looks at an open question, or at a finding that is not established."""
    if isinstance(test, Finding):
        return test.finding not in outcome.findings
    return test.question not in outcome.case.facts


def _picks(outcome: Outcome, test: Test) -> bool:
    """Whether the test, of a rule that fired, looks for what was answered, not for what was not."""
    return not isinstance(test, NoneOf) and test.holds(outcome.case.facts, outcome.findings)


def _shown(outcome: Outcome, test: Test) -> tuple[str, ...]:
    """The chosen options that the test looks for, or the whole answer where it picks none; a number as its digits."""
    assert not isinstance(test, Finding)
    value = outcome.case.facts[test.question]
    if isinstance(value, int):
        return (str(value),)
    if isinstance(test, (OneOf, AtLeast)) and _picks(outcome, test):
        value &= test.options if isinstance(test, OneOf) else test.of
    options = (*outcome.rulebook.question[test.question].options, UNKNOWN)
    return tuple(option for option in options if option in value)


def _leading_to(target: Vertex, edges: Iterable[Edge]) -> set[Vertex]:
    """The node, and all from which a path leads to it."""
    sources: dict[Vertex, list[Vertex]] = {}
    for edge in edges:
        sources.setdefault(edge.target, []).append(edge.source)
    reached, waiting = {target}, [target]
    while waiting:
        new = set(sources.get(waiting.pop(), ())) - reached
        reached |= new
        waiting.extend(new)
    return reached


def _places(outcome: Outcome) -> Callable[[Vertex], tuple[int, int, tuple[str, ...]]]:
    """The order of nodes: by kind, then as the rulebook or the plan has it."""
    rulebook = outcome.rulebook
    facts = (*rulebook.question, *rulebook.findings)
    ids = {ANSWER: facts, SILENT: facts, FINDING: facts, RULE: tuple(rulebook.rule)}
    actions = (*(planned.action.id for planned in outcome.plan), *rulebook.action)
    position = {
        kind: {name: at for at, name in enumerate(dict.fromkeys(ids.get(kind, actions)))} for kind in VERTEX_KINDS
    }
    return lambda node: (VERTEX_KINDS.index(node.kind), position[node.kind][node.id], node.options)


# labels ---------------------------------------------------------------------------------------------------------------


class _Labels:
    """The lines that stand on a node, in one language."""

    def __init__(self, outcome: Outcome, language: str) -> None:
        self.outcome = outcome
        self.telling = Telling(outcome, rulebook_texts(outcome.rulebook, language))

    def phrase(self, name: str) -> str:
        return self.telling.say("diagram", name)

    def lines(self, node: Vertex) -> tuple[str, ...]:
        """At least one line, none of them blank."""
        lines = [line for part in self.parts(node) for line in wrapped(part, COLUMNS)]
        return tuple(lines) or (node.id,)

    def parts(self, node: Vertex) -> Iterator[str]:
        """What the label says, part by part, each on a line of its own."""
        if node.kind == ANSWER:
            yield from self.answer(node)
        elif node.kind == SILENT:
            yield from self.silent(node)
        elif node.kind == FINDING:
            yield self.telling.finding(node.id, holds=True)
        elif node.kind == RULE:
            yield node.id
            yield " ".join(map(self.telling.label, self.outcome.rulebook.rule[node.id].cites))
        else:
            yield from self.action(node)

    def answer(self, node: Vertex) -> Iterator[str]:
        question = self.outcome.rulebook.question[node.id]
        number = isinstance(self.outcome.case.facts[node.id], int)
        shown = node.options if number else [self.telling.option(question, option) for option in node.options]
        yield self.phrase("topic").format(topic=self.telling.topic(node.id))
        if len(shown) > 1:
            yield from (self.phrase("one-of-several").format(option=option) for option in shown)
        else:
            yield from shown or [self.telling.say("answer", "none")]

    def silent(self, node: Vertex) -> Iterator[str]:
        if node.id in self.outcome.rulebook.question:
            yield self.phrase("topic").format(topic=self.telling.topic(node.id))
            yield self.telling.say("answer", "open")
        else:
            yield self.telling.finding(node.id, holds=False)

    def action(self, node: Vertex) -> Iterator[str]:
        title = self.telling.texts("actions", node.id, "title")
        planned = self.outcome.planned(node.id)
        if planned is None:
            yield title
            yield self.phrase(node.kind)
        else:
            yield f"{planned.rank}. {title}"
            if planned.basic:
                yield self.phrase("basic")


# drawings -------------------------------------------------------------------------------------------------------------


def draw_outcome(outcome: Outcome, language: str, action: str | None = None) -> Picture:
    """The drawing as a value, with its texts in `language`; with `action`, only what leads to it.

    Raises CaseError when the rulebook has no such action, RulebookError when it has no texts in `language`.
    """
    graph, labels = reasoning(outcome, action), _Labels(outcome, language)
    # Names are made up, so that no id can be taken for a keyword.
    names = {node: f"n{number}" for number, node in enumerate(graph.nodes, start=1)}
    framed = {kind: frame for frame, kinds in _GROUPS for kind in kinds}
    columns = _columns(graph)
    boxes = (
        Box(names[node], node.kind, labels.lines(node), (), columns[node], framed.get(node.kind, ""))
        for node in graph.nodes
    )
    panel = Panel(
        boxes=tuple(boxes),
        arrows=tuple(Arrow(names[edge.source], names[edge.target], edge.withholds) for edge in graph.edges),
        frames=tuple(Frame(frame, labels.phrase(frame)) for frame, _ in _GROUPS),
        free=frozenset(columns.values()) - {max(columns.values(), default=0)},
    )
    texts = labels.telling.texts
    of = ("rulebook",) if action is None else ("actions", outcome.rulebook.known_action(action).id)
    title = texts(*of, "title")
    return Picture("consultation", title, texts.language, labels.phrase("withholds"), (panel,))


_GROUPS = (("answers", (ANSWER, SILENT)), ("plan", (PLANNED,)), ("kept-out", (WITHHELD, UNADVISED)))
"""The kinds that stand together in a frame, and the phrase that is its heading; findings and rules stand between."""


def _columns(graph: Graph) -> dict[Vertex, int]:
    """Columns from the left: answers, rules that find and findings in turn, rules that do not find, actions."""
    finding = {edge.source for edge in graph.edges if edge.target.kind == FINDING}
    column = {node: 0 if node.kind in (ANSWER, SILENT) else 1 for node in graph.nodes}
    settled = False
    while not settled:
        settled = True
        for edge in graph.edges:
            if column[edge.target] <= column[edge.source]:
                column[edge.target], settled = column[edge.source] + 1, False
    # A rule may come to nothing here: what it withholds was not advised. It stands before the last column all the same.
    rules = (node for node in graph.nodes if node.kind == RULE and node not in finding)
    last = max((*column.values(), *(column[rule] + 1 for rule in rules)), default=0)
    for node in graph.nodes:
        if node.kind in (PLANNED, WITHHELD, UNADVISED):
            column[node] = last
        elif node.kind == RULE and node not in finding:
            column[node] = max(last - 1, 0)
    return column
