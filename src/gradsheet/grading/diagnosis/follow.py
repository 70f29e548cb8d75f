"""Follow-through: whether an answer is what comes out of the student's own earlier answers.

Everything written is believed; where that explains nothing, what was left out is taken to follow, too; then a single
family of numbers that the blank is computed from. Not every subset: more tries find more by chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from .methods import Agreement
from .paper import CARRIED, ONE, OWN, Paper
from .pen import pen_slip
from .segments import Recomputed

MOST_WIDENED, MOST_OF_ALL = 20, 0.03
"""A band this many times as wide as with the right numbers, and wider than this share of the number itself, no longer
tells right from wrong."""


def is_sharp(found: Recomputed, tolerance: Any) -> Any:
    with np.errstate(all="ignore"):
        return found.tolerance <= np.maximum(MOST_WIDENED * tolerance, MOST_OF_ALL * np.abs(found.value))


@dataclass(frozen=True, kw_only=True)
class Followed:
    """Arrays of shape (blanks, students): what follows, within which tolerance, by which hypothesis, and whether it
    is what was written (`holds`), was refused though it is, or cannot be computed (`lost`)."""

    paper: Paper
    value: Any
    tolerance: Any
    how: Any
    holds: Any
    refused: Any
    lost: Any


def follow(paper: Paper, agreement: Agreement) -> Followed:
    """What follows at every wrong blank with something wrong before it.

    A number is made up that is wrong, follows from nothing, and is no slip of the pen in the right one.
    """
    one = paper.exercises
    value, tolerance = np.full((2, *one.value.shape), np.nan)
    how = np.zeros(one.value.shape, dtype=np.int8)
    met, refused, lost, made_up, after = (np.zeros(one.value.shape, dtype=bool) for _ in range(5))
    slipped = pen_slip(one, one.exact, one.tolerance)
    for symbol, segment in paper.segments.right.items():
        row = one.row[symbol]
        before = [one.row[other] for other in segment.before]
        after[row] = (made_up[before] | after[before]).any(axis=0)
        waiting = np.flatnonzero(one.wrong[row] & paper.misled[row])
        for hypothesis in _hypotheses(paper, symbol):
            who = waiting[_differs(paper, symbol, hypothesis, waiting)]
            if not len(who):
                continue
            found = paper.recompute(segment, who, hypothesis)
            computed = np.isfinite(found.value)
            accepts = computed & found.accepts(one.value[row, who])
            sharp = is_sharp(found, one.tolerance[row, who])
            fits = who[accepts & sharp]
            new = accepts & sharp if hypothesis else np.ones(len(who), dtype=bool)
            value[row, who[new]], tolerance[row, who[new]] = found.value[new], found.tolerance[new]
            how[row, who[new]] = hypothesis
            met[row, fits] = True
            if hypothesis == OWN:
                lost[row, who] = ~computed
                refused[row, who] = accepts & ~sharp
            waiting = waiting[~met[row, waiting]]
        for hypothesis in _hypotheses(paper, symbol):
            who = np.flatnonzero(met[row] & (how[row] == hypothesis))
            if len(who):
                refused[row, who] = agreement.blurred(symbol, who, hypothesis, after[row, who])
        made_up[row] = (one.wrong & ~slipped)[row] & ~(met & ~refused)[row]
    refused &= ~one.right
    lost &= ~met
    return Followed(
        paper=paper, value=value, tolerance=tolerance, how=how, holds=met & ~refused, refused=refused, lost=lost
    )


def _hypotheses(paper: Paper, symbol: Any) -> Iterator[int]:
    yield OWN
    if not paper.exercises.answered.all():
        yield CARRIED
    families = paper.families(symbol)
    if len(families) > 1:
        yield from range(ONE, ONE + len(families))


def _differs(paper: Paper, symbol: Any, hypothesis: int, who: Any) -> Any:
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
