"""A drawing as a value: boxes in columns and the arrows between them; and as text for mermaid and for Graphviz.

`outcome_picture` draws a consultation, `rulebook_picture` a rulebook; `svg` paints either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from .line_breaking import COLUMNS, balanced_lines, one_line

ANSWER, SILENT, FINDING, RULE = "answer", "silent", "finding", "rule"
PLANNED, WITHHELD, UNADVISED = "planned", "withheld", "unadvised"
CONDITION, ADVISED, WITHHOLDING, LEADING = "condition", "advised", "withholding", "leading"
BOX_KINDS = (ANSWER, SILENT, FINDING, RULE, PLANNED, WITHHELD, UNADVISED, CONDITION, ADVISED, WITHHOLDING, LEADING)


class Box(msgspec.Struct, frozen=True):
    """One thing drawn: lines of text, and `aside`, fainter lines below them.

    `name` is made up and stands once in a drawing. `column` counts from the left; boxes of one `row` are in
    line; `frame` is the id of the frame around it, or nothing.
    """

    name: str
    kind: str
    lines: tuple[str, ...]
    aside: tuple[str, ...] = ()
    column: int = 0
    frame: str = ""
    row: int | None = None


class Arrow(msgspec.Struct, frozen=True):
    """From the box named `source` to the box named `target`, which it brings about, withholds or leads."""

    source: str
    target: str
    withholds: bool = False
    leads: bool = False


class Frame(msgspec.Struct, frozen=True):
    """What stands together under a heading."""

    id: str
    heading: str
    aside: str = ""


class Panel(msgspec.Struct, frozen=True):
    """Boxes and the arrows between them; panels stand below each other and no arrow leads from one to another.

    Boxes of a column stand in the order given, save in the columns that are `free` to be sorted for fewer crossings.
    """

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    frames: tuple[Frame, ...] = ()
    free: frozenset[int] = frozenset()


class Picture(msgspec.Struct, frozen=True):
    """What is drawn: its `name` for programs, its title for people, its language, and the words on
    withholding and on leading arrows, or nothing."""

    name: str
    title: str
    language: str
    withholds: str
    panels: tuple[Panel, ...]
    leads: str = ""


class Look(msgspec.Struct, frozen=True):
    """How a kind of box looks: the brackets that make mermaid's shape, dot's shape and style, the colours.

    Fill and letters are set together, and lines are of middle lightness, so that all can be read on white and on black.
    `night` is the fill where the surroundings are dark and the letters are light.
    """

    brackets: tuple[str, str]
    shape: str
    style: str
    fill: str
    line: str
    night: str

    @property
    def dashed(self) -> bool:
        """Whether its outline is dashed."""
        return "dashed" in self.style


_ASKED = Look(("[", "]"), "box", "filled", "#e6effa", "#5b82b0", "#1d2c40")
_GOOD = Look(("(", ")"), "box", "filled,rounded", "#e0f3e4", "#4a9160", "#183322")
_HELD = Look(("(", ")"), "box", "filled,rounded,dashed", "#f9e6e3", "#c4574a", "#43201c")
LOOKS = {
    ANSWER: _ASKED,
    SILENT: Look(("[", "]"), "box", "filled,dashed", "#f1f1f1", "#8a8a8a", "#2a2a2a"),
    FINDING: Look(("([", "])"), "box", "filled,rounded", "#fff3d1", "#b08a2e", "#3a2f12"),
    RULE: Look(("{{", "}}"), "hexagon", "filled", "#efe8f7", "#8468ad", "#2c2340"),
    PLANNED: _GOOD,
    WITHHELD: _HELD,
    UNADVISED: Look(("(", ")"), "box", "filled,rounded,dashed", "#f1f1f1", "#8a8a8a", "#2a2a2a"),
    CONDITION: _ASKED,
    ADVISED: _GOOD,
    WITHHOLDING: _HELD,
    LEADING: Look(("(", ")"), "box", "filled,rounded", "#dcecf7", "#3f7fae", "#15303f"),
}
LETTERS, LINES = "#1f2328", "#808080"
HELD_LINE = _HELD.line
_FONT = "Noto Sans CJK JP, sans-serif"


def framed(panel: Panel) -> Iterator[tuple[Frame | None, list[Box]]]:
    """The boxes by frame, those that stand in none last; no frame is empty."""
    for frame in (*panel.frames, None):
        boxes = [box for box in panel.boxes if box.frame == (frame.id if frame else "")]
        if boxes:
            yield frame, boxes


def _word(arrow: Arrow, drawing: Picture) -> str:
    """What stands on an arrow."""
    return drawing.withholds if arrow.withholds else drawing.leads if arrow.leads else ""


# mermaid --------------------------------------------------------------------------------------------------------------

_MERMAID_MARKUP = re.compile(r"(?![A-Za-z0-9 ,?!'/()]|(?<=[A-Za-z0-9])-|(?<![Ww])\.)[\x00-\x7f]")
"""What mermaid, or the Markdown and HTML that it reads labels as, could take for more than a letter: nearly all that is
neither letter nor digit. Some punctuation that means nothing inside quotes stays, since a drawing's text is read, too.
"""

_MERMAID_PAIRS = re.compile(
    r"(?<=\d[.)])(?= |$)|(?<=\\)(?=[nN])|(?<=\$)(?=\$)|(?<=:)(?=fa-)|(?<=\ufb02)(?=°)|(?<=¶)(?=ß)"
)
"""Where letters stand together that mermaid reads as markup even when written as entities: the number of a list, line
breaks, formulas, icons, and mermaid's own marks for entities."""


