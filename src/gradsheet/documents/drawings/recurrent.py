"""The drawing of a recurrent cell, unrolled: a box for each time step, states from left to right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ...formula import Symbol
from ...models import LOSS, Recurrent
from ...models.recurrent import GATES
from ..statement import Math, Part, Text
from .extent import width
from .readable import readable
from .shapes import RADIUS, ROOM, Drawing, Edge, Look, Node, Note, Rectangle
from .subject import Subject

ROW = 3.9  # from a line of small print to the next
UP = 7.0  # the length of an arrow into or out of a box
GATE = 5.0
NAMES = {"simple": "", "lstm": "LSTM", "gru": "GRU"}


def recurrent_drawing(subject: Subject) -> Drawing | None:
    """Boxes with inputs below, losses and targets above, and the state that flows; None where it is too wide."""
    cell = subject.exercise.problem.architecture
    if not isinstance(cell, Recurrent):
        return None
    for bare in (False, True):
        found = _Unrolled(cell, subject, bare).drawing()
        if readable(found, subject.naming):
            return replace(found, description=subject.said.joined(_described(cell, subject)))
    return None


@dataclass
class _Unrolled:
    cell: Recurrent
    subject: Subject
    bare: bool = False  # states by their names alone
    notes: list[Note] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    rectangles: list[Rectangle] = field(default_factory=list)

    def drawing(self) -> Drawing:
        cell = self.cell
        lists = max(ROW * cell.units, 6.0)  # what the starting values of one state take
        gates = [gate for gate in GATES[cell.cell] if gate]
        wide = max(16.0, len(gates) * (GATE + 1.2) + 2.0)
        carried = carried_states(cell)
        tall = max(len(carried) * lists + 1.0, 15.0 if gates else 11.0)
        starts = [[self.subject.equation(symbol) for symbol in _start(cell, letter)] for letter in carried]
        left = max(self.wide(part) for parts in starts for part in parts) + 1.5
        bottom = 0.5 + ROW * cell.inputs + UP
        levels = [bottom + tall * (2 * place + 1) / (2 * len(carried)) for place in range(len(carried))]
        labels = [self.handed(letter, time) for letter in carried for time in range(1, cell.times + 1)]
        gap = max([12.0, *(self.wide(part) + 4.5 for part in (*labels, *self.weighing("U")))])
        first = left + max(9.0, *(self.wide(part) + 4.5 for part in (*self.weighing("U"), Text(""))))
        for parts, level in zip(starts, levels, strict=True):
            self.stack(parts, left - 0.5, level)
        for time in range(1, cell.times + 1):
            x = first + (time - 1) * (wide + gap)
            self.box(x, bottom, wide, tall, gates)
            for letter, level in zip(carried, levels, strict=True):
                start = left if time == 1 else x - gap
                self.arrow(start, level, x, level)
                middle = (start + x) / 2 - 0.7
                if time > 1:
                    self.write(middle, level + 2.1, self.handed(letter, time - 1))
                for part in self.weighing("U") if letter == "h" else ():
                    self.write(middle, level - 2.1, part)
            self.inputs(x + wide / 2, bottom, time)
            self.above(x + wide / 2, bottom + tall, time)
        end = first + cell.times * wide + (cell.times - 1) * gap
        for letter, level in zip(carried, levels, strict=True):
            self.arrow(end, level, end + gap, level)
            self.write(end + gap / 2 - 0.7, level + 2.1, self.handed(letter, cell.times))
        top = bottom + tall + UP + (2 * RADIUS + 4.5 + ROW * cell.units if cell.loss is not None else ROW)
        return Drawing(
            width=end + gap + 0.5,
            height=top + 0.5,
            nodes=tuple(self.nodes),
            edges=tuple(self.edges),
            notes=tuple(self.notes),
            rectangles=tuple(self.rectangles),
        )

    def wide(self, part: Part) -> float:
        return width(part, self.subject.naming)

    def write(self, x: float, y: float, part: Part) -> None:
        self.notes.append(Note(x=x, y=y, part=part))

    def arrow(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.edges.append(Edge(x1=x1, y1=y1, x2=x2, y2=y2, tip=True))

    def stack(self, parts: Sequence[Part], right: float, middle: float) -> None:
        """Lines below each other that end at `right`."""
        for place, part in enumerate(parts):
            y = middle + ROW * ((len(parts) - 1) / 2 - place)
            self.write(right - self.wide(part) / 2, y, part)

    def handed(self, letter: str, time: int) -> Part:
        """What goes on to the next step: on a key its value, where it is one number."""
        if self.cell.units > 1:
            return Math((Symbol(letter, indices=(time,)),))
        state = Symbol(letter, indices=(time, 1))
        known = self.subject.equation(state)
        return known if not self.bare and self.wide(known) <= ROOM else Math((state,))

    def weighing(self, letter: str) -> tuple[Part, ...]:
        """A simple cell's weight on an arrow, with its number where it is a single one."""
        if self.cell.cell != "simple":
            return ()
        weight = Symbol(letter, indices=(1, 1))
        lone = self.cell.units == 1 and (letter != "W" or self.cell.inputs == 1)
        return (self.subject.equation(weight) if lone else Math((Symbol(letter),)),)

    def box(self, x: float, y: float, wide: float, tall: float, gates: Sequence[str]) -> None:
        self.rectangles.append(Rectangle(x=x, y=y, width=wide, height=tall, look=Look.UNIT))
        middle = x + wide / 2
        if not gates:
            bias = Symbol("b", indices=(1,))
            shown = self.cell.bias and self.cell.units == 1 and self.wide(self.subject.equation(bias)) < wide - 1
            self.write(middle, y + tall / 2 + (2.2 if shown else 0), Text(self.activation))
            if shown:
                self.write(middle, y + tall / 2 - 2.2, self.subject.equation(bias))
            return
        self.write(middle, y + tall / 2 + 4.0, Text(NAMES[self.cell.cell]))
        for place, gate in enumerate(gates):
            at = middle + (place - (len(gates) - 1) / 2) * (GATE + 1.2)
            low = y + tall / 2 - 3.5 - GATE / 2 + 1.0
            self.rectangles.append(Rectangle(x=at - GATE / 2, y=low, width=GATE, height=GATE))
            self.write(at, low + GATE / 2, Math((Symbol(gate),)))

    @property
    def activation(self) -> str:
        return self.subject.said.get(self.cell.activation.replace("linear", "identity"), "f")

    def inputs(self, x: float, bottom: float, time: int) -> None:
        self.arrow(x, bottom - UP, x, bottom)
        for place in range(self.cell.inputs):
            symbol = Symbol("x", indices=(time, place + 1))
            self.write(x, bottom - UP - ROW * (place + 0.5), self.subject.equation(symbol))
        for part in self.weighing("W"):
            self.write(x + 1.2 + self.wide(part) / 2, bottom - UP / 2, part)

    def above(self, x: float, top: float, time: int) -> None:
        """The loss of a step with its targets; without one, the state goes up."""
        self.arrow(x, top, x, top + UP)
        if self.cell.loss is None or not compared(self.cell, time):
            self.write(x, top + UP + ROW / 2, self.handed("h", time))
            return
        self.nodes.append(Node(x=x, y=top + UP + RADIUS, part=Math((_loss(self.cell, time),))))
        rim = top + UP + 2 * RADIUS
        self.arrow(x, rim + 4.5, x, rim)
        for place, target in enumerate(compared(self.cell, time)):
            self.write(x, rim + 4.5 + ROW * (self.cell.units - place - 0.5), self.subject.equation(target))


