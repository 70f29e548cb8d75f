"""The drawing of a dense network, with its given numbers where they fit without touching.

Of a layer with many units the first ones and the last are drawn; then the table of givens has all weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import atan2, degrees, hypot

from ...formula import Symbol
from ...models import Dense
from ...problems.problem import Itself
from ..statement import Math
from .areas import Area, apart, bounds, is_near, overlap, turned
from .extent import width
from .frame import Column, Frame, frame_of
from .network_words import biases_of, network_words
from .readable import BORDER, HALF_NOTE, ends, note_area
from .shapes import RADIUS, Drawing, Edge, Note
from .subject import Subject

MOST_EDGES = 20
SHARES = (0.3, 0.36, 0.24, 0.42, 0.18, 0.5, 0.58, 0.64, 0.7, 0.76, 0.82)
"""Where along an edge its number may stand, the best place first."""


def network_drawing(subject: Subject) -> Drawing | None:
    """The network with its given numbers on it, as far as they fit without touching; None with too many layers."""
    network, frame = subject.exercise.problem.network, frame_of(subject)
    if network is None or frame is None:
        return None
    placed = _Placed(subject, frame)
    placed.together(frame.captions)
    placed.together(_values_beside(frame.columns[0], subject, "x", -1))
    placed.together(_values_beside(frame.columns[-1], subject, "d", +1))
    if frame.is_whole:
        placed.together(_biases(frame.columns, network, subject))
    placed.together(frame.numbers)
    for edges in frame.lines if frame.is_whole else ():
        placed.along(edges)
    return frame.drawing(placed.notes, network_words(frame, subject))


@dataclass
class _Placed:
    """The notes that have found a place, and what they take."""

    subject: Subject
    frame: Frame
    notes: list[Note] = field(default_factory=list)
    taken: tuple[Area, ...] = ()

    def together(self, notes: Iterable[Note]) -> None:
        """Adds all of them, or none where one would touch something."""
        found = list(notes)
        areas = tuple(note_area(note, self.subject.naming) for note in found)
        if _have_room(areas, self.taken, Itself(self.frame)):
            self.notes += found
            self.taken += areas

    def along(self, edges: Mapping[Symbol, Edge]) -> None:
        """The weight on each edge: letter and number where there is room, else the number, else nothing."""
        if len(edges) > MOST_EDGES:
            return
        numbers = [self.subject.numbers[symbol] for symbol in edges]
        lettered = [Math((symbol, number)) for symbol, number in zip(edges, numbers, strict=True)]
        for parts in (lettered, [Math((number,)) for number in numbers]):
            halves = tuple([width(part, self.subject.naming) / 2 + BORDER for part in parts])
            spots = _labelled(halves, _around(edges, self.taken), Itself(edges), Itself(self.frame))
            if spots is not None:
                self.taken += tuple([spot.area for spot in spots])
                self.notes += [
                    Note(x=spot.x, y=spot.y, part=part, angle=spot.angle, covers=True)
                    for spot, part in zip(spots, parts, strict=True)
                ]
                return


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a label may stand along an edge: it touches no unit, and no other edge where it `is_clear`."""

    x: float
    y: float
    angle: float
    area: Area
    is_clear: bool


# Notes of the same widths come to the same places in every exercise of a problem.


@lru_cache(maxsize=1024)
def _have_room(areas: tuple[Area, ...], taken: tuple[Area, ...], frame: Itself[Frame]) -> bool:
    """Whether none would touch something."""
    return all(_is_free(area, taken) and _off_nodes(area, frame) for area in areas)


def _is_free(area: Area, taken: Iterable[Area]) -> bool:
    return all(_apart(area, other) for other in taken)


def _around(edges: Mapping[Symbol, Edge], taken: Iterable[Area]) -> tuple[Area, ...]:
    """What could touch a label on one of the edges."""
    if not edges:
        return ()
    box = bounds([corner for edge in edges.values() for corner in ends(edge)], margin=HALF_NOTE)
    return tuple([area for area in taken if overlap(area.box, box)])


@lru_cache(maxsize=1024)
def _labelled(
    halves: tuple[float, ...],
    taken: tuple[Area, ...],
    edges: Itself[Mapping[Symbol, Edge]],
    frame: Itself[Frame],
) -> tuple[_Spot, ...] | None:
    """A spot for a label on each edge, half as wide as said, that touches no other and, if possible, no other edge."""
    found: list[_Spot] = []
    for edge, half in zip(edges.one.values(), halves, strict=True):
        labels = [*taken, *[spot.area for spot in found]]
        free = [spot for spot in _spots(Itself(edge), edges, frame, half) if _is_free(spot.area, labels)]
        if not free:
            return None
        found.append(next((spot for spot in free if spot.is_clear), free[0]))
    return tuple(found)


@lru_cache(maxsize=1024)
def _spots(
    edge: Itself[Edge], edges: Itself[Mapping[Symbol, Edge]], frame: Itself[Frame], half: float
) -> tuple[_Spot, ...]:
    """The spots for a label of `half` a width, the best one first."""
    return tuple(_along(edge.one, [Area(ends(one)) for one in edges.one.values() if one is not edge.one], frame, half))


def _along(edge: Edge, others: Sequence[Area], frame: Itself[Frame], half: float) -> Iterator[_Spot]:
    whole = hypot(edge.x2 - edge.x1, edge.y2 - edge.y1)
    ux, uy = (edge.x2 - edge.x1) / whole, (edge.y2 - edge.y1) / whole
    angle = degrees(atan2(uy, ux))
    for share in SHARES:
        along = share * whole
        if half + 0.5 < along < whole - half - 0.5:
            x, y = edge.x1 + ux * along, edge.y1 + uy * along
            area = turned(x, y, half, HALF_NOTE, angle)
            if _off_nodes(area, frame):
                yield _Spot(x, y, angle, area, all(apart(area, other) for other in others))


@lru_cache(maxsize=1024)
def _off_nodes(area: Area, frame: Itself[Frame]) -> bool:
    return not any(is_near((node.x, node.y), area, RADIUS) for node in frame.one.nodes)


_apart = lru_cache(maxsize=65_536)(apart)


def _values_beside(column: Column, subject: Subject, letter: str, side: int) -> Iterator[Note]:
    for unit, node in zip(column.units, column.nodes, strict=True) if column.is_whole else ():
        symbol = Symbol(letter, indices=(unit,))
        if symbol in subject.givens:
            x = node.x + side * (RADIUS + 9.5)
            yield Note(x=x, y=node.y, part=subject.equation(symbol))


def _biases(columns: Sequence[Column], network: Dense, subject: Subject) -> Iterator[Note]:
    for layer, column in enumerate(columns):
        for node, symbol in zip(column.nodes, biases_of(layer, network), strict=False):
            if symbol in subject.givens:
                yield Note(x=node.x, y=node.y - RADIUS - 3.0, part=subject.equation(symbol), covers=True)