def as_mermaid(drawing: Picture) -> str:
    """The drawing as a mermaid flowchart."""
    lines = ["---", "config:", "  flowchart:", "    wrappingWidth: 600", "---", "flowchart LR"]
    for panel in drawing.panels:
        for frame, boxes in framed(panel):
            nodes = [_mermaid_node(box) for box in boxes]
            lines += _mermaid_frame(frame, nodes) if frame else nodes
    arrows = [arrow for panel in drawing.panels for arrow in panel.arrows]
    lines += (_mermaid_arrow(arrow, drawing) for arrow in arrows)
    lines += _mermaid_styles(drawing, arrows)
    return "\n".join(f"  {line}" if at > 5 else line for at, line in enumerate(lines)) + "\n"


def _mermaid_text(lines: Iterable[str]) -> str:
    """The lines as quoted text: markup as entities, pairs that entities do not help kept apart by a word joiner."""
    apart = (_MERMAID_PAIRS.sub("\u2060", one_line(line)) for line in lines)
    return '"' + "<br/>".join(_MERMAID_MARKUP.sub(lambda found: f"#{ord(found[0])};", line) for line in apart) + '"'


def _mermaid_node(box: Box) -> str:
    opening, closing = LOOKS[box.kind].brackets
    return f"{box.name}{opening}{_mermaid_text((*box.lines, *box.aside))}{closing}"


def _mermaid_frame(frame: Frame, nodes: list[str]) -> list[str]:
    return [f"subgraph {frame.id}-frame[{_mermaid_text(_heading(frame))}]", *(f"  {node}" for node in nodes), "end"]


def _heading(frame: Frame) -> list[str]:
    return [*balanced_lines(frame.heading, COLUMNS), *balanced_lines(frame.aside, COLUMNS)] or [frame.id]


def _mermaid_arrow(arrow: Arrow, drawing: Picture) -> str:
    lines = balanced_lines(_word(arrow, drawing), COLUMNS)
    label = f"|{_mermaid_text(lines)}|" if lines else ""
    way = "-.-x" if arrow.withholds else "==>" if arrow.leads else "-->"
    way += label
    return f"{arrow.source} {way} {arrow.target}"


