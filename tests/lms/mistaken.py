"""Answers of students who hold a misconception, worked out by decimals on derivations with the swapped formula."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from gradsheet.assignments.sheet import Blank, Sheet
from problems.students import HABITS, Work, typed


def mistaken(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Blank, str, str]]:
    """The sheet and the blank, what is typed there, and what the misconception is called; surely wrong ones only."""
    for sheet in sheets:
        for item in sheet.items:
            problem, rounding = item.exercise.problem, item.exercise.problem.rounding
            for id, way in problem.wrong_ways.items():
                work = Work(way.derivation, tuple(one for one in way.reached if not problem.draw.drops(id, one)))
                answers = work.answers(item.exercise.givens, HABITS[0], keep=rounding.keep, chance=random.Random(0))
                for blank in item.blanks:
                    number = typed(answers.get(blank.symbol), rounding.answer)
                    band = item.solution.bands[blank.symbol]
                    if number is not None and abs(number - band.exact) > max(band.early, 1.1 * rounding.answer_unit):
                        yield sheet, blank, f"{number:.{rounding.answer}f}", problem.misconceptions[id].title
