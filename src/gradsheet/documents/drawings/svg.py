"""A drawing as a self-contained SVG: no fonts of its own, no style sheet, with a title and a description."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from xml.sax.saxutils import escape

from ...formula.naming import Naming
from ...formula.runs import Run
from ...problems.problem import Itself
from ...problems.rounding import fixed, without_zeros
from ..glyphs import printable
from ..statement import Part
from .extent import EM, NODE_EM, SCRIPT, part_runs, runs_width
from .readable import BORDER, HALF_NOTE
from .shapes import DOT, RADIUS, ROOM, Drawing, Edge, Look, Note, Rectangle

NAMESPACE = "http://www.w3.org/2000/svg"
FONT = "'Times New Roman', Times, 'Liberation Serif', 'Nimbus Roman', serif"
IN_NODE = 9.2
BASELINE = 0.33  # of an em, from the middle of a line down to where its letters stand
SHIFT = 0.22  # of an em, from a line to its subscripts; superscripts are twice as far
THIN = "0.16"

LOOKS = {
    Look.CELL: {"fill": "none", "stroke-width": THIN},
    Look.EDGE: {"fill": "#e0e0e0", "stroke-width": THIN},
    Look.WINDOW: {"fill": "none", "stroke-width": "0.55"},
    Look.NEXT: {"fill": "none", "stroke-width": "0.4", "stroke-dasharray": "1.2 0.8"},
    Look.UNIT: {"fill": "none", "stroke-width": "0.3"},
}


def svg(drawing: Drawing, naming: Naming, title: str) -> bytes:
    """The file's bytes; a screen reader says title and description, and everybody else sees the same numbers."""
    return f"<?xml version='1.0' encoding='utf-8'?>\n{svg_inside(drawing, naming, title, '')}\n".encode()


def svg_inside(drawing: Drawing, naming: Naming, title: str, prefix: str) -> str:
    """The same as an element of a page of HTML, whose ids begin with `prefix`."""
    # What is drawn alike in all exercises of a problem is written once, and so is a number at its place.
    before, between, after = _frame(replace(drawing, notes=(), description=""), Itself(naming), title, prefix)
    description = escape(printable(drawing.description))
    notes = "".join(_written(note, Itself(naming), drawing.height) for note in drawing.notes)
    return f"{before}{description}{between}{notes}{after}"


_SLOT = "\0"
"""Stands for what differs; no text has it, for all of them are printable."""


@lru_cache(maxsize=256)
def _frame(drawing: Drawing, naming: Itself[Naming], title: str, prefix: str) -> tuple[str, str, str]:
    """What stands before the description, between it and the notes, and after them."""
    size = {"width": f"{_mm(drawing.width)}mm", "height": f"{_mm(drawing.height)}mm"}
    box = f"0 0 {_mm(drawing.width)} {_mm(drawing.height)}"
    root = Element("svg", {"xmlns": NAMESPACE, **size, "viewBox": box, "role": "img"})
    root.set("aria-labelledby", f"{prefix}title {prefix}desc")
    SubElement(root, "title", {"id": f"{prefix}title"}).text = printable(title)
    SubElement(root, "desc", {"id": f"{prefix}desc"}).text = _SLOT
    SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    high = drawing.height
    lines = SubElement(root, "g", {"stroke": "#000000", "fill": "none"})
    for rectangle in drawing.rectangles:
        _rectangle(lines, rectangle, high)
    for edge in drawing.edges:
        _edge(lines, edge, high)
    for node in drawing.nodes:
        circle = {"cx": _mm(node.x), "cy": _mm(high - node.y), "r": _mm(RADIUS), "stroke-width": THIN}
        SubElement(lines, "circle", circle)
    for x, y in drawing.dots:
        dot = {"cx": _mm(x), "cy": _mm(high - y), "r": _mm(DOT), "fill": "#000000", "stroke": "none"}
        SubElement(lines, "circle", dot)
    words = SubElement(root, "g", {"font-family": FONT, "text-anchor": "middle", "fill": "#000000"})
    for node in drawing.nodes:
        _text(words, node.part, naming.one, (node.x, high - node.y), NODE_EM, IN_NODE)
    _indented(root, 0)
    if drawing.nodes:
        words[-1].tail = f"{_SLOT}\n "
    else:
        words.text = f"{_SLOT}\n "
    before, between, after = ElementTree.tostring(root, encoding="unicode").split(_SLOT)
    return before, between, after


