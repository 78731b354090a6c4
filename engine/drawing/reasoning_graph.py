"""What is drawn of a consultation: which answers led to which findings, rules and actions.

A rule is drawn with what speaks for it: the chosen options that its tests look at, and the findings it rests on. What
held only because something is not so (an `unless` on an open question, a finding that must not be established) would
hide the rest and is left out, except at a rule that has no other ground. An answer that a test merely rules out (`not`,
`unless`) is drawn where nothing else at the rule looks at that question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from ..consulting import Outcome
from ..language import UNKNOWN, Action, AtLeast, Finding, NoneOf, OneOf, Question, Rulebook, cached_property
from ..telling import Ground, Reason
from .picture import ANSWER, FINDING, PLANNED, RULE, SILENT, UNADVISED, WITHHELD

VERTEX_KINDS = (ANSWER, SILENT, FINDING, RULE, PLANNED, WITHHELD, UNADVISED)


class Vertex(msgspec.Struct, frozen=True):
    """One thing drawn, by the id of its question, finding, rule or action; `options` are those an answer shows.

    A `silent` vertex is an open question or a finding that is not established.
    """

    kind: str
    id: str
    options: tuple[str, ...] = ()


class Edge(msgspec.Struct, frozen=True):
    """`source` brings `target` about, or withholds it; `leads`: it has it come before others among the first steps."""

    source: Vertex
    target: Vertex
    withholds: bool = False
    leads: bool = False


class ReasoningGraph(msgspec.Struct, frozen=True, dict=True):
    """What is drawn, in the order of the rulebook and of the plan."""

    vertices: tuple[Vertex, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def column(self) -> Mapping[Vertex, int]:
        """The column of each vertex, counted from the left: answers, rules that find and findings in turn, rules that
        do not find, actions."""
        column = self._steps
        finding = {edge.source for edge in self.edges if edge.target.kind == FINDING}
        ending = [vertex for vertex in self.vertices if vertex.kind == RULE and vertex not in finding]
        # A rule may come to nothing here: what it withholds was not advised. It stands before the last column all the
        # same.
        last = max((*column.values(), *(column[rule] + 1 for rule in ending)), default=0)
        before = dict.fromkeys(ending, max(last - 1, 0))
        actions = (vertex for vertex in self.vertices if vertex.kind in (PLANNED, WITHHELD, UNADVISED))
        return column | before | dict.fromkeys(actions, last)

    @property
    def _steps(self) -> dict[Vertex, int]:
        """How many steps lead to each vertex at most; what is no answer is one step from the left at least."""
        steps = {vertex: 0 if vertex.kind in (ANSWER, SILENT) else 1 for vertex in self.vertices}
        awaited = Counter(edge.target for edge in self.edges)
        leading: dict[Vertex, list[Vertex]] = {}
        for edge in self.edges:
            leading.setdefault(edge.source, []).append(edge.target)
        reached = [vertex for vertex in self.vertices if not awaited[vertex]]
        while reached:
            source = reached.pop()
            for target in leading.get(source, ()):
                steps[target] = max(steps[target], steps[source] + 1)
                awaited[target] -= 1
                if not awaited[target]:
                    reached.append(target)
        return steps


def reasoning(outcome: Outcome, reasons: Iterable[Reason], action: Action | None = None) -> ReasoningGraph:
    """The graph of the rules that fired and what they rest on, or of what leads to one action."""
    actions = {planned.action.id: Vertex(PLANNED, planned.action.id) for planned in outcome.plan}
    actions |= {held.action.id: Vertex(WITHHELD, held.action.id) for held in outcome.withheld}
    if action is not None:
        actions.setdefault(action.id, Vertex(UNADVISED, action.id))
    edges = {edge for reason in reasons for edge in _edges(reason, outcome.rulebook, actions)}
    vertices = {Vertex(RULE, rule) for rule in outcome.fired} | set(actions.values())
    vertices |= {end for edge in edges for end in (edge.source, edge.target)}
    if action is not None:
        vertices = _leading_to(actions[action.id], edges)
        edges = {edge for edge in edges if edge.target in vertices}
    place = _places(outcome)
    return ReasoningGraph(
        vertices=tuple(sorted(vertices, key=place)),
        edges=tuple(sorted(edges, key=lambda edge: (place(edge.source), place(edge.target), edge.withholds))),
    )


def _edges(reason: Reason, rulebook: Rulebook, actions: Mapping[str, Vertex]) -> Iterator[Edge]:
    """Into a fired rule from its grounds, out of it to its findings and to those of `actions` that it names."""
    rule, drawn = reason.rule, Vertex(RULE, reason.rule.id)
    yield from (Edge(ground, drawn) for ground in _drawn_grounds(reason, rulebook))
    yield from (Edge(drawn, Vertex(FINDING, finding)) for finding in rule.find)
    led = {name for name in rule.lead if name in rulebook.led_by and actions.get(name, drawn).kind == PLANNED}
    yield from (Edge(drawn, actions[name]) for name in rule.advise if name not in led)
    yield from (Edge(drawn, actions[name], leads=True) for name in rule.lead if name in led)
    yield from (Edge(drawn, actions[name], withholds=True) for name in rule.withhold if name in actions)


def _drawn_grounds(reason: Reason, rulebook: Rulebook) -> Iterator[Vertex]:
    """What a fired rule rests on, chosen as this module's docstring says."""
    speaking = [ground for ground in reason.grounds if ground.established or ground.answer is not None]
    picked = {_subject(ground) for ground in speaking if _picks(ground)}
    for ground in speaking:
        if ground.established:
            yield Vertex(FINDING, _subject(ground))
        elif _picks(ground) or _subject(ground) not in picked:
            yield Vertex(ANSWER, _subject(ground), _shown(ground, rulebook.question[_subject(ground)]))
    if not speaking:
        yield from (Vertex(SILENT, _subject(ground)) for ground in reason.grounds)


def _subject(ground: Ground) -> str:
    """The id of the finding or question that the test is about."""
    return ground.test.finding if isinstance(ground.test, Finding) else ground.test.question


def _picks(ground: Ground) -> bool:
    """Whether the test, of a rule that fired, looks for what was answered, not for what was not."""
    return ground.holds and ground.answer is not None and not isinstance(ground.test, NoneOf)


def _shown(ground: Ground, question: Question) -> tuple[str, ...]:
    """The chosen options that the test looks for, or the whole answer where it picks none; a number as its digits."""
    test, answer = ground.test, ground.answer
    if not isinstance(answer, frozenset):
        return (str(answer),)
    if isinstance(test, (OneOf, AtLeast)) and _picks(ground):
        answer &= test.options if isinstance(test, OneOf) else test.of
    return tuple(option for option in (*question.options, UNKNOWN) if option in answer)


def _leading_to(target: Vertex, edges: Iterable[Edge]) -> set[Vertex]:
    """The vertex, and all from which a path leads to it."""
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
    """The order of vertices: by kind, then as the rulebook or the plan has it."""
    rulebook = outcome.rulebook
    facts = (*rulebook.question, *rulebook.findings)
    ids = {ANSWER: facts, SILENT: facts, FINDING: facts, RULE: tuple(rulebook.rule)}
    actions = (*(planned.action.id for planned in outcome.plan), *rulebook.action)
    position = {
        kind: {name: at for at, name in enumerate(dict.fromkeys(ids.get(kind, actions)))} for kind in VERTEX_KINDS
    }
    return lambda vertex: (VERTEX_KINDS.index(vertex.kind), position[vertex.kind][vertex.id], vertex.options)
