"""The drawing of attention: from queries, keys and values to the output, with the letters of a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ...formula import Symbol
from ...models import Attention
from ...models.attention import MATRICES
from ..statement import Math, Text
from .readable import readable
from .shapes import RADIUS, Drawing, Edge, Look, Node, Note, Point, Rectangle
from .subject import Subject

ARROW = 6.5
MAKING = 17.0  # an arrow with the name of a matrix on it
BOX = 17.0
HALF_BOX = 8.0
ROWS = {"q": 32.0, "k": 19.0, "v": 6.0}
SCORES = (ROWS["q"] + ROWS["k"]) / 2
OUTPUT = (SCORES + ROWS["v"]) / 2


def attention_drawing(subject: Subject) -> Drawing | None:
    """A block for each operation between the quantities that it joins; it shows no number, for these are rows."""
    attention = subject.exercise.problem.architecture
    if not isinstance(attention, Attention):
        return None
    found = _Flow(attention).drawing()
    if not readable(found, subject.naming):
        return None
    return replace(found, description=_described(attention, subject))


@dataclass
class _Flow:
    attention: Attention
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    rectangles: list[Rectangle] = field(default_factory=list)

    def drawing(self) -> Drawing:
        x = 0.5 + RADIUS
        if self.attention.inputs is not None:
            self.node("x", x, ROWS["k"])
            x += MAKING + 2 * RADIUS
            for letter, y in ROWS.items():
                self.made(letter, (x - MAKING - 2 * RADIUS, ROWS["k"]), (x, y))
        for letter, y in ROWS.items():
            self.node(letter, x, y)
        start = x + RADIUS
        x = start + ARROW
        for letter in "qk":
            self.arrow((start, ROWS[letter]), (x, ROWS[letter]))
        self.box(x, SCORES, (ROWS["q"] - ROWS["k"]) / 2 + HALF_BOX / 2)
        middle = x + BOX / 2
        lifted = 2.2 if self.attention.scale else 0.0
        self.product("q", "k", middle, SCORES + lifted)
        if self.attention.scale:
            self.notes.append(Note(x=middle, y=SCORES - 2.4, part=Text(f"/ √{self.attention.dimension}")))
        x = self.onwards("s", x + BOX, SCORES)
        self.box(x, SCORES, HALF_BOX)
        self.notes.append(Note(x=x + BOX / 2, y=SCORES, part=Text("softmax")))
        x = self.onwards("a", x + BOX, SCORES)
        self.arrow((start, ROWS["v"]), (x, ROWS["v"]))
        self.box(x, OUTPUT, (SCORES - ROWS["v"]) / 2 + HALF_BOX / 2)
        self.product("a", "v", x + BOX / 2, OUTPUT)
        x += BOX + ARROW
        self.arrow((x - ARROW, OUTPUT), (x, OUTPUT))
        self.node("y", x + RADIUS, OUTPUT)
        return Drawing(
            width=x + 2 * RADIUS + 0.5,
            height=ROWS["q"] + RADIUS + 0.8,
            nodes=tuple(self.nodes),
            edges=tuple(self.edges),
            notes=tuple(self.notes),
            rectangles=tuple(self.rectangles),
        )

    def node(self, letter: str, x: float, y: float) -> None:
        self.nodes.append(Node(x=x, y=y, part=Math((Symbol(letter),))))

    def arrow(self, start: Point, end: Point) -> None:
        self.edges.append(Edge(x1=start[0], y1=start[1], x2=end[0], y2=end[1], tip=True))

    def box(self, x: float, middle: float, half: float) -> None:
        self.rectangles.append(Rectangle(x=x, y=middle - half, width=BOX, height=2 * half, look=Look.UNIT))

    def made(self, letter: str, source: Point, target: Point) -> None:
        """An arrow from the inputs' rim to that of a row made of them, the matrix on it."""
        (x1, y1), (x2, y2) = source, target
        whole = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        dx, dy = RADIUS * (x2 - x1) / whole, RADIUS * (y2 - y1) / whole
        self.arrow((x1 + dx, y1 + dy), (x2 - dx, y2 - dy))
        name = Math((Symbol(MATRICES[letter]),))
        self.notes.append(Note(x=(x1 + x2) / 2, y=(y1 + y2) / 2, part=name, covers=True))

    def product(self, one: str, other: str, x: float, y: float) -> None:
        self.notes.append(Note(x=x - 2.4, y=y, part=Math((Symbol(one),))))
        self.notes.append(Note(x=x, y=y, part=Text("·")))
        self.notes.append(Note(x=x + 2.4, y=y, part=Math((Symbol(other),))))

    def onwards(self, letter: str, x: float, y: float) -> float:
        """From the side of a box to a quantity and on to where the next box begins."""
        self.arrow((x, y), (x + ARROW, y))
        self.node(letter, x + ARROW + RADIUS, y)
        end = x + ARROW + 2 * RADIUS
        self.arrow((end, y), (end + ARROW, y))
        return end + ARROW


def _described(attention: Attention, subject: Subject) -> str:
    said = subject.said
    names = {letter: subject.words(Symbol(letter)) for letter in "xqkvsay"}
    weights = said.side_by_side(subject.words(Symbol(letter)) for letter in MATRICES.values())
    made = [said["drawn_made"].format(weights=weights, **names)] if attention.inputs is not None else []
    return said.joined([*made, said["drawn_attention"].format(**names)])
