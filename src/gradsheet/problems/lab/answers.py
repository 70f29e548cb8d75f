"""The answers of fair draws: how they spread, how they can be guessed, and how far rounding carries them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...derivation import rounded
from ...formula import Symbol, name
from ..problem import Grid
from ..rounding import fixed
from ..tolerance import band
from .findings import Drift, Pattern, Spread
from .trial import Trial

BINS = 24
KEEPS = (3, 4, 5, 6)
COMMON = 0.2  # an answer that so many draws share can be guessed
MOST = 0.5
FEW = 10  # different answers
ENOUGH = 50  # fair draws, fewer of which show no pattern


def spreads(trial: Trial) -> Iterator[Spread]:
    for blank in trial.fairness.problem.banded:
        exact, printed = trial.values[blank], _printed(trial, blank)
        values, counts = np.unique(printed, return_counts=True)
        least, lower, median, upper, largest = np.quantile(exact, (0, 0.25, 0.5, 0.75, 1))
        top = int(np.argmax(counts))
        yield Spread(
            blank=blank,
            least=float(least),
            lower=float(lower),
            median=float(median),
            upper=float(upper),
            largest=float(largest),
            distinct=len(values),
            commonest=fixed(float(values[top]), trial.fairness.problem.rounding.answer),
            share=float(counts[top] / len(exact)),
            negative=float(np.mean(printed < 0)),
            zero=float(np.mean(printed == 0)),
            bins=tuple(int(count) for count in np.histogram(exact, bins=BINS)[0]),
        )


def patterns(trial: Trial) -> Iterator[Pattern]:
    """What somebody can guess who has seen other sheets; nothing where no number, or too few draws, could tell."""
    problem = trial.fairness.problem
    drawn = [given for given in problem.given if not isinstance(given, Grid) or len(given.values) > 1]
    if not drawn or trial.count < ENOUGH:
        return
    printed = {blank: _printed(trial, blank) for blank in problem.banded}
    givens = {symbol: np.broadcast_to(value, (trial.count,)) for symbol, value in trial.fair.items()}
    for place, (blank, answers) in enumerate(printed.items()):
        ask = problem.banded[blank]
        before = list(printed.items())[:place]
        values, counts = np.unique(answers, return_counts=True)
        share = float(counts.max() / trial.count)
        signs = len(np.unique(np.sign(answers)))
        if share > COMMON and len(values) > 2:
            shown = fixed(float(values[np.argmax(counts)]), problem.rounding.answer)
            yield Pattern(blank=blank, text=f"is {shown} most often", share=share)
        elif len(values) == 1:
            yield Pattern(blank=blank, text="is the same number in every draw", share=1.0)
        elif set(values) <= {0.0, 1.0} and not problem.rounding.is_whole:
            yield Pattern(blank=blank, text="is always 0 or 1", share=share)
        elif len(values) <= FEW and not problem.rounding.is_whole:
            yield Pattern(blank=blank, text=f"has only {len(values)} different answers", share=share)
        elif np.all(answers == np.floor(answers)) and not problem.rounding.is_whole:
            yield Pattern(blank=blank, text="is always a whole number", share=1.0)
        for symbol, value in () if ask.unchanged else givens.items():
            if np.ptp(value) and (equal := float(np.mean(answers == value))) > MOST:
                yield Pattern(blank=blank, text=f"equals the given {name(symbol)}", share=equal)
        for other, same in before if len(values) > FEW else ():
            if (equal := float(np.mean(answers == same))) > MOST:
                yield Pattern(blank=blank, text=f"equals the answer {name(other)}", share=equal)
        if blank.is_derivative and signs == 1 and len(values) > 1:
            text = "is always positive" if answers[0] > 0 else "is always negative"
            yield Pattern(blank=blank, text=text, share=1.0)


def drifts(trial: Trial) -> Iterator[Drift]:
    """What students hand in who round every operation, against what is accepted; whole numbers are not rounded."""
    problem, separator = trial.fairness.problem, trial.fairness.separator
    if problem.rounding.is_whole:
        return
    for keep in sorted({*KEEPS, problem.rounding.keep}):
        by_hand = rounded(problem.derivation, trial.fair, keep)
        for row, blank in enumerate(separator.blanks):
            exact, allowed = trial.values[blank], trial.separated.allowed[row]
            far = np.abs(by_hand[blank] - exact)
            handed = np.abs(np.round(by_hand[blank], problem.rounding.answer) - exact)
            right = handed <= allowed
            yield Drift(
                keep=keep,
                blank=blank,
                median=float(np.median(far)),
                worst=float(np.max(far)),
                right=float(np.mean(right)),
                early=float(np.mean(~right & (handed <= _early(trial, blank)))),
            )


def _early(trial: Trial, blank: Symbol) -> Any:
    problem = trial.fairness.problem
    _, reach = trial.reach[blank]
    return band(trial.values[blank], reach, problem.banded[blank], problem.rounding).early


def _printed(trial: Trial, blank: Symbol) -> Any:
    return np.round(trial.values[blank], trial.fairness.problem.rounding.answer) + 0.0
