"""How far a right answer may lie from the exact value: derived from honest rounding, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .problem import Ask
from .rounding import Rounding

WHOLE = 0.45  # where whole numbers are asked, nothing is rounded on the way
SECOND_ORDER = 1.05  # of 6 million honest blanks one lay at 1.017 times the first-order bound


@dataclass(frozen=True, slots=True)
class Band:
    """What is accepted around `exact`: within `tolerance` right, within `early` rounded early.

    `tolerance` and `early` are absolute; numbers, or arrays of shape (draws,).
    """

    exact: Any
    tolerance: Any
    early: Any

    def accepts(self, answer: float) -> bool:
        """Whether an answer is right; never where the exact value is not finite."""
        return bool(abs(answer - self.exact) <= self.tolerance)


def band(exact: Any, reach: Any, ask: Ask, rounding: Rounding) -> Band:
    """The band of one blank for every draw.

    `exact` and `reach` have shape (draws,); `reach` is in half units of the last place kept.
    Right is what full precision, or rounding every operation to the decimals kept, can give;
    rounded early is what rounding every operation to the answer's decimals can give.
    """
    if ask.tolerance is not None:
        own = _own(exact, ask.tolerance.how, float(ask.tolerance.amount))
        own = off_the_grid(exact, own, rounding.typable)
        return Band(exact, own, own)
    if rounding.is_whole:
        whole = off_the_grid(exact, np.full_like(exact, WHOLE), rounding.typable)
        return Band(exact, whole, whole)
    given = rounding.answer_unit / 2 if rounding.answer < rounding.keep else 0.0
    kept = SECOND_ORDER * reach * rounding.kept_unit / 2 + given
    early = SECOND_ORDER * reach * rounding.answer_unit / 2 + given
    kept = off_the_grid(exact, np.maximum(kept, rounding.kept_unit / 2), rounding.typable)
    return Band(exact, kept, np.maximum(kept, off_the_grid(exact, early, rounding.typable)))


def off_the_grid(exact: Any, tolerance: Any, decimals: int) -> Any:
    """The tolerance widened until no answer of `decimals` decimals lies on either bound.

    On a bound, float dust decides, and every LMS decides differently. Steps of 0.13 of the last
    decimal reach a free place soon, for at most four of any six candidates are taken.
    """
    exact, tolerance = np.asarray(exact, dtype=float), np.asarray(tolerance, dtype=float)
    scale = 10.0**decimals
    best = tolerance + 0.0
    settled = np.zeros(np.broadcast(exact, tolerance).shape, dtype=bool)
    best = np.broadcast_to(best, settled.shape).copy()
    for attempt in range(8):
        if settled.all():
            break
        candidate = tolerance + 0.13 * attempt / scale
        free = np.minimum(_distance(exact + candidate, scale), _distance(exact - candidate, scale)) > 0.05
        best = np.where(~settled & free, candidate, best)
        settled |= free
    return best


def _distance(value: Any, scale: float) -> Any:
    """How far a bound is from the next typable answer, in units of the last decimal."""
    scaled = value * scale
    return np.abs(scaled - np.round(scaled))


def _own(exact: Any, how: str, amount: float) -> Any:
    if how == "absolute":
        return np.full_like(exact, amount)
    if how == "relative":
        return np.abs(exact) * amount
    if how == "decimals":
        return np.full_like(exact, 0.5 * 10.0**-amount)
    magnitude = np.floor(np.log10(np.maximum(np.abs(exact), 1e-300)))
    return 0.5 * 10.0 ** (magnitude - amount + 1)
