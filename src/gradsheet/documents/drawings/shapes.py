"""What every drawing consists of, in millimetres; each target draws it its own way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import atan2, cos, sin

from ..statement import Part

WIDEST = 168.0
TALLEST = 104.0
RADIUS = 5.2
ROOM = 18.4  # of a note: the engines squeeze what is longer

Point = tuple[float, float]


class Look(Enum):
    """What a rectangle is, and so how it looks."""

    CELL = "cell"
    EDGE = "edge"  # a cell of the border that padding adds or a transposed convolution cuts off
    WINDOW = "window"
    NEXT = "next"  # where the window moves to
    UNIT = "unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A circle with something written in it."""

    x: float
    y: float
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line; with a `tip` it is an arrow."""

    x1: float
    y1: float
    x2: float
    y2: float
    tip: bool = False

    @property
    def head(self) -> tuple[Point, ...]:
        """The corners of the arrow's head, its tip first."""
        if not self.tip:
            return ()
        angle = atan2(self.y2 - self.y1, self.x2 - self.x1)
        ux, uy = cos(angle), sin(angle)
        x, y = self.x2 - HEAD * ux, self.y2 - HEAD * uy
        return (self.x2, self.y2), (x - HALF_HEAD * uy, y + HALF_HEAD * ux), (x + HALF_HEAD * uy, y - HALF_HEAD * ux)


HEAD, HALF_HEAD = 2.0, 0.8
DOT = 0.45
"""The radius of a dot; dots stand for what is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangle:
    """(x, y) is its lower left corner."""

    x: float
    y: float
    width: float
    height: float
    look: Look = Look.CELL


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something written, centred on (x, y) and turned by `angle` degrees; `covers` hides the line below it."""

    x: float
    y: float
    part: Part
    angle: float = 0.0
    covers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """y grows upwards; everything lies within `width` x `height`. `description` says it in words."""

    width: float
    height: float
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    notes: tuple[Note, ...] = ()
    rectangles: tuple[Rectangle, ...] = ()
    dots: tuple[Point, ...] = ()
    description: str = ""
