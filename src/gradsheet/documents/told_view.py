"""The steps that a sheet tells, in cells as wide as the widest number could be, so that no number moves a box."""

from __future__ import annotations

from collections.abc import Sequence

from ..formula import Number, Symbol
from .drawings.extent import NODE_EM, width
from .page import Page
from .statement import Math
from .view import ToldView

ROOM, APART = 172.0, 5.0  # mm


def told_view(symbols: Sequence[Symbol], page: Page) -> ToldView | None:
    if not symbols:
        return None
    widest = Number.of(f"-88.{'8' * page.exercise.problem.rounding.keep}")
    numbers = (width(Math((symbol, widest)), page.naming, NODE_EM) for symbol in symbols)
    cell = min(ROOM, APART + page.times * max(numbers))
    columns = min(len(symbols), int(ROOM / cell))
    written = [page.equation(symbol, page.kept.numbers[symbol]) for symbol in symbols]
    rows = tuple(tuple(written[start : start + columns]) for start in range(0, len(written), columns))
    return ToldView(width=cell, rows=rows)
