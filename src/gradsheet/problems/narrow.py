"""Ranges of problems with many numbers, without those that would almost never be avoided by chance.

Seventy weights between -1 and 1 hold a 0 or a 1 in all but a few of a hundred thousand draws. To leave such values out
of a range is to draw as evenly from the fair ones as rejecting draws would.
"""

from __future__ import annotations

from dataclasses import replace
from math import prod

from .problem import Grid, Problem, Range
from .rules import forbidden

RARE = 0.05
"""A share of draws; where more than it pass, ranges stay as they are, so that draws stay what they were."""
RULES_ON_ONE = ("zeros", "ones")


def narrowed(problem: Problem) -> tuple[Range, ...]:
    """The ranges to draw from: those of the file, unless hardly a draw would keep the rules on single numbers."""
    banned: dict[Grid, set[int]] = {}
    for rule in RULES_ON_ONE:
        if rule not in problem.draw.without:
            for given, numbers in forbidden(problem, rule):
                banned.setdefault(given, set()).update(numbers)
    left = {given: tuple(value for value in given.values if value not in banned[given]) for given in banned}
    passing = prod(len(values) / len(given.values) for given, values in left.items())
    if passing > RARE or not all(left.values()):
        return problem.given
    return tuple(
        replace(given, values=left[given]) if isinstance(given, Grid) and given in left else given
        for given in problem.given
    )
