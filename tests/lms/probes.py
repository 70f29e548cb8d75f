"""Answers on whose marks an LMS and our grader must agree, with the share that ours gives: worked out in decimals."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from gradsheet.assignments.sheet import Item
from gradsheet.lms.part import Part
from gradsheet.lms.question import Question

EARLY = 0.5
"""The share for early rounding of a course without a policy of its own."""


def probes(question: Question, *, early: float = EARLY) -> Iterator[tuple[int, str, float]]:
    """For each part: its place, what is typed or chosen, and the share of its points that this earns."""
    for place, part in enumerate(question.parts):
        if part.blank.options:
            for option in part.blank.options:
                yield place, option.number, float(option.is_right)
        else:
            for typed in _typed(question.item, part):
                yield place, typed, share(question.item, part, typed, early=early)


def share(item: Item, part: Part, typed: str, *, early: float = EARLY) -> float:
    band = item.solution.bands[part.blank.symbol]
    distance = abs(Decimal(typed) - Decimal(float(band.exact)))
    if distance <= Decimal(float(band.tolerance)):
        return 1.0
    return early if distance <= Decimal(float(band.early)) else 0.0


def _typed(item: Item, part: Part) -> Iterator[str]:
    """The key, what it rounds to, and the last answers inside and the first ones outside of every bound."""
    band, rounding = item.solution.bands[part.blank.symbol], item.exercise.problem.rounding
    exact, unit = Decimal(float(band.exact)), Decimal(1).scaleb(-rounding.typable)
    yield part.key
    yield f"{exact:.{rounding.answer}f}"
    for reach in dict.fromkeys((float(band.tolerance), float(band.early))):
        highest = ((exact + Decimal(reach)) / unit).to_integral_value(ROUND_FLOOR) * unit
        lowest = ((exact - Decimal(reach)) / unit).to_integral_value(ROUND_CEILING) * unit
        for typed in (highest, highest + unit, lowest, lowest - unit):
            yield f"{typed:f}"
