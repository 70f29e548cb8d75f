"""Two students with the same wrong decimals, unexplained, although their own numbers differ.

Evidence, never a verdict: they may have worked together, one may have copied, or both made the same mistake that
nobody has thought of. One shared number may be chance; how often is estimated from how dense wrong numbers lie there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any

import numpy as np

from ...problems.problem import Kind
from ..outcome import Outcome
from ..verdict import Marks
from .classwork import Classwork, Column

EXPECTED = 0.01
"""Pairs are listed of which chance would bring so many in a class, or fewer."""
DIGITS = 3
"""A number of fewer significant digits is written by many."""
FEW = 4
"""A number that more people wrote than these belongs to a method, not to a pair."""
AROUND = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedDigits:
    """Two students, the blanks at which they wrote the same wrong number, and at how many both were wrong.

    `expected`: how many such pairs chance brings in this class, roughly.
    """

    one: Marks
    other: Marks
    labels: tuple[str, ...]
    both_wrong: int
    expected: float


def shared_digits(classwork: Classwork) -> tuple[SharedDigits, ...]:
    found: dict[tuple[int, int], list[tuple[str, float]]] = {}
    wrong: dict[int, int] = {}
    for number, column in enumerate(classwork.columns):
        if column.ask.kind is not Kind.NUMBER or number >= 62:
            continue
        places = _unexplained(column)
        for row in column.rows[places].tolist():
            wrong[row] = wrong.get(row, 0) | 1 << number
        chance = _chance(column, places)
        for one, other in _pairs(column, places):
            pair = (int(column.rows[one]), int(column.rows[other]))
            found.setdefault(pair, []).append((column.label, chance))
    pairs = comb(len(classwork.marks), 2)
    listed = []
    for (one, other), shared in sorted(found.items()):
        both = (wrong[one] & wrong[other]).bit_count()
        product = float(np.prod([chance for _, chance in shared]))
        expected = product * comb(both, len(shared)) * pairs
        if expected <= EXPECTED:
            labels = tuple(label for label, _ in shared)
            first, second = classwork.marks[one], classwork.marks[other]
            listed.append(SharedDigits(one=first, other=second, labels=labels, both_wrong=both, expected=expected))
    return tuple(listed)


def _unexplained(column: Column) -> Any:
    """The places of wrong numbers with digits enough, and no givens copied."""
    places = [place for place in column.those(Outcome.WRONG).tolist() if np.isfinite(column.values[place])]
    return np.array([place for place in places if _tells(column, place)], dtype=int)


def _tells(column: Column, place: int) -> bool:
    digits = f"{abs(column.values[place]):.6f}".replace(".", "").strip("0")
    return len(digits) >= DIGITS


def _pairs(column: Column, places: Any) -> Iterator[tuple[int, int]]:
    """Those who wrote the same, and for whom different numbers are right."""
    order = places[np.argsort(column.values[places], kind="stable")]
    ends = np.flatnonzero(np.diff(column.values[order]) > 1e-9) + 1
    for same in np.split(order, ends):
        if 2 <= len(same) <= FEW:
            for one, other in combinations(sorted(same.tolist()), 2):
                mine, theirs = (_band(column, place) for place in (one, other))
                if abs(mine[0] - theirs[0]) > mine[1] + theirs[1]:
                    yield one, other


def _band(column: Column, place: int) -> Sequence[float]:
    blank = column.verdict(place).blank
    band = column.marks(place).sheet.item(blank).solution.bands[column.symbol]
    return band.exact, band.tolerance


def _chance(column: Column, places: Any) -> float:
    """How likely two wrong numbers there agree to the last digit: by how many lie near each other without agreeing."""
    values = np.sort(column.values[places])
    unit = column.problem.rounding.answer_unit
    near = np.searchsorted(values, values + AROUND * unit, "right") - np.arange(len(values)) - 1
    same = np.searchsorted(values, values + 1e-9, "right") - np.arange(len(values)) - 1
    return (float((near - same).sum()) + 1) / (comb(len(values), 2) + 1) / AROUND
