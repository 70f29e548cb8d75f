"""The shipped bank: every problem can be drawn, solved and marked, and none repeats another."""

from __future__ import annotations

import pytest

from gradsheet.formula import name
from gradsheet.problems import Exercise, bank_names, draw, find_problem, public_seed, solve_exercises

LEVELS = {"warm-up", "standard", "hard"}


@pytest.mark.parametrize("problem", bank_names())
def test_every_problem_of_the_bank_is_ready_for_a_class(problem):
    found = find_problem(problem)
    assert found.level in LEVELS
    assert found.topics
    draws = draw(found, [public_seed(problem, number) for number in range(30)])
    assert len({tuple(givens.values()) for givens in draws}) >= 15
    for solution in solve_exercises([Exercise(problem=found, givens=givens) for givens in draws]):
        assert all(band.tolerance > 0 for band in solution.bands.values())


def test_no_two_problems_ask_the_same():
    seen: dict[tuple[str, ...], str] = {}
    for problem in bank_names():
        found = find_problem(problem)
        steps = (*(str(step) for step in found.derivation.steps), *(name(symbol) for _, symbol in found.blanks))
        assert seen.setdefault(steps, problem) == problem
