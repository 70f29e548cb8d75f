"""A problem with numbers, solved: values, tolerances, and what is accepted at each blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import repeat

import numpy as np

from ..derivation import closed_forms, rounding_reach, solve
from ..errors import GradsheetError
from ..formula import Formula, Symbol, name, to_text
from ..formula.operators import Array
from .choices import Options, options
from .problem import Problem
from .row import Bands, Numbers, places_of
from .tolerance import Band, band


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One draw of a problem: exact decimals for its givens. `exact` are closed forms that a source printed.

    `options` are those that were handed out; a blank without any is answered with a number.
    """

    problem: Problem
    givens: Mapping[Symbol, Decimal]
    exact: Mapping[Symbol, Formula] = field(default_factory=dict)
    options: Options = field(default_factory=dict)

    @cached_property
    def closed(self) -> Mapping[Symbol, Formula]:
        """Closed forms to print beside the decimals: the source's own, else short ones that were found."""
        if not self.problem.exact:
            return {}
        return closed_forms(self.problem.derivation, self.givens) | dict(self.exact)


@dataclass(frozen=True, kw_only=True)
class Solution:
    """Every quantity's value, and for each number asked the band of what is right."""

    values: Mapping[Symbol, float]
    bands: Mapping[Symbol, Band]


def solve_exercises(exercises: Sequence[Exercise]) -> list[Solution]:
    """The solutions of exercises, those of one problem computed together as arrays."""
    solutions: dict[int, Solution] = {}
    for problem in {id(exercise.problem): exercise.problem for exercise in exercises}.values():
        places = [place for place, exercise in enumerate(exercises) if exercise.problem is problem]
        found = _solve_together(problem, [exercises[place].givens for place in places])
        solutions.update(zip(places, found, strict=True))
    return [solutions[place] for place in range(len(exercises))]


def with_options(exercise: Exercise) -> Exercise:
    """The exercise with options to choose from, made anew where the problem asks for some."""
    return replace(exercise, options=options(exercise.problem, [exercise.givens])[0])


def finite(exercise: Exercise) -> Exercise:
    """The exercise itself; raises GradsheetError where its numbers leave a step without a value."""
    givens = {symbol: float(value) for symbol, value in exercise.givens.items()}
    values = solve(exercise.problem.derivation, givens)
    lost = next((step for step in exercise.problem.derivation.steps if not np.isfinite(values[step.symbol])), None)
    if lost is not None:
        raise GradsheetError(
            f"{exercise.problem.name}: with these numbers {name(lost.symbol)} = {to_text(lost.formula)} has no finite "
            "value (a logarithm of 0, a division by 0, or too large); choose other numbers"
        )
    return exercise


def _solve_together(problem: Problem, draws: Sequence[Mapping[Symbol, Decimal]]) -> list[Solution]:
    givens = {symbol: np.array([float(draw[symbol]) for draw in draws]) for symbol in problem.derivation.givens}
    values = solve(problem.derivation, givens)
    reach = rounding_reach(problem.derivation, givens, [symbol for _, symbol in problem.numbers])
    count = len(draws)
    columns = {symbol: _column(value, count) for symbol, value in values.items()}
    bands = {
        symbol: band(columns[symbol], _column(reach[symbol], count), ask, problem.rounding)
        for ask, symbol in problem.numbers
    }
    rows = zip(*(column.tolist() for column in columns.values()), strict=True)
    parts = [part.tolist() for one in bands.values() for part in (one.exact, one.tolerance, one.early)]
    valued, asked = places_of(list(columns)), places_of(list(bands))
    return [
        Solution(values=Numbers(valued, row), bands=Bands(asked, some))
        for row, some in zip(rows, zip(*parts, strict=True) if parts else repeat(()), strict=False)
    ]


def _column(value: Array, count: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.broadcast_to(np.asarray(value, dtype=float), (count,))
