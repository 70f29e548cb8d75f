"""Every blank has its box at the same place on everybody's page, so that templates of Gradescope fit all."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pikepdf
import pytest

from documents.handed import DEEP, ENGINES, HEADING, WIDE, own
from gradsheet.assignments.exam import Exam
from gradsheet.assignments.sheet import Item, Sheet, Student
from gradsheet.documents import Heading, typeset
from gradsheet.documents.paper import PAPERS
from gradsheet.problems import Exercise, Problem, draw, find_problem, public_seed, solve_exercises, with_options

STUDENTS = 6
NAMES = ("", "Al", "Maximiliane von und zu Hohenstein-Wagenbach auf der Lichtenburg", "李明", "Ö. Ăș", "N. N.")
WIDE_NUMBERS = """
title = "Numbers of very different widths"
[network]
inputs = 4
layers = [{ units = 3, activation = "relu" }, { units = 4, activation = "identity" }]
loss = "half squared error"
update = "gradient descent"
[given]
x = { from = -2, to = 2, by = 0.5 }
W1 = { from = -1, to = 1, by = 0.1 }
b1 = { from = -1, to = 1, by = 0.1 }
W2 = { from = -1, to = 1, by = 0.1 }
b2 = { from = -1, to = 1, by = 0.1 }
d = { from = -1, to = 1, by = 0.1 }
eta = 0.5
[sheet]
tell = ["z1", "y1", "z2"]
[[ask]]
blanks = ["L", "dL/dz1", "new W2[1,1]"]
"""
PROBLEMS = (
    "softmax/choose-the-gradient",
    "attention/choose-the-weight",
    "no-calculator/entropy",
    "perceptron/from-zero-two-epochs",
    "convolution/relu-max-pool-update",
    "recurrent/gru-training-step",
)


def drawn(problems: list[Problem], count: int = STUDENTS) -> list[Sheet]:
    columns = []
    for problem in problems:
        givens = draw(problem, [public_seed(f"layout {problem.name}", number) for number in range(1, count + 1)])
        columns.append([with_options(Exercise(problem=problem, givens=one)) for one in givens])
    return sheets(columns)


def any_numbers(problem: Problem) -> list[Sheet]:
    """Numbers of all widths, which no author would put side by side."""
    chosen = [random.Random(seed) for seed in range(STUDENTS)]
    widths = [Decimal(text) for text in ("-12.5", "3", "0.25", "100", "-1", "-0.0625")]
    givens = [{symbol: one.choice(widths) for symbol in problem.derivation.givens} for one in chosen]
    return sheets([[Exercise(problem=problem, givens=one) for one in givens]])


def sheets(exercises: list[list[Exercise]]) -> list[Sheet]:
    columns = [list(zip(column, solve_exercises(column), strict=True)) for column in exercises]
    return [
        Sheet(
            code="7QK3M9TX4H",
            student=Student(id=f"s{place}", name=NAMES[place % len(NAMES)]),
            items=tuple(
                Item(number=number, exercise=exercise, solution=solution, points=Fraction(10))
                for number, (exercise, solution) in enumerate(row, start=1)
            ),
            version="A" if place else "",
        )
        for place, row in enumerate(zip(*columns, strict=True))
    ]


def boxes(document: bytes) -> list[tuple[int, str, tuple[float, ...]]]:
    """Of every field, the page, the name (or the letter to mark), and the rectangle."""
    with pikepdf.open(BytesIO(document)) as pdf:
        return [
            (number, str(one.get("/T", one.get("/AS", ""))), tuple(round(float(side), 2) for side in one.Rect))
            for number, page in enumerate(pdf.pages, start=1)
            for one in page.get("/Annots", ())
        ]


def same_boxes(sheets: list[Sheet], engine: str, heading: Heading = HEADING) -> list[tuple[int, str]]:
    """Where all have the same boxes: their pages and names."""
    found = [boxes(made) for _, made in typeset(sheets, heading, engine=engine, worked=False, fillable=True)]
    for one in found[1:]:
        assert one == found[0]
    return [(page, name) for page, name, _ in found[0]]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", PROBLEMS)
def test_nobodys_numbers_move_a_box(name, engine):
    assert len(same_boxes(drawn([find_problem(name)]), engine)) > 1


@pytest.mark.parametrize("engine", ENGINES)
def test_wide_numbers_told_steps_and_matrices_move_no_box(engine):
    same_boxes(any_numbers(own(WIDE_NUMBERS)), engine)
    same_boxes(any_numbers(own(WIDE)), engine)
    same_boxes(drawn([own(DEEP)]), engine)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_nor_does_it_in_an_exam_of_several_problems(paper, engine):
    problems = [find_problem(name) for name in ("lecture/softmax-ce", "metrics/gini-split", "optimisers/momentum")]
    heading = Heading(title="Midterm", course="CS 4710", paper=PAPERS[paper], exam=Exam(minutes=60))
    found = same_boxes(drawn(problems, 3), engine, heading)
    assert {name[0] for page, name in found if name[0].isdigit()} == {"1", "2", "3"}
    assert all(page > 1 for page, name in found if name != "code")
