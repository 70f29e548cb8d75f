"""Which blanks of a sheet say something of their own: numbers that follow from each other agree together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ...assignments.sheet import Sheet
from ...derivation import solve
from ...formula import Symbol
from ...problems.problem import Grid, Problem

STEP = 1e-5
Place = tuple[str, int, Symbol]
"""A problem, which of its uses on the sheet, counted from 1, and a quantity asked there."""


def independent(sheet: Sheet, blanks: Sequence[Place], chances: Sequence[float]) -> list[int]:
    """The places of as many blanks as vary apart when the drawn givens vary, those of the smallest chance first."""
    slopes = _slopes(sheet, blanks)
    chosen: list[int] = []
    basis: list[Any] = []
    for place in sorted(range(len(blanks)), key=lambda one: chances[one]):
        rest = slopes[place]
        for one in basis:
            rest = rest - one * (rest @ one)
        length = np.linalg.norm(rest)
        if length > 1e-3 * max(1e-12, float(np.linalg.norm(slopes[place]))):
            basis.append(rest / length)
            chosen.append(place)
    return chosen


def _slopes(sheet: Sheet, blanks: Sequence[Place]) -> list[Any]:
    """How each blank's right number answers to a small change of each given that was drawn."""
    found: dict[Place, Any] = {}
    free = [
        [s for s in item.exercise.problem.derivation.givens if _varies(item.exercise.problem, s)]
        for item in sheet.items
    ]
    width, start = sum(map(len, free)), 0
    seen: dict[str, int] = {}
    for item, drawn in zip(sheet.items, free, strict=True):
        problem = item.exercise.problem
        seen[problem.name] = seen.get(problem.name, 0) + 1
        steps = {symbol: np.full(2 * len(drawn), float(value)) for symbol, value in item.exercise.givens.items()}
        for place, symbol in enumerate(drawn):
            steps[symbol][2 * place : 2 * place + 2] += (STEP, -STEP)
        values = solve(problem.derivation, steps)
        for _, symbol in problem.numbers:
            row = np.zeros(width)
            both = np.broadcast_to(np.asarray(values[symbol], dtype=float), (2 * len(drawn),))
            row[start : start + len(drawn)] = (both[::2] - both[1::2]) / (2 * STEP)
            found[problem.name, seen[problem.name], symbol] = np.nan_to_num(row, posinf=0, neginf=0)
        start += len(drawn)
    return [found[blank] for blank in blanks]


def _varies(problem: Problem, symbol: Symbol) -> bool:
    for one in problem.given:
        if isinstance(one, Grid):
            if one.symbol == symbol:
                return len(one.values) > 1
        elif symbol in one.members:
            return one.hot is None
    return False
