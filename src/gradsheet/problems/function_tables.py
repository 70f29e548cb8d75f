"""The tables that a sheet without a calculator prints: the same for every student of a problem."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from ..derivation import solve
from ..formula import evaluate
from ..formula.operators import OPERATORS
from .calculator import EQUAL, GRID, OF_VALUES, ON_GRID, needs
from .problem import FunctionTable, Problem
from .ranges import arrays
from .stream import public_seed, words

SAMPLES = 10_000
MOST_ARGUMENTS = 26
HALF = 0.5  # the one sigmoid of the grid that is a short decimal
SHORT = 100  # arguments are whole hundredths


def function_tables(problem: Problem) -> tuple[FunctionTable, ...]:
    """What has to be looked up on the way to the blanks, one table for all functions with the same arguments.

    Arguments of ln and roots are those that draws lead to: they depend on the problem alone.
    """
    wanted = [need.function for need in needs(problem)]
    on_grid = tuple(dict.fromkeys(one for one in wanted if one in ON_GRID))
    grid = tuple(float(argument) for argument in GRID)
    tables = [FunctionTable(functions=on_grid, arguments=grid)] if on_grid else []
    by_arguments: dict[tuple[float, ...], list[str]] = {}
    for function in dict.fromkeys(one for one in wanted if one in OF_VALUES):
        by_arguments.setdefault(_arguments(problem, function), []).append(function)
    tables += [FunctionTable(functions=tuple(f), arguments=a) for a, f in by_arguments.items() if a]
    return tuple(tables)


def _arguments(problem: Problem, function: str) -> tuple[float, ...]:
    """Every sigmoid of the grid where these occur, and the short decimals that occur most often."""
    slots = len(problem.given)
    counters = np.arange(SAMPLES * slots).reshape(1, SAMPLES, slots)
    values = solve(problem.derivation, arrays(problem, words([public_seed("function table", 1)], counters)[0]))
    sigmoids = np.array([float(OPERATORS["sigmoid"].compute(float(argument))) for argument in GRID])
    seen: Counter[float] = Counter()
    with np.errstate(all="ignore"):
        for need in needs(problem):
            if need.function == function:
                found = np.broadcast_to(np.asarray(evaluate(need.argument, values), dtype=float), (SAMPLES,))
                seen.update(_near(found, sigmoids))
                seen.update(_hundredths(found[found > EQUAL]))
    short = [argument for argument, _ in seen.most_common() if argument not in sigmoids or argument == HALF]
    looked_up_before = any(argument in sigmoids and argument != HALF for argument in seen)
    return tuple(sorted({*short[:MOST_ARGUMENTS], *(sigmoids.tolist() if looked_up_before else ())}))


def _near(found: Any, candidates: Any) -> list[float]:
    places = np.argmin(np.abs(found[:, None] - candidates), axis=1)
    return [float(one) for one in candidates[places[np.abs(found - candidates[places]) <= EQUAL]]]


def _hundredths(found: Any) -> list[float]:
    short = np.round(found * SHORT) / SHORT
    return [float(one) for one in short[(np.abs(found - short) <= EQUAL) & (short > 0)]]
