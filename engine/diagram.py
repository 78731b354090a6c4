"""A drawing of a consultation: which answers led to which findings, rules and actions; as mermaid and as dot.

A rule is drawn with what speaks for it: the chosen options that its tests look at, and the findings it rests on. What
held only because something is not so (an `unless` on an open question, a finding that must not be established) would
hide the rest and is left out, except at a rule that has no other ground. An answer that a test merely rules out (`not`,
`unless`) is drawn where nothing else at the rule looks at that question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import msgspec

from .condition import UNKNOWN, AtLeast, Finding, NoneOf, OneOf, Test
from .explanation import Telling
from .outcome import Outcome
from .rulebook import BEYOND, Rule
from .text import rulebook_texts
from .trace import used_tests

ANSWER, SILENT, FINDING, RULE = "answer", "silent", "finding", "rule"
PLANNED, WITHHELD, UNADVISED = "planned", "withheld", "unadvised"
KINDS = (ANSWER, SILENT, FINDING, RULE, PLANNED, WITHHELD, UNADVISED)


class Node(msgspec.Struct, frozen=True):
    """One thing drawn, by the id of its question, finding, rule or action; `options` are those an answer shows.

    A `silent` node is an open question or a finding that is not established.
    """

    kind: str
    id: str
    options: tuple[str, ...] = ()


class Edge(msgspec.Struct, frozen=True):
    """`source` leads to `target`, or withholds it."""

    source: Node
    target: Node
    withholds: bool = False


class Graph(msgspec.Struct, frozen=True):
    """What is drawn, in the order of the rulebook and of the plan."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


# what is drawn --------------------------------------------------------------------------------------------------------


def draw(outcome: Outcome, action: str | None = None) -> Graph:
    """The graph of all that fired, or of what leads to one action.

    Raises CaseError when the rulebook has no such action.
    """
    actions = {planned.action.id: Node(PLANNED, planned.action.id) for planned in outcome.plan}
    actions |= {held.action.id: Node(WITHHELD, held.action.id) for held in outcome.withheld}
    if action is not None:
        name = outcome.rulebook.known_action(action).id
        actions.setdefault(name, Node(UNADVISED, name))
    rules = [outcome.rulebook.rule[rule] for rule in outcome.fired]
    edges = {edge for rule in rules for edge in _edges(outcome, rule, actions)}
    nodes = {Node(RULE, rule.id) for rule in rules} | set(actions.values())
    nodes |= {end for edge in edges for end in (edge.source, edge.target)}
    if action is not None:
        nodes = _leading_to(actions[action], edges)
        edges = {edge for edge in edges if edge.target in nodes}
    place = _places(outcome)
    return Graph(
        nodes=tuple(sorted(nodes, key=place)),
        edges=tuple(sorted(edges, key=lambda edge: (place(edge.source), place(edge.target), edge.withholds))),
    )


def _edges(outcome: Outcome, rule: Rule, actions: dict[str, Node]) -> Iterator[Edge]:
    """Into a fired rule from its grounds, out of it to its findings and to those of `actions` that it names."""
    drawn = Node(RULE, rule.id)
    yield from (Edge(ground, drawn) for ground in _grounds(outcome, rule))
    yield from (Edge(drawn, Node(FINDING, finding)) for finding in rule.find)
    yield from (Edge(drawn, actions[name]) for name in rule.advise)
    yield from (Edge(drawn, actions[name], withholds=True) for name in rule.withhold if name in actions)


def _grounds(outcome: Outcome, rule: Rule) -> Iterator[Node]:
    """What a fired rule rests on, chosen as this module's docstring says."""
    tests = tuple(used_tests(rule, outcome.case.facts, outcome.findings))
    speaking = [test for test in tests if not _is_silent(outcome, test)]
    picked = {test.question for test in speaking if not isinstance(test, Finding) and _picks(outcome, test)}
    for test in speaking:
        if isinstance(test, Finding):
            yield Node(FINDING, test.finding)
        elif _picks(outcome, test) or test.question not in picked:
            yield Node(ANSWER, test.question, _shown(outcome, test))
    if not speaking:
        yield from (Node(SILENT, test.finding if isinstance(test, Finding) else test.question) for test in tests)


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


