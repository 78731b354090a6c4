"""What stands on each vertex of the reasoning that is drawn, in the words of one reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..consulting import Outcome
from ..telling import Wording, finding_in_words, option_label, section_label
from .line_breaking import COLUMNS, balanced_lines
from .picture import ANSWER, FINDING, RULE, SILENT
from .reasoning_graph import ReasoningGraph, Vertex


def vertex_labels(graph: ReasoningGraph, outcome: Outcome, wording: Wording) -> Mapping[Vertex, tuple[str, ...]]:
    """For each vertex the lines that stand on it: at least one, none of them blank."""
    labels = _Labels(outcome, wording)
    return {vertex: labels.lines(vertex) for vertex in graph.vertices}


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
