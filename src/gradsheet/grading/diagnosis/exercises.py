"""Answers to one problem as arrays, a row for each blank that takes a number and a column for each student."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import prod
from operator import attrgetter, is_
from typing import Any

import numpy as np

from ...assignments.sheet import Blank, Item
from ...formula import Formula, Symbol
from ...formula.student import Reading, Unreadable
from ...problems.problem import Kind, Problem
from ...problems.tolerance import Band
from ..options import option_at

Read = Reading | Formula | Unreadable | None


@dataclass(frozen=True)
class Exercises:
    """What students wrote in one problem: `readings` stand as the blanks do, None where nothing was written."""

    items: Sequence[Item]
    readings: Sequence[Sequence[Read]]

    @property
    def problem(self) -> Problem:
        return self.items[0].exercise.problem

    @property
    def count(self) -> int:
        return len(self.items)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where, among the blanks of an item, those are that take a number."""
        return tuple(p for p, (ask, _) in enumerate(self.problem.blanks) if ask.kind in (Kind.NUMBER, Kind.CHOICE))

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        return tuple(self.problem.blanks[place][1] for place in self.places)

    @cached_property
    def row(self) -> dict[Symbol, int]:
        return {symbol: row for row, symbol in enumerate(self.symbols)}

    def blank(self, row: int, column: int) -> Blank:
        return self.items[column].blanks[self.places[row]]

    def reading(self, row: int, column: int) -> Reading:
        """The number at a place where one stands."""
        found = self.readings[column][self.places[row]]
        assert isinstance(found, Reading)
        return found

    @cached_property
    def value(self) -> Any:
        """The numbers read; nan where there is none."""
        return np.array(
            [
                [found.value if isinstance(found := one[place], Reading) else np.nan for one in self.readings]
                for place in self.places
            ]
        ).reshape(len(self.places), self.count)

    @cached_property
    def answered(self) -> Any:
        return ~np.isnan(self.value)

    @cached_property
    def _bands(self) -> Any:
        """Exact values, tolerances and where rounding early ends, of shape (3, blanks, students)."""
        order = list(self.items[0].solution.bands)
        numbers = chain.from_iterable(map(_NUMBERS, chain.from_iterable(_in_order(self.items, order))))
        shape = (self.count, len(order), 3)
        rows = [order.index(symbol) for symbol in self.symbols]
        return np.moveaxis(np.fromiter(numbers, dtype=float, count=prod(shape)).reshape(shape), 0, 2)[rows].swapaxes(
            0, 1
        )

    @property
    def exact(self) -> Any:
        return self._bands[0]

    @property
    def tolerance(self) -> Any:
        return self._bands[1]

    @property
    def early(self) -> Any:
        return self._bands[2]

    @cached_property
    def right(self) -> Any:
        """Which answers are right: within tolerance, or the option that is."""
        with np.errstate(all="ignore"):
            found = np.abs(self.value - self.exact) <= self.tolerance
        for row in self.chosen:
            for column in np.flatnonzero(self.answered[row] & ~found[row]).tolist():
                option = self.option(row, column)
                found[row, column] = option is not None and option.is_right
        return found

    @cached_property
    def wrong(self) -> Any:
        return self.answered & ~self.right

    @cached_property
    def chosen(self) -> tuple[int, ...]:
        """The rows of blanks that are answered by choosing an option."""
        return tuple(r for r, place in enumerate(self.places) if self.problem.blanks[place][0].kind is Kind.CHOICE)

    def option(self, row: int, column: int) -> Any:
        """The option that an answer is, if it is one."""
        blank = self.blank(row, column)
        band = self.items[column].solution.bands[blank.symbol]
        return option_at(self.value[row, column], blank, band, self.problem.rounding.answer_unit)

    @cached_property
    def half(self) -> Any:
        """How far the number that a student went on with may lie from the one typed: half a unit asked.

        Never half a unit typed: spreadsheets strip zeros. An expression is exact.
        """
        half = np.full(self.value.shape, self.problem.rounding.answer_unit / 2)
        for row, place in enumerate(self.places):
            exact = [isinstance(found := one[place], Reading) and found.exact for one in self.readings]
            half[row, exact] = 0.0
        return half

    @cached_property
    def unseen(self) -> Any:
        """How far a right number that was never typed may lie from the exact one: what rounding on the way gives."""
        rounding = self.problem.rounding
        given = rounding.answer_unit / 2 if rounding.answer < rounding.keep else 0.0
        return np.maximum(self.tolerance - given, rounding.kept_unit / 2)

    @cached_property
    def givens(self) -> dict[Symbol, Any]:
        return {
            symbol: np.array([float(item.exercise.givens[symbol]) for item in self.items])
            for symbol in self.problem.derivation.givens
        }

    def some(self, columns: Any) -> Exercises:
        """These students only; what is known of them already is not read again."""
        places = columns.tolist()
        found = Exercises([self.items[place] for place in places], [self.readings[place] for place in places])
        found.__dict__.update(
            value=self.value[:, columns], _bands=self._bands[:, :, columns], right=self.right[:, columns]
        )
        return found


_NUMBERS = attrgetter("exact", "tolerance", "early")


def _in_order(items: Sequence[Item], order: Sequence[Symbol]) -> Iterator[Iterable[Band]]:
    """The bands of every exercise; comparing symbols by what they say would take most of the time."""
    for item in items:
        bands = item.solution.bands
        same = len(bands) == len(order) and all(map(is_, bands, order))
        yield bands.values() if same else [bands[symbol] for symbol in order]
