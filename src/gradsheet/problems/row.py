"""A draw's numbers as one row of what was computed for many: a dictionary of each would take five times the memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from ..formula import Symbol
from .tolerance import Band

Value = TypeVar("Value", covariant=True)


class _Row(Mapping[Symbol, Value]):
    """What symbols stand for; all rows share `places`, where each symbol's column is."""

    __slots__ = ("_places",)
    _places: Mapping[Symbol, int]

    def __contains__(self, symbol: object) -> bool:
        return symbol in self._places

    def __iter__(self) -> Iterator[Symbol]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class Numbers(_Row[float]):
    """A number for each symbol."""

    __slots__ = ("_numbers",)

    def __init__(self, places: Mapping[Symbol, int], numbers: Iterable[float]) -> None:
        self._places, self._numbers = places, array("d", numbers)

    def __getitem__(self, symbol: Symbol) -> float:
        return self._numbers[self._places[symbol]]

    def __reduce__(self) -> tuple[object, ...]:
        return Numbers, (self._places, self._numbers)


class Bands(_Row[Band]):
    """A band for each symbol, of three numbers after each other."""

    __slots__ = ("_numbers",)

    def __init__(self, places: Mapping[Symbol, int], numbers: Iterable[float]) -> None:
        self._places, self._numbers = places, array("d", numbers)

    def __getitem__(self, symbol: Symbol) -> Band:
        place = 3 * self._places[symbol]
        return Band(*self._numbers[place : place + 3])

    def __reduce__(self) -> tuple[object, ...]:
        return Bands, (self._places, self._numbers)


def places_of(symbols: Sequence[Symbol]) -> Mapping[Symbol, int]:
    return {symbol: place for place, symbol in enumerate(symbols)}
