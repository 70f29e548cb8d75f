"""How wide small print is, before any engine has set it: the widths of Computer Modern, a little rounded up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ...formula.naming import Naming
from ...formula.runs import Run, to_runs
from ...problems.problem import Itself
from ..statement import Math, Part

EM = 2.82
"""Millimetres of 8 pt, the size of what stands beside the nodes of a drawing."""
NODE_EM = 3.53
SCRIPT = 0.75
_WIDE_SCRIPT = 1.14  # Computer Modern is wider where it is small
_WIDTHS = {
    **dict.fromkeys("0123456789", 0.54),
    **dict.fromkeys(".,;:' |", 0.31),
    **dict.fromkeys("il!jI", 0.36),
    **dict.fromkeys("()ftrs/", 0.45),
    **dict.fromkeys("[]", 0.33),
    **dict.fromkeys("−=<>≤≥+×", 0.84),
    **dict.fromkeys("mMwWΣ", 1.02),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ", 0.80),
    "·": 0.75,
    "\u2009": 0.2,
    **dict.fromkeys("\u0302\u0303\u0304", 0.0),  # above the letter before them
}
_LETTER = 0.58


def width(part: Part, naming: Naming, em: float = EM) -> float:
    """The width of words or of formulas joined by equals signs, in millimetres."""
    return _width(part, Itself(naming), em)


@lru_cache(maxsize=2048)
def _width(part: Part, naming: Itself[Naming], em: float) -> float:
    return runs_width(part_runs(part, naming.one), em)


def runs_width(runs: Iterable[Run], em: float = EM) -> float:
    """The width of a line; what is stacked adds only what it is wider by."""
    total = before = 0.0
    for run in runs:
        scale = em if run.level == 0 else em * SCRIPT * _WIDE_SCRIPT
        wide = scale * sum(_WIDTHS.get(letter, _LETTER) for letter in run.text)
        total += max(0.0, wide - before) if run.stacked else wide
        before = wide
    return total


def part_runs(part: Part, naming: Naming) -> tuple[Run, ...]:
    """Words are one run; an equals sign stands between formulas."""
    if not isinstance(part, Math):
        return (Run(part.text),)
    found: list[Run] = []
    for formula in part.formulas:
        found += [Run(" = ")] if found else []
        found += to_runs(formula, naming)
    return tuple(found)
