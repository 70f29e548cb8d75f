"""Tails of distributions, and correlations, judged by scipy and numpy."""

from __future__ import annotations

import numpy as np
import pytest

from gradsheet.grading.analysis.difficulty import correlation, upper_lower
from gradsheet.grading.analysis.tails import adjusted, binomial_tail, chi_square_tail

stats = pytest.importorskip("scipy.stats", reason="scipy, which judges our statistics, is not installed")


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 10, 29, 30])
@pytest.mark.parametrize("value", [0.0, 0.01, 0.5, 3.84, 12.0, 60.0, 250.0])
def test_the_chi_square_tail_is_scipys(value: float, freedom: int) -> None:
    assert chi_square_tail(value, freedom) == pytest.approx(float(stats.chi2.sf(value, freedom)), rel=1e-9, abs=1e-300)


@pytest.mark.parametrize("count, chance", [(1, 0.3), (12, 1e-3), (400, 0.02), (5000, 0.5), (100_000, 1e-6)])
@pytest.mark.parametrize("share", [0.0, 0.01, 0.2, 0.5, 1.0])
def test_the_binomial_tail_is_scipys(count: int, chance: float, share: float) -> None:
    hits = round(share * count)
    assert binomial_tail(hits, count, chance) == pytest.approx(
        float(stats.binom.sf(hits - 1, count, chance)), rel=1e-7, abs=1e-300
    )


@pytest.mark.parametrize("seed", range(5))
def test_benjamini_and_hochbergs_step_is_scipys(seed: int) -> None:
    chances = np.random.default_rng(seed).uniform(size=37) ** 3
    assert adjusted(chances.tolist()) == pytest.approx(stats.false_discovery_control(chances).tolist())


@pytest.mark.parametrize("seed", range(5))
def test_correlations_are_scipys(seed: int) -> None:
    chance = np.random.default_rng(seed)
    one, other = chance.integers(0, 2, 80).astype(float), chance.normal(size=80)
    assert correlation(one, other) == pytest.approx(stats.pearsonr(one, other).statistic)
    assert correlation(one, np.ones(80)) is None


def test_without_ties_the_upper_and_lower_groups_are_those_of_a_sorted_list() -> None:
    chance = np.random.default_rng(3)
    total, share = chance.permutation(100).astype(float), chance.uniform(size=100)
    ranked = share[np.argsort(total)]
    assert upper_lower(share, total) == pytest.approx(ranked[-27:].mean() - ranked[:27].mean())


def test_ties_at_a_border_do_not_depend_on_the_order_of_the_roster() -> None:
    chance = np.random.default_rng(4)
    total, share = chance.integers(0, 5, 60).astype(float), chance.integers(0, 2, 60).astype(float)
    places = chance.permutation(60)
    assert upper_lower(share, total) == pytest.approx(upper_lower(share[places], total[places]))
