"""A table of blanks with its numbers: what is given, boxes to answer in, and on a key the answers."""

from __future__ import annotations

from dataclasses import replace

from ..assignments.sheet import Blank, Item
from ..formula import Symbol
from ..problems import Ask
from ..problems.rounding import without_zeros
from .answer_table import answer_table
from .page import Page
from .statement import Text
from .view import CellView, GridView

WIDTH = 174.0  # mm
ROW_HEAD, GIVEN, WIDEST = 10.0, 11.0, 24.0


def grid_view(ask: Ask, item: Item, page: Page, *, answered: bool = False) -> GridView:
    """The table of an ask, to be filled in or `answered`."""
    table = answer_table(ask, item.exercise.problem)
    blanks = {blank.symbol: blank for blank in item.blanks if blank.ask is ask}
    asked = sum(column.asked for column in table.columns)
    room = WIDTH - ROW_HEAD - GIVEN * (len(table.columns) - asked)
    widths = [min(WIDEST, room / asked) if column.asked else GIVEN for column in table.columns]
    # The example of a batch is the row here, not a part of the name.
    heads = replace(page.naming, batch=False)
    return GridView(
        widths=(ROW_HEAD, *widths),
        heads=(
            page.writer.text(page.said["row"]),
            *(page.writer.math(page.writer.symbol(column.head, heads)) for column in table.columns),
        ),
        rows=tuple(
            (
                CellView(content=page.writer.text(str(row))),
                *(_cell(column.cells[place], blanks, page, answered) for column in table.columns),
            )
            for place, row in enumerate(table.rows)
        ),
        points=_points(ask, blanks, page),
    )


def _cell(symbol: Symbol | None, blanks: dict[Symbol, Blank], page: Page, answered: bool) -> CellView:
    if symbol is None:
        return CellView(content=page.writer.styled(Text("")))
    if symbol in blanks:
        right = page.kept.answers[symbol]
        content = page.digits(without_zeros(right)) if answered else page.writer.styled(Text(""))
        return CellView(content=content, label=blanks[symbol].label)
    return CellView(content=page.equation(page.kept.numbers[symbol]))


def _points(ask: Ask, blanks: dict[Symbol, Blank], page: Page) -> str:
    return page.said["each_box"].format(points=page.points(blanks[ask.blanks[0]].points))
