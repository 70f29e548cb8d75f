"""Numbers for slides: draws from a public constant, and none that a student of the class had."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...errors import GradsheetError
from ...grading.analysis import Classwork
from ...problems import Problem, draw, public_seed
from ...problems.ranges import Draw

MOST = 8
FIRST = 9000


def examples(classwork: Classwork, problems: Iterable[Problem]) -> Mapping[str, tuple[Draw, ...]]:
    """By problem, some draws that are nobody's; none where a problem has no fair ones left."""
    return {problem.name: tuple(_nobodys(classwork, problem)) for problem in problems}


def _nobodys(classwork: Classwork, problem: Problem) -> Iterable[Draw]:
    taken = {
        tuple(item.exercise.givens.values())
        for one in classwork.marks
        for item in one.sheet.items
        if item.exercise.problem.name == problem.name
    }
    try:
        found = draw(problem, [public_seed(problem.name, FIRST + number) for number in range(MOST)])
    except GradsheetError:
        return []
    order = problem.derivation.givens
    return [one for one in found if tuple(one[symbol] for symbol in order) not in taken]
