"""A drawing as SVG, painted here: no plug-in, no other program, no script, nothing fetched.

Colours stand as attributes, so that it can be read without its style sheet; the style sheet adds the night's colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .layout import (
    ABOVE,
    EDGE,
    HEADING_LETTER,
    LETTER,
    LINE,
    SIDE,
    SMALL,
    SMALL_LINE,
    Spot,
    Way,
    heading_width,
    laid_out,
)
from .line_breaking import em, one_line
from .picture import (
    BOX_KINDS,
    FINDING,
    HELD_LINE,
    LETTERS,
    LINES,
    LOOKS,
    RULE,
    Arrow,
    Box,
    Frame,
    Look,
    Picture,
)

_FONT = "'Noto Sans JP', 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', Meiryo, system-ui, sans-serif"
_TITLE, _TITLE_LINE = 17.0, 40.0
_PAPER, _FAINT, _TABLE = "#ffffff", "#57606a", "#f6f8fa"
_TIP, _SAMPLE = 8.0, 44.0
_SLANT = 8.0
"""How far the sides of a rule's hexagon slant."""

NIGHT = "".join(
    (
        ".nakanaori-paper{fill:#14171a}.nakanaori-frame{fill:#1b1f24}",
        ".nakanaori-drawing text{fill:#e6e9ec}",
        ".nakanaori-drawing .nakanaori-aside{fill:#a9b1ba}",
        *(f".nakanaori-{kind}{{fill:{LOOKS[kind].night}}}" for kind in BOX_KINDS),
    )
)
"""The style rules for dark surroundings."""


def as_svg(drawing: Picture) -> str:
    """The drawing as an SVG document, which also stands as it is in a page of HTML."""
    layout = laid_out(drawing, EDGE + _TITLE_LINE)
    title = em(drawing.title) * _TITLE * 1.05
    words = ((Arrow("", "", withholds=True), drawing.withholds), (Arrow("", "", leads=True), drawing.leads))
    drawn = {(way.arrow.withholds, way.arrow.leads) for way in layout.ways}
    legends = [(arrow, word) for arrow, word in words if word and (arrow.withholds, arrow.leads) in drawn]
    legend = sum(_wide(word) for _, word in legends)
    width = max(layout.width, title + legend + 2 * EDGE)
    size = f'width="{_number(width)}" height="{_number(layout.height)}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="nakanaori-drawing" role="img" {size} '
        f'viewBox="0 0 {_number(width)} {_number(layout.height)}" xml:lang="{drawing.language}" '
        f'lang="{drawing.language}" font-family="{_FONT}" font-size="{_number(LETTER)}" fill="{LETTERS}">',
        f"<title>{_escaped(drawing.title)}</title>",
        f"<style>@media (prefers-color-scheme: dark){{{NIGHT}}}</style>",
        f'<rect class="nakanaori-paper" {size} fill="{_PAPER}"/>',
        f'<text x="{_number(EDGE)}" y="{_number(EDGE + _TITLE)}" font-size="{_number(_TITLE)}" font-weight="bold">'
        f"{_escaped(drawing.title)}</text>",
    ]
    x = 2 * EDGE + title
    for arrow, word in legends:
        lines += _legend(arrow, word, x, EDGE + _TITLE - LETTER / 2)
        x += _wide(word)
    for frame, spot in layout.frames:
        lines += _frame(frame, spot)
    for way in layout.ways:
        lines += _arrow(way)
    for box, spot in layout.boxes:
        lines += _box(box, spot)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _wide(word: str) -> float:
    """How wide a sample of an arrow is with what it means."""
    return _SAMPLE + em(word) * SMALL + 2 * EDGE


