"""Whether wrong methods give wrong numbers: each misconception against the right answers, in every draw.

At each blank a misconception's number is the right one itself, or farther from it than both
tolerances together, its own propagated along its own wrong derivation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np

from ..derivation import Tape
from ..derivation.operations import Work, side_by_side
from ..formula import Symbol
from .problem import Problem
from .tolerance import band

AT_ONCE = 512  # draws whose wrong numbers fit into a processor's cache
SAME, NEARLY = 1e-9, 0.01
"""Numbers this near, absolutely or in tolerances, are one number: nobody can tell the methods apart by it."""
TYPED = 0.05
"""How far a wrong number that is no whole one may be typed where whole numbers are asked."""


@dataclass(frozen=True)
class Separator:
    """Right and wrong derivations of a problem, ready to be computed for any draws."""

    problem: Problem

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(self.problem.wrong_ways)

    @cached_property
    def blanks(self) -> tuple[Symbol, ...]:
        return tuple(self.problem.banded)

    @cached_property
    def _tapes(self) -> tuple[Tape, ...]:
        """The right method, then each misconception; they share most of their operations."""
        derivation = self.problem.derivation
        right = derivation.limited(derivation.needed_for(self.blanks))
        return side_by_side([right, *(way.derivation for way in self.problem.wrong_ways.values())])

    @cached_property
    def judged(self) -> Any:
        """Which misconceptions must be told from the right method where, of shape (misconceptions, blanks)."""
        ways, drops = self.problem.wrong_ways, self.problem.draw.drops
        return np.array(
            [[symbol in ways[id].reached and not drops(id, symbol) for symbol in self.blanks] for id in self.ids],
            dtype=bool,
        ).reshape(len(self.ids), len(self.blanks))

    @cached_property
    def reached(self) -> Any:
        """Which misconceptions can change which number, of shape (misconceptions, blanks)."""
        ways = self.problem.wrong_ways
        found = [[symbol in ways[id].reached for symbol in self.blanks] for id in self.ids]
        return np.array(found, dtype=bool).reshape(len(self.ids), len(self.blanks))

    @property
    def dropped(self) -> list[tuple[str, Symbol]]:
        """The pairs of a misconception and a blank that it reaches which the author does not want judged."""
        reached = ((id, symbol) for id, way in self.problem.wrong_ways.items() for symbol in way.reached)
        return sorted((pair for pair in reached if self.problem.draw.drops(*pair)), key=str)

    def __call__(self, givens: Mapping[Symbol, Any], count: int) -> Separation:
        """The numbers of all methods at all blanks for `count` draws; `givens` are arrays of shape (draws,)."""
        work = Work.of(self._tapes[0], givens)
        right, allowed = self._bands(work, self._tapes[0], self.blanks, count)
        shape = (len(self.ids), len(self.blanks), count)
        exact, tolerance = np.broadcast_to(right, shape).copy(), np.broadcast_to(allowed, shape).copy()
        for row, (way, tape) in enumerate(zip(self.problem.wrong_ways.values(), self._tapes[1:], strict=True)):
            places = [place for place, symbol in enumerate(self.blanks) if symbol in way.reached]
            reached = [self.blanks[place] for place in places]
            exact[row, places], tolerance[row, places] = self._bands(work, tape, reached, count)
            if self.problem.rounding.is_whole:
                tolerance[row, places] = TYPED
        return Separation(separator=self, right=right, allowed=allowed, exact=exact, tolerance=tolerance)

    def _bands(self, work: Work, tape: Tape, blanks: Sequence[Symbol], count: int) -> tuple[Any, Any]:
        """Exact values and tolerances of blanks, of shape (blanks, draws); equal kinds of tolerance at once."""
        exact, reach = np.empty((2, len(blanks), count))
        for row, symbol in enumerate(blanks):
            exact[row], reach[row] = work.carried(tape.results[symbol])
        tolerance = np.empty_like(exact)
        asks = [self.problem.banded[symbol] for symbol in blanks]
        with np.errstate(all="ignore"):
            for own in dict.fromkeys(ask.tolerance for ask in asks):
                rows = [row for row, ask in enumerate(asks) if ask.tolerance == own]
                tolerance[rows] = band(exact[rows], reach[rows], asks[rows[0]], self.problem.rounding).tolerance
        return exact, tolerance


@dataclass(frozen=True, kw_only=True)
class Separation:
    """The right numbers, of shape (blanks, draws), and those of each misconception, (misconceptions, blanks, draws)."""

    separator: Separator
    right: Any
    allowed: Any
    exact: Any
    tolerance: Any

    @cached_property
    def ratio(self) -> Any:
        """How far each wrong number lies from the right one, in both tolerances; infinite where there is none."""
        return _ratio(self.exact, self.right, self.tolerance + self.allowed)

    @cached_property
    def same(self) -> Any:
        """Where a misconception gives the right number."""
        return one_number(self.exact, self.right, self.allowed)

    @property
    def apart(self) -> Any:
        """Where a blank shows the right number or one that is surely wrong."""
        return self.same | (self.ratio > 1)

    @cached_property
    def visible(self) -> Any:
        """Whether some blank of the sheet shows a misconception, of shape (misconceptions, draws)."""
        return np.any(self.separator.judged[:, :, None] & ~self.same & (self.ratio > 1), axis=1)

    def told_apart(self, one: int) -> Any:
        """Whether a misconception and each later one differ somewhere, or nowhere: then they are one class."""
        others, beside = self.exact[one + 1 :], self.tolerance[one + 1 :] + self.tolerance[one]
        told = np.any(_ratio(others, self.exact[one], beside) > 1, axis=1)
        return told | np.all(one_number(others, self.exact[one], self.tolerance[one]), axis=1)

    def nearest(self) -> tuple[Any, Any, Any]:
        """For each draw the smallest ratio that is judged, and where: its misconception and its blank, as places."""
        judged = np.where(self.separator.judged[:, :, None] & ~self.same, self.ratio, np.inf)
        flat = judged.reshape(-1, judged.shape[-1])
        if not len(flat):
            none = np.zeros(self.right.shape[-1])
            return none + np.inf, none.astype(int), none.astype(int)
        place = np.argmin(flat, axis=0)
        rows, columns = np.unravel_index(place, judged.shape[:2])
        return flat[place, np.arange(flat.shape[1])], rows, columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The wrong method that comes nearest to a right number: `ratio` is its distance in both tolerances."""

    ratio: float
    misconception: str
    blank: Symbol


