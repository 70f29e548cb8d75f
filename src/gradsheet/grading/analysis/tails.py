"""How likely something is by chance: tails of distributions, and what to make of many of them."""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, exp, lgamma, log, log1p, pi, sqrt

import numpy as np


def chi_square_tail(value: float, freedom: int) -> float:
    """The chance of at least `value` with `freedom` degrees of freedom, by the finite sums that whole numbers have."""
    if freedom < 1 or value <= 0:
        return 1.0
    half = value / 2
    if freedom % 2 == 0:
        term, total = exp(-half), exp(-half)
        for k in range(1, freedom // 2):
            term *= half / k
            total += term
        return min(1.0, total)
    total = erfc(sqrt(half))
    term = sqrt(2 * value / pi) * exp(-half)
    for k in range(1, (freedom - 1) // 2 + 1):
        total += term
        term *= value / (2 * k + 1)
    return min(1.0, total)


def binomial_tail(hits: int, count: int, chance: float) -> float:
    """The chance of at least `hits` of `count`, each with `chance`."""
    if hits <= 0 or chance >= 1:
        return 1.0
    if chance <= 0 or hits > count:
        return 0.0
    k = np.arange(hits, count + 1)
    first = lgamma(count + 1) - lgamma(hits + 1) - lgamma(count - hits + 1)
    steps = np.log((count - k[:-1]) / (k[:-1] + 1)) + log(chance) - log1p(-chance)
    logs = first + hits * log(chance) + (count - hits) * log1p(-chance) + np.concatenate([[0.0], np.cumsum(steps)])
    return float(min(1.0, np.exp(logs).sum()))


def adjusted(chances: Sequence[float]) -> tuple[float, ...]:
    """Benjamini and Hochberg: among findings up to a bound, at most that share is chance on average."""
    count = len(chances)
    if not count:
        return ()
    order = np.argsort(chances, kind="stable")
    ranked = np.asarray(chances, dtype=float)[order] * count / np.arange(1, count + 1)
    least = np.minimum(1.0, np.minimum.accumulate(ranked[::-1])[::-1])
    found = np.empty(count)
    found[order] = least
    return tuple(float(one) for one in found)
