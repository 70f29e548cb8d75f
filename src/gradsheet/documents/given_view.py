"""What a sheet and its key show of the givens: equations, matrices, the drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..derivation import Family
from ..formula import Number, Symbol
from ..problems import Exercise
from .drawing import network_drawing
from .page import Page
from .statement import Math, Text
from .view import DrawingView, GivensView, NoteView
from .writer import Ready

MOST_EQUATIONS = 12  # a larger family of givens is shown as a matrix
MOST_BESIDE = 6


def drawing_view(exercise: Exercise, page: Page) -> DrawingView | None:
    network = exercise.problem.network
    drawing = network and network_drawing(network, exercise.givens, page.profile, page.said)
    if not drawing:
        return None
    return DrawingView(
        drawing=drawing,
        nodes=tuple(
            NoteView(x=node.x, y=node.y, angle=0.0, content=page.symbol(node.symbol), covers=False)
            for node in drawing.nodes
        ),
        notes=tuple(
            NoteView(
                x=note.x,
                y=note.y,
                angle=note.angle,
                covers=note.covers,
                content=page.equation(*note.part.formulas)
                if isinstance(note.part, Math)
                else page.writer.styled(note.part),
            )
            for note in drawing.notes
        ),
    )


def givens_views(exercise: Exercise, page: Page) -> Iterator[GivensView]:
    """The families in order, small ones as equations, large ones as matrices; lone numbers share a row at the end."""
    problem = exercise.problem
    families = [family for family in problem.derivation.families if set(family.members) <= set(exercise.givens)]
    covered = {member for family in families for member in family.members}
    alone = [symbol for symbol in problem.derivation.givens if symbol not in covered]
    rows: list[tuple[Ready, ...]] = []
    for family in families:
        if len(family.members) == 1:
            alone += family.members
        elif len(family.members) <= MOST_EQUATIONS:
            width = family.shape[1] if len(family.shape) == 2 else MOST_BESIDE
            rows += _equations(family.members, exercise, page, width)
        else:
            if rows:
                yield GivensView(rows=tuple(rows))
            rows = []
            yield GivensView(matrix=_matrix(family, exercise, page))
    rows += _equations(alone, exercise, page)
    if rows:
        yield GivensView(rows=tuple(rows))


def _equations(
    symbols: Sequence[Symbol], exercise: Exercise, page: Page, width: int = MOST_BESIDE
) -> Iterator[tuple[Ready, ...]]:
    """`x_1 = 2  x_2 = 1.5`: rows of a matrix stay rows where they fit."""
    width = min(width, MOST_BESIDE)
    written = [page.equation(symbol, Number(exercise.givens[symbol])) for symbol in symbols]
    for start in range(0, len(written), width):
        yield tuple(written[start : start + width])


def _matrix(family: Family, exercise: Exercise, page: Page) -> Ready:
    writer = page.writer
    width = family.shape[-1] if len(family.shape) > 1 else len(family.members)
    numbers = [writer.formula(Number(exercise.givens[member]), page.naming) for member in family.members]
    rows = [numbers[start : start + width] for start in range(0, len(numbers), width)]
    matrix = writer.math(f"{writer.glyphs(page.naming.family(family.symbol))} = {writer.matrix(rows)}")
    if len(family.shape) < 2:
        return matrix
    return writer.joined([matrix, writer.styled(Text(f" ({page.said['rows']})"))])