def _legend(arrow: Arrow, word: str, x: float, y: float) -> Iterator[str]:
    """What a dashed arrow with a bar means, or a thick one."""
    left, right = Spot(x, y, 0, 0), Spot(x + _SAMPLE, y, 0, 0)
    yield from _arrow(Way(arrow, (left, right)))
    yield _text(word, x + _SAMPLE + 4, y + SMALL / 2 - 1, _SMALL)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _at(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _escaped(text: str) -> str:
    return one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _text(line: str, x: float, y: float, more: str = "") -> str:
    return f'<text x="{_number(x)}" y="{_number(y)}"{more}>{_escaped(line)}</text>'


def _frame(frame: Frame, spot: Spot) -> Iterator[str]:
    yield (
        f'<rect class="nakanaori-frame" x="{_number(spot.x)}" y="{_number(spot.y)}" width="{_number(spot.width)}" '
        f'height="{_number(spot.height)}" rx="8" fill="{_TABLE}" stroke="{LINES}" stroke-opacity="0.5"/>'
    )
    y = spot.y + EDGE + LETTER
    yield _text(frame.heading, spot.x + EDGE, y, f' font-weight="bold" font-size="{_number(HEADING_LETTER)}"')
    if frame.aside:
        yield _text(frame.aside, spot.x + 2 * EDGE + heading_width(frame), y, _SMALL)


_SMALL = f' class="nakanaori-aside" font-size="{_number(SMALL)}" fill="{_FAINT}"'


def _box(box: Box, spot: Spot) -> Iterator[str]:
    yield _shape(box.kind, LOOKS[box.kind], spot)
    x, y = spot.x + SIDE, spot.y + ABOVE
    for line in box.lines:
        yield _text(line, x, y + LETTER)
        y += LINE
    for line in box.aside:
        yield _text(line, x, y + SMALL, _SMALL)
        y += SMALL_LINE


def _shape(kind: str, look: Look, spot: Spot) -> str:
    dashes = ' stroke-dasharray="5 4"' if look.dashed else ""
    paint = f'class="nakanaori-{kind}" fill="{look.fill}" stroke="{look.line}"{dashes}'
    right, bottom = spot.x + spot.width, spot.y + spot.height
    if kind == RULE:
        corners = (
            (spot.x + _SLANT, spot.y), (right - _SLANT, spot.y), (right, spot.middle), (right - _SLANT, bottom),
            (spot.x + _SLANT, bottom), (spot.x, spot.middle),
        )  # fmt: skip
        return f'<polygon points="{" ".join(_at(*corner) for corner in corners)}" {paint}/>'
    corner = 14 if kind == FINDING else 7 if "rounded" in look.style else 0
    rounded = f' rx="{corner}"' if corner else ""
    place = f'x="{_number(spot.x)}" y="{_number(spot.y)}" width="{_number(spot.width)}"'
    return f'<rect {place} height="{_number(spot.height)}"{rounded} {paint}/>'


def _arrow(way: Way) -> Iterator[str]:
    """A curve from spot to spot, straight through those it passes; a tip, or a bar where it withholds."""
    first, *_, last = way.through
    path = [f"M{_at(first.x + first.width, first.middle)}"]
    for before, spot in pairwise(way.through):
        end = spot.x - (_TIP if spot is last else 0)
        path.append(_curve(before.x + before.width, before.middle, end, spot.middle))
        if spot is not last:
            path.append(f"H{_number(spot.x + spot.width)}")
    color = HELD_LINE if way.arrow.withholds else LINES
    dashes = ' stroke-dasharray="5 4"' if way.arrow.withholds else ""
    thick = "2.8" if way.arrow.leads else "1.3"
    yield f'<path d="{"".join(path)}" fill="none" stroke="{color}" stroke-width="{thick}"{dashes}/>'
    x, y = last.x, last.middle
    if way.arrow.withholds:
        bar = f"M{_at(x - _TIP / 2, y - 7)}V{_number(y + 7)}M{_at(x - _TIP, y)}H{_number(x)}"
        yield f'<path d="{bar}" stroke="{color}" stroke-width="2"/>'
    else:
        yield f'<path d="M{_at(x, y)}l{_at(-_TIP, -4)}v8z" fill="{color}"/>'


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    if abs(y - to_y) < 0.05:
        return f"H{_number(to_x)}"
    half = (x + to_x) / 2
    return f"C{_at(half, y)} {_at(half, to_y)} {_at(to_x, to_y)}"