def _leading_to(target: Node, edges: Iterable[Edge]) -> set[Node]:
    """The node, and all from which a path leads to it."""
    sources: dict[Node, list[Node]] = {}
    for edge in edges:
        sources.setdefault(edge.target, []).append(edge.source)
    reached, waiting = {target}, [target]
    while waiting:
        new = set(sources.get(waiting.pop(), ())) - reached
        reached |= new
        waiting.extend(new)
    return reached


def _places(outcome: Outcome) -> Callable[[Node], tuple[int, int, tuple[str, ...]]]:
    """The order of nodes: by kind, then as the rulebook or the plan has it."""
    rulebook = outcome.rulebook
    facts = (*rulebook.question, *rulebook.findings)
    ids = {ANSWER: facts, SILENT: facts, FINDING: facts, RULE: tuple(rulebook.rule)}
    actions = (*(planned.action.id for planned in outcome.plan), *rulebook.action)
    position = {kind: {name: at for at, name in enumerate(dict.fromkeys(ids.get(kind, actions)))} for kind in KINDS}
    return lambda node: (KINDS.index(node.kind), position[node.kind][node.id], node.options)


# labels ---------------------------------------------------------------------------------------------------------------

COLUMNS = 32
"""How wide a line of a label may be; a Japanese letter takes two columns."""


class _Labels:
    """The lines that stand on a node, in one language."""

    def __init__(self, outcome: Outcome, language: str) -> None:
        self.outcome = outcome
        self.telling = Telling(outcome, rulebook_texts(outcome.rulebook, language))

    def phrase(self, name: str) -> str:
        return self.telling.say("diagram", name)

    def lines(self, node: Node) -> tuple[str, ...]:
        """At least one line, none of them blank."""
        lines = [line for part in self.parts(node) for line in wrapped(part, COLUMNS)]
        return tuple(lines) or (node.id,)

    def parts(self, node: Node) -> Iterator[str]:
        """What the label says, part by part, each on a line of its own."""
        if node.kind == ANSWER:
            yield from self.answer(node)
        elif node.kind == SILENT:
            yield from self.silent(node)
        elif node.kind == FINDING:
            yield self.telling.finding(node.id, holds=True)
        elif node.kind == RULE:
            yield node.id
            yield " ".join(map(self.section, self.outcome.rulebook.rule[node.id].cites))
        else:
            yield from self.action(node)

    def answer(self, node: Node) -> Iterator[str]:
        question = self.outcome.rulebook.question[node.id]
        number = isinstance(self.outcome.case.facts[node.id], int)
        shown = node.options if number else [self.telling.option(question, option) for option in node.options]
        yield self.phrase("topic").format(topic=self.telling.topic(node.id))
        if len(shown) > 1:
            yield from (self.phrase("one-of-several").format(option=option) for option in shown)
        else:
            yield from shown or [self.telling.say("answer", "none")]

    def silent(self, node: Node) -> Iterator[str]:
        if node.id in self.outcome.rulebook.question:
            yield self.phrase("topic").format(topic=self.telling.topic(node.id))
            yield self.telling.say("answer", "open")
        else:
            yield self.telling.finding(node.id, holds=False)

    def section(self, section: str) -> str:
        return self.phrase(BEYOND) if section == BEYOND else f"§{section}"

    def action(self, node: Node) -> Iterator[str]:
        title = self.telling.texts("actions", node.id, "title")
        planned = self.outcome.planned(node.id)
        if planned is None:
            yield title
            yield self.phrase(node.kind)
        else:
            yield f"{planned.rank}. {title}"
            if planned.basic:
                yield self.phrase("basic")


_NEVER_FIRST = frozenset("、。，．・：；？！」』）】〕］｝〉》”’ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:?!)]}%… ")
_NEVER_LAST = frozenset("「『（【〔［｛〈《“‘([{おご\u200d")
_SCRIPTS = (("hiragana", "\u3041", "\u309f"), ("katakana", "\u30a0", "\u30ff"), ("han", "\u3400", "\u9fff"))


