"""The numbers of a derivation, for a whole class at once: every array has shape (draws,)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..formula import Symbol, evaluate
from ..formula.operators import Array
from .steps import Derivation

Values = Mapping[Symbol, Array]


def solve(derivation: Derivation, givens: Values, *, believed: Values | None = None) -> dict[Symbol, Array]:
    """The value of every quantity, givens included.

    `believed` are numbers that a student wrote for some steps: they stand, and whatever depends on
    them is recomputed. Outside a domain the value is nan or infinite, without a warning.
    """
    values: dict[Symbol, Array] = {symbol: givens[symbol] for symbol in derivation.givens}
    stand = believed or {}
    with np.errstate(all="ignore"):
        for step in derivation.steps:
            found = stand.get(step.symbol)
            values[step.symbol] = evaluate(step.formula, values) if found is None else found
    return values
