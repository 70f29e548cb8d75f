"""A slip at a step that nobody asked for: what must have stood there, as one wrong blank says, explains the others.

Without it, such a slip would cost every blank that is computed from the step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from .hidden import HiddenStep
from .methods import Agreement
from .paper import Paper
from .segments import Recomputed

STARTS: tuple[Callable[[Any], Any], ...] = (lambda s: s, lambda s: -s, lambda s: 1 - s, lambda s: 0 * s)
"""Where to look for the number that stood at a step: near the right one, or at what a common slip makes of it."""
MOST_SLIPS = 3
WHOLE = 0.25
"""How far from a whole number that of a step may come out where answers are whole."""


@dataclass(frozen=True)
class Implied:
    """Slips at hidden steps, as arrays of shape (blanks, students).

    `by` holds, for each wrong blank that a slip explains, the place of the step in `steps` (else -1); `first` are the
    blanks that show one first, and `value` is what stood at the step.
    """

    steps: tuple[HiddenStep, ...]
    by: Any
    first: Any
    value: Any

    @property
    def credited(self) -> Any:
        """Blanks that follow from a slip which another blank has shown before."""
        return (self.by >= 0) & ~self.first


def imply(paper: Paper, agreement: Agreement, steps: tuple[HiddenStep, ...], unexplained: Any) -> Implied:
    """The slips that leave the fewest wrong steps: each must explain at least two wrong blanks."""
    found = Implied(
        steps, np.full(unexplained.shape, -1), np.zeros_like(unexplained), np.full(unexplained.shape, np.nan)
    )
    left = unexplained.copy()
    for _ in range(MOST_SLIPS):
        best = _Best.none(left)
        for place, step in enumerate(steps):
            who = np.flatnonzero((left[step.rows].sum(axis=0) > 1) & step.is_open(paper))
            if len(who):
                for trial in _trials(paper, step, who, left):
                    best.take(place, step, who, trial, agreement)
        columns = np.flatnonzero(best.gain > 0)
        if not len(columns):
            break
        for column in columns.tolist():
            rows = np.flatnonzero(best.explained[:, column])
            first = min(rows.tolist(), key=paper.order.__getitem__)
            found.by[rows, column], found.value[rows, column] = best.place[column], best.value[column] + 0.0  # never -0
            found.first[first, column] = True
        left &= ~best.explained
    return found


@dataclass(frozen=True)
class _Trial:
    """A number at a step for some students, with what it explains and contradicts among the step's blanks."""

    value: Any
    explained: Any
    contradicted: Any


@dataclass
class _Best:
    """For each student the slip that explains most."""

    gain: Any
    place: Any
    value: Any
    explained: Any

    @classmethod
    def none(cls, left: Any) -> _Best:
        count = left.shape[1]
        return cls(np.zeros(count, dtype=int), np.full(count, -1), np.full(count, np.nan), np.zeros_like(left))

    def take(self, place: int, step: HiddenStep, who: Any, trial: _Trial, agreement: Agreement) -> None:
        gain = trial.explained.sum(axis=0) - 1 - trial.contradicted.sum(axis=0)
        gain[~agreement.allows(step, who, trial.explained)] = 0
        better = gain > self.gain[who]
        columns = who[better]
        self.gain[columns], self.place[columns], self.value[columns] = gain[better], place, trial.value[better]
        self.explained[:, columns] = False
        self.explained[np.ix_(step.rows, columns)] = trial.explained[:, better]


def _trials(paper: Paper, step: HiddenStep, who: Any, left: Any) -> Iterator[_Trial]:
    """What the sharpest of the wrong blanks says of the step, from each start."""
    one, starts = paper.exercises, len(STARTS)
    right, everybody = step.right(paper, who), np.tile(who, starts)
    waiting, written = left[step.rows][:, everybody], one.value[step.rows][:, everybody]
    with np.errstate(all="ignore"):
        value = np.concatenate([start(right) for start in STARTS])
        slopes = step.slopes(step.recompute(paper, everybody, value))
        sharp = np.where(waiting & np.isfinite(slopes), slopes / one.tolerance[step.rows][:, everybody], -1.0)
        pivot = np.argmax(sharp, axis=0)
        for row in np.unique(pivot).tolist():
            some = pivot == row
            value[some] = step.solved(paper, row, everybody[some], value[some], written[row, some])
        turned = value == -np.tile(right, starts)
        found = _tested(paper, step, everybody, value, pivot, waiting, written, turned)
    for start in range(starts):
        some = slice(start * len(who), (start + 1) * len(who))
        yield _Trial(found.value[some], found.explained[:, some], found.contradicted[:, some])


def _tested(
    paper: Paper, step: HiddenStep, who: Any, value: Any, pivot: Any, waiting: Any, written: Any, turned: Any
) -> _Trial:
    """What the numbers at a step explain, each known as well as the answer at `pivot` tells it.

    Another blank must do so with a number that says something, or the step's right number have its sign `turned`.
    """
    one, everybody = paper.exercises, np.arange(len(who))
    if one.problem.rounding.is_whole:
        # Of whole numbers come whole ones; who wrote a broken one did not round on the way.
        told, whole = written[pivot, everybody], np.round(value)
        near = np.where(np.abs(value - whole) < WHOLE, whole, np.nan)
        value = np.where(told == np.round(told), near, value)
    exactly = step.recompute(paper, who, value)
    reach, slope = np.array([blank.tolerance for blank in exactly]), step.slopes(exactly)[pivot, everybody]
    radius = np.where(slope > 0, reach[pivot, everybody] / slope, 0.0)
    after = step.recompute(paper, who, value, radius)
    agrees = np.array([blank.accepts(answers) for blank, answers in zip(after, written, strict=True)])
    agrees &= np.array(
        [b.is_sharp(allowed) for b, allowed in zip(after, one.tolerance[step.rows][:, who], strict=True)]
    )
    explained = waiting & agrees
    telling = explained & (turned | ~_trivial(paper, step, who, after))
    telling[pivot, everybody] = False
    explained &= telling.any(axis=0)
    return _Trial(value, explained, one.answered[step.rows][:, who] & ~waiting & ~agrees)


def _trivial(paper: Paper, step: HiddenStep, who: Any, after: list[Recomputed]) -> Any:
    """Where 0 or a given number comes out, which says nothing of the work behind it."""
    if paper.exercises.problem.rounding.is_whole:
        return np.zeros((len(after), len(who)), dtype=bool)
    found = np.array([blank.accepts(0.0) for blank in after])
    for row, (segment, blank) in enumerate(zip(step.segments, after, strict=True)):
        for given in segment.givens:
            found[row] |= blank.accepts(paper.exercises.givens[given][who])
    return found
