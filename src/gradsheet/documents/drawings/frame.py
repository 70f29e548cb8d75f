"""What of a dense network is drawn alike whatever its numbers are: units, lines, what layers are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, sin

from ...formula import Symbol
from ...formula.naming import Naming
from ...models import Dense
from ...problems.problem import Itself, Problem
from ..statement import Math, Text
from .readable import struck
from .shapes import RADIUS, TALLEST, WIDEST, Drawing, Edge, Node, Note, Point
from .subject import Subject

MARGIN = 24.0
ROWS = (8, 7, 6, 5, 4)
"""How many units have room in a column: the most with which the drawing is clear."""
FIRST_UNITS = 3  # of a layer that has more; then come dots, which take the room of one, and the last unit
MOST_LAYERS = 6
MOST_LINES = 42  # between two layers, that an eye can follow
NARROW = 94.0  # what is magnified most on a page
LINE = 3.6  # from a caption to the line below it
DOTS_APART = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The units of a layer that are drawn, with their numbers; the `dots` stand for the others."""

    count: int
    units: tuple[int, ...]
    nodes: tuple[Node, ...]
    dots: tuple[Point, ...]

    @property
    def is_whole(self) -> bool:
        return len(self.units) == self.count


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Units by layers, the lines that lead to each layer by their weights, the layers' names and units' numbers."""

    width: float
    height: float
    columns: tuple[Column, ...]
    lines: tuple[Mapping[Symbol, Edge], ...]
    captions: tuple[Note, ...]
    numbers: tuple[Note, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every unit is drawn; else no line has a number, for most lines are not there."""
        return all(column.is_whole for column in self.columns)

    @property
    def is_clear(self) -> bool:
        return max(map(len, self.lines)) <= MOST_LINES and not any(struck(self.nodes, self.edges))

    def drawing(self, notes: Sequence[Note], description: str) -> Drawing:
        return Drawing(
            width=self.width,
            height=self.height,
            nodes=self.nodes,
            edges=self.edges,
            notes=tuple(notes),
            dots=tuple(dot for column in self.columns for dot in column.dots),
            description=description,
        )


def frame_of(subject: Subject) -> Frame | None:
    """The frame of a problem's network, the same object for all its exercises; None where it has too many layers."""
    return _frame(Itself(subject.exercise.problem), Itself(subject.naming), Itself(subject.said.words), subject.large)


def units_of(column: int, numbers: Sequence[int]) -> Iterator[Symbol]:
    """What units of a layer are called: by their outputs; those of layer 0 are the inputs."""
    for unit in numbers:
        yield Symbol("y", layer=column, indices=(unit,)) if column else Symbol("x", indices=(unit,))


def activations_of(network: Dense, said: Mapping[str, str]) -> list[str]:
    """The name of each layer's activation; nothing for an author's own."""
    return [said.get(layer.activation.replace("linear", "identity"), "") for layer in network.layers]


@lru_cache(maxsize=256)
def _frame(
    problem: Itself[Problem], naming: Itself[Naming], said: Itself[Mapping[str, str]], large: bool
) -> Frame | None:
    network = problem.one.network
    if network is None or len(network.layers) > MOST_LAYERS:
        return None
    found = (_with_rows(rows, network, naming.one, said.one, large) for rows in ROWS)
    return next((frame for frame in found if frame.is_clear), None)