def carried_states(cell: Recurrent) -> str:
    """What flows from step to step, the lowest arrow first."""
    return "hc" if cell.cell == "lstm" else "h"


def _start(cell: Recurrent, letter: str) -> list[Symbol]:
    return [Symbol(letter, layer=0, indices=(unit,)) for unit in range(1, cell.units + 1)]


def _loss(cell: Recurrent, time: int) -> Symbol:
    return replace(LOSS, indices=(time,)) if cell.loss_on == "every" else LOSS


def compared(cell: Recurrent, time: int) -> list[Symbol]:
    """The targets of a time step; none where the loss looks at the last state only."""
    units = range(1, cell.units + 1)
    if cell.loss is None or (cell.loss_on == "last" and time < cell.times):
        return []
    return [Symbol("d", indices=(unit,) if cell.loss_on == "last" else (time, unit)) for unit in units]


def _described(cell: Recurrent, subject: Subject) -> Iterator[str]:
    """Step by step: what goes in and what comes out."""
    said = subject.said
    start = [symbol for letter in carried_states(cell) for symbol in _start(cell, letter)]
    activation = said.get(cell.activation.replace("linear", "identity"), cell.activation)
    yield said["drawn_cells"].format(cell=NAMES[cell.cell] or activation, start=subject.quantities(start))
    if cell.cell == "simple":
        weights = [member for family in cell.parameters for member in family.members if len(family.members) == 1]
        if weights:
            yield said["drawn_weights"].format(weights=subject.quantities(weights))
    for time in range(1, cell.times + 1):
        inputs = [Symbol("x", indices=(time, place)) for place in range(1, cell.inputs + 1)]
        outputs = [
            Symbol(letter, indices=(time, unit)) for letter in carried_states(cell) for unit in range(1, cell.units + 1)
        ]
        yield said["drawn_step"].format(
            time=time, inputs=subject.quantities(inputs), outputs=subject.quantities(outputs)
        )
        targets = compared(cell, time)
        if targets:
            yield said["drawn_loss"].format(loss=subject.words(_loss(cell, time)), targets=subject.quantities(targets))
