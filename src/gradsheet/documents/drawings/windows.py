"""What is outlined on the grids of a convolution: the first place of a window and, dashed, the next one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from ...models import Convolution, Pool
from .shapes import Look

Place = tuple[int, int]
Outline = tuple[Place, Place, Look]  # where its first cell is, how many rows and columns, how it looks


def outlined_input(layer: Convolution) -> Iterator[Outline]:
    """What is outlined in the input: windows, or for a transposed convolution its first cells."""
    if layer.kernel is None:
        return
    if layer.transposed:
        yield from first_cells(layer.input)
    else:
        yield from _windows(two_sides(layer.kernel, 1), two_sides(layer.mapped, 1), two_sides(layer.stride, 1))


def outlined_output(layer: Convolution) -> tuple[Outline, ...]:
    """What is outlined in the output: its first cells, or for a transposed convolution where the kernel lies."""
    if layer.transposed and layer.kernel is not None:
        return tuple(_windows(two_sides(layer.kernel, 1), two_sides(layer.input, 1), two_sides(layer.stride, 1)))
    return tuple(first_cells(layer.mapped))


def outlined_pools(pool: Pool | None, below: Sequence[int]) -> Iterator[Outline]:
    """The windows of pooling."""
    if pool is None:
        return
    size, step = two_sides(pool.size, 1), two_sides(pool.stride, 1)
    sides = two_sides(below, 1)
    count = ((sides[0] - size[0]) // step[0] + 1, (sides[1] - size[1]) // step[1] + 1)
    if is_tiled(pool):
        for row, column in product(range(count[0]), range(count[1])):
            yield (row * step[0], column * step[1]), size, Look.WINDOW
    else:
        yield from _windows(size, count, step)


def is_tiled(pool: Pool) -> bool:
    """Whether the windows lie apart, so that all of them can be outlined."""
    return all(step >= size for step, size in zip(pool.stride, pool.size, strict=True))


def first_cells(count: Sequence[int]) -> Iterator[Outline]:
    yield from _windows((1, 1), two_sides(count, 1), (1, 1))


def _windows(size: Place, count: Place, step: Place) -> Iterator[Outline]:
    """The first window of a size and, dashed, the one after it."""
    moved = _next(count, step)
    if moved is not None:
        yield moved, size, Look.NEXT
    yield (0, 0), size, Look.WINDOW


def _next(layer_size: Place, step: Place) -> Place | None:
    """How far it is to the second place of a map: to the right, or down where there is a single column."""
    if layer_size[1] > 1:
        return 0, step[1]
    return (step[0], 0) if layer_size[0] > 1 else None


def two_sides(sides: Sequence[int], missing: int) -> Place:
    """Rows and columns: a line is a single row."""
    return (missing, sides[0]) if len(sides) == 1 else (sides[0], sides[1])
