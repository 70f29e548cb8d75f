"""Sheets of variants drawn from problems, without a folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache

from gradsheet.assignments.sheet import Item, Sheet, Student
from gradsheet.lms.question import Question
from gradsheet.problems import (
    Exercise,
    Problem,
    TomlSource,
    bank_names,
    draw,
    find_problem,
    problem_from,
    public_seed,
    solve_exercises,
    with_options,
)

LECTURE = ("lecture/relu-sigmoid-bce", "lecture/sigmoid-outputs-ce", "lecture/softmax-ce")

SMALL = """
title = "A product"
steps = '''
q = x + y
f = q*z
'''
[given]
x = {{ from = -3, to = 3, by = 0.1 }}
y = {{ from = -3, to = 3, by = 0.1 }}
z = {{ from = -3, to = 3, by = 0.1 }}
[rounding]
answer = {answer}
keep = {keep}
{asks}
"""
ASK = '[[ask]]\nblanks = ["q", "f", "df/dx"]\n'


def written(text: str, name: str = "made/up") -> Problem:
    """A problem from the text of its file."""
    return problem_from(TomlSource.parse(text, "made-up.toml"), name=name)


def small(asks: str = ASK, *, answer: int = 3, keep: int = 4) -> Problem:
    return written(SMALL.format(asks=asks, answer=answer, keep=keep))


def lecture() -> list[Problem]:
    return [find_problem(name) for name in LECTURE]


def sheets(problems: Sequence[Problem], variants: int = 1, *, points: Fraction = Fraction(10)) -> list[Sheet]:
    """`variants` sheets, each with one exercise of every problem."""
    columns = []
    for problem in problems:
        givens = draw(problem, [public_seed(problem.name, number) for number in range(1, variants + 1)])
        exercises = [Exercise(problem=problem, givens=one) for one in givens]
        columns.append(list(zip(exercises, solve_exercises(exercises), strict=True)))
    return [
        Sheet(
            code=f"TEST{variant:04d}",
            student=Student(id=str(variant + 1)),
            items=tuple(
                Item(number=number, exercise=column[variant][0], solution=column[variant][1], points=points)
                for number, column in enumerate(columns, start=1)
            ),
        )
        for variant in range(variants)
    ]


@cache
def bank() -> Sheet:
    """A sheet with one exercise of every problem that comes with gradsheet, with options where it has some."""
    (sheet,) = sheets([find_problem(name) for name in bank_names()])
    return replace(sheet, items=tuple(replace(item, exercise=with_options(item.exercise)) for item in sheet.items))


def some(whole: Sequence[Question]) -> list[Question]:
    """An eighth of the bank and whatever has options, for outside readers that take long."""
    return [one for place, one in enumerate(whole) if place % 8 == 0 or any(part.blank.options for part in one.parts)]
