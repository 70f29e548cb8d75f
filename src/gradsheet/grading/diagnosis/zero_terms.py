"""Terms that nobody works out: `(1 - d) ln(1 - y)` is 0 where d is 1, whatever a student's y may be."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...formula import ZERO, Apply, Formula, Symbol, evaluate, symbols_in


def without_zero_terms(formula: Formula, givens: Mapping[Symbol, float]) -> Formula:
    """The formula with 0 for every product and quotient that is 0 by the numbers of `givens` alone."""
    if not isinstance(formula, Apply):
        return formula
    arguments = tuple(without_zero_terms(argument, givens) for argument in formula.arguments)
    factors = {"*": arguments, "/": arguments[:1]}.get(formula.operator, ())
    if any(_is_zero(factor, givens) for factor in factors):
        return ZERO
    return Apply(formula.operator, arguments)


def _is_zero(formula: Formula, givens: Mapping[Symbol, float]) -> bool:
    if any(symbol not in givens for symbol in symbols_in(formula)):
        return False
    with np.errstate(all="ignore"):
        return bool(evaluate(formula, givens) == 0)
