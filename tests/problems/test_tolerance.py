"""Tolerances: honest students pass, careless ones are recognised, and no typable answer lies on a bound."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import numpy as np
import pytest

from gradsheet.derivation import rounded
from gradsheet.formula import parse_name
from gradsheet.problems import Exercise, draw, find_problem, public_seed, solve_exercises
from gradsheet.problems.tolerance import off_the_grid
from problems.banks import NEURON, read

PROBLEMS = ["lecture/relu-sigmoid-bce", "lecture/sigmoid-outputs-ce", "lecture/softmax-ce"]


def exercises(name: str, count: int) -> list[Exercise]:
    problem = find_problem(name)
    return [Exercise(problem=problem, givens=g) for g in draw(problem, [public_seed("t", n) for n in range(count)])]


@pytest.mark.parametrize("name", PROBLEMS)
def test_who_rounds_every_operation_to_the_decimals_kept_is_right(name):
    found = exercises(name, 300)
    problem = found[0].problem
    solutions = solve_exercises(found)
    for exercise, solution in zip(found, solutions, strict=True):
        by_hand = rounded(problem.derivation, {s: float(v) for s, v in exercise.givens.items()}, problem.rounding.keep)
        for _, symbol in problem.numbers:
            answer = float(f"{by_hand[symbol]:.{problem.rounding.answer}f}")
            band = solution.bands[symbol]
            assert abs(answer - band.exact) <= band.tolerance


@pytest.mark.parametrize("name", PROBLEMS)
def test_full_precision_is_right_however_many_decimals_are_typed(name):
    found = exercises(name, 50)
    for solution in solve_exercises(found):
        for band in solution.bands.values():
            for decimals in range(4, 8):
                for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN):
                    typed = Decimal(band.exact).quantize(Decimal(1).scaleb(-decimals), rounding=rounding)
                    assert abs(float(typed) - band.exact) <= band.tolerance


def test_fewer_decimals_kept_than_told_is_rounded_early_and_not_right():
    """With 4 decimals on the way instead of 5, some answers leave the right band; none leaves the early one."""
    outside = 0
    for exercise in exercises("lecture/relu-sigmoid-bce", 200):
        problem = exercise.problem
        (solution,) = solve_exercises([exercise])
        by_hand = rounded(
            problem.derivation, {s: float(v) for s, v in exercise.givens.items()}, problem.rounding.answer
        )
        for _, symbol in problem.numbers:
            band = solution.bands[symbol]
            distance = abs(float(f"{by_hand[symbol]:.{problem.rounding.answer}f}") - band.exact)
            assert distance <= band.early
            outside += distance > band.tolerance
    assert outside > 100


def test_no_typable_answer_lies_on_a_bound():
    random = np.random.default_rng(1)
    exact = np.concatenate([np.round(random.uniform(-3, 3, 2000), 4), random.uniform(-3, 3, 2000), [0.0, 1.0, -0.5]])
    tolerance = np.concatenate([np.full(2000, 5e-5), random.uniform(5e-5, 1e-3, 2000), [1e-4, 0.0, 5e-5]])
    widened = off_the_grid(exact, tolerance, 7)
    assert (widened >= tolerance).all()
    assert (widened - tolerance).max() < 1.2e-7
    for bound in (exact - widened, exact + widened):
        scaled = bound * 1e7
        assert np.abs(scaled - np.round(scaled)).min() > 1e-6


@pytest.mark.parametrize(
    ("tolerance", "half_width"),
    [("absolute = 0.01", 0.01), ("relative = 0.1", 0.0731), ("decimals = 2", 0.005), ("significant = 2", 0.005)],
)
def test_an_author_may_set_the_tolerance(tolerance, half_width):
    text = NEURON.replace(', "new W1[1,1]"]', f"]\ntolerance = {{ {tolerance} }}")
    problem = read(text)
    numbers = {"x[1]": 1, "x[2]": 1, "W1[1,1]": "0.25", "W1[1,2]": "0.25", "b1[1]": "0.5", "d[1]": 1, "eta": 1}
    givens = {parse_name(key): Decimal(value) for key, value in numbers.items()}
    (solution,) = solve_exercises([Exercise(problem=problem, givens=givens)])
    assert solution.bands[parse_name("y1[1]")].tolerance == pytest.approx(half_width, abs=1e-5)


def test_whole_numbers_are_accepted_within_045():
    problem = find_problem("circuits/add-multiply")
    (givens,) = draw(problem, [public_seed("whole", 1)])
    (solution,) = solve_exercises([Exercise(problem=problem, givens=givens)])
    assert {round(band.tolerance, 3) for band in solution.bands.values()} == {0.45}
