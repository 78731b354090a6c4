"""A drawing of a consultation: which answers led to which findings, rules and actions, with their texts."""

from __future__ import annotations

from ..consulting import Outcome
from ..telling import Wording, fired_reasons
from .picture import ANSWER, PLANNED, SILENT, UNADVISED, WITHHELD, Arrow, Box, Frame, Panel, Picture
from .reasoning_graph import reasoning
from .vertex_label import vertex_labels

_GROUPS = (("answers", (ANSWER, SILENT)), ("plan", (PLANNED,)), ("kept-out", (WITHHELD, UNADVISED)))
"""The kinds that stand together in a frame, and the phrase that is its heading; findings and rules stand between."""


def draw_outcome(outcome: Outcome, wording: Wording, action: str | None = None) -> Picture:
    """The consultation as a picture; with `action`, only what leads to it.

    Raises CaseError when the rulebook has no such action.
    """
    target = None if action is None else outcome.rulebook.known_action(action)
    graph = reasoning(outcome, fired_reasons(outcome, outcome.fired), target)
    labels = vertex_labels(graph, outcome, wording)
    # Names are made up, so that no id can be taken for a keyword.
    names = {vertex: f"n{number}" for number, vertex in enumerate(graph.vertices, start=1)}
    framed = {kind: frame for frame, kinds in _GROUPS for kind in kinds}
    boxes = (
        Box(names[vertex], vertex.kind, labels[vertex], (), graph.column[vertex], framed.get(vertex.kind, ""))
        for vertex in graph.vertices
    )
    panel = Panel(
        boxes=tuple(boxes),
        arrows=tuple(Arrow(names[edge.source], names[edge.target], edge.withholds, edge.leads) for edge in graph.edges),
        frames=tuple(Frame(frame, wording.say("diagram", frame)) for frame, _ in _GROUPS),
        free=frozenset(graph.column.values()) - {max(graph.column.values(), default=0)},
    )
    texts = wording.texts
    words = (wording.say("diagram", "withholds"), (panel,), wording.say("diagram", "leads"))
    title = texts("rulebook", "title") if target is None else texts("actions", target.id, "title")
    return Picture("consultation", title, wording.language, *words)
