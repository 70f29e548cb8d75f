"""Whether wrong methods give wrong numbers: each misconception against the right answers, in every draw.

At each blank a misconception's number is the right one itself, or farther from it than both
tolerances together, its own propagated along its own wrong derivation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..derivation import Derivation, rounding_reach, solve
from ..formula import Symbol
from .problem import Ask, Problem
from .tolerance import Band, band

SAME = 1e-9
"""Numbers this near are one number: nobody can tell the methods apart by it."""


@dataclass(frozen=True, kw_only=True)
class Separation:
    """The bands of the blanks on `count` draws: the right ones, and those of each misconception, by id.

    A band is there only for blanks that a misconception can change.
    """

    problem: Problem
    count: int
    right: Mapping[Symbol, Band]
    wrong: Mapping[str, Mapping[Symbol, Band]]

    @property
    def pairs(self) -> Iterator[tuple[str, Symbol]]:
        """Every misconception with every blank at which it has to be told from the right method."""
        for id, bands in self.wrong.items():
            for symbol in bands:
                if not self.problem.draw.drops(id, symbol):
                    yield id, symbol

    def ratio(self, id: str, symbol: Symbol) -> Any:
        """How far a misconception's number lies from the right one, in both tolerances; infinite where it is none."""
        return _ratio(self.wrong[id][symbol], self.right[symbol], self.count)

    def same(self, id: str, symbol: Symbol) -> Any:
        """Whether a misconception gives the right number."""
        return _same(self.wrong[id][symbol], self.right[symbol], self.count)

    def apart(self, id: str, symbol: Symbol) -> Any:
        """Whether a blank shows the right number or one that is surely wrong."""
        return self.same(id, symbol) | (self.ratio(id, symbol) > 1)

    def visible(self, id: str) -> Any:
        """Whether some blank of the sheet shows a misconception."""
        shown = np.zeros(self.count, dtype=bool)
        for symbol in self.wrong[id]:
            if not self.problem.draw.drops(id, symbol):
                shown |= ~self.same(id, symbol) & (self.ratio(id, symbol) > 1)
        return shown

    def told_apart(self, one: str, other: str) -> Any:
        """Whether two misconceptions differ somewhere on the sheet, or nowhere at all: then they are one class."""
        told = np.zeros(self.count, dtype=bool)
        alike = np.ones(self.count, dtype=bool)
        for symbol in dict.fromkeys((*self.wrong[one], *self.wrong[other])):
            first = self.wrong[one].get(symbol, self.right[symbol])
            second = self.wrong[other].get(symbol, self.right[symbol])
            told |= _ratio(first, second, self.count) > 1
            alike &= _same(first, second, self.count)
        return told | alike


def separation(problem: Problem, givens: Mapping[Symbol, Any], count: int) -> Separation:
    """The bands of all blanks for `count` draws; `givens` are arrays of shape (draws,)."""
    asked = problem.banded
    right = _bands(problem.derivation, givens, asked, problem, count)
    wrong = {}
    for id, way in problem.wrong_ways.items():
        reached = {symbol: ask for symbol, ask in asked.items() if symbol in way.reached}
        wrong[id] = {
            symbol: _exactly(band) if problem.rounding.is_whole else band
            for symbol, band in _bands(way.derivation, givens, reached, problem, count).items()
        }
    return Separation(problem=problem, count=count, right=right, wrong=wrong)


def _bands(
    derivation: Derivation, givens: Mapping[Symbol, Any], asked: Mapping[Symbol, Ask], problem: Problem, count: int
) -> dict[Symbol, Band]:
    """The bands of all blanks, those with the same kind of tolerance computed together."""
    values = solve(derivation, givens)
    reach = rounding_reach(derivation, givens, asked)
    found: dict[Symbol, Band] = {}
    with np.errstate(all="ignore"):
        for own in dict.fromkeys(ask.tolerance for ask in asked.values()):
            some = [symbol for symbol, ask in asked.items() if ask.tolerance == own]
            exact, carried = (np.array([_column(of[symbol], count) for symbol in some]) for of in (values, reach))
            together = band(exact, carried, asked[some[0]], problem.rounding)
            columns = zip(some, together.exact, together.tolerance, together.early, strict=True)
            found |= {symbol: Band(*numbers) for symbol, *numbers in columns}
    return found


TYPED = 0.05
"""How far a wrong number that is no whole one may be typed where whole numbers are asked."""


def _exactly(wrong: Band) -> Band:
    return replace(wrong, tolerance=np.full_like(wrong.tolerance, TYPED))


def _column(value: Any, count: int) -> Any:
    return np.broadcast_to(np.asarray(value, dtype=float), (count,))


def _ratio(one: Band, other: Band, count: int) -> Any:
    with np.errstate(all="ignore"):
        ratio = np.abs(one.exact - other.exact) / (one.tolerance + other.tolerance)
    return np.broadcast_to(np.where(np.isfinite(ratio), ratio, np.inf), (count,))


def _same(one: Band, other: Band, count: int) -> Any:
    with np.errstate(all="ignore"):
        return np.broadcast_to(np.abs(one.exact - other.exact) <= SAME, (count,))
