"""The drawing of a convolution: grids of cells with their given numbers, the first windows outlined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import prod

from ...models import Convolution
from ..statement import Math, Part, Text
from .extent import width
from .readable import readable
from .shapes import Drawing, Edge, Look, Note, Point, Rectangle
from .stages import Grid, Stage, stages_of
from .subject import Subject

CELL = 6.4
AROUND = 1.8  # a number in its cell
LINE = 4.2  # from a grid to what is written above or below it
ARROW = 9.0
GAP = 3.0  # beside an arrow
ROWS_APART = 2.0  # where there is no room for all in one row
APART = 2.0  # from a row of cells to the next one, where lines lie below each other
MOST_CELLS = 200


def convolution_drawing(subject: Subject) -> Drawing | None:
    """Input, kernel, maps and targets with all numbers that the page shows; None where they are too many."""
    layer = subject.exercise.problem.architecture
    if not isinstance(layer, Convolution):
        return None
    stages = list(stages_of(layer, subject))
    if sum(prod(grid.size) for stage in stages for grid in stage.grids) > MOST_CELLS:
        return None
    for found in _layouts(layer, stages, subject):
        if readable(found, subject.naming):
            return replace(found, description=subject.said.joined(_described(layer, stages, subject)))
    return None


def _layouts(layer: Convolution, stages: Sequence[Stage], subject: Subject) -> Iterator[Drawing]:
    """The best one first; images that are too wide for one row have what is computed below what is read."""
    if len(layer.input) == 1:
        yield _below_each_other(stages, subject)
        return
    yield _beside_each_other([stages], subject)
    for place in reversed(range(1, len(stages))):
        if stages[place].arrow:
            yield _beside_each_other([stages[:place], stages[place:]], subject)


@dataclass
class _Page:
    """The shapes so far; y grows downwards from 0 until all are turned at the end."""

    subject: Subject
    rectangles: list[Rectangle] = field(default_factory=list)
    outlines: list[Rectangle] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def wide(self, part: Part) -> float:
        return width(part, self.subject.naming)

    def write(self, x: float, y: float, part: Part) -> None:
        self.notes.append(Note(x=x, y=-y, part=part))

    def arrow(self, start: Point, end: Point) -> None:
        self.edges.append(Edge(x1=start[0], y1=-start[1], x2=end[0], y2=-end[1], tip=True))

    def cell(self, *stages: Stage) -> float:
        """The width of cells that hold the longest number of some stages."""
        symbols = (symbol for stage in stages for grid in stage.grids for row in grid.cells for symbol in row)
        shown = (self.subject.numbers[one] for one in symbols if one is not None and one in self.subject.numbers)
        return max([CELL, *(self.wide(Math((number,))) + AROUND for number in shown)])

    def grid(self, grid: Grid, x: float, y: float, cell: float) -> None:
        """The cells of a grid with the numbers that are known, then the outlines."""
        for row, cells in enumerate(grid.cells):
            for column, symbol in enumerate(cells):
                left, top = x + column * cell, y + row * CELL
                look = Look.EDGE if symbol is None else Look.CELL
                self.rectangles.append(Rectangle(x=left, y=-top - CELL, width=cell, height=CELL, look=look))
                number = self.subject.numbers.get(symbol) if symbol is not None else None
                part = grid.border if symbol is None else Math((number,)) if number is not None else None
                if part is not None:
                    self.write(left + cell / 2, top + CELL / 2, part)
        for (row, column), (rows, columns), look in grid.outlines:
            self.outlines.append(
                Rectangle(
                    x=x + column * cell,
                    y=-y - (row + rows) * CELL,
                    width=columns * cell,
                    height=rows * CELL,
                    look=look,
                )
            )

    def drawing(self, right: float, bottom: float) -> Drawing:
        """Everything moved to where y grows upwards."""
        return Drawing(
            width=right,
            height=bottom,
            edges=tuple(Edge(x1=e.x1, y1=e.y1 + bottom, x2=e.x2, y2=e.y2 + bottom, tip=e.tip) for e in self.edges),
            notes=tuple(Note(x=note.x, y=note.y + bottom, part=note.part) for note in self.notes),
            rectangles=tuple(
                Rectangle(x=one.x, y=one.y + bottom, width=one.width, height=one.height, look=one.look)
                for one in (*self.rectangles, *self.outlines)
            ),
        )


def _beside_each_other(rows: Sequence[Sequence[Stage]], subject: Subject) -> Drawing:
    """Images: the stages from left to right in one row or more, the maps of a stage below each other."""
    page = _Page(subject)
    right = bottom = 0.0
    for stages in rows:
        bottom += ROWS_APART if bottom else 0.0
        end, bottom = _row(stages, page, bottom)
        right = max(right, end)
    return page.drawing(right + 0.5, bottom + 0.5)


def _row(stages: Sequence[Stage], page: _Page, above: float) -> Point:
    """Where a row that starts below `above` ends, to the right and at the bottom."""
    heights = [sum(grid.size[0] * CELL + LINE for grid in stage.grids) + LINE for stage in stages]
    tallest = max(heights)
    x = 0.5
    bottom = above
    for number, (stage, height) in enumerate(zip(stages, heights, strict=True)):
        top = above + (tallest - height) / 2
        middle = top + LINE + (height - 2 * LINE) / 2
        if stage.arrow:
            sign = Text(stage.sign)
            length = max(ARROW, page.wide(sign) + 3.0 if stage.sign else 0.0)
            page.arrow((x + GAP, middle), (x + GAP + length, middle))
            if stage.sign:
                page.write(x + GAP + length / 2 - 0.6, middle - 2.2, sign)
            x += length + 2 * GAP
        elif stage.sign:
            page.write(x + GAP, middle, Text(stage.sign))
            x += 2 * GAP
        elif number:
            x += 2 * GAP
        cell = page.cell(stage)
        wide = max(grid.size[1] for grid in stage.grids) * cell
        room = max([wide, *map(page.wide, stage.said)])
        y = top
        for grid in stage.grids:
            page.write(x + room / 2, y + LINE / 2, Math((grid.name,)))
            page.grid(grid, x + (room - grid.size[1] * cell) / 2, y + LINE, cell)
            y += grid.size[0] * CELL + LINE
        for place, part in enumerate(stage.said):
            page.write(x + room / 2, y + LINE / 2 + 0.2 + place * 3.8, part)
        x += room
        bottom = max(bottom, top + height + len(stage.notes) * 3.8)
    return x, bottom


def _below_each_other(stages: Sequence[Stage], subject: Subject) -> Drawing:
    """Lines: every map is a row of cells, its name on the left, what is said of it on the right."""
    page = _Page(subject)
    cell = page.cell(*stages)
    names = [Math((grid.name,)) for stage in stages for grid in stage.grids]
    left = max(map(page.wide, names)) + 2.0
    right = y = 0.5
    for number, stage in enumerate(stages):
        if stage.arrow:
            x = left + cell / 2
            page.arrow((x, y + 0.6), (x, y + 6.0))
            if stage.sign:
                wide = page.wide(Text(stage.sign))
                page.write(x + 2.0 + wide / 2, y + 3.4, Text(stage.sign))
                right = max(right, x + 2.0 + wide)
            y += 6.6
        elif number:
            y += APART
        for place, grid in enumerate(stage.grids):
            y += APART if place else 0.0
            page.write((left - 2.0) / 2, y + CELL / 2, Math((grid.name,)))
            page.grid(grid, left, y, cell)
            end = left + grid.size[1] * cell
            if place == 0:
                for part in stage.said:
                    wide = page.wide(part)
                    page.write(end + 3.0 + wide / 2, y + CELL / 2, part)
                    end += 3.0 + wide
            right = max(right, end)
            y += CELL
    return page.drawing(right + 0.5, y + 0.5)


def _described(layer: Convolution, stages: Sequence[Stage], subject: Subject) -> Iterator[str]:
    """Every grid, row by row."""
    said = subject.said
    yield said["drawn_pool" if layer.kernel is None else "drawn_lay" if layer.transposed else "drawn_slide"]
    for stage in stages:
        for grid in stage.grids:
            rows = [[symbol for symbol in row if symbol is not None] for row in grid.cells]
            rows = [row for row in rows if row]
            size = " × ".join(str(side) for side in (len(rows), len(rows[0])) if side > 1 or len(layer.input) > 1)
            shown = [[subject.words(subject.numbers[s]) for s in row if s in subject.numbers] for row in rows]
            which = "drawn_empty" if not any(shown) else "drawn_line" if len(rows) == 1 else "drawn_grid"
            name = subject.words(grid.name)
            cells = said["between_rows"].join(map(said.side_by_side, shown))
            yield said[which].format(name=name, size=size or "1", rows=cells)
            if grid.border is not None and None in grid.cells[0]:
                yield said["drawn_zeros"].format(size=" × ".join(map(str, layer.padding)))
        if stage.notes:
            biases = said.side_by_side(subject.words(*note.formulas) for note in stage.notes)
            yield said["drawn_biases"].format(biases=biases)
    looks = {look for stage in stages for grid in stage.grids for _, _, look in grid.outlines}
    if Look.NEXT in looks:
        yield said["drawn_first"]
