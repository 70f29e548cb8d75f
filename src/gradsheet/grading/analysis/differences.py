"""Blanks that were harder for some than for others: variants of a sheet, and groups of the class.

Whether right answers are spread over the parts of a class as chance would spread them: chi-square where five or more
are expected in every cell, else 1,999 random divisions with the same totals (then 19,999, where these find something).
The generator is gradsheet's own, so that a report is the same everywhere. Benjamini and Hochberg's step follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...problems.stream import PUBLIC, seed, words
from .classwork import Classwork, Column
from .few import FEWEST
from .tails import adjusted, chi_square_tail

LEVEL = 0.05
"""Of the differences listed, at most this share is chance, on average."""
LEAST = 0.10
"""A difference in the share of right answers that is worth a teacher's time."""
FIRST, SECOND = 1_999, 19_999


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One blank across the parts of a class: how many had it, and how many were right there.

    `chance` is that of so uneven a division, `adjusted` the same after all blanks were looked at.
    """

    column: Column
    parts: tuple[str, ...]
    counts: tuple[int, ...]
    right: tuple[int, ...]
    chance: float
    adjusted: float = 1.0

    @property
    def shares(self) -> tuple[float, ...]:
        return tuple(right / count for right, count in zip(self.right, self.counts, strict=True))

    @property
    def widest(self) -> float:
        return max(self.shares) - min(self.shares)


def between_variants(classwork: Classwork) -> tuple[Difference, ...]:
    """Blanks on which sheets that several students share differ beyond chance."""
    return _differences(classwork, [classwork.variants.get(one.sheet.student.id, "") for one in classwork.marks])


def between_groups(classwork: Classwork) -> tuple[Difference, ...]:
    """Blanks on which the roster's groups differ beyond chance."""
    return _differences(classwork, [one.sheet.student.group for one in classwork.marks])


def _differences(classwork: Classwork, parts: Sequence[str]) -> tuple[Difference, ...]:
    names = sorted(set(parts) - {""})
    codes = {name: code for code, name in enumerate(names)}
    of = np.array([codes.get(part, -1) for part in parts], dtype=int)
    tested = [one for column in classwork.columns if (one := _compared(column, of, names)) is not None]
    steps = adjusted([one.chance for one in tested])
    found = [replace(one, adjusted=step) for one, step in zip(tested, steps, strict=True)]
    beyond = [one for one in found if one.adjusted <= LEVEL and one.widest >= LEAST]
    return tuple(sorted(beyond, key=lambda one: one.chance))


def _compared(column: Column, of: Any, names: Sequence[str]) -> Difference | None:
    """How many of each part had the blank and were right; None where there is nothing to compare."""
    part = of[column.rows]
    counts = np.bincount(part[part >= 0], minlength=len(names))
    right = np.bincount(part[(part >= 0) & column.mastered], minlength=len(names))
    large = np.flatnonzero(counts >= FEWEST).tolist()
    if len(large) < 2 or not 0 < right[large].sum() < counts[large].sum():
        return None
    return Difference(
        column=column,
        parts=tuple(names[one] for one in large),
        counts=tuple(int(counts[one]) for one in large),
        right=tuple(int(right[one]) for one in large),
        chance=_chance(counts[large], right[large]),
    )


def _chance(counts: Any, right: Any) -> float:
    """The chance of a division at least as uneven."""
    rarer = right if 2 * right.sum() <= counts.sum() else counts - right
    found = _unevenness(counts, rarer)
    expected = counts * rarer.sum() / counts.sum()
    if expected.min() >= FEWEST:
        return chi_square_tail(float(found), len(counts) - 1)
    chance = _by_division(counts, int(rarer.sum()), found, FIRST)
    return chance if chance > LEVEL else _by_division(counts, int(rarer.sum()), found, SECOND)


def _unevenness(counts: Any, some: Any) -> Any:
    """The chi-square statistic of a row of counts and those of them that are something; along the last axis."""
    total = counts.sum()
    share = some.sum(axis=-1, keepdims=True) / total
    return (((some - counts * share) ** 2) / (counts * share * (1 - share))).sum(axis=-1)


def _by_division(counts: Any, some: int, found: float, rounds: int) -> float:
    """As many of the students at random as there are, again and again: how often they divide as unevenly."""
    left = np.tile(counts, (rounds, 1))
    taken = np.zeros_like(left)
    each = np.arange(rounds)
    for step in range(some):
        bits = words([seed(PUBLIC, "division", str(rounds), str(step))], each[None, :])[0]
        point = (bits >> np.uint64(11)).astype(float) / 2.0**53 * (counts.sum() - step)
        part = (left.cumsum(axis=1) <= point[:, None]).sum(axis=1)
        left[each, part] -= 1
        taken[each, part] += 1
    reached = int(np.sum(_unevenness(counts, taken) >= found - 1e-9))
    return (reached + 1) / (rounds + 1)
