"""Slips of the pen, as arrays of shape (blanks, students): a number that was meant, written down wrongly."""

from __future__ import annotations

from typing import Any

import numpy as np

from .exercises import Exercises

PLACES = (1, -1, 2, -2, 3, -3)
"""By how many places a decimal point may be too far left; too far right where negative."""
KNOWN = 100
"""In units of the last decimal: a smaller number has not enough digits before the last to be recognised by them."""


def pen_slip(one: Exercises, meant: Any, tolerance: Any) -> Any:
    """Whether an answer is the number meant but for its sign, its decimal point or its last digits."""
    moved = [shifted(one, meant, tolerance, places) for places in PLACES]
    return np.logical_or.reduce([opposite(one, meant, tolerance), mistyped(one, meant, tolerance), *moved])


def opposite(one: Exercises, meant: Any, tolerance: Any) -> Any:
    """Whether it has the other sign."""
    with np.errstate(all="ignore"):
        return (np.abs(meant) > tolerance) & (np.abs(-one.value - meant) <= tolerance)


def shifted(one: Exercises, meant: Any, tolerance: Any, places: int) -> Any:
    """Whether its decimal point stands so many places too far left, where the digits are enough to tell."""
    factor = 10.0**places
    with np.errstate(all="ignore"):
        reach = np.maximum(tolerance, factor * one.problem.rounding.answer_unit / 2)
        return np.isfinite(meant) & (reach <= np.abs(meant) / 20) & (np.abs(one.value * factor - meant) <= reach)


def mistyped(one: Exercises, meant: Any, tolerance: Any) -> Any:
    """Whether, as it would be typed, all but its last digit agree, or its last two digits are exchanged.

    At least two digits must stand before: by luck, one in a hundred wrong numbers would agree in fewer.
    """
    unit = one.problem.rounding.answer_unit
    with np.errstate(all="ignore"):
        typed, right = np.round(np.abs(one.value) / unit), np.round(np.abs(meant) / unit)
        first, last = right % 100 // 10, right % 10
        last_wrong = (typed // 10 == right // 10) & (right >= 10 * KNOWN)
        one_off = (np.abs(typed - right) == 1) & (right >= KNOWN)
        exchanged = (typed == right - right % 100 + 10 * last + first) & (right >= 10 * KNOWN)
        beyond = np.abs(one.value - meant) > tolerance
        return beyond & (np.signbit(meant) == np.signbit(one.value)) & (last_wrong | one_off | exchanged)
