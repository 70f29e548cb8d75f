"""Students who work with decimal numbers: whoever is honest is right at every blank, whoever holds a misconception at none.

Here a few draws of every problem of the bank; benchmarks/fairness.py does the same for a million blanks.
"""

from __future__ import annotations

import pytest

from gradsheet.formula import name
from gradsheet.problems import Exercise, bank_names, draw, find_problem, public_seed, solve_exercises
from problems.students import honest, mistaken

DRAWS = 3


def exercises(problem):
    draws = draw(problem, [public_seed(f"students {problem.name}", number) for number in range(DRAWS)])
    solutions = solve_exercises([Exercise(problem=problem, givens=givens) for givens in draws])
    return list(zip(draws, solutions, strict=True))


@pytest.mark.parametrize("bank_name", bank_names())
def test_honest_students_are_right_and_the_mistaken_are_not(bank_name):
    problem = find_problem(bank_name)
    drawn = exercises(problem)
    handed = list(honest(problem, drawn, seed=1))
    assert [(name(one.symbol), one.number) for one in handed if not one.accepted] == []
    assert handed or not problem.banded
    wrong = [one for one in mistaken(problem, drawn) if not one.alike]
    assert [(one.method, name(one.symbol), one.number) for one in wrong if one.accepted] == []
