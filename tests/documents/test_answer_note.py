"""The note below the table of answers: never on a page without its table."""

from __future__ import annotations

import pytest

from documents.handed import ENGINES, of, pages, pdf
from gradsheet.assignments.sheet import Student
from gradsheet.problems import case_exercise, find_problem


@pytest.mark.parametrize("engine", ENGINES)
def test_the_note_stays_with_its_table(engine: str) -> None:
    problem = find_problem("circuits/add-max-multiply")  # whose table ends where the first page does
    exercise = case_exercise(problem, problem.cases[0])
    read = pages(pdf(of([exercise], Student(id="s001")), engine, worked=True))
    (noted,) = (page for page in read if "full precision gives" in " ".join(page.split()))
    assert "Accepted from" in noted
