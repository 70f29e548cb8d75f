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
MOST_STUDENTS, MOST_FOUND = 400, 3
LONGER = 0.5


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
    tried = candidates(column.problem, column.symbol)
    trial = _Trial.of(_Numbers.of(column, some), tried, columns)
    every = _Numbers.of(column, places)
    left = np.ones(len(places), dtype=bool)
    for _ in range(MOST_FOUND):
        found = trial.best(left[np.searchsorted(places, some)])
        found = found if found is not None else _same_number(column, every, left)
        if found is None:
            return
        whom = every.fits(every.predicted([found.formula]))[0] & left
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

    def predicted(self, formulas: Sequence[Formula]) -> Any:
        with np.errstate(all="ignore"):
            return np.array([np.broadcast_to(evaluate(one, self.values), self.answers.shape) for one in formulas])

    def fits(self, predicted: Any) -> Any:
        """Where an answer is what a formula gives, and this is not the right number."""
        with np.errstate(all="ignore"):
            larger = np.abs(predicted / self.exact)
            larger = np.where(np.isfinite(larger), np.clip(larger, 1, 20), 1)
            near = np.abs(self.answers - predicted) <= self.reach * larger
            return near & (np.abs(predicted - self.exact) > self.reach)


@dataclass(frozen=True, eq=False)
class _Trial:
    """All candidates worked out for some students; `columns` is the number of blanks at which this is done."""

    numbers: _Numbers
    tried: tuple[Candidate, ...]
    predicted: Any
    hits: Any
    columns: int

    @classmethod
    def of(cls, numbers: _Numbers, tried: tuple[Candidate, ...], columns: int) -> _Trial:
        predicted = numbers.predicted([one.formula for one in tried])
        return cls(numbers, tried, predicted, numbers.fits(predicted), columns)

    def best(self, left: Any) -> _Found | None:
        """The candidate that fits most of those left, if chance would not do so."""
        counts = (self.hits & left).sum(axis=1)
        order = sorted(np.flatnonzero(counts >= LEAST).tolist(), key=lambda one: (-counts[one], self.tried[one].rank))
        for one in order[:20]:
            chance = self._chance(one, left)
            if chance < BELOW:
                return _Found(self.tried[one].formula, self._alike(one, order), chance)
        return None

    def _alike(self, one: int, order: Sequence[int]) -> tuple[Formula, ...]:
        """Other formulas, not much longer, that give the very same numbers to all whom this one fits."""
        whom, longest = self.hits[one], self.tried[one].rank + LONGER
        same = [
            other
            for other in order
            if other != one
            and self.tried[other].rank <= longest
            and np.array_equal(self.hits[other], whom)
            and np.all(np.abs(self.predicted[other] - self.predicted[one])[whom] <= 1e-9)
        ]
        return tuple(self.tried[other].formula for other in sorted(same, key=lambda other: self.tried[other].rank)[:3])

    def _chance(self, one: int, left: Any) -> float:
        """How likely so many hits are if the answers were dealt out among the students at random.

        Students with the same numbers are one, for they would all be hit together.
        """
        numbers, predicted = self.numbers, self.predicted[one]
        near = np.abs(numbers.answers[None, left] - predicted[left, None]) <= numbers.reach[left, None]
        other = np.abs(numbers.exact[None, left] - numbers.exact[left, None]) > 1e-12
        share = ((near & other).sum() + 0.5) / (other.sum() + 1)
        pairs = np.round(np.stack([predicted, numbers.exact]), 12)
        hit = np.unique(pairs[:, left & self.hits[one]], axis=1).shape[1]
        all_ = np.unique(pairs[:, left], axis=1).shape[1]
        return min(1.0, binomial_tail(hit, all_, float(share)) * len(self.tried) * self.columns)


def _same_number(column: Column, numbers: _Numbers, left: Any) -> _Found | None:
    """One number that many wrote, whatever their own numbers."""
    decimals = column.problem.rounding.answer
    found, counts = np.unique(np.round(numbers.answers[left], decimals), return_counts=True)
    if not len(found) or counts.max() < max(FEWEST, 0.1 * left.sum()):
        return None
    text = without_zeros(fixed(float(found[np.argmax(counts)]), decimals))
    return _Found(Number(Decimal(text)))
