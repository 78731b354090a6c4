"""A drawing of a consultation: which answers led to which findings, rules and actions, with their texts."""

from __future__ import annotations

from collections.abc import Iterator

from ..consulting import Outcome
from ..telling import Wording, finding_in_words, option_label, section_label
from .line_breaking import COLUMNS, balanced_lines
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
from .reasoning_graph import Graph, Vertex, reasoning

# labels ---------------------------------------------------------------------------------------------------------------


class _Labels:
    """The lines that stand on each vertex of one outcome, in the words of one reader."""

    def __init__(self, outcome: Outcome, wording: Wording) -> None:
        self.outcome = outcome
        self.wording = wording

    def phrase(self, name: str) -> str:
        return self.wording.say("diagram", name)

    def lines(self, vertex: Vertex) -> tuple[str, ...]:
        """At least one line, none of them blank."""
        lines = [line for part in self.parts(vertex) for line in balanced_lines(part, COLUMNS)]
        return tuple(lines) or (vertex.id,)

    def parts(self, vertex: Vertex) -> Iterator[str]:
        """What the label says, part by part, each on a line of its own."""
        if vertex.kind == ANSWER:
            yield from self.answer(vertex)
        elif vertex.kind == SILENT:
            yield from self.silent(vertex)
        elif vertex.kind == FINDING:
            yield finding_in_words(vertex.id, self.wording, holds=True)
        elif vertex.kind == RULE:
            yield vertex.id
            cites = self.outcome.rulebook.rule[vertex.id].cites
            yield " ".join(section_label(section, self.wording) for section in cites)
        else:
            yield from self.action(vertex)

    def answer(self, vertex: Vertex) -> Iterator[str]:
        question = self.outcome.rulebook.question[vertex.id]
        number = isinstance(self.outcome.case.facts[vertex.id], int)
        options = vertex.options
        shown = options if number else [option_label(question, option, self.wording) for option in options]
        yield self.topic(vertex)
        if len(shown) > 1:
            yield from (self.phrase("one-of-several").format(option=option) for option in shown)
        else:
            yield from shown or [self.wording.say("answer", "none")]

    def silent(self, vertex: Vertex) -> Iterator[str]:
        if vertex.id in self.outcome.rulebook.question:
            yield self.topic(vertex)
            yield self.wording.say("answer", "open")
        else:
            yield finding_in_words(vertex.id, self.wording, holds=False)

    def topic(self, vertex: Vertex) -> str:
        return self.phrase("topic").format(topic=self.wording.texts("questions", vertex.id, "topic"))

    def action(self, vertex: Vertex) -> Iterator[str]:
        title = self.wording.texts("actions", vertex.id, "title")
        planned = self.outcome.planned(vertex.id)
        if planned is None:
            yield title
            yield self.phrase(vertex.kind)
        else:
            yield f"{planned.rank}. {title}"
            if planned.basic:
                yield self.phrase("basic")


# drawings -------------------------------------------------------------------------------------------------------------


def draw_outcome(outcome: Outcome, wording: Wording, action: str | None = None) -> Picture:
    """The consultation as a picture; with `action`, only what leads to it.

    Raises CaseError when the rulebook has no such action.
    """
    graph, labels = reasoning(outcome, action), _Labels(outcome, wording)
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
    texts = wording.texts
    title = texts("actions", action, "title") if action is not None else texts("rulebook", "title")
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
