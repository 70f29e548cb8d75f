"""The table of function values stands on the sheet in both engines, and in the LMS question."""

from __future__ import annotations

import math
import re

import pytest

from documents.handed import ENGINES, drawn, pdf, text
from gradsheet.assignments.sheet import Student
from gradsheet.lms.course import Course
from gradsheet.lms.moodle import moodle
from gradsheet.lms.question import questions
from gradsheet.problems import find_problem

LOGISTIC = [f"{1 / (1 + math.exp(-n / 2)):.4f}" for n in range(-6, 7)]


@pytest.mark.parametrize("engine", ENGINES)
def test_sheets_print_the_table_that_stands_in_for_a_calculator(engine: str) -> None:
    problem = find_problem("no-calculator/logistic-step")
    printed = [
        text(pdf(drawn([problem], Student(id=student)), engine, worked=False)) for student in ("a", "somebody else")
    ]
    for one in printed:
        assert "No calculator" in one
        assert all(value in one for value in LOGISTIC)
        assert f"{math.log(float(LOGISTIC[-1])):.4f}".lstrip("-") in one
    tables = [re.findall(r"\d\.\d{4}", one) for one in printed]
    assert tables[0] == tables[1]


def test_the_lms_question_has_the_same_table() -> None:
    sheet = drawn([find_problem("no-calculator/logistic-step")], Student(id="a"))
    ((_, content),) = moodle(questions([sheet]), Course(title="Exam")).files
    stem = content.decode()
    assert "No calculator: function values" in stem
    assert all(f"&lt;td&gt;{value}&lt;/td&gt;" in stem for value in LOGISTIC)
