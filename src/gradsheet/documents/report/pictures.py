"""The report's pictures as numbers that a template writes as SVG: places and sizes, from what may be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...grading.analysis import KINDS
from .rows import Bin, BlankRow, Published

COLOURS = {
    "right": "#2c6fb0",
    "follow_through": "#8cbce2",
    "rounded_early": "#bfe0d3",
    "slip": "#f5d76e",
    "misconception": "#ee9336",
    "wrong": "#b23a2e",
    "unreadable": "#8a6bb1",
    "blank": "#d5d5d5",
    "written": "#f3f3f3",
}
"""Told apart by colour-blind readers, and in grey: dark ends, light middle."""
WIDTH, HEIGHT, FOOT = 640, 180, 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part of a bar that is 1000 wide; hidden ones are hatched."""

    x: float
    width: float
    colour: str
    hidden: bool
    words: str


def stacked(blank: BlankRow) -> tuple[Segment, ...]:
    """How the answers to a blank divide; what is hidden stands together at the end."""
    found, x = [], 0.0
    for kind, count in zip(KINDS, blank.outcomes, strict=True):
        if count:
            width = 1000 * count / blank.count
            words = f"{kind.words}: {count} of {blank.count}"
            found.append(Segment(x=x, width=width, colour=COLOURS[kind.id], hidden=False, words=words))
            x += width
    hidden = [kind.words for kind, count in zip(KINDS, blank.outcomes, strict=True) if count is None]
    if hidden:
        rest = blank.count - sum(count or 0 for count in blank.outcomes)
        words = f"{', '.join(hidden)}: {rest} together"
        found.append(Segment(x=x, width=1000 - x, colour="#ffffff", hidden=True, words=words))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    hidden: bool
    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    x: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    width: int
    height: int
    floor: float
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    mean: float | None
    words: str

    @property
    def mean_text(self) -> float:
        """Where the word beside the mean's mark stands: on its left where there is no room on the right."""
        mean = self.mean or 0.0
        return mean + 9 if mean < 0.9 * self.width else mean - 9

    @property
    def mean_anchor(self) -> str:
        return "start" if (self.mean or 0.0) < 0.9 * self.width else "end"


def histogram(found: Published) -> Histogram | None:
    """The marks; a bin with a hidden count is a low hatched bar that says nothing of its height."""
    counts = [one.count for one in found.bins if one.count]
    if not found.bins or not (counts or any(one.count is None for one in found.bins)):
        return None
    tallest = max(counts, default=1)
    floor, step = HEIGHT - FOOT, WIDTH / len(found.bins)
    bars = [_bar(one, place * step, step, floor, tallest) for place, one in enumerate(found.bins) if one.count != 0]
    last = found.bins[-1].high
    every = 1 if len(found.bins) <= 12 else 2
    ticks = [Tick(x=place * step, text=f"{one.low:g}") for place, one in enumerate(found.bins) if place % every == 0]
    mean = found.parts[0].mean if found.parts else None
    return Histogram(
        width=WIDTH,
        height=HEIGHT,
        floor=floor,
        bars=tuple(bars),
        ticks=(*ticks, Tick(x=WIDTH, text=f"{last:g}")),
        mean=None if mean is None else WIDTH * mean / last,
        words=f"How many of {found.count} students earned how many points, from 0 to {last:g}.",
    )


def _bar(one: Bin, x: float, step: float, floor: float, tallest: int) -> Bar:
    height = 14.0 if one.count is None else max(2.0, (floor - 18) * one.count / tallest)
    said = "few or hidden" if one.count is None else f"{one.count}"
    return Bar(
        x=x + 1,
        y=floor - height,
        width=step - 2,
        height=height,
        hidden=one.count is None,
        label="" if one.count is None else str(one.count),
        words=f"{one.low:g} to {one.high:g} points: {said}",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A blank; its label stands where it covers nothing, and is left out where there is no such place."""

    x: float
    y: float
    words: str
    label: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """Blanks by how many earned their points (to the right) and how well they tell students apart (upwards)."""

    width: int
    height: int
    left: int
    top: int
    right: int
    floor: int
    columns: tuple[Tick, ...]
    rows: tuple[Tick, ...]
    dots: tuple[Dot, ...]


LEFT, TOP, RIGHT, FLOOR = 52, 12, 640, 300
LOW, HIGH = -0.2, 1.0
LETTER, LINE = 7.0, 11.0
BESIDE = ((8, 4, 0), (-8, 4, -1), (0, -8, -0.5), (0, 17, -0.5))
"""Where a label may stand beside its dot: steps right and down, and how much of its own width to the left."""


def scatter(blanks: Sequence[BlankRow]) -> Scatter | None:
    known = [(one, one.facility, one.discrimination) for one in blanks]
    points = [
        (one, _x(facility), _y(told), facility, told)
        for one, facility, told in known
        if facility is not None and told is not None
    ]
    if not points:
        return None
    taken = [(x - 5, y - 5, x + 5, y + 5) for _, x, y, _, _ in points]
    dots = []
    for one, x, y, facility, told in points:
        free = [
            box
            for box in _boxes(x, y, LETTER * len(one.label))
            if box[2] < RIGHT and not any(_meet(box, other) for other in taken)
        ]
        label = one.label if free else ""
        taken += free[:1]
        words = f"{one.label}: {facility:.0%} of the points, tells apart {told:.2f}"
        dots.append(
            Dot(
                x=x, y=y, words=words, label=label, label_x=free[0][0] if free else x, label_y=free[0][3] if free else y
            )
        )
    return Scatter(
        width=RIGHT + 20,
        height=FLOOR + 46,
        left=LEFT,
        top=TOP,
        right=RIGHT,
        floor=FLOOR,
        columns=tuple(Tick(x=_x(share / 100), text=f"{share}%") for share in range(0, 101, 20)),
        rows=tuple(Tick(x=_y(told), text=f"{told:g}") for told in (0, 0.25, 0.5, 0.75, 1)),
        dots=tuple(dots),
    )


Box = tuple[float, float, float, float]


def _boxes(x: float, y: float, width: float) -> list[Box]:
    """Where a label could stand beside a dot: left, top, right and floor."""
    places = ((x + right + back * width, y + down) for right, down, back in BESIDE)
    return [(left, floor - LINE, left + width, floor) for left, floor in places]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _x(facility: float) -> float:
    return LEFT + (RIGHT - LEFT) * facility


def _y(told: float) -> float:
    return FLOOR - (FLOOR - TOP) * (min(max(told, LOW), HIGH) - LOW) / (HIGH - LOW)


def heat(share: float) -> tuple[str, str]:
    """Ground and ink of a cell, from white to deep orange."""
    along = min(1.0, share / 0.3)
    mixed = (round(255 + (end - 255) * along) for end in (0xD9, 0x5F, 0x0E))
    return "#" + "".join(f"{part:02x}" for part in mixed), "#ffffff" if along > 0.75 else "#1a1a1a"
