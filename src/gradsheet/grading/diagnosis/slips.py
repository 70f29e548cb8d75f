"""Slips of the pen: the right number with too few decimals, its point or sign wrong, or its last digit off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np

from ...formula import Symbol, symbols_in
from .exercises import Exercises
from .follow import Followed
from .pen import PLACES, mistyped, opposite, shifted

LEAST_TYPED = 2
"""An answer with fewer decimals, or fewer significant digits, does not show that the number was known."""
DUST = 1e-9


@dataclass(frozen=True)
class Slips:
    """Answers that are neither right nor follow, against the right number and against the one that follows."""

    exercises: Exercises
    followed: Followed

    @cached_property
    def meant(self) -> tuple[tuple[Any, Any], ...]:
        """What may have been meant, each with its tolerance."""
        one, after = self.exercises, self.followed
        return (one.exact, one.tolerance), (np.where(after.refused, np.nan, after.value), after.tolerance)

    @cached_property
    def decimals(self) -> Any:
        """How many decimals were typed; -1 for an expression, and where nothing is wrong."""
        found = np.full(self.exercises.value.shape, -1)
        for row, column in np.argwhere(self.exercises.wrong).tolist():
            typed = self.exercises.reading(row, column).typed
            if typed is not None:
                found[row, column] = max(0, -int(typed.as_tuple().exponent))
        return found

    @cached_property
    def cut_short(self) -> Any:
        """Whether the exact value was rounded rightly, but to fewer decimals than asked.

        A given number that was copied is no rounding: an unchanged weight may well agree to two decimals.
        """
        one, places = self.exercises, self.decimals
        few = (places >= LEAST_TYPED) & (places < one.problem.rounding.answer)
        with np.errstate(all="ignore"):
            unit = 10.0 ** -np.maximum(places, 0)
            near = few & (np.abs(one.value - one.exact) <= (0.5 + DUST) * unit)
        for row, column in np.argwhere(near).tolist():
            typed = one.reading(row, column).typed
            assert typed is not None
            near[row, column] = len(typed.as_tuple().digits) >= LEAST_TYPED and typed not in self.leading(row, column)
        return near

    @cached_property
    def early(self) -> Any:
        """Whether rounding on the way, to the decimals of answers, can give the number."""
        one = self.exercises
        return np.abs(one.value - one.exact) <= one.early

    @cached_property
    def point(self) -> Any:
        """By how many places the decimal point is too far left; 0 where it is not that.

        The digits must be enough to tell. With a learning rate of 0.1, ten times the right change is no slip but a
        forgotten rate.
        """
        one = self.exercises
        found = np.zeros(one.value.shape, dtype=int)
        for places in PLACES:
            for exact, tolerance in self.meant:
                near = shifted(one, exact, tolerance, places)
                for row, column in np.argwhere(near & one.wrong & (found == 0)).tolist():
                    if abs(places) not in self.shifts(row, column):
                        found[row, column] = places
        return found

    @cached_property
    def sign(self) -> Any:
        return self._either(opposite)

    @cached_property
    def last_digit(self) -> Any:
        typable = (self.decimals >= 0) & (self.decimals <= self.exercises.problem.rounding.answer)
        return typable & self._either(mistyped)

    def _either(self, slip: Callable[[Exercises, Any, Any], Any]) -> Any:
        hits = [slip(self.exercises, exact, tolerance) for exact, tolerance in self.meant]
        return hits[0] | hits[1]

    def leading(self, row: int, column: int) -> set[Decimal]:
        """The given numbers on which a blank depends."""
        exercise = self.exercises.items[column].exercise
        return {exercise.givens[symbol] for symbol in self._givens[self.exercises.symbols[row]]}

    def shifts(self, row: int, column: int) -> set[int]:
        """The places by which the powers of ten among these move a decimal point."""
        powers = (abs(value).normalize() for value in self.leading(row, column))
        return {abs(value.adjusted()) for value in powers if value.as_tuple().digits == (1,)}

    @cached_property
    def _givens(self) -> dict[Symbol, tuple[Symbol, ...]]:
        derivation = self.exercises.problem.derivation
        givens = set(derivation.givens)
        return {
            symbol: tuple(
                used for step in derivation.needed_for([symbol]) for used in symbols_in(step.formula) if used in givens
            )
            for symbol in self.exercises.symbols
        }
