"""The drawing of a dense network, with its given numbers where they fit without touching."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, degrees, hypot, sin

from ...formula import Formula, Number, Symbol
from ...formula.naming import Naming
from ...models import Dense
from ...problems.problem import Itself, Problem
from ..statement import Math, Text
from .areas import Area, apart, is_near, turned
from .extent import width
from .readable import BORDER, HALF_NOTE, ends, note_area
from .shapes import RADIUS, TALLEST, WIDEST, Drawing, Edge, Node, Note
from .subject import Subject

MARGIN = 24.0
MOST_UNITS = 8
MOST_EDGES = 20
SHARES = (0.3, 0.36, 0.24, 0.42, 0.18, 0.5, 0.58, 0.64, 0.7, 0.76, 0.82)
"""Where along an edge its number may stand, the best place first."""


def network_drawing(subject: Subject) -> Drawing | None:
    """The network with its given numbers on it, as far as they fit without touching; None when it is too large."""
    network, frame = subject.exercise.problem.network, _frame_of(subject)
    if network is None or frame is None:
        return None
    placed = _Placed(subject, frame)
    placed.together(frame.captions)
    placed.together(_values_beside(frame.columns[0], subject, "x", -1))
    placed.together(_values_beside(frame.columns[-1], subject, "d", +1))
    placed.together(_biases(frame.columns, network, subject))
    placed.together(frame.numbers)
    for edges in frame.lines:
        placed.along(edges)
    return Drawing(
        width=frame.width,
        height=frame.height,
        nodes=frame.nodes,
        edges=frame.edges,
        notes=tuple(placed.notes),
        description=subject.said.joined(_described(network, subject)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What is drawn alike whatever the numbers are: units by layers, the lines that lead to each layer, their names."""

    width: float
    height: float
    columns: tuple[tuple[Node, ...], ...]
    lines: tuple[Mapping[Symbol, Edge], ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    captions: tuple[Note, ...]
    numbers: tuple[Note, ...]


def _frame_of(subject: Subject) -> _Frame | None:
    """The frame of a problem's network, the same object for all its exercises; None when it is too large."""
    return _frame(Itself(subject.exercise.problem), Itself(subject.naming), Itself(subject.said.words))


@lru_cache(maxsize=256)
def _frame(problem: Itself[Problem], naming: Itself[Naming], said: Itself[Mapping[str, str]]) -> _Frame | None:
    network = problem.one.network
    if network is None or max(network.units) > MOST_UNITS or len(network.layers) > 4:
        return None
    gap = min(58.0, (WIDEST - 2 * MARGIN) / len(network.layers))
    biased = any(layer.bias for layer in network.layers)  # below each unit
    below = 12.0 + (4.0 if biased else 0.0)
    above = RADIUS + 5.0
    pitch = min(21.0 if biased else 18.0, (TALLEST - below - above) / max(1, max(network.units) - 1))
    height = below + (max(network.units) - 1) * pitch + above
    middle = (below + height - above) / 2
    columns = tuple(
        tuple(
            Node(x=MARGIN + gap * column, y=middle + pitch * ((count - 1) / 2 - row), part=Math((symbol,)))
            for row, symbol in enumerate(units_of(column, count))
        )
        for column, count in enumerate(network.units)
    )
    lines = tuple(dict(_lines(number, *pair)) for number, pair in enumerate(pairwise(columns), start=1))
    return _Frame(
        width=2 * MARGIN + gap * len(network.layers),
        height=height,
        columns=columns,
        lines=lines,
        nodes=tuple(node for column in columns for node in column),
        edges=tuple(edge for edges in lines for edge in edges.values()),
        captions=tuple(_captions(columns, network, said.one)),
        numbers=tuple(_numbers(columns)) if _numbered(naming.one) else (),
    )


@dataclass
class _Placed:
    """The notes that have found a place, and what they take."""

    subject: Subject
    frame: _Frame
    notes: list[Note] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)

    def together(self, notes: Iterable[Note]) -> None:
        """Adds all of them, or none where one would touch something."""
        found = list(notes)
        areas = [note_area(note, self.subject.naming) for note in found]
        if all(self.free(area) and _off_nodes(area, Itself(self.frame)) for area in areas):
            self.notes += found
            self.areas += areas

    def along(self, edges: Mapping[Symbol, Edge]) -> None:
        """The weight on each edge: letter and number where there is room, else the number, else nothing."""
        if len(edges) > MOST_EDGES:
            return
        for lettered in (True, False):
            count = len(self.notes)
            if all(self.labelled(symbol, edge, edges, lettered) for symbol, edge in edges.items()):
                return
            del self.notes[count:], self.areas[count:]

    def labelled(self, symbol: Symbol, edge: Edge, edges: Mapping[Symbol, Edge], lettered: bool) -> bool:
        """Whether a place was found where the label touches no other and, if possible, no other edge."""
        number = Number(self.subject.givens[symbol])
        formulas: tuple[Formula, ...] = (symbol, number) if lettered else (number,)
        part = Math(formulas)
        half = width(part, self.subject.naming) / 2 + BORDER
        found: _Spot | None = None
        for spot in _spots(Itself(edge), Itself(edges), Itself(self.frame), half):
            if self.free(spot.area):
                found = found or spot
                if spot.is_clear:
                    found = spot
                    break
        if found is not None:
            self.notes.append(Note(x=found.x, y=found.y, part=part, angle=found.angle, covers=True))
            self.areas.append(found.area)
        return found is not None

    def free(self, area: Area) -> bool:
        return all(_apart(area, other) for other in self.areas)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a label may stand along an edge: it touches no unit, and no other edge where it `is_clear`."""

    x: float
    y: float
    angle: float
    area: Area
    is_clear: bool


# Labels of the same width come to the same places in every exercise of a problem.


@lru_cache(maxsize=16_384)
def _spots(
    edge: Itself[Edge], edges: Itself[Mapping[Symbol, Edge]], frame: Itself[_Frame], half: float
) -> tuple[_Spot, ...]:
    """The spots for a label of `half` a width, the best one first."""
    return tuple(_along(edge.one, [Area(ends(one)) for one in edges.one.values() if one is not edge.one], frame, half))


def _along(edge: Edge, others: Sequence[Area], frame: Itself[_Frame], half: float) -> Iterator[_Spot]:
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


@lru_cache(maxsize=16_384)
def _off_nodes(area: Area, frame: Itself[_Frame]) -> bool:
    return not any(is_near((node.x, node.y), area, RADIUS) for node in frame.one.nodes)


_apart = lru_cache(maxsize=65_536)(apart)


def units_of(column: int, count: int) -> Iterator[Symbol]:
    """What the units of a layer are called: by their outputs; those of layer 0 are the inputs."""
    for unit in range(1, count + 1):
        yield Symbol("y", layer=column, indices=(unit,)) if column else Symbol("x", indices=(unit,))


def _lines(number: int, sources: Sequence[Node], targets: Sequence[Node]) -> Iterator[tuple[Symbol, Edge]]:
    for from_, source in enumerate(sources, start=1):
        for to, target in enumerate(targets, start=1):
            yield Symbol("W", layer=number, indices=(to, from_)), _edge(source, target)


def _edge(source: Node, target: Node) -> Edge:
    angle = atan2(target.y - source.y, target.x - source.x)
    dx, dy = RADIUS * cos(angle), RADIUS * sin(angle)
    return Edge(x1=source.x + dx, y1=source.y + dy, x2=target.x - dx, y2=target.y - dy)


def _values_beside(column: Sequence[Node], subject: Subject, letter: str, side: int) -> Iterator[Note]:
    for unit, node in enumerate(column, start=1):
        symbol = Symbol(letter, indices=(unit,))
        if symbol in subject.givens:
            x = node.x + side * (RADIUS + 9.5)
            yield Note(x=x, y=node.y, part=subject.equation(symbol))


def _biases(columns: Sequence[Sequence[Node]], network: Dense, subject: Subject) -> Iterator[Note]:
    for layer, column in enumerate(columns):
        for node, symbol in zip(column, biases_of(layer, network), strict=False):
            if symbol in subject.givens:
                yield Note(x=node.x, y=node.y - RADIUS - 3.0, part=subject.equation(symbol), covers=True)


def biases_of(number: int, network: Dense) -> tuple[Symbol, ...]:
    """The bias or threshold of each unit of a layer, the same one for all where they share it; none for inputs."""
    families = network.layers[number - 1].biases(number) if number else ()
    members = tuple(member for family in families for member in family.members)
    return members * (network.units[number] if len(members) == 1 else 1)


def _numbered(naming: Naming) -> bool:
    """Whether weights name units by numbers that the units' own names do not show."""
    profile = naming.profile
    return profile.node_numbers and "y" not in profile.counted and len(naming.units) > 2


