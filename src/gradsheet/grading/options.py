"""Answers to blanks with options: a letter, or the number itself."""

from __future__ import annotations

import re

from ..assignments.sheet import Blank
from ..formula.student import Reading, Unreadable
from ..problems.choices import Option, letter
from ..problems.tolerance import Band

_LETTER = re.compile(r"\s*[(\[]?\s*([A-Za-z])\s*[)\].:]?\s*")
SAME_PRINT = 1.02  # of half an answer unit: a number typed as it is printed


def read_letter(text: str, blank: Blank, exact: float) -> Reading | Unreadable | None:
    """The number behind a letter, `b` or `(B)`; None where the answer is no letter."""
    found = _LETTER.fullmatch(text)
    if found is None:
        return None
    place = ord(found[1].upper()) - ord("A")
    if place >= len(blank.options):
        last = letter(len(blank.options) - 1)
        problem = f"there is no option {found[1].upper()} here: they go from A to {last}; or write the number itself"
        return Unreadable(text, problem, found.start(1) + 1)
    option = blank.options[place]
    return Reading(exact if option.is_right else float(option.number))


def option_at(value: float, blank: Blank, band: Band, unit: float) -> Option | None:
    """The option that a number is, if it is one."""
    if not blank.options:
        return None
    nearest = min(blank.options, key=lambda option: abs(float(option.number) - value))
    reach = max(band.tolerance, SAME_PRINT * unit / 2)
    return nearest if abs(float(nearest.number) - value) <= reach else None


def lettered(blank: Blank) -> str:
    """`(B)`, the letter of the right option; nothing where there are none."""
    return next((f"({letter(place)})" for place, option in enumerate(blank.options) if option.is_right), "")
