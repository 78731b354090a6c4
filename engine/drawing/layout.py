"""Where the boxes of a drawing stand and the ways of its arrows, for the painting in `svg`.

Boxes stand in columns, left to right. In a panel of rows (a rulebook: one rule a row) the boxes of a row are in line.
Elsewhere (a consultation) the boxes of the free columns are sorted so that few arrows cross, by the usual sweeps over
the mean places of neighbours, and every box is then moved as near to its neighbours as the others leave room (Sugiyama,
Tagawa and Toda 1981).
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise

import msgspec

from .line_breaking import em
from .picture import Arrow, Box, Frame, Panel, Picture, framed

LETTER, SMALL, HEADING_LETTER = 13.0, 11.0, 14.0
"""The size of the letters on a box, of the fainter ones, and of those over a frame."""
LINE, SMALL_LINE = 18.0, 15.0
SIDE, ABOVE = 12.0, 7.0
"""The room between a box's edge and its text."""
BETWEEN_COLUMNS, BETWEEN_BOXES = 44.0, 12.0
EDGE, HEADING = 12.0, 30.0
"""The room between a frame and what stands in it, and for its heading."""
BETWEEN_PANELS = 20.0
_PASSING = 6.0
"""The height of the way that an arrow takes through a column between boxes."""
_SWEEPS = 12


class Spot(msgspec.Struct, frozen=True):
    """A rectangle: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """How far down its middle is, where arrows begin and end."""
        return self.y + self.height / 2


class Way(msgspec.Struct, frozen=True):
    """An arrow and the spots that it goes through from left to right, those of its two boxes included."""

    arrow: Arrow
    through: tuple[Spot, ...]


class Layout(msgspec.Struct, frozen=True):
    """Where everything stands on a sheet of this size."""

    width: float
    height: float
    boxes: tuple[tuple[Box, Spot], ...]
    ways: tuple[Way, ...]
    frames: tuple[tuple[Frame, Spot], ...]


def laid_out(drawing: Picture, top: float) -> Layout:
    """Places for everything in the drawing, from `top` downwards; columns are in line in all panels."""
    columns = _columns(drawing)
    boxes: list[tuple[Box, Spot]] = []
    ways: list[Way] = []
    frames: list[tuple[Frame, Spot]] = []
    below = top
    for panel in drawing.panels:
        spots, through = _Placing(panel, columns).places()
        around = [(frame, _around(frame, [spots[box.name] for box in held])) for frame, held in framed(panel) if frame]
        down = below - min((spot.y for spot in (*spots.values(), *(spot for _, spot in around))), default=0.0)
        spots = {name: _moved(spot, down) for name, spot in spots.items()}
        around = [(frame, _moved(spot, down)) for frame, spot in around]
        boxes += ((box, spots[box.name]) for box in panel.boxes)
        for arrow in panel.arrows:
            passing = (_moved(spot, down) for spot in through.get(arrow, ()))
            ways.append(Way(arrow, (spots[arrow.source], *passing, spots[arrow.target])))
        frames += around
        ends = (spot.y + spot.height for spot in (*spots.values(), *(spot for _, spot in around)))
        below = max(ends, default=below) + BETWEEN_PANELS
    right = max((x + width + EDGE for x, width in columns), default=0.0)
    right = max((right, *(spot.x + spot.width for _, spot in frames)))
    return Layout(right + EDGE, below - BETWEEN_PANELS + EDGE, tuple(boxes), tuple(ways), tuple(frames))


def box_size(box: Box) -> tuple[float, float]:
    """How wide and how high a box must be for its text."""
    widths = [em(line) * LETTER for line in box.lines] + [em(line) * SMALL for line in box.aside]
    height = len(box.lines) * LINE + len(box.aside) * SMALL_LINE
    return max(widths) + 2 * SIDE, height + 2 * ABOVE


def _columns(drawing: Picture) -> list[tuple[float, float]]:
    """The left edge and the width of each column: that of its widest box, or of a heading over it alone."""
    widths: dict[int, float] = {}
    for panel in drawing.panels:
        for box in panel.boxes:
            widths[box.column] = max(widths.get(box.column, 0.0), box_size(box)[0])
        for frame, held in framed(panel):
            columns = {box.column for box in held}
            if frame and len(columns) == 1:
                widths |= {column: max(widths[column], _heading_room(frame) - 2 * EDGE) for column in columns}
    left = 2 * EDGE
    made = []
    for column in range(max(widths, default=-1) + 1):
        width = widths.get(column, 0.0)
        made.append((left, width))
        left += width + BETWEEN_COLUMNS if width else 0
    return made


def _moved(spot: Spot, down: float) -> Spot:
    return msgspec.structs.replace(spot, y=spot.y + down)


def heading_width(frame: Frame) -> float:
    """How wide the heading of a frame is, without what stands beside it."""
    return em(frame.heading) * HEADING_LETTER * 1.05


def _around(frame: Frame, spots: Sequence[Spot]) -> Spot:
    """A frame around the spots, with room for its heading."""
    left, top = min(spot.x for spot in spots) - EDGE, min(spot.y for spot in spots) - EDGE - HEADING
    right = max(spot.x + spot.width for spot in spots) + EDGE
    bottom = max(spot.y + spot.height for spot in spots) + EDGE
    return Spot(left, top, max(right - left, _heading_room(frame)), bottom - top)


def _heading_room(frame: Frame) -> float:
    return heading_width(frame) + em(frame.aside) * SMALL + 3 * EDGE


_Stop = tuple[str, int]
"""A box by its name and -1, or the place where the arrow of this number passes a column, by that column's number."""


