"""What fewer decimals cost: draws for one that is fair, if a sheet asked for others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..fairness import Fairness
from ..rounding import Rounding
from .findings import Price
from .trial import Trial

OTHERS = ((3, 3), (3, 5), (4, 4), (4, 5))
DRAWS, LEFT = 4_000, 400  # draws, and how many of those that keep the cheap rules are told apart


def prices(trial: Trial) -> Iterator[Price]:
    problem = trial.fairness.problem
    if problem.rounding.is_whole:
        return
    own = problem.rounding.answer, problem.rounding.keep
    yield Price(answer=own[0], keep=own[1], draws=_draws(trial), own=True)
    for answer, keep in OTHERS:
        if (answer, keep) != own:
            other = Fairness(replace(problem, rounding=Rounding(answer=answer, keep=keep)))
            small = Trial(other, min(DRAWS, trial.draws), most=LEFT)
            yield Price(answer=answer, keep=keep, draws=_draws(small), own=False)


def _draws(trial: Trial) -> float:
    return len(trial.left) / trial.count if trial.count else float("inf")
