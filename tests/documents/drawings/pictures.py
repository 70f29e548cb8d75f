"""Drawings of problems, and whether anything in one touches anything else, measured by points."""

from __future__ import annotations

from functools import cache
from itertools import combinations, pairwise, product
from math import cos, hypot, radians, sin

import numpy as np

from documents.handed import own
from gradsheet.documents.drawings import Drawing, Edge, Note, Rectangle, Subject, drawn, subject_of
from gradsheet.documents.drawings.extent import width
from gradsheet.documents.drawings.shapes import DOT, RADIUS, ROOM
from gradsheet.formula.naming import Naming
from gradsheet.formula.notation import profile
from gradsheet.languages import sentences
from gradsheet.problems import Exercise, Problem, draw, find_problem, public_seed, solve_exercises

HALF = 1.2  # of the height of small print


def exercise(problem: Problem | str, number: int = 1) -> Exercise:
    """Draw `number` of a problem of the bank, of the text of a file, or as it is."""
    return _exercise(_read(problem) if isinstance(problem, str) else problem, number)


@cache
def _read(text: str) -> Problem:
    return own(text) if "\n" in text else find_problem(text)


_DRAWS: dict[tuple[int, int], Exercise] = {}


def _exercise(problem: Problem, number: int) -> Exercise:
    found = _DRAWS.get((id(problem), number))
    if found is None or found.problem is not problem:
        found = Exercise(problem=problem, givens=draw(problem, [public_seed(problem.name, number)])[0])
        _DRAWS[id(problem), number] = found
    return found


def subject(one: Exercise, *, notation: str = "lecture", key: bool = False) -> Subject:
    solution = solve_exercises([one])[0] if key else None
    return subject_of(one, profile(notation), sentences("en"), solution)


def picture(problem: Problem | str, number: int = 1, *, notation: str = "lecture", key: bool = False) -> Drawing | None:
    return drawn(subject(exercise(problem, number), notation=notation, key=key))


def touching(found: Drawing, naming: Naming) -> list[str]:
    """What a reader would stumble over."""
    letters = {note: _Letters(note, naming) for note in found.notes}
    said = [
        f"{one.part} on {other.part}" for one, other in combinations(found.notes, 2) if letters[one].on(letters[other])
    ]
    for note, ink in letters.items():
        x, y = ink.points.T
        if min(x.min(), y.min()) < -0.01 or x.max() > found.width + 0.01 or y.max() > found.height + 0.01:
            said.append(f"{note.part} outside")
        said += [f"{note.part} on a node" for n in found.nodes if np.hypot(x - n.x, y - n.y).min() < RADIUS]
        if not note.covers:
            said += [f"line through {note.part}" for edge in found.edges if ink.covers(_along(edge))]
        said += [f"outline through {note.part}" for one in found.rectangles if ink.covers(_border(one))]
    for node, other in combinations(found.nodes, 2):
        if hypot(node.x - other.x, node.y - other.y) < 2 * RADIUS:
            said.append("node on node")
    for node, edge in product(found.nodes, found.edges):
        x, y = _along(edge).T
        if np.hypot(x - node.x, y - node.y).min() < RADIUS - 0.05:
            said.append("line in a node")
    for x, y in found.dots:
        said += ["dot in a node" for node in found.nodes if hypot(node.x - x, node.y - y) < RADIUS + DOT]
        said += ["line on a dot" for edge in found.edges if np.hypot(*(_along(edge) - (x, y)).T).min() < DOT]
        said += [f"{note.part} on a dot" for note, ink in letters.items() if ink.covers(np.array([(x, y)]))]
    for one in found.rectangles:
        if one.x < 0 or one.y < 0 or one.x + one.width > found.width or one.y + one.height > found.height:
            said.append("cell outside")
    return said


class _Letters:
    """The rectangle that a note's letters fill: `points` all over it, and which points lie in it."""

    def __init__(self, note: Note, naming: Naming) -> None:
        wide = width(note.part, naming)
        self.half = (wide if note.covers else min(wide, ROOM)) / 2
        self.middle = np.array((note.x, note.y))
        c, s = cos(radians(note.angle)), sin(radians(note.angle))
        self.turn = np.array(((c, s), (-s, c)))
        across = np.linspace(-self.half, self.half, 25)
        flat = np.array([(x, y) for x in across for y in (-HALF, 0.0, HALF)])
        self.points = flat @ self.turn + self.middle
        self.reach = hypot(self.half, HALF)

    def on(self, other: _Letters) -> bool:
        near = hypot(*(self.middle - other.middle)) < self.reach + other.reach
        return bool(near and (self.covers(other.points) or other.covers(self.points)))

    def covers(self, points: np.ndarray) -> bool:
        """Whether any of these points lies in the letters."""
        low, high = points.min(axis=0), points.max(axis=0)
        if (low > self.middle + self.reach).any() or (high < self.middle - self.reach).any():
            return False
        across, up = np.abs((points - self.middle) @ self.turn.T).T
        return bool(((across < self.half - 1e-9) & (up < HALF)).any())


def _along(edge: Edge) -> np.ndarray:
    return np.linspace((edge.x1, edge.y1), (edge.x2, edge.y2), 201)


def _border(one: Rectangle) -> np.ndarray:
    left, low, right, high = one.x, one.y, one.x + one.width, one.y + one.height
    corners = [(left, low), (right, low), (right, high), (left, high), (left, low)]
    return np.concatenate([np.linspace(start, end, 41) for start, end in pairwise(corners)])
