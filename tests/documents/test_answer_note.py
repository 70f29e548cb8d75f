"""The table of answers with its note, which is never on a page without it."""

from __future__ import annotations

import pytest

from documents.handed import ENGINES, of, pages, pdf
from gradsheet.assignments.sheet import Student
from gradsheet.problems import Exercise, case_exercise, draw, find_problem, public_seed


@pytest.mark.parametrize("engine", ENGINES)
def test_the_note_stays_with_its_table(engine: str) -> None:
    problem = find_problem("circuits/add-max-multiply")  # whose table ends where the first page does
    exercise = case_exercise(problem, problem.cases[0])
    read = pages(pdf(of([exercise], Student(id="s001")), engine, worked=True))
    (noted,) = (page for page in read if "full precision gives" in " ".join(page.split()))
    assert "Accepted from" in noted


@pytest.mark.parametrize("engine", ENGINES)
def test_the_heads_of_a_table_with_wide_quantities_stand_on_one_line(engine: str) -> None:
    problem = find_problem("logistic/ridge-two-steps")
    (givens,) = draw(problem, [public_seed(problem.name, 1)])
    exercise = Exercise(problem=problem, givens=givens)
    read = pages(pdf(of([exercise], Student(id="s001")), engine, worked=True))
    lines = [" ".join(line.split()) for page in read for line in page.splitlines()]
    assert any("Exact value Accepted from to Points" in line for line in lines)
