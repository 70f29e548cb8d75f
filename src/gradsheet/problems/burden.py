"""How much hand work a draw is, so that everybody gets about the same, measured against the problem itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from math import ceil
from typing import Any

import numpy as np

from ..derivation import Tape, operations
from ..formula import Number, Symbol
from .problem import Grid, Problem

WITHIN = {"negatives": 1, "products": 1, "digits": 2}
"""How far a draw's burden may lie from the problem's own, by what is counted."""
WIDE = 0.15  # and never more than this share of it away, where it is large
SECONDS_PER_OPERATION = 20  # reading off, typing, writing down


@dataclass(frozen=True)
class Burden:
    """What there is to count in a problem's draws."""

    problem: Problem

    def counts(self, values: Mapping[Symbol, Any], tape: Tape, results: list[Any], count: int) -> dict[str, Any]:
        """Of every draw: drawn numbers below 0, products of two numbers that are neither 0 nor 1, digits given."""
        drawn = [given for given in self.problem.given if isinstance(given, Grid) and len(given.values) > 1]
        negatives = _total([values[given.symbol] < 0 for given in drawn], count)
        products = _total(list(_products(tape, values, results)), count)
        digits = _total([_digits(values[given.symbol], given) for given in drawn], count)
        return {"negatives": negatives, "products": products, "digits": digits}


def near(counts: Mapping[str, Any], target: Mapping[str, float]) -> Iterator[Any]:
    """Whether a draw is as much work as the problem's own draws, for each thing that is counted."""
    for what, wanted in target.items():
        yield np.abs(counts[what] - wanted) <= max(WITHIN[what], WIDE * wanted)


def needed(problem: Problem) -> Tape:
    """The operations that lead from what is given, or told, to what is asked."""
    derivation, told = problem.derivation, problem.tell
    steps = derivation.needed_for((symbol for _, symbol in problem.numbers), known=told)
    return operations(replace(derivation, givens=(*derivation.givens, *told), steps=steps))


def minutes(problem: Problem) -> int:
    """A rough guess of what a student with a calculator takes, from the operations that lead to the blanks."""
    return max(1, ceil(len(needed(problem).operations) * SECONDS_PER_OPERATION / 60))


def _products(tape: Tape, values: Mapping[Symbol, Any], results: list[Any]) -> Iterator[Any]:
    for operation in tape.operations:
        if operation.operator == "*":
            factors = [_number(argument, values, results) for argument in operation.arguments]
            yield reduce(np.logical_and, [(factor != 0) & (np.abs(factor) != 1) for factor in factors])


def _number(argument: Any, values: Mapping[Symbol, Any], results: list[Any]) -> Any:
    match argument:
        case Symbol():
            return values[argument]
        case Number(value):
            return float(value)
    return results[argument]


def _digits(drawn: Any, given: Grid) -> Any:
    """The significant digits of a drawn number, or of any other that a published case puts in its place."""
    grid = np.array([float(value) for value in given.values])
    digits = np.array([_length(value) for value in given.values], dtype=float)
    order = np.argsort(grid)
    places = np.minimum(np.searchsorted(grid[order], drawn), len(grid) - 1)
    found = digits[order][places]
    if not (own := grid[order][places] == drawn).all():
        found[~own] = [_length(Decimal(repr(float(value)))) for value in np.asarray(drawn)[~own]]
    return found


def _length(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _total(parts: list[Any], count: int) -> Any:
    return sum((np.broadcast_to(np.asarray(part, dtype=float), (count,)) for part in parts), np.zeros(count))
