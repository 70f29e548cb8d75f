"""Follow-through: whether an answer is what comes out of the student's own earlier answers.

Everything written is believed; where that explains nothing, what was left out is taken to follow, too; then a single
family of numbers that the blank is computed from. Not every subset: more tries find more by chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...formula import Symbol
from .methods import Agreement
from .paper import CARRIED, ONE, OWN, Paper
from .pen import pen_slip

MOST_ZEROS, FINE = 2, 3
"""Whoever makes up so many zeros has no zero credited that follows from them; a single one is enough where so many
decimals are asked that a slip will hardly come to 0."""


@dataclass(frozen=True)
class Followed:
    """What follows from a student's own numbers, as arrays of shape (blanks, students).

    `value` is what comes out, within `tolerance`, by the hypothesis `how`; nan where nothing does. It is what was
    written where it `holds`; it was `refused` though it is; and nothing can be computed where it is `lost`.
    """

    paper: Paper
    value: Any
    tolerance: Any
    how: Any
    holds: Any
    refused: Any
    lost: Any

    @classmethod
    def nothing(cls, paper: Paper) -> Followed:
        shape = paper.exercises.value.shape
        numbers, flags = np.full((2, *shape), np.nan), np.zeros((3, *shape), dtype=bool)
        return cls(paper, numbers[0], numbers[1], np.zeros(shape, dtype=np.int8), flags[0], flags[1], flags[2])


def follow(paper: Paper, agreement: Agreement) -> Followed:
    """What follows at every wrong blank with something wrong before it, blank after blank.

    A number is made up that is wrong, follows from nothing, and is no slip of the pen in the right one.
    """
    one = paper.exercises
    found = Followed.nothing(paper)
    made_up, after = np.zeros((2, *one.value.shape), dtype=bool)
    zeros = np.abs(one.value) <= (one.problem.rounding.answer_unit if one.problem.rounding.answer >= FINE else 0.0)
    slipped = pen_slip(one, one.exact, one.tolerance)
    for symbol, segment in paper.segments.right.items():
        row, before = one.row[symbol], [one.row[other] for other in segment.before]
        after[row] = (made_up[before] | after[before]).any(axis=0)
        _follow_to(symbol, row, found)
        idle = (zeros & made_up).sum(axis=0) >= MOST_ZEROS
        if one.problem.rounding.answer >= FINE:
            idle |= (zeros & made_up)[before].any(axis=0)
        for hypothesis in _hypotheses(paper, symbol):
            who = np.flatnonzero(found.holds[row] & (found.how[row] == hypothesis))
            if len(who):
                blurred = agreement.blurred(symbol, who, hypothesis, after[row, who], idle[who])
                found.refused[row, who], found.holds[row, who] = blurred, ~blurred
        made_up[row] = one.wrong[row] & ~slipped[row] & ~found.holds[row]
    return found


def _follow_to(symbol: Symbol, row: int, found: Followed) -> None:
    """Tries one hypothesis after another at a blank; the first that gives what was written stands."""
    paper, one = found.paper, found.paper.exercises
    waiting = np.flatnonzero(one.wrong[row] & paper.misled[row])
    for hypothesis in _hypotheses(paper, symbol):
        who = waiting[_differs(paper, symbol, hypothesis, waiting)]
        if not len(who):
            continue
        after = paper.recompute(paper.segments.right[symbol], who, hypothesis)
        accepts, sharp = after.accepts(one.value[row, who]), after.is_sharp(one.tolerance[row, who])
        if hypothesis == OWN:
            found.lost[row, who] = ~np.isfinite(after.value)
            found.refused[row, who] = accepts & ~sharp
        new = accepts & sharp if hypothesis else np.isfinite(after.value)
        found.value[row, who[new]], found.tolerance[row, who[new]] = after.value[new], after.tolerance[new]
        found.how[row, who[new]] = hypothesis
        found.holds[row, who[accepts & sharp]] = True
        found.lost[row, who[accepts & sharp]] = False
        waiting = waiting[~found.holds[row, waiting]]


def _hypotheses(paper: Paper, symbol: Symbol) -> Iterator[int]:
    yield OWN
    if not paper.exercises.answered.all():
        yield CARRIED
    families = paper.families(symbol)
    if len(families) > 1:
        yield from range(ONE, ONE + len(families))


def _differs(paper: Paper, symbol: Symbol, hypothesis: int, who: Any) -> Any:
    """For which students a hypothesis says anything that OWN does not say."""
    one, before = paper.exercises, paper.segments.right[symbol].before
    if hypothesis == OWN:
        return np.ones(len(who), dtype=bool)
    if hypothesis == CARRIED:
        rows = [one.row[other] for other in before]
        return (~one.answered[rows][:, who] & paper.off[rows][:, who]).any(axis=0)
    family = paper.families(symbol)[hypothesis - ONE]
    inside = [one.row[other] for other in before if other.family == family]
    outside = [one.row[other] for other in before if other.family != family]
    return one.wrong[inside][:, who].any(axis=0) & paper.off[outside][:, who].any(axis=0)
