"""What only the key shows: every line worked, and what is accepted at each blank."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..assignments.sheet import Blank, Item
from ..formula import Apply, Formula, Symbol
from ..problems import Kind
from ..problems.rounding import significant, within
from .page import Page, points_text
from .view import AnswerView, LineView, PhaseView, PieceView
from .working import Working, workings
from .writer import Writer


def phase_views(item: Item, page: Page) -> Iterator[PhaseView]:
    labels: dict[Symbol, str] = {}
    for blank in item.blanks:
        labels[blank.symbol] = f"{labels[blank.symbol]}, {blank.label}" if blank.symbol in labels else blank.label
    for phase, lines in groupby(workings(item.exercise, item.solution), key=lambda line: line.phase):
        yield PhaseView(
            title=page.said[phase.value],
            lines=tuple(_line(line, labels.get(line.symbol, ""), page) for line in lines),
        )


def _line(line: Working, label: str, page: Page) -> LineView:
    """Sides that look the same as the one before are left out: `ReLU(1) = 1` needs no second 1."""
    writer = page.writer
    value = writer.formula(line.value, page.naming)
    sides = [(writer.formula(formula, page.naming), formula) for formula in line.formulas]
    pieces: list[PieceView] = []
    before = ""
    for source, formula in sides:
        if source not in (before, value):
            pieces.append(_piece("=", source, solid=_is_solid(formula), writer=writer))
        before = source
    pieces.append(_piece("=" if line.exact else writer.approximately, value, solid=True, writer=writer))
    return LineView(label=label, left=page.symbol(line.symbol), pieces=tuple(pieces))


def _piece(relation: str, source: str, *, solid: bool, writer: Writer) -> PieceView:
    return PieceView(content=writer.right_side(relation, source), solid=solid)


def _is_solid(formula: Formula) -> bool:
    return not (isinstance(formula, Apply) and formula.operator in ("+", "-", "*", "neg"))


def answer_view(blank: Blank, item: Item, page: Page) -> AnswerView:
    rounding = item.exercise.problem.rounding
    band = item.solution.bands.get(blank.symbol)
    if blank.ask.kind is Kind.WRITTEN or band is None:
        nothing = page.writer.joined([])
        return AnswerView(
            label=blank.label, quantity=nothing, answer=nothing, exact=nothing, low=nothing, high=nothing,
            points=points_text(blank.points), number=False,
        )  # fmt: skip
    low, high = within(band.exact - band.tolerance, band.exact + band.tolerance, rounding.typable)
    return AnswerView(
        label=blank.label,
        quantity=page.symbol(blank.symbol),
        answer=page.digits(rounding.answered(band.exact)),
        exact=page.digits(significant(band.exact)),
        low=page.digits(low),
        high=page.digits(high),
        points=points_text(blank.points),
        number=True,
    )