def nearest(problem: Problem, draws: Sequence[Mapping[Symbol, Decimal]]) -> list[Nearest | None]:
    """For each draw of a problem the smallest separation; None where no wrong method can change a number asked."""
    separator = Separator(problem)
    found: list[Nearest | None] = []
    for start in range(0, len(draws), AT_ONCE):
        some = draws[start : start + AT_ONCE]
        givens = {symbol: np.array([float(one[symbol]) for one in some]) for symbol in problem.derivation.givens}
        for ratio, row, column in zip(*separator(givens, len(some)).nearest(), strict=True):
            if not np.isfinite(ratio):
                found.append(None)
                continue
            id, blank = separator.ids[row], separator.blanks[column]
            found.append(Nearest(ratio=float(ratio), misconception=id, blank=blank))
    return found


def _ratio(one: Any, other: Any, both: Any) -> Any:
    with np.errstate(all="ignore"):
        ratio = np.abs(one - other) / both
    ratio[~np.isfinite(ratio)] = np.inf
    return ratio


def one_number(one: Any, other: Any, tolerance: Any) -> Any:
    """Where two numbers are so near that no answer can tell which was meant."""
    with np.errstate(all="ignore"):
        return np.abs(one - other) <= np.maximum(SAME, NEARLY * tolerance)
