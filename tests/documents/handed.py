"""Sheets of small classes and problems that strain a page, and PDFs read back by an independent reader."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction

import pypdfium2
import pytest

from gradsheet.assignments.sheet import Item, Sheet, Student
from gradsheet.documents import Heading, typeset
from gradsheet.documents.tex_packages import available
from gradsheet.problems import (
    Exercise,
    Problem,
    TomlSource,
    case_exercise,
    draw,
    find_problem,
    problem_from,
    public_seed,
    solve_exercises,
)

LECTURE = ("lecture/relu-sigmoid-bce", "lecture/sigmoid-outputs-ce", "lecture/softmax-ce")
HEADING = Heading(title="Homework 3: backpropagation", course="CS 4710")
needs_tex = pytest.mark.skipif(not available(), reason="pdflatex or its packages are not installed")
ENGINES = [pytest.param("latex", marks=needs_tex), "typst"]

DEEP = """
title = "Three layers"
statement = '''
Look at the *network*: $z1[1]$ is **not** $z2[1]$, 100% & more_of #it {ok} <b> "a" \\\\.

- $dL/dz1[1] = dL/dy1[1] * dy1[1]/dz1[1]$
- costs $5, and $W2$ is a matrix
'''
[network]
inputs = 3
layers = [
  { units = 4, activation = "sigmoid" },
  { units = 3, activation = "tanh" },
  { units = 2, activation = "softmax" },
]
loss = "cross-entropy"
update = "gradient descent"
[given]
x = { from = -2, to = 2, by = 0.5 }
W1 = { from = -1, to = 1, by = 0.1 }
b1 = { from = -1, to = 1, by = 0.1 }
W2 = { from = -1, to = 1, by = 0.1 }
b2 = { from = -1, to = 1, by = 0.1 }
W3 = { from = -1, to = 1, by = 0.1 }
b3 = { from = -1, to = 1, by = 0.1 }
d = { one_hot = "any" }
eta = 0.5
[sheet]
tell = ["z1"]
[[ask]]
text = "Go forward to $y3$."
blanks = ["z2", "y3", "L"]
[[ask]]
written = true
text = "Why is $dL/dz3[1]$ negative?"
[[ask]]
blanks = ["new W2[1,1]", "dL/dW1[1,1]"]
points = 2
"""
WIDE = """
title = "Many classes"
[network]
inputs = 12
layers = [{ units = 10, activation = "softmax" }]
loss = "cross-entropy"
update = "gradient descent"
[given]
x = { from = -2, to = 2, by = 0.5 }
W1 = { from = -1, to = 1, by = 0.1 }
b1 = { from = -1, to = 1, by = 0.1 }
d = { one_hot = "any" }
eta = 0.5
[draw]
without = ["target-reached", "ones", "zeros"]
[sheet]
key = "needed"
[[ask]]
blanks = ["z1", "y1", "L", "new W1[10,12]", "change b1[1]", "dL/dz1"]
"""
NEURON = """
title = "One neuron"
[network]
inputs = 1
layers = [{ units = 1, activation = "max(0.1*z, z)" }]
loss = "(d - y)^4"
update = "gradient descent"
[given]
x = { from = -2, to = 2, by = 0.5 }
W1 = { from = -1, to = 1, by = 0.1 }
b1 = { from = -1, to = 1, by = 0.1 }
d = 1
eta = 0.5
[[ask]]
blanks = ["z1", "y1", "L", "new W1[1,1]", "change b1[1]"]
"""
CIRCUIT = """
title = "A circuit"
steps = '''
q = x + y
f = q * z
g = sqrt(f^2 + 1)
'''
[given]
x = { from = -3, to = 3, by = 1 }
y = { from = -3, to = 3, by = 1 }
z = { from = -3, to = 3, by = 1 }
[[ask]]
blanks = ["f", "g", "dg/dx"]
[sheet]
key = "needed"
"""


def own(text: str) -> Problem:
    return problem_from(TomlSource.parse(text, "own.toml"), name="own")


def lecture() -> tuple[Problem, ...]:
    return tuple(find_problem(name) for name in LECTURE)


def drawn(problems: Sequence[Problem], student: Student) -> Sheet:
    exercises = [
        Exercise(problem=problem, givens=draw(problem, [public_seed(problem.name, len(student.id) + place)])[0])
        for place, problem in enumerate(problems)
    ]
    return of(exercises, student)


def published(student: Student) -> Sheet:
    return of([case_exercise(problem, problem.cases[0]) for problem in lecture()], student)


def of(exercises: Sequence[Exercise], student: Student) -> Sheet:
    items = tuple(
        Item(number=number, exercise=exercise, solution=solution, points=Fraction(10))
        for number, (exercise, solution) in enumerate(zip(exercises, solve_exercises(exercises), strict=True), start=1)
    )
    return Sheet(code="7QK3M9TX4H", student=student, items=items)


def pdf(sheet: Sheet, engine: str, *, worked: bool, heading: Heading = HEADING) -> bytes:
    ((_, found),) = typeset([sheet], heading, engine=engine, worked=worked)
    return found


def pages(document: bytes) -> list[str]:
    """The text of each page, signs spelt alike whatever glyph an engine used."""
    with pypdfium2.PdfDocument(document) as opened:
        texts = [page.get_textpage().get_text_range() for page in opened]
    return [unicodedata.normalize("NFKC", text).replace("−", "-").replace("\ufffe", "-") for text in texts]


def text(document: bytes) -> str:
    return "\n".join(pages(document))


def decimals(written: str) -> list[str]:
    """Every number with a decimal point, sorted and without its sign, which may stand apart.

    The sixth decimal is left out: a reader may take the exponent in `0.85449^2` for one.
    """
    return sorted(set(re.findall(r"\d+\.\d{1,5}", written)))
