"""The drawing of a network, as nodes, edges and notes in millimetres; each target draws them its own way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import atan2, cos, degrees, hypot, sin

from ..formula import Formula, Number, Symbol, decimal_text
from ..formula.notation import Profile
from ..models import Dense
from .statement import Math, Part, Text

WIDEST = 168.0
TALLEST = 96.0
RADIUS = 5.2
MARGIN = 24.0
MOST_UNITS = 9
MOST_EDGES = 20
HALF_LABEL = 1.9  # half the height that an edge's label needs

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    x: float
    y: float
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line from the rim of one node to the rim of another."""

    x1: float
    y1: float
    x2: float
    y2: float


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
    """y grows upwards; everything lies within `width` x `height`."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    notes: tuple[Note, ...]


def network_drawing(
    network: Dense, givens: Mapping[Symbol, Decimal], profile: Profile, said: Mapping[str, str]
) -> Drawing | None:
    """The network with its given numbers on it, as far as they fit without touching; None when it is too large."""
    if max(network.units) > MOST_UNITS or len(network.layers) > 4:
        return None
    gap = min(58.0, (WIDEST - 2 * MARGIN) / len(network.layers))
    biased = any(layer.bias for layer in network.layers)
    pitch = min(21.0 if biased else 18.0, (TALLEST - 2 * RADIUS) / max(1, max(network.units) - 1))
    below = 12.0 + (4.0 if biased else 0.0)
    above = RADIUS + 5.0
    height = below + (max(network.units) - 1) * pitch + above
    middle = (below + height - above) / 2
    columns = [
        tuple(
            Node(x=MARGIN + gap * column, y=middle + pitch * ((count - 1) / 2 - row), part=Math((symbol,)))
            for row, symbol in enumerate(_symbols(column, count))
        )
        for column, count in enumerate(network.units)
    ]
    edges: list[Edge] = []
    notes: list[Note] = list(_biases(columns, givens))
    taken = [point for note in notes for point in _spread(note.x, note.y, 1.0, 0.0, _length(_formulas(note)))]
    for number, (sources, targets) in enumerate(pairwise(columns), start=1):
        lines = {
            Symbol("W", layer=number, indices=(to, from_)): _edge(source, target)
            for from_, source in enumerate(sources, start=1)
            for to, target in enumerate(targets, start=1)
        }
        edges += lines.values()
        notes += _edge_notes(lines, givens, taken)
    notes += _values_beside(columns[0], givens, "x", -1)
    notes += _values_beside(columns[-1], givens, "d", +1)
    if profile.node_numbers and "y" not in profile.counted and len(network.layers) > 1:
        notes += _numbers(columns)
    notes += _captions(columns, network, said)
    return Drawing(
        width=2 * MARGIN + gap * len(network.layers),
        height=height,
        nodes=tuple(node for column in columns for node in column),
        edges=tuple(edges),
        notes=tuple(notes),
    )


def _symbols(column: int, count: int) -> Iterator[Symbol]:
    for unit in range(1, count + 1):
        yield Symbol("y", layer=column, indices=(unit,)) if column else Symbol("x", indices=(unit,))


def _edge(source: Node, target: Node) -> Edge:
    angle = atan2(target.y - source.y, target.x - source.x)
    dx, dy = RADIUS * cos(angle), RADIUS * sin(angle)
    return Edge(x1=source.x + dx, y1=source.y + dy, x2=target.x - dx, y2=target.y - dy)


def _edge_notes(
    lines: Mapping[Symbol, Edge], givens: Mapping[Symbol, Decimal], taken: Sequence[Point]
) -> Sequence[Note]:
    """The weight on each edge: letter and number where there is room, else the number, else nothing."""
    if len(lines) > MOST_EDGES:
        return ()
    for written in (_equation, _number):
        placed = _placed(lines, givens, written, list(taken))
        if placed is not None:
            return placed
    return ()


def _equation(symbol: Symbol, value: Decimal) -> tuple[Formula, ...]:
    return symbol, Number(value)


def _number(_: Symbol, value: Decimal) -> tuple[Formula, ...]:
    return (Number(value),)


def _placed(
    lines: Mapping[Symbol, Edge],
    givens: Mapping[Symbol, Decimal],
    written: Callable[[Symbol, Decimal], tuple[Formula, ...]],
    taken: list[Point],
) -> list[Note] | None:
    """A place along each edge where its label touches neither a label nor, if possible, another edge."""
    notes: list[Note] = []
    for symbol, edge in lines.items():
        formulas = written(symbol, givens[symbol])
        length = _length(formulas)
        others = [other for other in lines.values() if other is not edge]
        for lines_matter in (True, False):
            spots = _free_spots(edge, length, taken, others if lines_matter else ())
            found = next(spots, None)
            if found is not None:
                break
        else:
            return None
        x, y, covered = found
        taken += covered
        angle = degrees(atan2(edge.y2 - edge.y1, edge.x2 - edge.x1))
        notes.append(Note(x=x, y=y, part=Math(formulas), angle=angle, covers=True))
    return notes


def _free_spots(
    edge: Edge, length: float, taken: Sequence[Point], others: Iterable[Edge]
) -> Iterator[tuple[float, float, list[Point]]]:
    """Centre and covered points of the places along an edge where a label of `length` is free."""
    whole = hypot(edge.x2 - edge.x1, edge.y2 - edge.y1)
    ux, uy = (edge.x2 - edge.x1) / whole, (edge.y2 - edge.y1) / whole
    lines = tuple(others)
    for share in (0.3, 0.36, 0.24, 0.42, 0.5, 0.58, 0.64, 0.7, 0.76):
        along = share * whole
        if along < length / 2 + 1 or along > whole - length / 2 - 1:
            continue
        points = _spread(edge.x1 + ux * along, edge.y1 + uy * along, ux, uy, length)
        near = any(hypot(x - p, y - q) < 2 * HALF_LABEL for x, y in points for p, q in taken)
        if not near and not any(_distance(x, y, line) < HALF_LABEL for x, y in points for line in lines):
            yield edge.x1 + ux * along, edge.y1 + uy * along, points


def _spread(x: float, y: float, ux: float, uy: float, length: float) -> list[Point]:
    count = max(2, int(length / HALF_LABEL) + 1)
    steps = [(place / (count - 1) - 0.5) * length for place in range(count)]
    return [(x + ux * step, y + uy * step) for step in steps]


def _distance(x: float, y: float, line: Edge) -> float:
    """How far a point lies from a stretch of line."""
    dx, dy = line.x2 - line.x1, line.y2 - line.y1
    share = min(1.0, max(0.0, ((x - line.x1) * dx + (y - line.y1) * dy) / (dx * dx + dy * dy)))
    return hypot(x - line.x1 - share * dx, y - line.y1 - share * dy)


def _formulas(note: Note) -> tuple[Formula, ...]:
    return note.part.formulas if isinstance(note.part, Math) else ()


def _length(formulas: tuple[Formula, ...]) -> float:
    """About how long a label of small print is."""
    letters = 0.0
    for formula in formulas:
        if isinstance(formula, Symbol):
            letters += 2.6 + 1.3 * sum(len(str(index)) for index in formula.indices) + 4.0
        elif isinstance(formula, Number):
            letters += sum(2.6 if sign == "-" else 1.0 if sign == "." else 1.65 for sign in decimal_text(formula))
    return letters + 0.8


def _values_beside(column: Sequence[Node], givens: Mapping[Symbol, Decimal], letter: str, side: int) -> Iterator[Note]:
    for unit, node in enumerate(column, start=1):
        symbol = Symbol(letter, indices=(unit,))
        if symbol in givens:
            x = node.x + side * (RADIUS + 9.5)
            yield Note(x=x, y=node.y, part=Math((symbol, Number(givens[symbol]))))


def _biases(columns: Sequence[Sequence[Node]], givens: Mapping[Symbol, Decimal]) -> Iterator[Note]:
    for layer, column in enumerate(columns):
        for unit, node in enumerate(column, start=1):
            symbol = Symbol("b", layer=layer, indices=(unit,))
            if symbol in givens:
                yield Note(x=node.x, y=node.y - RADIUS - 3.0, part=Math((symbol, Number(givens[symbol]))), covers=True)


def _numbers(columns: Sequence[Sequence[Node]]) -> Iterator[Note]:
    for column in (columns[0], [node for layer in columns[1:] for node in layer]):
        for number, node in enumerate(column, start=1):
            yield Note(x=node.x, y=node.y + RADIUS + 2.2, part=Text(str(number)))


def _captions(columns: Sequence[Sequence[Node]], network: Dense, said: Mapping[str, str]) -> Iterator[Note]:
    words = [
        said["inputs" if network.inputs > 1 else "input"],
        *(said.get(layer.activation.replace("linear", "identity"), "") for layer in network.layers),
    ]
    for column, word in zip(columns, words, strict=True):
        yield Note(x=column[0].x, y=2.0, part=Text(word))
