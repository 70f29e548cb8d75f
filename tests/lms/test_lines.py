"""Worked lines and givens that are filled in are those that are written one by one."""

from __future__ import annotations

import pytest

from gradsheet.formula import Number
from gradsheet.formula.notation import profile
from gradsheet.languages import sentences
from gradsheet.lms.canvas.items import CANVAS
from gradsheet.lms.lines import lines_of
from gradsheet.lms.maths import MATHML
from gradsheet.lms.moodle import MOODLE
from gradsheet.problems import bank_names, find_problem
from gradsheet.problems.working import work_together, workings
from lms.drawn import sheets

SAID = sentences("en")


@pytest.mark.parametrize("maths", [MOODLE.maths, CANVAS.maths, MATHML], ids=["moodle", "canvas", "mathml"])
@pytest.mark.parametrize("use", bank_names()[::12])
@pytest.mark.parametrize("decimal", [".", ","])
def test_lines_are_those_written_one_by_one(use, maths, decimal):
    problem = find_problem(use)
    naming = problem.naming(profile("lecture"), decimal)
    solved = [(item.exercise, item.solution) for sheet in sheets([problem], 6) for item in sheet.items]
    work_together(solved)
    lines = lines_of(problem, naming, SAID, maths)
    for exercise, solution in solved:
        for line in workings(exercise, solution):
            sides = [maths.formula(side, naming) for side in (line.symbol, *line.formulas)]
            beside = line.beside and (SAID["exactly"], maths.formula(line.beside, naming))
            value = maths.formula(line.value, naming)
            assert lines.line(line) == maths.line(sides, value, exact=line.exact, beside=beside)
        for symbol, value in exercise.givens.items():
            number = Number(value)
            assert lines.equation(symbol, number) == maths.equation((symbol, number), naming)
