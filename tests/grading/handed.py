"""Sheets handed out to a small class, without a folder, and answers by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from gradsheet.assignments.sheet import Item, Sheet, Student
from gradsheet.formula import Symbol, name, parse_name
from gradsheet.grading import Answer, Marks, Policy, Submission, Verdict, mark
from gradsheet.problems import (
    Exercise,
    Problem,
    TomlSource,
    draw,
    find_problem,
    problem_from,
    public_seed,
    solve_exercises,
)

LECTURE = "lecture/relu-sigmoid-bce"

CIRCUIT = '''
title = "A circuit"
steps = """
q = x + y
f = q * z
"""
[given]
x = { from = 1, to = 9, by = 0.1 }
y = { from = 1, to = 9, by = 0.1 }
z = { from = -9, to = -1, by = 0.25 }
[rounding]
answer = 3
[[ask]]
blanks = ["q", "f"]
[[ask]]
blanks = ["df/dx"]
points = 2
'''

OTHER = CIRCUIT.replace('["q", "f"]', '["f", "q"]')


def read(text: str) -> Problem:
    return problem_from(TomlSource.parse(text, "circuit.toml"), name="test/circuit")


def sheets(*problems: Problem, students: Sequence[str | Student] = ("s001",), points: int = 8) -> list[Sheet]:
    """A sheet for every student, with numbers of their own in every problem."""
    people = [Student(id=one) if isinstance(one, str) else one for one in students]
    columns = []
    for problem in problems:
        givens = draw(problem, [public_seed(problem.name, number) for number in range(1, len(people) + 1)])
        exercises = [Exercise(problem=problem, givens=one) for one in givens]
        columns.append(list(zip(exercises, solve_exercises(exercises), strict=True)))
    return [
        Sheet(
            code=f"CODE{place:06d}",
            student=student,
            items=tuple(
                Item(number=number, exercise=column[place][0], solution=column[place][1], points=Fraction(points))
                for number, column in enumerate(columns, start=1)
            ),
        )
        for place, student in enumerate(people)
    ]


def sheet_with(problem: Problem, givens: Mapping[Symbol, Decimal], points: int = 8) -> Sheet:
    exercise = Exercise(problem=problem, givens=givens)
    item = Item(number=1, exercise=exercise, solution=solve_exercises([exercise])[0], points=Fraction(points))
    return Sheet(code="CODE000000", student=Student(id="s001"), items=(item,))


def lecture_sheet() -> Sheet:
    """The numbers on the lecture's slides."""
    problem = find_problem(LECTURE)
    return sheet_with(problem, problem.cases[0].given, points=12)


def circuit(x: str = "2", y: str = "3", z: str = "-4.25", points: int = 8) -> Sheet:
    """q = x + y and f = q*z; q and f are asked, and df/dx for twice as many points."""
    return sheet_with(read(CIRCUIT), given_as(x=x, y=y, z=z), points)


def given_as(**texts: str) -> dict[Symbol, Decimal]:
    return {parse_name(one): Decimal(value) for one, value in texts.items()}


def submitted(sheet: Sheet, answers: Mapping[str, str]) -> Submission:
    """Answers by label or by name of the quantity."""
    labels = {name(blank.symbol): blank.label for blank in reversed(sheet.blanks)}
    return Submission(
        student=sheet.student.id,
        answers={labels.get(key, key): Answer(text=text) for key, text in answers.items()},
    )


def marked(sheet: Sheet, answers: Mapping[str, str], policy: Policy | None = None) -> Marks:
    (marks,) = mark([sheet], {sheet.student.id: submitted(sheet, answers)}, policy)
    return marks


def verdicts(sheet: Sheet, answers: Mapping[str, str], policy: Policy | None = None) -> dict[str, Verdict]:
    """By the name of the quantity."""
    return {name(verdict.blank.symbol): verdict for verdict in marked(sheet, answers, policy).verdicts}


def exact(sheet: Sheet, decimals: int = 6) -> dict[str, str]:
    """What a student without a mistake writes, by the name of the quantity."""
    return {
        name(blank.symbol): f"{sheet.item(blank).solution.values[blank.symbol]:.{decimals}f}" for blank in sheet.blanks
    }


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding=encoding)
    return path
