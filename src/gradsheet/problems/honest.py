"""The numbers that honest people get, who round as they were told: the ways that a tolerance was derived for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ..derivation import rounded, solve
from ..formula import Symbol, evaluate
from .problem import Problem

DUST = 1e-9
"""Of a unit of the last decimal: what doubles leave of a tie."""
Ties = Callable[[Any, int], Any]


def up(value: Any, decimals: int) -> Any:
    """The array rounded as people do: a five goes up, away from zero."""
    scale = 10.0**decimals
    with np.errstate(all="ignore"):
        return np.copysign(np.floor(np.abs(value) * scale + 0.5 + DUST) / scale, value)


TIES: Mapping[str, Ties] = {"half up": up, "half even": np.round}


def honest(problem: Problem, givens: Mapping[Symbol, Any]) -> dict[str, Mapping[Symbol, Any]]:
    """By habit, the numbers at all steps; `givens` are arrays of shape (draws,).

    At full precision, every line rounded to the decimals kept, or every operation; a five up, or to the even digit.
    """
    keep = problem.rounding.keep
    found: dict[str, Mapping[Symbol, Any]] = {"full precision": solve(problem.derivation, givens)}
    for name, ties in TIES.items():
        found[f"every line rounded, {name}"] = _line_by_line(problem, givens, keep, ties)
        found[f"every operation rounded, {name}"] = rounded(problem.derivation, givens, keep, ties)
    return found


def _line_by_line(problem: Problem, givens: Mapping[Symbol, Any], keep: int, ties: Ties) -> dict[Symbol, Any]:
    values = dict(givens)
    with np.errstate(all="ignore"):
        for step in problem.derivation.steps:
            values[step.symbol] = ties(evaluate(step.formula, values), keep)
    return values