def _with_rows(rows: int, network: Dense, naming: Naming, said: Mapping[str, str], large: bool) -> Frame:
    shown = [_shown(count, rows) for count in network.units]
    whole = max(network.units) <= rows
    tallest = max(len(units) + (len(units) < count) for units, count in zip(shown, network.units, strict=True))
    gap = min(58.0 if whole else 40.0, (WIDEST - 2 * MARGIN) / len(network.layers))
    if large:
        gap = min(gap, max(30.0, (NARROW - 2 * MARGIN) / len(network.layers)))
    biased = whole and any(layer.bias for layer in network.layers)  # below each unit
    below = 12.0 + (4.0 if biased else 0.0) + (0.0 if whole else LINE)
    above = RADIUS + 5.0
    pitch = min(13.0 if not whole else 21.0 if biased else 18.0, (TALLEST - below - above) / max(1, tallest - 1))
    height = below + (tallest - 1) * pitch + above
    middle = (below + height - above) / 2
    columns = tuple(
        _column(layer, count, shown[layer], (MARGIN + gap * layer, middle), pitch)
        for layer, count in enumerate(network.units)
    )
    lines = tuple(dict(_lines(number, *pair)) for number, pair in enumerate(pairwise(columns), start=1))
    return Frame(
        width=2 * MARGIN + gap * len(network.layers),
        height=height,
        columns=columns,
        lines=lines,
        captions=tuple(_captions(columns, network, said)),
        numbers=tuple(_numbers(columns)) if _numbered(naming) else (),
        nodes=tuple(node for column in columns for node in column.nodes),
        edges=tuple(edge for edges in lines for edge in edges.values()),
    )


def _shown(count: int, rows: int) -> tuple[int, ...]:
    """Which units of a layer are drawn: all, or the first ones and the last, with a row between them for dots."""
    if count <= rows:
        return tuple(range(1, count + 1))
    return (*range(1, min(FIRST_UNITS, rows - 2) + 1), count)


def _column(layer: int, count: int, units: tuple[int, ...], middle: Point, pitch: float) -> Column:
    x = middle[0]
    left_out = len(units) < count
    rows = len(units) + left_out
    ys = [middle[1] + pitch * ((rows - 1) / 2 - row) for row in range(rows)]
    dots = [(x, ys[-2] + step) for step in (DOTS_APART, 0.0, -DOTS_APART)] if left_out else []
    places = [*ys[:-2], ys[-1]] if left_out else ys
    return Column(
        count=count,
        units=units,
        nodes=tuple(Node(x=x, y=y, part=Math((unit,))) for y, unit in zip(places, units_of(layer, units), strict=True)),
        dots=tuple(dots),
    )


def _lines(number: int, sources: Column, targets: Column) -> Iterator[tuple[Symbol, Edge]]:
    for from_, source in zip(sources.units, sources.nodes, strict=True):
        for to, target in zip(targets.units, targets.nodes, strict=True):
            yield Symbol("W", layer=number, indices=(to, from_)), _edge(source, target)


def _edge(source: Node, target: Node) -> Edge:
    angle = atan2(target.y - source.y, target.x - source.x)
    dx, dy = RADIUS * cos(angle), RADIUS * sin(angle)
    return Edge(x1=source.x + dx, y1=source.y + dy, x2=target.x - dx, y2=target.y - dy)


def _numbered(naming: Naming) -> bool:
    """Whether weights name units by numbers that the units' own names do not show."""
    profile = naming.profile
    return profile.node_numbers and "y" not in profile.counted and len(naming.units) > 2


def _numbers(columns: Sequence[Column]) -> Iterator[Note]:
    """Inputs are counted by themselves, all other units through the layers."""
    before = 0
    for layer, column in enumerate(columns):
        for unit, node in zip(column.units, column.nodes, strict=True):
            yield Note(x=node.x, y=node.y + RADIUS + 2.2, part=Text(str(before + unit)))
        before += column.count if layer else 0


def _captions(columns: Sequence[Column], network: Dense, said: Mapping[str, str]) -> Iterator[Note]:
    """What each layer is called and, where not all of it is drawn, how many units it has."""
    low = 2.0
    words = [said["inputs" if network.inputs > 1 else "input"], *activations_of(network, said)]
    lines = 1 if all(column.is_whole for column in columns) else 2
    for column, word in zip(columns, words, strict=True):
        x = column.nodes[0].x
        yield Note(x=x, y=low + LINE * (lines - 1), part=Text(word))
        if not column.is_whole:
            yield Note(x=x, y=low, part=Text(said["in_all"].format(count=column.count)))