class _Placing:
    """The places of one panel's boxes."""

    def __init__(self, panel: Panel, columns: list[tuple[float, float]]) -> None:
        self.panel = panel
        self.edges = columns
        self.boxes = {(box.name, -1): box for box in panel.boxes}
        self.heights = {stop: box_size(box)[1] for stop, box in self.boxes.items()}
        self.column: dict[_Stop, int] = {stop: box.column for stop, box in self.boxes.items()}
        self.passing: dict[Arrow, list[_Stop]] = {}
        self.links: list[list[tuple[_Stop, _Stop]]] = [[] for _ in columns]
        for number, arrow in enumerate(panel.arrows):
            self.link(number, arrow)
        self.columns: list[list[_Stop]] = [[] for _ in columns]
        for stop, column in self.column.items():
            self.columns[column].append(stop)

    def link(self, number: int, arrow: Arrow) -> None:
        """Cut an arrow over several columns into links, each from one column to the next."""
        source, target = (arrow.source, -1), (arrow.target, -1)
        between = [(str(number), column) for column in range(self.column[source] + 1, self.column[target])]
        self.column |= {stop: stop[1] for stop in between}
        self.passing[arrow] = between
        for left, right in pairwise((source, *between, target)):
            self.links[self.column[left]].append((left, right))

    def places(self) -> tuple[dict[str, Spot], dict[Arrow, list[Spot]]]:
        """The spot of each box, and those through which each arrow passes."""
        if any(box.row is not None for box in self.panel.boxes):
            tops = self.in_rows()
        else:
            self.sort()
            tops = self.near_each_other()
        spots = {stop: self.spot(stop, top) for stop, top in tops.items()}
        named = {stop[0]: spots[stop] for stop in self.boxes}
        return named, {arrow: [spots[stop] for stop in stops] for arrow, stops in self.passing.items()}

    def spot(self, stop: _Stop, top: float) -> Spot:
        x, width = self.edges[self.column[stop]]
        return Spot(x, top, width, self.height(stop))

    def height(self, stop: _Stop) -> float:
        return self.heights.get(stop, _PASSING)

    def neighbours(self) -> dict[_Stop, tuple[list[_Stop], list[_Stop]]]:
        """To the left and to the right of each stop."""
        made: dict[_Stop, tuple[list[_Stop], list[_Stop]]] = {stop: ([], []) for stop in self.column}
        for source, target in chain.from_iterable(self.links):
            made[source][1].append(target)
            made[target][0].append(source)
        return made

    # rows -------------------------------------------------------------------------------------------------------------

    def in_rows(self) -> dict[_Stop, float]:
        """Each row as high as its highest column; boxes of no row where their neighbours are."""
        rows: dict[int, dict[int, list[_Stop]]] = {}
        for stop, box in self.boxes.items():
            if box.row is not None:
                rows.setdefault(box.row, {}).setdefault(box.column, []).append(stop)
        tops: dict[_Stop, float] = {}
        below = 0.0
        for row in rows.values():
            tallest = max(map(self.stacked, row.values()))
            for stops in row.values():
                at = below + (tallest - self.stacked(stops)) / 2
                for stop in stops:
                    tops[stop] = at
                    at += self.height(stop) + BETWEEN_BOXES
            below += tallest + BETWEEN_BOXES
        neighbours = self.neighbours()
        for column in self.columns:
            loose = [stop for stop in column if stop not in tops]
            tops |= self.settled(loose, {stop: self.wanted(stop, neighbours, tops) for stop in loose})
        return tops

    def stacked(self, stops: Sequence[_Stop]) -> float:
        """How high the stops are, one below the other."""
        return sum(map(self.height, stops)) + BETWEEN_BOXES * (len(stops) - 1)

    # few crossings ----------------------------------------------------------------------------------------------------

    def sort(self) -> None:
        """Order the free columns, sweeping to and fro; the order with the fewest crossings stands."""
        neighbours = self.neighbours()
        best, fewest = [list(column) for column in self.columns], self.crossings()
        for sweep in range(_SWEEPS):
            if fewest == 0:
                break
            rightwards = sweep % 2 == 1
            for number in range(len(self.columns)) if rightwards else reversed(range(len(self.columns))):
                if number in self.panel.free:
                    self.order(number, neighbours, 0 if rightwards else 1)
            crossings = self.crossings()
            if crossings < fewest:
                best, fewest = [list(column) for column in self.columns], crossings
        self.columns = best

    def order(self, number: int, neighbours: Mapping[_Stop, tuple[list[_Stop], list[_Stop]]], side: int) -> None:
        """Sort a column by the mean places of the neighbours on one side; who has none keeps its place."""
        beside = number - 1 if side == 0 else number + 1
        if not 0 <= beside < len(self.columns):
            return
        place = {stop: at / len(self.columns[beside]) for at, stop in enumerate(self.columns[beside])}
        column = self.columns[number]
        mean = {
            stop: _mean([place[near] for near in neighbours[stop][side]], at / len(column))
            for at, stop in enumerate(column)
        }
        column.sort(key=mean.__getitem__)

    def crossings(self) -> int:
        """How many pairs of links cross."""
        place = {stop: at for column in self.columns for at, stop in enumerate(column)}
        count = 0
        for links in self.links:
            ends = sorted((place[a], place[b]) for a, b in links)
            seen: list[int] = []
            for _, end in ends:
                count += len(seen) - bisect_right(seen, end)
                insort(seen, end)
        return count

    def near_each_other(self) -> dict[_Stop, float]:
        """Columns begin packed, and each in turn moves to where its neighbours are."""
        tops: dict[_Stop, float] = {}
        for column in self.columns:
            tops |= self.settled(column, dict.fromkeys(column, 0.0))
        neighbours = self.neighbours()
        for sweep in range(_SWEEPS):
            for column in self.columns if sweep % 2 == 0 else reversed(self.columns):
                tops |= self.settled(column, {stop: self.wanted(stop, neighbours, tops) for stop in column})
        return tops

    def wanted(
        self, stop: _Stop, neighbours: Mapping[_Stop, tuple[list[_Stop], list[_Stop]]], tops: Mapping[_Stop, float]
    ) -> float:
        """The top that brings a stop to the middle of its neighbours."""
        middles = [tops[near] + self.height(near) / 2 for side in neighbours[stop] for near in side if near in tops]
        return _mean(middles, tops.get(stop, 0.0) + self.height(stop) / 2) - self.height(stop) / 2

    def settled(self, column: Sequence[_Stop], wanted: Mapping[_Stop, float]) -> dict[_Stop, float]:
        """Tops for a column in its order, as near as can be to those wanted while nothing overlaps."""
        offsets, offset = [], 0.0
        for at, stop in enumerate(column):
            offset += self.room(column[at - 1], stop) if at else 0.0
            offsets.append(offset)
        levels = _rising([wanted[stop] - offset for stop, offset in zip(column, offsets, strict=True)])
        return {stop: level + offset for stop, level, offset in zip(column, levels, offsets, strict=True)}

    def room(self, upper: _Stop, lower: _Stop) -> float:
        """From the top of a stop to the top of the one below it; between frames there is room for a heading."""
        frames = [self.boxes[stop].frame if stop in self.boxes else "" for stop in (upper, lower)]
        apart = 2 * EDGE + HEADING if frames[0] != frames[1] else 0.0
        return self.height(upper) + BETWEEN_BOXES + apart


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _rising(wanted: Iterable[float]) -> list[float]:
    """The rising sequence nearest to what is wanted, by least squares (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for value in wanted:
        pool = (value, 1)
        while pools and pools[-1][0] > pool[0]:
            level, size = pools.pop()
            pool = ((level * size + pool[0] * pool[1]) / (size + pool[1]), size + pool[1])
        pools.append(pool)
    return [level for level, size in pools for _ in range(size)]
