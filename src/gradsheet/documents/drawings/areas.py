"""Convex areas on a drawing, in millimetres, and whether they touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, radians, sin

from .shapes import Point

TOUCH = 1e-6

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Axis = tuple[float, float, float, float]
"""A direction, and from where to where an area reaches along it."""


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """The corners of a convex one in order, two for a line; what is asked of it for every neighbour is found once."""

    corners: Sequence[Point]
    axes: tuple[Axis, ...] = field(init=False, repr=False)
    box: Box = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "box", bounds(self.corners))
        object.__setattr__(self, "axes", tuple(_axis(*side, self.corners) for side in _upright_on(self.corners)))


@lru_cache(maxsize=16_384)  # the same object, so that what is known of two areas can be kept
def turned(x: float, y: float, half: float, half_height: float, angle: float) -> Area:
    """A rectangle around its middle, turned by `angle` degrees."""
    c, s = cos(radians(angle)), sin(radians(angle))
    corners = ((-half, -half_height), (half, -half_height), (half, half_height), (-half, half_height))
    return Area([(x + c * across - s * up, y + s * across + c * up) for across, up in corners])


def apart(one: Area, other: Area) -> bool:
    """Whether a straight line parts two areas."""
    return not overlap(one.box, other.box) or _parted(one, other) or _parted(other, one)


def bounds(corners: Sequence[Point], margin: float = 0.0) -> Box:
    """The box around some points."""
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across) - margin, min(up) - margin, max(across) + margin, max(up) + margin


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes do more than touch."""
    left, bottom, right, top = one
    other_left, other_bottom, other_right, other_top = other
    return not (
        right <= other_left + TOUCH
        or other_right <= left + TOUCH
        or top <= other_bottom + TOUCH
        or other_top <= bottom + TOUCH
    )


def is_near(point: Point, area: Area, reach: float) -> bool:
    """Whether a point lies within an area or nearer to it than `reach`."""
    x, y = point
    left, bottom, right, top = area.box
    if x <= left - reach or x >= right + reach or y <= bottom - reach or y >= top + reach:
        return False
    corners = area.corners
    return not _parted(area, Area([point])) or any(
        off(point, *side) < reach for side in pairwise([*corners, corners[0]])
    )


def off(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from a stretch of line."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = (point[0] - start[0]) * dx + (point[1] - start[1]) * dy
    share = min(1.0, max(0.0, along / ((dx * dx + dy * dy) or 1.0)))
    return hypot(point[0] - start[0] - share * dx, point[1] - start[1] - share * dy)


def _parted(one: Area, other: Area) -> bool:
    """Whether the other area lies beyond one side of this one."""
    for nx, ny, low, high in one.axes:
        reached = [nx * x + ny * y for x, y in other.corners]
        if high <= min(reached) + TOUCH or max(reached) <= low + TOUCH:
            return True
    return False


def _upright_on(corners: Sequence[Point]) -> list[tuple[float, float]]:
    """What stands upright on each side; of a line, on it and along it."""
    if len(corners) < 2:
        return []
    sides = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise([*corners, corners[0]])]
    found = [(-dy, dx) for dx, dy in sides if dx or dy]
    return [*found, *sides[:1]] if len(corners) == 2 else found


def _axis(nx: float, ny: float, corners: Sequence[Point]) -> Axis:
    reached = [nx * x + ny * y for x, y in corners]
    return nx, ny, min(reached), max(reached)