def _numbers(columns: Sequence[Sequence[Node]]) -> Iterator[Note]:
    for column in (columns[0], [node for layer in columns[1:] for node in layer]):
        for number, node in enumerate(column, start=1):
            yield Note(x=node.x, y=node.y + RADIUS + 2.2, part=Text(str(number)))


def _captions(columns: Sequence[Sequence[Node]], network: Dense, said: Mapping[str, str]) -> Iterator[Note]:
    words = [said["inputs" if network.inputs > 1 else "input"], *activations_of(network, said)]
    for column, word in zip(columns, words, strict=True):
        yield Note(x=column[0].x, y=2.0, part=Text(word))


def activations_of(network: Dense, said: Mapping[str, str]) -> list[str]:
    """The name of each layer's activation; nothing for an author's own."""
    return [said.get(layer.activation.replace("linear", "identity"), "") for layer in network.layers]


def _described(network: Dense, subject: Subject) -> Iterator[str]:
    """Layer by layer: what each unit is fed by, with which weight."""
    said = subject.said
    columns = [tuple(units_of(column, count)) for column, count in enumerate(network.units)]
    yield said["drawn_network"].format(inputs=subject.quantities(columns[0]))
    for number, word in enumerate(activations_of(network, said), start=1):
        yield said["drawn_layer_of" if word else "drawn_layer"].format(layer=number, activation=word)
        units = []
        biases = biases_of(number, network)
        bias_words = "drawn_threshold" if network.layers[number - 1].bias_kind == "threshold" else "drawn_bias"
        for to, unit in enumerate(columns[number], start=1):
            fed = [
                said["drawn_source"].format(
                    source=subject.words(source),
                    weight=subject.quantity(Symbol("W", layer=number, indices=(to, from_))),
                )
                for from_, source in enumerate(columns[number - 1], start=1)
            ]
            bias = biases[to - 1] if biases else None
            if bias is not None and bias in subject.givens:
                fed.append(said[bias_words].format(bias=subject.quantity(bias)))
            units.append(said["drawn_unit"].format(unit=subject.words(unit), fed=said.side_by_side(fed)))
        yield said["full_stop"].format(sentence=said["between_rows"].join(units))
    targets = [Symbol("d", indices=(unit,)) for unit in range(1, network.units[-1] + 1)]
    if all(target in subject.givens for target in targets):
        yield said["drawn_targets"].format(targets=subject.quantities(targets))