def wrapped(text: str, columns: int) -> list[str]:
    """The text as lines of at most `columns`, of about the same length; none is blank, and blank text gives none."""
    return [line for paragraph in _readable(text) for line in _balanced(paragraph, columns)]


def _readable(text: str) -> Iterator[str]:
    """The lines of the text, without what no drawing can hold and without idle white space."""
    for line in text.splitlines():
        tidy = "".join(" " if letter in "\t\x1f" else "\ufffd" if _unfit(letter) else letter for letter in line)
        if tidy.strip():
            yield re.sub(" {2,}", " ", tidy.strip())


def _unfit(letter: str) -> bool:
    """Whether XML, and so SVG, has no place for the letter."""
    return unicodedata.category(letter) in ("Cc", "Cs") or letter in "\ufffe\uffff"


def _balanced(text: str, columns: int) -> list[str]:
    """The fewest lines possible, and these as short as possible, so that no single letter is left on the last."""
    pieces = [part for piece in _pieces(text) for part in _cut(piece, columns)]
    lines = _filled(pieces, columns)
    narrowest = max(map(_columns, pieces))
    fewer = columns - 1
    while len(lines) > 1 and fewer >= narrowest and len(tighter := _filled(pieces, fewer)) == len(lines):
        lines = tighter
        fewer -= 1
    return lines


def _filled(pieces: Iterable[str], columns: int) -> list[str]:
    """The pieces put into lines, as many into each as fit."""
    lines = [""]
    for piece in pieces:
        if lines[-1] and _columns(lines[-1] + piece) > columns:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _cut(piece: str, columns: int) -> Iterator[str]:
    """The piece, or where it is too long for a line, parts of it that are not."""
    start = used = 0
    for at, letter in enumerate(piece):
        if used and used + _letter_columns(letter) > columns and not piece[at:].isspace():
            yield piece[start:at]
            start, used = at, 0
        used += _letter_columns(letter)
    yield piece[start:]


def _pieces(text: str) -> Iterator[str]:
    """The text, cut wherever a line may end."""
    start = 0
    for at in range(1, len(text)):
        if _may_break(text[at - 1], text[at]):
            yield text[start:at]
            start = at
    yield text[start:]


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two letters: after spaces and hyphens, and in Japanese where a word may begin.

    There a word begins where the script changes, but hiragana goes on with what it follows, unless that is
    punctuation; an honorific stays with its word. Closing punctuation does not begin a line, opening punctuation does
    not end one (kinsoku, JIS X 4051).
    """
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    if _letter_columns(after) == 0 or unicodedata.category(after) == "Sk":
        return False
    if before in " -":
        return True
    if 2 not in (_letter_columns(before), _letter_columns(after)):
        return False
    if unicodedata.category(before).startswith("P"):
        return True
    script = _script(after)
    return script != "hiragana" and (script == "" or script != _script(before))


def _script(letter: str) -> str:
    """Hiragana, katakana or han; the empty string for every other script."""
    return next((name for name, first, last in _SCRIPTS if first <= letter <= last), "")


def _columns(text: str) -> int:
    """How many columns the text takes, white space at its end not counted."""
    return sum(map(_letter_columns, text.rstrip()))


@lru_cache(maxsize=4096)
def _letter_columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


# mermaid and dot ------------------------------------------------------------------------------------------------------


class _Style(msgspec.Struct, frozen=True):
    """How a kind of node looks: the brackets that make mermaid's shape, dot's shape and style, the colours.

    Fill and letters are set together, and lines are of middle lightness, so that all can be read on white and on black.
    """

    brackets: tuple[str, str]
    shape: str
    style: str
    fill: str
    line: str

    @property
    def dashed(self) -> bool:
        return "dashed" in self.style


_STYLES = {
    ANSWER: _Style(("[", "]"), "box", "filled", "#e6effa", "#5b82b0"),
    SILENT: _Style(("[", "]"), "box", "filled,dashed", "#f1f1f1", "#8a8a8a"),
    FINDING: _Style(("([", "])"), "box", "filled,rounded", "#fff3d1", "#b08a2e"),
    RULE: _Style(("{{", "}}"), "hexagon", "filled", "#efe8f7", "#8468ad"),
    PLANNED: _Style(("(", ")"), "box", "filled,rounded", "#e0f3e4", "#4a9160"),
    WITHHELD: _Style(("(", ")"), "box", "filled,rounded,dashed", "#f9e6e3", "#c4574a"),
    UNADVISED: _Style(("(", ")"), "box", "filled,rounded,dashed", "#f1f1f1", "#8a8a8a"),
}
_LETTERS, _LINES = "#1f2328", "#808080"
_WITHHOLDING = _STYLES[WITHHELD].line
_FONT = "Noto Sans CJK JP, sans-serif"

_GROUPS = (("answers", (ANSWER, SILENT)), ("plan", (PLANNED,)), ("kept-out", (WITHHELD, UNADVISED)))
"""The kinds that stand together in a frame, and the phrase that is its heading; findings and rules stand between."""

_MERMAID_MARKUP = re.compile(r"(?![A-Za-z0-9 ,?!'/()]|(?<=[A-Za-z0-9])-|(?<![Ww])\.)[\x00-\x7f]")
"""What mermaid, or the Markdown and HTML that it reads labels as, could take for more than a letter: nearly all that is
neither letter nor digit. Some punctuation that means nothing inside quotes stays, since a drawing's text is read, too.
"""

_MERMAID_PAIRS = re.compile(
    r"(?<=\d[.)])(?= |$)|(?<=\\)(?=[nN])|(?<=\$)(?=\$)|(?<=:)(?=fa-)|(?<=\ufb02)(?=°)|(?<=¶)(?=ß)"
)
"""Where letters stand together that mermaid reads as markup even when written as entities: the number of a list, line
breaks, formulas, icons, and mermaid's own marks for entities."""


