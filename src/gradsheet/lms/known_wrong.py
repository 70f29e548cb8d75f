"""The wrong numbers that are known at each blank, and which misconceptions each of them is consistent with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ..formula import Symbol
from ..problems.separation import AT_ONCE, SAME, Separator
from .question import Question


@dataclass(frozen=True, slots=True)
class Wrong:
    """Answers from `low` to `high`, and the ids of all misconceptions that give such a number there."""

    low: float
    high: float
    causes: tuple[str, ...]


Known = Mapping[tuple[str, Symbol], tuple[Wrong, ...]]
"""By an exercise's code and a blank's symbol."""


def known_wrong(questions: Sequence[Question]) -> Known:
    """What is surely wrong at each blank and surely some misconception's number, each with that one's own tolerance."""
    found: dict[tuple[str, Symbol], tuple[Wrong, ...]] = {}
    together: dict[int, dict[str, Question]] = {}
    for question in questions:
        together.setdefault(id(question.problem), {})[question.exercise_code] = question
    for by_code in together.values():
        codes = list(by_code)
        for start in range(0, len(codes), AT_ONCE):
            found |= _of_one_problem([by_code[code] for code in codes[start : start + AT_ONCE]])
    return found


def _of_one_problem(questions: Sequence[Question]) -> Iterator[tuple[tuple[str, Symbol], tuple[Wrong, ...]]]:
    problem = questions[0].problem
    givens = {
        symbol: np.array([float(question.item.exercise.givens[symbol]) for question in questions])
        for symbol in problem.derivation.givens
    }
    separation = Separator(problem)(givens, len(questions))
    ids = separation.separator.ids
    shows = separation.separator.judged[:, :, None] & ~separation.same & (separation.ratio > 1)
    shows &= np.isfinite(separation.exact) & np.isfinite(separation.tolerance)
    for column, symbol in enumerate(separation.separator.blanks):
        for place, question in enumerate(questions):
            rows = np.flatnonzero(shows[:, column, place]).tolist()
            numbers = separation.exact[rows, column, place].tolist()
            reaches = separation.tolerance[rows, column, place].tolist()
            classes = _classes([ids[row] for row in rows], numbers, reaches)
            yield (question.exercise_code, symbol), tuple(_apart(classes))


def _classes(ids: Sequence[str], numbers: Sequence[float], reaches: Sequence[float]) -> list[Wrong]:
    """Misconceptions that give one number are one, with the widest of their tolerances."""
    classes: list[tuple[float, float, list[str]]] = []
    for number, reach, id in sorted(zip(numbers, reaches, ids, strict=True)):
        if classes and number - classes[-1][0] <= SAME:
            first, widest, causes = classes[-1]
            classes[-1] = (first, max(widest, reach), [*causes, id])
        else:
            classes.append((number, reach, [id]))
    return [Wrong(number - reach, number + reach, tuple(causes)) for number, reach, causes in classes]


def _apart(classes: Sequence[Wrong]) -> Iterator[Wrong]:
    """The same answers in stretches that do not overlap, each with all the causes that reach it."""
    ends = sorted({end for one in classes for end in (one.low, one.high)})
    for low, high in pairwise(ends):
        causes = tuple(id for one in classes if one.low <= low and high <= one.high for id in one.causes)
        if causes:
            yield Wrong(low, high, causes)
