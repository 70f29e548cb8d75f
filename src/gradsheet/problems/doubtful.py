"""The worked lines of a class's keys, line by line for all keys at once: in which keys one may not follow.

Each formula is worked from the numbers as they are printed: exactly, as whole numbers, where it is of sums and
products, else in 50 digits. What is doubted here, `follows` judges and puts into words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import compress, count
from operator import ne
from typing import TypeVar

from ..formula import Apply, Formula, Number, Symbol, decimal_text, used_in
from .follows import PrintedLine, Tables, is_printed, worked
from .precise import FUNCTIONS, Real, exact, in_decimals
from .whole import Column, Whole, column, in_whole_numbers

Of = TypeVar("Of")
PLAIN = Tables()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLines:
    """The same line of many keys: `symbol` = `formula` = numbers = value, one of each for each key.

    `operands` are the texts put in for each symbol; where more was done to the formula, `numbers` are what is printed.
    `exact` and `decimals` are those of `PrintedLine`.
    """

    symbol: Symbol
    formula: Formula
    operands: Mapping[Symbol, Sequence[str]]
    numbers: Sequence[Formula] | None
    values: Sequence[str]
    exact: Sequence[bool]
    decimals: Sequence[int]


def doubtful(lines: Iterable[PrintedLines], givens: Mapping[Symbol, Sequence[str]]) -> set[int]:
    """The places of the keys that have a line which does not surely follow from the numbers printed."""
    printed = _Printed(dict(givens))
    found: set[int] = set()
    for line in lines:
        if line.numbers is None:
            for symbol in used_in(line.formula):
                found.update(_differ(line.operands[symbol], printed.texts[symbol]))
        else:
            found.update(_unlike((_given(_value, numbers) for numbers in line.numbers), line))
        found.update(_does_not_give(line, printed))
        printed.add(line.symbol, line.values)
    return found


@dataclass(slots=True)
class _Printed:
    """By quantity, what the keys print, and the same as numbers where somebody asks."""

    texts: dict[Symbol, Sequence[str]]
    _whole: dict[Symbol, Column | None] = field(default_factory=dict)
    _reals: dict[Symbol, list[Real]] = field(default_factory=dict)

    def add(self, symbol: Symbol, texts: Sequence[str]) -> None:
        self.texts[symbol] = texts
        self._whole.pop(symbol, None)
        self._reals.pop(symbol, None)

    def whole(self, symbols: Iterable[Symbol]) -> dict[Symbol, Column] | None:
        found = {}
        for symbol in symbols:
            if symbol not in self._whole:
                self._whole[symbol] = column(self.texts[symbol])
            one = self._whole[symbol]
            if one is None:
                return None
            found[symbol] = one
        return found

    def reals(self, symbols: Iterable[Symbol]) -> Iterator[dict[Symbol, Real]]:
        """The numbers of one key after the other."""
        symbols = tuple(symbols)
        for symbol in symbols:
            if symbol not in self._reals:
                self._reals[symbol] = [exact(text) for text in self.texts[symbol]]
        for numbers in zip(*(self._reals[symbol] for symbol in symbols), strict=True):
            yield dict(zip(symbols, numbers, strict=True))


def _does_not_give(line: PrintedLines, printed: _Printed) -> Iterator[int]:
    """Where what the lines above print does not give the value."""
    symbols = used_in(line.formula)
    whole, values = in_whole_numbers(line.formula), column(line.values)
    columns = printed.whole(symbols) if whole is not None else None
    if not symbols or whole is None or columns is None or values is None:
        value = worked(line.formula, PLAIN)
        rows: Iterable[Mapping[Symbol, Real]] = printed.reals(symbols) if symbols else [{}] * len(line.values)
        yield from _unlike((_given(value, row) for row in rows), line)
    else:
        yield from _unlike_in_whole_numbers(whole(columns), values, line)


def _unlike_in_whole_numbers(found: Whole, values: Column, line: PrintedLines) -> Iterator[int]:
    (numbers, places), (printed, shown) = found, values
    here, there = 10**places, 10**shown
    for place, number, value, text, is_exact, decimals in zip(
        count(), numbers, printed, line.values, line.exact, line.decimals, strict=False
    ):
        same = number * there == value * here
        if is_exact:
            if not same:
                yield place
        elif (
            same
            or len(text.partition(".")[2]) != decimals
            or not 0 <= decimals < places
            or (_half_up(number, 10 ** (places - decimals)) * 10 ** (shown - decimals) != value)
        ):
            yield place


def _half_up(number: int, unit: int) -> int:
    """How many units it is nearest to; a half goes away from 0."""
    rounded = (2 * abs(number) + unit) // (2 * unit)
    return rounded if number >= 0 else -rounded


def _unlike(found: Iterable[Decimal | None], line: PrintedLines) -> Iterator[int]:
    for place, value in enumerate(found):
        shown = PrintedLine(
            symbol=line.symbol,
            formula=line.formula,
            numbers=line.formula,
            value=line.values[place],
            exact=line.exact[place],
            decimals=line.decimals[place],
        )
        if value is None or not is_printed(value, value, shown):
            yield place


def _given(work: Callable[[Of], Real], of: Of) -> Decimal | None:
    """What comes out, if anything does."""
    try:
        return in_decimals(work(of))
    except (ArithmeticError, ValueError):
        return None


def _value(formula: Formula) -> Real:
    """The value of a formula of numbers alone, which no other key has."""
    if isinstance(formula, Apply):
        return FUNCTIONS[formula.operator](*map(_value, formula.arguments))
    assert isinstance(formula, Number)
    return exact(decimal_text(formula))


def _differ(texts: Sequence[str], others: Sequence[str]) -> Iterator[int]:
    return compress(count(), map(ne, texts, others))
