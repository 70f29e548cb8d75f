"""100,000 draws of the lecture's first problem, beside the same work done one draw at a time by autograd.

Every line is computed: forward, loss, backward and update. Run it with `python benchmarks/solve.py`.
"""

from __future__ import annotations

from time import perf_counter

import autograd.numpy as anp
import numpy as np
from autograd import value_and_grad

from gradsheet.derivation import solve
from gradsheet.formula import Symbol, name, parse_name
from gradsheet.places import shipped
from gradsheet.problems import load_problem
from gradsheet.problems.problem import Grid, Problem

DRAWS, ONE_BY_ONE = 100_000, 500


def drawn(problem: Problem, count: int) -> dict[Symbol, np.ndarray]:
    """Numbers for every given, from the ranges that the problem file allows."""
    random = np.random.default_rng(2026)
    return {
        given.symbol: random.choice([float(value) for value in given.values], count)
        for given in problem.given
        if isinstance(given, Grid)
    }


def by_autograd(x, d, W1, W2, eta):
    """One training step of one draw, as one writes it with autograd."""

    def loss(weights):
        first, second = weights
        y = 1 / (1 + anp.exp(-anp.dot(second, anp.maximum(anp.dot(first, x), 0))))
        return anp.sum(-d * anp.log(y) - (1 - d) * anp.log(1 - y))

    value, (slope1, slope2) = value_and_grad(loss)((W1, W2))
    return value, W1 - eta * slope1, W2 - eta * slope2


def matrices(givens: dict[Symbol, np.ndarray], place: int) -> tuple:
    g = {name(symbol): float(column[place]) for symbol, column in givens.items()}
    x = np.array([g["x[1]"], g["x[2]"]])
    W1 = np.array([[g["W1[1,1]"], g["W1[1,2]"]], [g["W1[2,1]"], g["W1[2,2]"]]])
    W2 = np.array([[g["W2[1,1]"], g["W2[1,2]"]]])
    return x, np.array([g["d[1]"]]), W1, W2, g["eta"]


def main() -> None:
    problem = load_problem(shipped("problem_banks") / "lecture" / "relu-sigmoid-bce.toml")
    givens = drawn(problem, DRAWS)
    ours = []
    for _ in range(7):
        start = perf_counter()
        values = solve(problem.derivation, givens)
        ours.append(perf_counter() - start)
    seconds = min(ours)

    draws = [matrices(givens, place) for place in range(ONE_BY_ONE)]
    start = perf_counter()
    judged = [by_autograd(*draw) for draw in draws]
    theirs = (perf_counter() - start) * DRAWS / ONE_BY_ONE

    # At a ReLU's kink the slope is a matter of taste; no sheet is drawn there.
    clear = np.all([np.abs(values[parse_name(unit)][:ONE_BY_ONE]) > 1e-9 for unit in ("z1[1]", "z1[2]")], axis=0)
    for text, found in (
        ("L", [value for value, _, _ in judged]),
        ("new W1[2,1]", [first[1, 0] for _, first, _ in judged]),
        ("new W2[1,1]", [second[0, 0] for _, _, second in judged]),
    ):
        np.testing.assert_allclose(values[parse_name(text)][:ONE_BY_ONE][clear], np.array(found)[clear], rtol=1e-9)

    print(f"{DRAWS:,} draws of '{problem.title}'")
    print(f"{len(problem.derivation.steps)} steps each: forward, loss, backward, update")
    print(f"gradsheet, all draws at once        {seconds:8.3f} s (best of {len(ours)})")
    print(f"autograd, one draw at a time        {theirs:8.3f} s (measured on {ONE_BY_ONE}, scaled)")
    print(f"ratio                               {theirs / seconds:8,.0f}")
    print(f"the numbers of {np.count_nonzero(clear)} draws agree to 1e-9")


if __name__ == "__main__":
    main()
