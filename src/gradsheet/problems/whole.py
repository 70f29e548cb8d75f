"""Sums and products of decimals as whole numbers of their last place: exact, and for a whole class at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from operator import add, mul, neg, sub

from ..formula import Apply, Formula, Number, Symbol, decimal_text

Whole = tuple[Iterable[int], int]
"""The numbers of all draws one after the other, and how many of their digits are decimals."""
Column = tuple[Sequence[int], int]


def column(texts: Sequence[str]) -> Column | None:
    """Decimals as they are printed; None where one is written with a power of ten."""
    places = [len(text.partition(".")[2]) for text in texts]
    most = max(places, default=0)
    try:
        digits = [int(text.replace(".", "", 1)) for text in texts]
    except ValueError:
        return None
    if places.count(most) == len(places):
        return digits, most
    return [number * 10 ** (most - place) for number, place in zip(digits, places, strict=True)], most


@lru_cache(maxsize=1 << 13)
def in_whole_numbers(formula: Formula) -> Callable[[Mapping[Symbol, Column]], Whole] | None:
    """The values of a formula for the columns of its symbols; None for a formula that is not of sums and products."""
    match formula:
        case Number():
            alone = column([decimal_text(formula)])
            if alone is None:
                return None
            (number,), places = alone
            return lambda _: (repeat(number), places)
        case Symbol():
            return lambda columns: columns[formula]
        case Apply("neg", (inner,)):
            part = in_whole_numbers(inner)
            return part and (lambda columns: _negated(part(columns)))
        case Apply("+" | "-" | "*" as sign, (first, second)):
            a, b = in_whole_numbers(first), in_whole_numbers(second)
            if a is None or b is None:
                return None
            if sign == "*":
                return lambda columns: _product(a(columns), b(columns))
            join = add if sign == "+" else sub
            return lambda columns: _sum(join, a(columns), b(columns))
    return None


def _negated(a: Whole) -> Whole:
    return map(neg, a[0]), a[1]


def _product(a: Whole, b: Whole) -> Whole:
    return map(mul, a[0], b[0]), a[1] + b[1]


def _sum(join: Callable[[int, int], int], a: Whole, b: Whole) -> Whole:
    places = max(a[1], b[1])
    return map(join, _widened(a, places), _widened(b, places)), places


def _widened(a: Whole, places: int) -> Iterable[int]:
    return a[0] if a[1] == places else map(mul, a[0], repeat(10 ** (places - a[1])))
