"""Draws from a public constant, judged rule by rule, with all that is measured on the fair ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np

from ...derivation import operations, solve
from ...derivation.operations import carried
from ...formula import Symbol
from ..fairness import SAME_LOAD, Fairness
from ..ranges import arrays
from ..rules import Rule
from ..separation import AT_ONCE, Separation, one_number
from ..stream import public_seed, words

NAME = "laboratory"  # the same draws for everybody
FIRST = 64  # draws on which two misconceptions are compared before it is done on all


@dataclass(frozen=True)
class Trial:
    """`draws` draws of a problem; arrays of draws are of those that got so far."""

    fairness: Fairness
    draws: int
    most: int | None = None  # of those that keep structure and load, how many are looked at further

    @cached_property
    def givens(self) -> Mapping[Symbol, Any]:
        slots = len(self.fairness.problem.given)
        counters = np.arange(self.draws * slots).reshape(1, self.draws, slots)
        return arrays(self.fairness.problem, words([public_seed(NAME, 0)], counters)[0])

    @cached_property
    def structure(self) -> tuple[Rule, ...]:
        """The cheap rules over all draws; the load is the last, where it is judged."""
        return tuple(self.fairness.structure(self.givens, self.draws))

    @cached_property
    def structural(self) -> Any:
        """Which draws keep the structural rules."""
        return _all([rule.holds for rule in self.structure if rule.name != SAME_LOAD], self.draws)

    @cached_property
    def left(self) -> Any:
        """The places of the draws that keep the load as well."""
        return np.flatnonzero(_all([rule.holds for rule in self.structure], self.draws))[: self.most]

    @cached_property
    def separated(self) -> Separated:
        """The draws that are left, told apart."""
        return _separated(self.fairness, {s: v[self.left] for s, v in self.givens.items()}, len(self.left))

    @cached_property
    def fair(self) -> Mapping[Symbol, Any]:
        """The givens of the fair draws."""
        places = self.left[self.separated.fair]
        return {symbol: value[places] for symbol, value in self.givens.items()}

    @property
    def count(self) -> int:
        """How many draws are fair."""
        return int(np.count_nonzero(self.separated.fair))

    @cached_property
    def values(self) -> Mapping[Symbol, Any]:
        """Every quantity of the fair draws, each of shape (draws,)."""
        found = solve(self.fairness.problem.derivation, self.fair)
        return {s: np.broadcast_to(np.asarray(value, dtype=float), (self.count,)) for s, value in found.items()}

    @cached_property
    def reach(self) -> Mapping[Symbol, tuple[Any, Any]]:
        """The exact value of every number asked, and how far honest rounding can carry it."""
        problem = self.fairness.problem
        return carried(operations(problem.derivation), self.fair, problem.banded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Separated:
    """`rules` over the draws that came so far, `fair` which of them keep all; the rest over fair draws only.

    `rows` and `columns` are the pairs of a misconception and a blank that it reaches; `ratio` and `same` have
    shape (pairs, draws), `allowed` (blanks, draws). `alike` are misconceptions that give the same numbers.
    """

    rules: Mapping[str, Any]
    fair: Any
    rows: Any
    columns: Any
    ratio: Any
    same: Any
    allowed: Any
    alike: tuple[tuple[int, int], ...]


def _separated(fairness: Fairness, givens: Mapping[Symbol, Any], count: int) -> Separated:
    separator = fairness.separator
    rows, columns = np.nonzero(separator.reached)
    rules: dict[str, Any] = {}
    fair = np.ones(count, dtype=bool)
    ratios, sames, allowed = [np.zeros((len(rows), 0))], [np.zeros((len(rows), 0), dtype=bool)], []
    alike = set(combinations(range(len(separator.ids)), 2))
    for start in range(0, count, AT_ONCE):
        some = slice(start, min(start + AT_ONCE, count))
        found = separator({symbol: value[some] for symbol, value in givens.items()}, some.stop - start)
        for name_, holds in fairness.costly(found):
            rules.setdefault(name_, np.ones(count, dtype=bool))[some] = holds
            fair[some] &= holds
        kept = fair[some]
        ratios.append(found.ratio[rows, columns][:, kept].astype(np.float32))
        sames.append(found.same[rows, columns][:, kept])
        allowed.append(found.allowed[:, kept])
        alike = {pair for pair in alike if _alike(found, *pair)}
    return Separated(
        rules=rules,
        fair=fair,
        rows=rows,
        columns=columns,
        ratio=np.concatenate(ratios, axis=1),
        same=np.concatenate(sames, axis=1),
        allowed=np.concatenate(allowed, axis=1) if allowed else np.zeros((len(separator.blanks), 0)),
        alike=tuple(sorted(alike)),
    )


def _alike(found: Separation, one: int, other: int) -> bool:
    for some in (slice(FIRST), slice(FIRST, None)):
        if not np.all(
            one_number(found.exact[other, :, some], found.exact[one, :, some], found.tolerance[one, :, some])
        ):
            return False
    return True


def _all(holds: list[Any], count: int) -> Any:
    return np.logical_and.reduce([np.ones(count, dtype=bool), *holds])
