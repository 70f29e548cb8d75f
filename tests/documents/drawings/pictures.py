"""Drawings of problems, and whether anything in one touches anything else, measured by points."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import cos, hypot, radians, sin

from documents.handed import own
from gradsheet.documents.drawings import Drawing, Note, Subject, drawn, subject_of
from gradsheet.documents.drawings.extent import width
from gradsheet.documents.drawings.shapes import RADIUS, ROOM
from gradsheet.documents.sentences import sentences
from gradsheet.formula.notation import Naming, profile
from gradsheet.problems import Exercise, Problem, draw, find_problem, public_seed, solve_exercises

HALF = 1.2  # of the height of small print


def exercise(problem: Problem | str, number: int = 1) -> Exercise:
    """Draw `number` of a problem of the bank, of the text of a file, or as it is."""
    if isinstance(problem, str):
        problem = own(problem) if "\n" in problem else find_problem(problem)
    return Exercise(problem=problem, givens=draw(problem, [public_seed(problem.name, number)])[0])


def subject(one: Exercise, *, notation: str = "lecture", key: bool = False) -> Subject:
    solution = solve_exercises([one])[0] if key else None
    return subject_of(one, profile(notation), sentences("en"), solution)


def picture(problem: Problem | str, number: int = 1, *, notation: str = "lecture", key: bool = False) -> Drawing | None:
    return drawn(subject(exercise(problem, number), notation=notation, key=key))


def inked(note: Note, naming: Naming) -> list[tuple[float, float]]:
    """Points all over a note's letters."""
    wide = width(note.part, naming)
    half = (wide if note.covers else min(wide, ROOM)) / 2
    c, s = cos(radians(note.angle)), sin(radians(note.angle))
    across = [half * step / 12 for step in range(-12, 13)]
    return [(note.x + c * x - s * y, note.y + s * x + c * y) for x in across for y in (-HALF, 0.0, HALF)]


def covered(note: Note, naming: Naming, x: float, y: float) -> bool:
    """Whether a point lies in a note's letters."""
    wide = width(note.part, naming)
    half = (wide if note.covers else min(wide, ROOM)) / 2
    c, s = cos(radians(-note.angle)), sin(radians(-note.angle))
    dx, dy = x - note.x, y - note.y
    return abs(c * dx - s * dy) < half and abs(s * dx + c * dy) < HALF


def touching(found: Drawing, naming: Naming) -> Iterator[str]:
    """What a reader would stumble over."""
    points = {note: inked(note, naming) for note in found.notes}
    for one, other in combinations(found.notes, 2):
        near = hypot(one.x - other.x, one.y - other.y) < 40
        if near and any(covered(one, naming, *point) for point in points[other]):
            yield f"{one.part} on {other.part}"
    for note, inside in points.items():
        if not all(-0.01 <= x <= found.width + 0.01 and -0.01 <= y <= found.height + 0.01 for x, y in inside):
            yield f"{note.part} outside"
        if any(hypot(x - node.x, y - node.y) < RADIUS for x, y in inside for node in found.nodes):
            yield f"{note.part} on a node"
    for node, other in combinations(found.nodes, 2):
        if hypot(node.x - other.x, node.y - other.y) < 2 * RADIUS:
            yield "node on node"
    for edge in found.edges:
        for step in range(101):
            x = edge.x1 + (edge.x2 - edge.x1) * step / 100
            y = edge.y1 + (edge.y2 - edge.y1) * step / 100
            yield from (f"line through {n.part}" for n in found.notes if not n.covers and covered(n, naming, x, y))
            yield from ("line in a node" for n in found.nodes if hypot(x - n.x, y - n.y) < RADIUS - 0.05)
    for one in found.rectangles:
        for step in range(41):
            across, up = one.x + one.width * step / 40, one.y + one.height * step / 40
            border = [(across, one.y), (across, one.y + one.height), (one.x, up), (one.x + one.width, up)]
            yield from (f"outline through {n.part}" for n in found.notes if any(covered(n, naming, *p) for p in border))
        if one.x < 0 or one.y < 0 or one.x + one.width > found.width or one.y + one.height > found.height:
            yield "cell outside"
