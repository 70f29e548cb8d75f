"""Random words made into given numbers: arrays of shape (draws,) to compute with, exact decimals to print."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np

from ..formula import Symbol
from .problem import Grid, OneHot, Problem
from .stream import below

Draw = Mapping[Symbol, Decimal]


def arrays(problem: Problem, picks: Any) -> dict[Symbol, Any]:
    """The drawn numbers as arrays of shape (draws,); `picks` holds one word per draw and range."""
    givens: dict[Symbol, Any] = {}
    for slot, given in enumerate(problem.given):
        match given:
            case Grid(symbol=symbol, values=values):
                grid = np.array([float(value) for value in values])
                givens[symbol] = grid[below(picks[:, slot], len(values)).astype(int)]
            case OneHot(members=members):
                hot = _hot(given, picks[:, slot])
                givens.update({member: (hot == place).astype(float) for place, member in enumerate(members)})
    return givens


def decimals(problem: Problem, picks: Any) -> Draw:
    """The exact decimals of one draw."""
    found: dict[Symbol, Decimal] = {}
    for slot, given in enumerate(problem.given):
        match given:
            case Grid(symbol=symbol, values=values):
                found[symbol] = values[int(below(picks[slot], len(values)))]
            case OneHot(members=members):
                hot = int(_hot(given, picks[slot : slot + 1])[0])
                found.update({member: Decimal(int(hot == place)) for place, member in enumerate(members)})
    return {symbol: found[symbol] for symbol in problem.derivation.givens}


def _hot(given: OneHot, bits: Any) -> Any:
    """The position, from 0, of the 1 in each draw."""
    if given.hot is not None:
        return np.full(bits.shape, given.hot - 1)
    return below(bits, len(given.members)).astype(int)