def mermaid(outcome: Outcome, language: str, action: str | None = None) -> str:
    """The drawing as a mermaid flowchart; with `action`, only what leads to it.

    Raises CaseError when the rulebook has no such action, RulebookError when it has no texts in `language`.
    """
    graph, labels = draw(outcome, action), _Labels(outcome, language)
    names = _names(graph)
    lines = ["---", "config:", "  flowchart:", "    wrappingWidth: 600", "---", "flowchart LR"]
    for frame, nodes in _framed(graph):
        drawn = [_mermaid_node(node, names, labels) for node in nodes]
        lines += _mermaid_frame(frame, labels, drawn) if frame else drawn
    lines += (_mermaid_edge(edge, names, labels) for edge in graph.edges)
    lines += _mermaid_styles(graph, names)
    return "\n".join(f"  {line}" if at > 5 else line for at, line in enumerate(lines)) + "\n"


def dot(outcome: Outcome, language: str, action: str | None = None) -> str:
    """The drawing in Graphviz's language; with `action`, only what leads to it.

    Raises CaseError when the rulebook has no such action, RulebookError when it has no texts in `language`.
    """
    graph, labels = draw(outcome, action), _Labels(outcome, language)
    names = _names(graph)
    lines = [
        'rankdir=LR; bgcolor="transparent"; nodesep=0.15; ranksep=0.6;',
        f'graph [fontname="{_FONT}", fontcolor="{_LINES}", fontsize=12, color="{_LINES}", style="rounded"];',
        f'node [fontname="{_FONT}", fontcolor="{_LETTERS}", fontsize=11, margin="0.12,0.06", height=0.3];',
        f'edge [fontname="{_FONT}", fontcolor="{_LINES}", fontsize=9, color="{_LINES}", arrowsize=0.7];',
        "edge [tailport=e, headport=w];",
    ]
    for frame, nodes in _framed(graph):
        drawn = [_dot_node(node, names, labels) for node in nodes]
        lines += _dot_frame(frame, labels, drawn) if frame else drawn
    lines += (_dot_edge(edge, names, labels) for edge in graph.edges)
    return "\n".join(["digraph consultation {", *(f"  {line}" for line in lines), "}"]) + "\n"


def _names(graph: Graph) -> dict[Node, str]:
    """The name of each node in the text of a diagram: made up, so that no id can be taken for a keyword."""
    return {node: f"n{number}" for number, node in enumerate(graph.nodes, start=1)}