@lru_cache(maxsize=8192)
def _written(note: Note, naming: Itself[Naming], high: float) -> str:
    """The lines of a note, inside of a group."""
    group = Element("g")
    _note(group, note, naming.one, high)
    _indented(group, 1)
    return ElementTree.tostring(group, encoding="unicode").removeprefix("<g>").removesuffix("\n </g>")


def _indented(root: Element, level: int) -> None:
    ElementTree.indent(root, space=" ", level=level)
    for text in root.iter("text"):  # line breaks between its pieces would be spaces
        text.text = None
        for piece in text:
            piece.tail = None


def _mm(length: float) -> str:
    return without_zeros(fixed(length, 2))


def _rectangle(parent: Element, one: Rectangle, high: float) -> None:
    place = {"x": _mm(one.x), "y": _mm(high - one.y - one.height), "width": _mm(one.width), "height": _mm(one.height)}
    SubElement(parent, "rect", place | LOOKS[one.look])


def _edge(parent: Element, edge: Edge, high: float) -> None:
    ends = {"x1": _mm(edge.x1), "y1": _mm(high - edge.y1), "x2": _mm(edge.x2), "y2": _mm(high - edge.y2)}
    SubElement(parent, "line", ends | {"stroke-width": THIN})
    if edge.head:
        corners = " ".join(f"{_mm(x)},{_mm(high - y)}" for x, y in edge.head)
        SubElement(parent, "polygon", {"points": corners, "fill": "#000000", "stroke": "none"})


def _note(parent: Element, note: Note, naming: Naming, high: float) -> None:
    x, y = note.x, high - note.y
    if note.angle:
        turn = f"rotate({_mm(-note.angle)} {_mm(x)} {_mm(y)})"
        parent = SubElement(parent, "g", {"transform": turn})
    if note.covers:
        half = runs_width(part_runs(note.part, naming)) / 2 + BORDER
        place = {"x": _mm(x - half), "y": _mm(y - HALF_NOTE), "width": _mm(2 * half), "height": _mm(2 * HALF_NOTE)}
        SubElement(parent, "rect", place | {"fill": "#ffffff"})
    _text(parent, note.part, naming, (x, y), EM, float("inf") if note.covers else ROOM)


def _text(parent: Element, part: Part, naming: Naming, place: tuple[float, float], em: float, room: float) -> None:
    """A line, centred; in smaller letters where it is longer than its room."""
    runs = part_runs(part, naming)
    size = em * min(1.0, room / max(runs_width(runs, em), 0.01))
    at = {"x": _mm(place[0]), "y": _mm(place[1] + BASELINE * size), "font-size": _mm(size)}
    text = SubElement(parent, "text", at)
    for piece, moved in zip(runs, _moves(runs, size), strict=True):
        style = {"font-style": "italic"} if piece.italic else {}
        if piece.level:
            style["font-size"] = _mm(size * SCRIPT)
        SubElement(text, "tspan", moved | style).text = printable(piece.text).replace(" ", "\u00a0")


def _moves(runs: Iterable[Run], em: float) -> Iterable[dict[str, str]]:
    """How far each run starts from the end of the one before: up or down, and back where it is stacked."""
    before = Run("")
    left = 0.0  # that a stacked run fell short of what stands below it
    for run in runs:
        moved = {}
        across = left
        if run.stacked:
            across = -_script(before, em)
        left = max(0.0, _script(before, em) - _script(run, em)) if run.stacked else 0.0
        if across:
            moved["dx"] = _mm(across)
        down = (_depth(run) - _depth(before)) * em
        if down:
            moved["dy"] = _mm(down)
        yield moved
        before = run


def _script(run: Run, em: float) -> float:
    """The width of a small run in Times, which the font is or is made to replace."""
    return em * SCRIPT * sum(0.33 if letter in "()[],h" else 0.5 for letter in run.text)


def _depth(run: Run) -> float:
    return -SHIFT * run.level if run.level <= 0 else -1.7 * SHIFT * run.level
