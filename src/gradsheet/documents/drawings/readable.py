"""Whether a drawing can be read: everything on the page, nothing written on anything else, few crossings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import hypot

from ...formula.naming import Naming
from .areas import TOUCH, Area, Box, apart, is_near, off, overlap, turned
from .extent import width
from .shapes import RADIUS, ROOM, TALLEST, WIDEST, Drawing, Edge, Node, Note, Point, Rectangle

MOST_CROSSINGS = 2
HALF_NOTE = 1.5  # half the height of a note
BORDER = 0.5  # around a note that covers what is below it


def line(start: Point, end: Point) -> Edge:
    return Edge(x1=start[0], y1=start[1], x2=end[0], y2=end[1])


def readable(drawing: Drawing, naming: Naming) -> bool:
    """Within the page, no note squeezed, and nothing on anything else."""
    inside = drawing.width <= WIDEST and drawing.height <= TALLEST
    return inside and not any(squeezed(drawing, naming)) and not any(collisions(drawing, naming))


def tangled(drawing: Drawing) -> bool:
    """Whether more lines cross than the eye follows."""
    return sum(_cross(one, other) for one, other in combinations(drawing.edges, 2)) > MOST_CROSSINGS


def squeezed(drawing: Drawing, naming: Naming) -> Iterator[Note]:
    """The notes that are longer than what the engines leave as it is."""
    return (note for note in drawing.notes if not note.covers and width(note.part, naming) > ROOM)


def collisions(drawing: Drawing, naming: Naming) -> Iterator[tuple[object, object]]:
    """What lies on what: notes on notes, nodes, lines or outlines, nodes on nodes, anything on the frame."""
    notes = [(note, note_area(note, naming)) for note in drawing.notes]
    edges = [(edge, Area(ends(edge))) for edge in drawing.edges]
    outlines = [(rectangle, _box(rectangle), _sides(rectangle)) for rectangle in drawing.rectangles]
    frame = Rectangle(x=0, y=0, width=drawing.width, height=drawing.height)
    for note, area in notes:
        if not all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in area.corners):
            yield note, frame
        yield from ((note, node) for node in drawing.nodes if is_near((node.x, node.y), area, RADIUS))
        if not note.covers:
            yield from ((note, edge) for edge, under in edges if not apart(area, under))
        for rectangle, box, sides in outlines:
            if not _clear_of(box, area) and any(not apart(area, side) for side in sides):
                yield note, rectangle
    for (one, area), (other, place) in combinations(notes, 2):
        if not apart(area, place):
            yield one, other
    for first, second in combinations(drawing.nodes, 2):
        if hypot(first.x - second.x, first.y - second.y) < 2 * RADIUS + 0.3:
            yield first, second
    yield from struck(drawing.nodes, drawing.edges)


def note_area(note: Note, naming: Naming) -> Area:
    """The corners of the rectangle that a note takes."""
    half = width(note.part, naming) / 2
    if note.covers:
        half += BORDER
    else:
        half = min(half, ROOM / 2)
    return turned(note.x, note.y, half, HALF_NOTE, note.angle)


def struck(nodes: Sequence[Node], edges: Sequence[Edge]) -> Iterator[tuple[Node, Edge]]:
    """The nodes through which a line goes."""
    for node in nodes:
        for edge in edges:
            if off((node.x, node.y), *ends(edge)) < RADIUS - 0.01:
                yield node, edge


def _box(rectangle: Rectangle) -> Box:
    x, y = rectangle.x, rectangle.y
    return x, y, x + rectangle.width, y + rectangle.height


def _clear_of(box: Box, area: Area) -> bool:
    """Whether an area surely lies in a box or beside it: most notes stand in cells."""
    left, bottom, right, top = area.box
    west, south, east, north = box
    inside = west <= left + TOUCH and right <= east + TOUCH and south <= bottom + TOUCH and top <= north + TOUCH
    return inside or not overlap(area.box, box)


def _sides(rectangle: Rectangle) -> list[Area]:
    x, y, right, top = _box(rectangle)
    return [Area(side) for side in pairwise([(x, y), (right, y), (right, top), (x, top), (x, y)])]


def ends(edge: Edge) -> tuple[Point, Point]:
    return (edge.x1, edge.y1), (edge.x2, edge.y2)


def _cross(one: Edge, other: Edge) -> bool:
    return _parted(one, other) and _parted(other, one)


def _parted(line: Edge, ends: Edge) -> bool:
    """Whether the ends of one wire lie on both sides of another."""
    dx, dy = line.x2 - line.x1, line.y2 - line.y1
    first = dx * (ends.y1 - line.y1) - dy * (ends.x1 - line.x1)
    second = dx * (ends.y2 - line.y1) - dy * (ends.x2 - line.x1)
    return first * second < -1e-9