def _framed(graph: Graph) -> Iterator[tuple[str, list[Node]]]:
    """The nodes by frame, those that stand in none last and under the empty string; no frame is empty."""
    framed = {kind: frame for frame, kinds in _GROUPS for kind in kinds}
    for frame in (*(frame for frame, _ in _GROUPS), ""):
        nodes = [node for node in graph.nodes if framed.get(node.kind, "") == frame]
        if nodes:
            yield frame, nodes


def _mermaid_text(lines: Iterable[str]) -> str:
    """The lines as quoted text: markup as entities, pairs that entities do not help kept apart by a word joiner."""
    apart = (_MERMAID_PAIRS.sub("\u2060", line) for line in lines)
    return '"' + "<br/>".join(_MERMAID_MARKUP.sub(lambda found: f"#{ord(found[0])};", line) for line in apart) + '"'


def _mermaid_node(node: Node, names: dict[Node, str], labels: _Labels) -> str:
    opening, closing = _STYLES[node.kind].brackets
    return f"{names[node]}{opening}{_mermaid_text(labels.lines(node))}{closing}"


def _mermaid_frame(frame: str, labels: _Labels, nodes: list[str]) -> list[str]:
    heading = _mermaid_text(wrapped(labels.phrase(frame), COLUMNS))
    return [f"subgraph {frame}-frame[{heading}]", *(f"  {node}" for node in nodes), "end"]


def _mermaid_edge(edge: Edge, names: dict[Node, str], labels: _Labels) -> str:
    label = _mermaid_text(wrapped(labels.phrase("withholds"), COLUMNS))
    arrow = f"-.-x|{label}|" if edge.withholds else "-->"
    return f"{names[edge.source]} {arrow} {names[edge.target]}"


def _mermaid_styles(graph: Graph, names: dict[Node, str]) -> Iterator[str]:
    for kind in KINDS:
        members = [names[node] for node in graph.nodes if node.kind == kind]
        if members:
            style = _STYLES[kind]
            dashes = ",stroke-dasharray:5 4" if style.dashed else ""
            yield f"classDef {kind} fill:{style.fill},stroke:{style.line},color:{_LETTERS}{dashes}"
            yield f"class {','.join(members)} {kind}"
    for frame, _ in _framed(graph):
        if frame:
            yield f"style {frame}-frame fill:none,stroke:{_LINES},color:{_LINES}"
    withholding = [str(number) for number, edge in enumerate(graph.edges) if edge.withholds]
    if withholding:
        yield f"linkStyle {','.join(withholding)} stroke:{_WITHHOLDING},stroke-width:2px"


def _dot_text(lines: Iterable[str]) -> str:
    """The lines as a quoted string; Graphviz reads backslashes and entities in it."""
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines)
    return '"' + "\\n".join(escaped) + '"'


def _dot_node(node: Node, names: dict[Node, str], labels: _Labels) -> str:
    look = _STYLES[node.kind]
    # A hexagon's slanted sides leave room enough around its text.
    margin = ", margin=0" if look.shape == "hexagon" else ""
    return (
        f"{names[node]} [label={_dot_text(labels.lines(node))}, shape={look.shape}{margin}, "
        f'style="{look.style}", fillcolor="{look.fill}", color="{look.line}"];'
    )


def _dot_frame(frame: str, labels: _Labels, nodes: list[str]) -> list[str]:
    heading = _dot_text(wrapped(labels.phrase(frame), COLUMNS))
    return [f'subgraph "cluster-{frame}" {{', f"  label={heading};", *(f"  {node}" for node in nodes), "}"]


def _dot_edge(edge: Edge, names: dict[Node, str], labels: _Labels) -> str:
    joined = f"{names[edge.source]} -> {names[edge.target]}"
    if not edge.withholds:
        return f"{joined};"
    label = _dot_text(wrapped(labels.phrase("withholds"), COLUMNS))
    color = f'color="{_WITHHOLDING}", fontcolor="{_WITHHOLDING}"'
    return f"{joined} [label={label}, style=dashed, arrowhead=tee, {color}];"
