"""Whether a drawing can be read: everything on the page, no note on a note, a node or a line, few crossings."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from math import hypot

from ..formula import Formula, Number, Symbol, decimal_text
from ..formula.letters import spelled
from .drawing import RADIUS, TALLEST, WIDEST, Drawing, Edge
from .statement import Math

MOST_CROSSINGS = 2
LONGEST = 17.0  # of a note: the engines squeeze what is longer
HALF_NOTE = 1.5  # half the height of a note


def length(formula: Formula, letters: Mapping[str, str]) -> float:
    """About how long a formula of small print is: a name, as the author's `letters` print it, or a number."""
    if isinstance(formula, Symbol):
        letter, _, gate = letters.get(formula.letter, formula.letter).partition("_")
        signs = len(letter) if spelled(letter).is_word else 1
        below = f"{gate}{'' if formula.layer is None else formula.layer}{''.join(map(str, formula.indices))}"
        return 2.0 + 1.8 * (signs - 1) + 1.3 * len(below)
    if isinstance(formula, Number):
        return sum(2.4 if sign == "-" else 0.9 if sign == "." else 1.5 for sign in decimal_text(formula))
    return 0.0


def line(start: tuple[float, float], end: tuple[float, float]) -> Edge:
    return Edge(x1=start[0], y1=start[1], x2=end[0], y2=end[1])


Box = tuple[float, float, float, float]  # left, bottom, right, top


def note_boxes(drawing: Drawing, letters: Mapping[str, str]) -> list[Box]:
    """The rectangles that the notes of a circuit take."""
    found = []
    for note in drawing.notes:
        half = sum(length(one, letters) for one in note.part.formulas) / 2 if isinstance(note.part, Math) else LONGEST
        found.append((note.x - half, note.y - HALF_NOTE, note.x + half, note.y + HALF_NOTE))
    return found


def readable(drawing: Drawing, letters: Mapping[str, str]) -> bool:
    """Within the page, few crossings, and no number on another, on a gate or on a wire."""
    boxes = note_boxes(drawing, letters)
    inside = drawing.width <= WIDEST and drawing.height <= TALLEST
    inside = inside and all(
        x1 >= 0 and y1 >= 0 and x2 <= drawing.width and y2 <= drawing.height for x1, y1, x2, y2 in boxes
    )
    return (
        inside
        and all(right - left <= LONGEST for left, _, right, _ in boxes)
        and not any(_overlap(one, other) for one, other in combinations(boxes, 2))
        and not any(_off(node.x, node.y, box) < RADIUS for node in drawing.nodes for box in boxes)
        and not any(_strikes(edge, box) for edge in drawing.edges for box in boxes)
        and sum(_cross(one, other) for one, other in combinations(drawing.edges, 2)) <= MOST_CROSSINGS
    )


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _off(x: float, y: float, box: Box) -> float:
    """How far a point lies from a rectangle."""
    return hypot(max(box[0] - x, 0.0, x - box[2]), max(box[1] - y, 0.0, y - box[3]))


def _strikes(edge: Edge, box: Box) -> bool:
    """Whether a wire runs through a rectangle."""
    x1, y1, x2, y2 = box
    around = (edge.x1, min(edge.y1, edge.y2), edge.x2, max(edge.y1, edge.y2))
    if not _overlap(around, box):
        return False
    if edge.y1 == edge.y2:
        return True
    corners = [(x1, y1), (x2, y1), (x2, y2), (x1, y2)]
    sides = [line(a, b) for a, b in zip(corners, corners[1:] + corners[:1], strict=True)]
    return _off(edge.x1, edge.y1, box) == 0.0 or any(_cross(edge, side) for side in sides)


def _cross(one: Edge, other: Edge) -> bool:
    return _parted(one, other) and _parted(other, one)


def _parted(line: Edge, ends: Edge) -> bool:
    """Whether the ends of one wire lie on both sides of another."""
    dx, dy = line.x2 - line.x1, line.y2 - line.y1
    first = dx * (ends.y1 - line.y1) - dy * (ends.x1 - line.x1)
    second = dx * (ends.y2 - line.y1) - dy * (ends.x2 - line.x1)
    return first * second < -1e-9
