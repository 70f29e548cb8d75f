"""Each blank as a test item: how hard it is, and whether it tells those who know from those who do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .classwork import Classwork, Column

OUTER = 0.27
"""The share of a class in its upper and its lower group: Kelley's choice, the usual one."""
FEWEST_STUDENTS = 20
"""Below, a correlation says more about chance than about a blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulty:
    """What one blank was like. None: too few students, or all alike.

    `facility` is the mean share of its points. `discrimination` is the correlation of that share with the share of
    all other points. `upper_lower` is the mean share in the upper 27 % of the class minus that in the lower 27 %.
    """

    column: Column
    count: int
    facility: float | None
    discrimination: float | None
    upper_lower: float | None


def difficulties(classwork: Classwork) -> tuple[Difficulty, ...]:
    return tuple(_difficulty(classwork, column) for column in classwork.columns)


def _difficulty(classwork: Classwork, column: Column) -> Difficulty:
    counted = np.isfinite(column.share)
    rows, share = column.rows[counted], column.share[counted]
    rest_of = classwork.out_of[rows] - column.worth[counted]
    with np.errstate(all="ignore"):
        rest = (classwork.earned[rows] - column.points[counted]) / rest_of
        total = classwork.earned[rows] / classwork.out_of[rows]
    enough = len(share) >= FEWEST_STUDENTS and bool(np.all(rest_of > 0))
    return Difficulty(
        column=column,
        count=len(column.rows),
        facility=float(np.mean(share)) if len(share) else None,
        discrimination=correlation(share, rest) if enough else None,
        upper_lower=upper_lower(share, total) if enough else None,
    )


def correlation(one: Any, other: Any) -> float | None:
    """Pearson's; None where one of them does not vary."""
    one, other = one - np.mean(one), other - np.mean(other)
    both = np.sqrt(np.sum(one**2) * np.sum(other**2))
    return float(np.sum(one * other) / both) if both > 1e-12 * len(one) else None


def upper_lower(share: Any, total: Any, *, outer: float = OUTER) -> float:
    """The mean share in the upper part of the class minus that in the lower.

    Students with equal totals at a border count in part, so that the order of the roster decides nothing.
    """
    size = max(1.0, float(np.round(outer * len(total))))
    return _mean_of_highest(share, total, size) - _mean_of_highest(share, -total, size)


def _mean_of_highest(share: Any, total: Any, size: float) -> float:
    border = np.sort(total)[::-1][int(size) - 1]
    above, at = total > border, total == border
    weight = above + at * (size - np.sum(above)) / np.sum(at)
    return float(np.sum(share * weight) / size)


def alpha(classwork: Classwork) -> float | None:
    """Cronbach's alpha over the blanks that everybody had; None where it would say nothing."""
    count = len(classwork.marks)
    columns = [one for one in classwork.columns if len(one.rows) == count and np.all(one.worth > 0)]
    if count < FEWEST_STUDENTS or len(columns) < 3:
        return None
    points = np.array([column.points for column in columns])
    whole = float(np.var(points.sum(axis=0)))
    if whole <= 1e-12:
        return None
    return len(columns) / (len(columns) - 1) * (1 - float(np.var(points, axis=1).sum()) / whole)
