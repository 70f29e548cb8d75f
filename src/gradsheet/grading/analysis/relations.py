"""Wrong numbers that nothing explains, by their relation to the student's own quantities.

Students have different numbers, so that the same wrong method shows as the same formula, not as the same number. A
table of formulas (another quantity of the sheet, its negative, products, quotients, sums and differences of two, a
factor) is tried at each blank on everybody's own numbers; one that fits more of them than chance can is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from ...formula import Formula, Number, Symbol, evaluate
from ...problems.problem import Kind
from ...problems.rounding import fixed, without_zeros
from ..outcome import Outcome
from .candidates import Candidate, candidates
from .classwork import Classwork, Column
from .few import FEWEST
from .tails import binomial_tail

LEAST = 3
"""Fewer students have no method in common that anybody could know of."""
BELOW = 0.01
"""The chance, over all formulas tried in a class, of listing one that nobody used."""
MOST_STUDENTS, MOST_FOUND, MOST_JUDGED = 200, 3, 20
LONGER = 0.5
SHARE = 0.1
"""Of unexplained wrong numbers, so many that are one and the same number are a finding."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Relation:
    """What students wrote at a blank in place of the right formula; `alike` gives them all the same numbers.

    `places` are those of the column, `wrong` counts all whose number nothing explained. `chance` is that of so many
    hits by any of the formulas tried in this class; None where all of them wrote one and the same number.
    """

    column: Column
    formula: Formula
    alike: tuple[Formula, ...]
    places: tuple[int, ...]
    wrong: int
    chance: float | None


def relations(classwork: Classwork) -> tuple[Relation, ...]:
    """The relations found in a class, those of most students first."""
    asked = [one for one in classwork.columns if one.ask.kind is Kind.NUMBER]
    found = [relation for column in asked for relation in _at(column, len(asked))]
    return tuple(sorted(found, key=lambda one: -len(one.places)))


def _at(column: Column, columns: int) -> Iterator[Relation]:
    places = column.those(Outcome.WRONG)
    places = places[np.isfinite(column.values[places])]
    if len(places) < LEAST:
        return
    some = places[np.unique(np.linspace(0, len(places) - 1, min(len(places), MOST_STUDENTS)).astype(int))]
    numbers = _Numbers.of(column, some)
    trial = _Trial(
        numbers, *candidates(column.problem, column.symbol, numbers.values, numbers.fits, least=LEAST), columns
    )
    left = np.ones(len(places), dtype=bool)
    for _ in range(MOST_FOUND):
        found = trial.best(left[np.searchsorted(places, some)]) or _same_number(column, places[left])
        if found is None:
            return
        whom = _fitting(column, places, found.formula) & left
        if whom.sum() < LEAST:
            return
        left &= ~whom
        yield Relation(
            column=column,
            formula=found.formula,
            alike=found.alike,
            places=tuple(int(one) for one in places[whom]),
            wrong=len(places),
            chance=found.chance,
        )


@dataclass(frozen=True, slots=True)
class _Found:
    formula: Formula
    alike: tuple[Formula, ...] = ()
    chance: float | None = None


@dataclass(frozen=True, eq=False)
class _Numbers:
    """Answers at a blank, how exactly each is known, and the right values of every quantity of these students."""

    answers: Any
    reach: Any
    exact: Any
    values: dict[Symbol, Any]

    @classmethod
    def of(cls, column: Column, places: Any) -> _Numbers:
        solutions = []
        for place in places:
            blank = column.verdict(int(place)).blank
            solutions.append(column.marks(int(place)).sheet.item(blank).solution)
        bands = [solution.bands[column.symbol] for solution in solutions]
        unit = column.problem.rounding.answer_unit
        return cls(
            answers=column.values[places],
            reach=np.maximum([band.tolerance for band in bands], 0.55 * unit),
            exact=np.array([band.exact for band in bands]),
            values={
                symbol: np.array([solution.values[symbol] for solution in solutions])
                for symbol in column.problem.derivation.quantities
            },
        )

    def fits(self, predicted: Any) -> Any:
        """Where an answer is what a formula gives, and this is not the right number."""
        with np.errstate(all="ignore"):
            larger = np.abs(predicted / self.exact)
            larger = np.where(np.isfinite(larger), np.clip(larger, 1, 20), 1)
            near = np.abs(self.answers - predicted) <= self.reach * larger
            return near & (np.abs(predicted - self.exact) > self.reach)


def _fitting(column: Column, places: Any, formula: Formula) -> Any:
    """Whom of all these a formula fits."""
    numbers = _Numbers.of(column, places)
    with np.errstate(all="ignore"):
        return numbers.fits(np.broadcast_to(evaluate(formula, numbers.values), numbers.answers.shape))


@dataclass(frozen=True, eq=False)
class _Trial:
    """The candidates that fit some students, of so many tried at each of `columns` blanks."""

    numbers: _Numbers
    candidates: Sequence[Candidate]
    tried: int
    columns: int

    def best(self, left: Any) -> _Found | None:
        """The candidate that fits most of those left, if chance would not do so."""
        counted = [(int((one.hits & left).sum()), one) for one in self.candidates]
        order = sorted((one for one in counted if one[0] >= LEAST), key=lambda one: (-one[0], one[1].rank))
        for _, one in order[:MOST_JUDGED]:
            chance = self._chance(one, left)
            if chance < BELOW:
                return _Found(one.formula, self._alike(one), chance)
        return None

    def _alike(self, one: Candidate) -> tuple[Formula, ...]:
        """Other formulas, not much longer, that give the very same numbers to all whom this one fits."""
        same = [
            other
            for other in self.candidates
            if other.formula != one.formula
            and other.rank <= one.rank + LONGER
            and np.array_equal(other.hits, one.hits)
            and np.all(np.abs(other.predicted - one.predicted)[one.hits] <= 1e-9)
        ]
        return tuple(other.formula for other in sorted(same, key=lambda other: other.rank)[:3])

    def _chance(self, one: Candidate, left: Any) -> float:
        """How likely so many hits are if the answers were dealt out among the students at random.

        Students with the same numbers are one, for they would all be hit together.
        """
        numbers, predicted = self.numbers, one.predicted
        near = np.abs(numbers.answers[None, left] - predicted[left, None]) <= numbers.reach[left, None]
        other = np.abs(numbers.exact[None, left] - numbers.exact[left, None]) > 1e-12
        share = ((near & other).sum() + 0.5) / (other.sum() + 1)
        pairs = np.round(np.stack([predicted, numbers.exact]), 12)
        hit = np.unique(pairs[:, left & one.hits], axis=1).shape[1]
        all_ = np.unique(pairs[:, left], axis=1).shape[1]
        return min(1.0, binomial_tail(hit, all_, float(share)) * self.tried * self.columns)


def _same_number(column: Column, places: Any) -> _Found | None:
    """One number that many wrote, whatever their own numbers."""
    decimals = column.problem.rounding.answer
    found, counts = np.unique(np.round(column.values[places], decimals), return_counts=True)
    if not len(found) or counts.max() < max(FEWEST, SHARE * len(places)):
        return None
    text = without_zeros(fixed(float(found[np.argmax(counts)]), decimals))
    return _Found(Number(Decimal(text)))
