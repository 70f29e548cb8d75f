"""The sheet code as a QR, made here because a TeX macro would take a hundred times as long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from .writer import Ready


@dataclass(frozen=True, slots=True)
class Run:
    """Dark modules side by side: `width` of them from (x, y), counted from the top left."""

    x: int
    y: int
    width: int


@dataclass(frozen=True, slots=True)
class Qr:
    """`size` modules wide and high; the quiet zone is the page around it.

    `rectangles` are the dark modules in the words of PDF, y upwards; `path` is the same in those of SVG, y downwards.
    """

    size: int
    rectangles: Ready
    path: Ready


@lru_cache(maxsize=128)
def qr(code: str) -> Qr:
    import segno

    # Judging all masks takes five times as long, and readers read any.
    matrix = segno.make(code, error="m", micro=False, boost_error=False, mask=2).matrix
    size = len(matrix)
    runs = [run for y, row in enumerate(matrix) for run in _runs(y, row)]
    return Qr(
        size=size,
        rectangles=Ready("".join(f"{run.x} {size - run.y - 1} {run.width} 1 re " for run in runs)),
        path=Ready("".join(f"M{run.x} {run.y}h{run.width}v1H{run.x}z" for run in runs)),
    )


def _runs(y: int, row: bytearray) -> Iterator[Run]:
    x = 0
    for dark, modules in groupby(row):
        width = len(list(modules))
        if dark:
            yield Run(x, y, width)
        x += width
