"""Simulated classes: who knows how much is drawn at random, answers are right numbers, or numbers of no meaning.

Facts are planted on top by the tests; what the analysis should find is known beforehand.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import exp

from gradsheet.assignments.sheet import Item, Sheet, Student
from gradsheet.formula import Symbol, name, parse_name
from gradsheet.grading import Answer, Marks, Submission, mark
from gradsheet.problems import Exercise, Problem, draw, public_seed, solve_exercises
from gradsheet.problems.exercise import with_options

Answers = dict[str, str]


@dataclass
class Classroom:
    """A class with sheets; `answers` by student's id and label, to be tampered with before it is marked."""

    problems: Sequence[Problem]
    size: int
    seed: int = 1
    variants: int | None = None
    groups: Sequence[str] = ("",)
    hard: Mapping[str, float] = field(default_factory=dict)  # by quantity: how much harder than usual
    sharp: Mapping[str, float] = field(default_factory=dict)  # by quantity: how much it tells apart
    pick: Callable[[int], Sequence[int]] | None = None

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.sheets = self._sheets()
        self.skill = {sheet.student.id: self.chance.gauss(0, 1) for sheet in self.sheets}
        self.answers: dict[str, Answers] = {sheet.student.id: self._worked(sheet) for sheet in self.sheets}

    def _sheets(self) -> list[Sheet]:
        count = self.variants or self.size
        exercises = []
        for problem in self.problems:
            draws = draw(problem, [public_seed(f"{problem.name}{self.seed}", number) for number in range(count)])
            exercises.append([with_options(Exercise(problem=problem, givens=givens)) for givens in draws])
        solutions = [solve_exercises(one) for one in exercises]
        sheets = []
        for number in range(self.size):
            student = Student(id=f"s{number:05}", name=f"Name {number}", group=self.groups[number % len(self.groups)])
            taken = self.pick(number) if self.pick else range(len(self.problems))
            items = tuple(
                Item(number=place, exercise=exercises[one][number % count], solution=solutions[one][number % count],
                     points=Fraction(10))
                for place, one in enumerate(taken, start=1)
            )  # fmt: skip
            sheets.append(Sheet(code=f"CODE{number:06}", student=student, items=items))
        return sheets

    def _worked(self, sheet: Sheet) -> Answers:
        found = {}
        for blank in sheet.blanks:
            solution = sheet.item(blank).solution
            decimals = sheet.item(blank).exercise.problem.rounding.answer
            known = name(blank.symbol)
            level = self.sharp.get(known, 1.0) * self.skill[sheet.student.id] + 1.5 - self.hard.get(known, 0.0)
            value = solution.values.get(blank.symbol, 0.0)
            if self.chance.random() > 1 / (1 + exp(-1.7 * level)):
                value = self.nonsense(decimals)
            found[blank.label] = f"{value:.{decimals}f}"
        return found

    def nonsense(self, decimals: int = 4) -> float:
        return round(self.chance.uniform(-3, 3), decimals)

    def sheet(self, student: str) -> Sheet:
        return next(one for one in self.sheets if one.student.id == student)

    def value(self, student: str, quantity: str) -> float:
        sheet = self.sheet(student)
        return sheet.items[0].solution.values[parse_name(quantity)]

    def label(self, quantity: str, student: str = "s00000") -> str:
        symbol: Symbol = parse_name(quantity)
        return next(blank.label for blank in self.sheet(student).blanks if blank.symbol == symbol)

    @property
    def submissions(self) -> dict[str, Submission]:
        return {
            id: Submission(student=id, answers={label: Answer(text=text) for label, text in answers.items() if text})
            for id, answers in self.answers.items()
        }

    @property
    def variant_of(self) -> dict[str, str]:
        count = self.variants or self.size
        return (
            {sheet.student.id: "ABCDEFGH"[place % count] for place, sheet in enumerate(self.sheets)}
            if self.variants
            else {}
        )

    def marks(self) -> tuple[Marks, ...]:
        return mark(self.sheets, self.submissions)


def typed(value: float, decimals: int = 4) -> str:
    return str(Decimal(value).quantize(Decimal(1).scaleb(-decimals)))