def _mermaid_styles(drawing: Picture, arrows: list[Arrow]) -> Iterator[str]:
    for kind in BOX_KINDS:
        members = [box.name for panel in drawing.panels for box in panel.boxes if box.kind == kind]
        if members:
            look = LOOKS[kind]
            dashes = ",stroke-dasharray:5 4" if look.dashed else ""
            yield f"classDef {kind} fill:{look.fill},stroke:{look.line},color:{LETTERS}{dashes}"
            yield f"class {','.join(members)} {kind}"
    for panel in drawing.panels:
        for frame, _ in framed(panel):
            if frame:
                yield f"style {frame.id}-frame fill:none,stroke:{LINES},color:{LINES}"
    withholding = [str(number) for number, arrow in enumerate(arrows) if arrow.withholds]
    if withholding:
        yield f"linkStyle {','.join(withholding)} stroke:{HELD_LINE},stroke-width:2px"


# dot ------------------------------------------------------------------------------------------------------------------


def as_dot(drawing: Picture) -> str:
    """The drawing in Graphviz's language."""
    lines = [
        'rankdir=LR; bgcolor="transparent"; nodesep=0.15; ranksep=0.6;',
        f'graph [fontname="{_FONT}", fontcolor="{LINES}", fontsize=12, color="{LINES}", style="rounded"];',
        f'node [fontname="{_FONT}", fontcolor="{LETTERS}", fontsize=11, margin="0.12,0.06", height=0.3];',
        f'edge [fontname="{_FONT}", fontcolor="{LINES}", fontsize=9, color="{LINES}", arrowsize=0.7];',
        "edge [tailport=e, headport=w];",
    ]
    for panel in drawing.panels:
        for frame, boxes in framed(panel):
            nodes = [_dot_node(box) for box in boxes]
            lines += _dot_frame(frame, nodes) if frame else nodes
        lines += (_dot_arrow(arrow, drawing) for arrow in panel.arrows)
    return "\n".join([f"digraph {drawing.name} {{", *(f"  {line}" for line in lines), "}"]) + "\n"


def _dot_text(lines: Iterable[str], end: str = "\\n", last: str = "") -> str:
    """The lines as a quoted string, which Graphviz reads backslashes and entities in; `end` says how they are set."""
    escaped = (one_line(line).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines)
    return f'"{end.join(escaped)}{last}"'


def _dot_node(box: Box) -> str:
    look = LOOKS[box.kind]
    lines = (*box.lines, *box.aside)
    # Rows hold lists and sentences: set from the left, and in boxes, since a hexagon around them would be vast.
    label = _dot_text(lines) if box.row is None else _dot_text(lines, "\\l", "\\l")
    shape = look.shape if box.row is None else "box"
    # A hexagon's slanted sides leave room enough around its text.
    margin = ", margin=0" if shape == "hexagon" else ""
    return (
        f"{box.name} [label={label}, shape={shape}{margin}, "
        f'style="{look.style}", fillcolor="{look.fill}", color="{look.line}"];'
    )


def _dot_frame(frame: Frame, nodes: list[str]) -> list[str]:
    heading = _dot_text(_heading(frame))
    return [f'subgraph "cluster-{frame.id}" {{', f"  label={heading};", *(f"  {node}" for node in nodes), "}"]


def _dot_arrow(arrow: Arrow, drawing: Picture) -> str:
    joined, word = f"{arrow.source} -> {arrow.target}", _word(arrow, drawing)
    label = f"label={_dot_text(balanced_lines(word, COLUMNS))}, " if word else ""
    if arrow.leads:
        return f"{joined} [{label}style=bold];"
    if not arrow.withholds:
        return f"{joined};"
    color = f'color="{HELD_LINE}", fontcolor="{HELD_LINE}"'
    return f"{joined} [{label}style=dashed, arrowhead=tee, {color}];"
