"""What a sheet and its key show of the givens: equations, matrices, the drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from ..derivation import Family
from ..formula import Number, Symbol
from ..problems import Exercise, Solution
from .answer_table import in_tables
from .drawings import Subject, drawn, subject_of
from .page import Page
from .statement import Math, Part
from .view import BlockView, DrawingView, GivensView, NoteView
from .writer import Ready

MOST_EQUATIONS = 12  # a larger family of givens is shown as a matrix
MOST_BESIDE = 6
MOST_BESIDE_LARGE = 3
WIDTH, HIGHEST, MAGNIFIED = 170.0, 120.0, 1.8  # the most that a drawing takes in large print: mm, mm, times
TALLEST_COLUMN = 4


def drawing_view(exercise: Exercise, page: Page, solution: Solution | None = None) -> DrawingView | None:
    """The drawing of an exercise; where it is solved, as a key shows it."""
    subject = subject_of(exercise, page.profile, page.said, solution, large=page.large)
    drawing = drawn(subject)
    if drawing is None:
        return None
    room = min(WIDTH / drawing.width, HIGHEST / drawing.height, MAGNIFIED)
    return DrawingView(
        drawing=drawing,
        naming=subject.naming,
        scale=max(1.0, room) if page.large else 1.0,
        nodes=tuple(
            NoteView(x=node.x, y=node.y, angle=0.0, covers=False, content=_written(node.part, page, subject))
            for node in drawing.nodes
        ),
        notes=tuple(
            NoteView(
                x=note.x, y=note.y, angle=note.angle, covers=note.covers, content=_written(note.part, page, subject)
            )
            for note in drawing.notes
        ),
    )


def _written(part: Part, page: Page, subject: Subject) -> Ready:
    if isinstance(part, Math):
        return page.writer.equation(part, subject.naming)
    return page.writer.styled(part)


def givens_views(exercise: Exercise, page: Page) -> Iterator[GivensView]:
    """The families in order, small ones beside each other, large ones as matrices; lone numbers come last."""
    band: list[BlockView] = []
    for family in _families(exercise):
        if len(family.members) > MOST_EQUATIONS and len(family.shape) < 3:
            if band:
                yield GivensView(blocks=tuple(band))
            band = []
            yield GivensView(matrix=_matrix(_as_printed(family, page), exercise, page))
            continue
        for members, width in _slices(_as_printed(family, page), _most_beside(page)):
            block = _block(members, exercise, page, width)
            if _columns([*band, block]) > _most_beside(page):
                yield GivensView(blocks=tuple(band))
                band = []
            band.append(block)
    alone = _alone(exercise)
    if alone:
        height = max(map(len, band), default=0)
        width = 1 if len(alone) <= height else _most_beside(page)
        block = _block(alone, exercise, page, width)
        if _columns([*band, block]) > _most_beside(page):
            yield GivensView(blocks=tuple(band))
            band = []
            block = _block(alone, exercise, page, _most_beside(page))
        band.append(block)
    if band:
        yield GivensView(blocks=tuple(band))


def _most_beside(page: Page) -> int:
    """How many equations have room beside each other."""
    return MOST_BESIDE_LARGE if page.large else MOST_BESIDE


def matrix_words(exercise: Exercise, page: Page) -> str:
    """Which way to read the matrices, where there are any."""
    matrices = any(len(family.members) > MOST_EQUATIONS and len(family.shape) > 1 for family in _families(exercise))
    rows = "rows_from" if page.naming.swapped else "rows"
    return page.said[rows] if matrices and exercise.problem.network is not None else ""


def _families(exercise: Exercise) -> Iterator[Family]:
    """The families of several numbers that are given whole."""
    elsewhere = in_tables(exercise.problem)
    for family in exercise.problem.derivation.families:
        if len(family.members) > 1 and set(family.members) <= set(exercise.givens) - elsewhere:
            yield family


def _alone(exercise: Exercise) -> list[Symbol]:
    covered = {member for family in _families(exercise) for member in family.members} | in_tables(exercise.problem)
    return [symbol for symbol in exercise.problem.derivation.givens if symbol not in covered]


@dataclass(frozen=True, slots=True)
class _Printed:
    """A family as it is laid out: with its columns as rows where the course writes x W."""

    symbol: Symbol
    shape: tuple[int, ...]
    members: tuple[Symbol, ...]


def _as_printed(family: Family, page: Page) -> _Printed:
    if family.symbol not in page.naming.swapped:
        return _Printed(family.symbol, family.shape, family.members)
    members = sorted(family.members, key=lambda member: member.indices[::-1])
    return _Printed(family.symbol, family.shape[::-1], tuple(members))


def _slices(family: _Printed, most: int) -> Iterator[tuple[tuple[Symbol, ...], int]]:
    """What is shown as one block, with its width: a whole family, or each channel of an image by itself."""
    if len(family.shape) < 3:
        yield family.members, _width(family, most)
        return
    for _, members in groupby(family.members, key=lambda member: member.indices[:-2]):
        yield tuple(members), min(family.shape[-1], most)


def _width(family: _Printed, most: int) -> int:
    """Rows of a matrix stay rows, a short vector is a column, a long one has rows of about the same length."""
    if len(family.shape) == 2 and family.shape[1] <= most:
        return family.shape[1]
    count = len(family.members)
    return 1 if count <= TALLEST_COLUMN else ceil(count / ceil(count / most))


def _block(symbols: Sequence[Symbol], exercise: Exercise, page: Page, width: int) -> BlockView:
    written = [page.equation(symbol, Number(exercise.givens[symbol])) for symbol in symbols]
    return tuple(tuple(written[start : start + width]) for start in range(0, len(written), width))


def _columns(blocks: Sequence[BlockView]) -> int:
    return sum(len(block[0]) for block in blocks)


def _matrix(family: _Printed, exercise: Exercise, page: Page) -> Ready:
    writer = page.writer
    width = family.shape[-1] if len(family.shape) > 1 else len(family.members)
    numbers = [writer.formula(Number(exercise.givens[member]), page.naming) for member in family.members]
    rows = [numbers[start : start + width] for start in range(0, len(numbers), width)]
    whole = writer.glyphs(page.naming.family(family.symbol))
    return writer.math(writer.beside(whole, writer.sign("="), writer.matrix(rows)))
