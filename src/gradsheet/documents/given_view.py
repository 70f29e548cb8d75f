"""What a sheet and its key show of the givens: equations, matrices, the drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from math import ceil

from ..derivation import Family
from ..formula import Number, Symbol
from ..formula.naming import Naming
from ..problems import Exercise, Solution
from .answer_table import in_tables
from .drawings import Subject, drawn, subject_of
from .page import Alike, Page
from .statement import Math, Part
from .view import BlockView, DrawingView, GivensView, NoteView
from .writer import Ready, Writer

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
    return _part(part, page.writer, subject.naming)


@lru_cache(maxsize=2048)
def _part(part: Part, writer: Writer, naming: Naming) -> Ready:
    return writer.equation(part, naming) if isinstance(part, Math) else writer.styled(part)


def givens_views(exercise: Exercise, page: Page) -> Iterator[GivensView]:
    """The families in order, small ones beside each other, large ones as matrices; lone numbers come last."""
    for band in _bands(page.alike, tuple(exercise.givens)):
        if isinstance(band, _Printed):
            yield GivensView(matrix=_matrix(band, exercise, page))
        else:
            yield GivensView(blocks=tuple(_block(block, exercise, page) for block in band))


_Block = tuple[tuple[Symbol, ...], ...]


@lru_cache(maxsize=256)
def _bands(alike: Alike, _givens: tuple[Symbol, ...]) -> tuple[_Printed | tuple[_Block, ...], ...]:
    """What stands where: matrices, and blocks beside each other, row by row."""
    return tuple(_arranged(alike.page.exercise, alike.page))


def _arranged(exercise: Exercise, page: Page) -> Iterator[_Printed | tuple[_Block, ...]]:
    band: list[_Block] = []
    for family in _families(exercise):
        if len(family.members) > MOST_EQUATIONS and len(family.shape) < 3:
            if band:
                yield tuple(band)
            band = []
            yield _as_printed(family, page)
            continue
        for members, width in _slices(_as_printed(family, page), _most_beside(page)):
            block = _rows(members, width)
            if band and _columns([*band, block]) > _most_beside(page):
                yield tuple(band)
                band = []
            band.append(block)
    alone = _alone(exercise)
    if alone:
        height = max(map(len, band), default=0)
        width = 1 if len(alone) <= height else _most_beside(page)
        block = _rows(alone, width)
        if _columns([*band, block]) > _most_beside(page):
            yield tuple(band)
            band = []
            block = _rows(alone, _most_beside(page))
        band.append(block)
    if band:
        yield tuple(band)


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
    """Rows of a matrix stay rows, a bit smaller if need be; a short vector is a column, a long one has rows alike."""
    if len(family.shape) == 2 and family.shape[1] <= most + 1:
        return family.shape[1]
    count = len(family.members)
    return 1 if count <= TALLEST_COLUMN else ceil(count / ceil(count / most))


def _rows(symbols: Sequence[Symbol], width: int) -> _Block:
    return tuple(tuple(symbols[start : start + width]) for start in range(0, len(symbols), width))


def _block(rows: _Block, exercise: Exercise, page: Page) -> BlockView:
    return tuple(tuple([page.equation(symbol, Number(exercise.givens[symbol])) for symbol in row]) for row in rows)


def _columns(blocks: Sequence[_Block]) -> int:
    return sum(len(block[0]) for block in blocks)


def _matrix(family: _Printed, exercise: Exercise, page: Page) -> Ready:
    writer = page.writer
    width = family.shape[-1] if len(family.shape) > 1 else len(family.members)
    numbers = [writer.formula(Number(exercise.givens[member]), page.naming) for member in family.members]
    rows = [numbers[start : start + width] for start in range(0, len(numbers), width)]
    whole = writer.glyphs(page.naming.family(family.symbol))
    return writer.math(writer.beside(whole, writer.sign("="), writer.matrix(rows)))
