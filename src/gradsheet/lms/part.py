"""An exercise lowered to what every LMS can express: numeric parts with absolute tolerances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm

from ..assignments.sheet import Blank, Item
from ..errors import GradsheetError
from ..problems.problem import Kind
from ..problems.rounding import MOST_DIGITS, fixed, significant

NEAREST = Decimal("1e-6")  # of a unit of the last decimal: closer to a typable answer, LMSs disagree
SLACK = Decimal("1e-13")  # what an LMS may add to a bound, relative; Moodle adds 1e-14
FAR, TRACE = 1e-5, 1e-11  # more than both, and than what a key and its tolerance lose with their last digits

LEFT_OUT = {
    Kind.WRITTEN: "is answered in words and marked by a person",
    Kind.FORMULA: "is answered with a formula",
}
WITHOUT_OPTIONS = "is a number to type there: it was handed out without choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One number to type, or to choose among the blank's options.

    `key` within `tolerance` is right, within `early` rounded early. The three are decimals as text, in no more
    digits than every LMS keeps.
    """

    blank: Blank
    key: str
    tolerance: str
    early: str
    weight: int

    @property
    def has_early(self) -> bool:
        return Decimal(self.early) > Decimal(self.tolerance)

    def right_within(self, rounded_early: Decimal) -> Decimal:
        """The tolerance of a target that knows right and wrong only: the wider one where rounding early is forgiven."""
        return Decimal(self.early if self.has_early and rounded_early == 1 else self.tolerance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowered:
    """The parts of an exercise that a machine can mark, and notes on the rest."""

    parts: tuple[Part, ...]
    notes: tuple[str, ...]

    @property
    def points(self) -> Fraction:
        return sum((part.blank.points for part in self.parts), Fraction(0))

    @property
    def weight(self) -> int:
        return sum(part.weight for part in self.parts)


def lower(item: Item) -> Lowered:
    """The numeric parts of an exercise; raises GradsheetError where two LMSs could decide differently."""
    numeric = item.numeric
    weights = _weights(tuple(blank.points for blank in numeric))
    parts = tuple(_part(item, blank, weight) for blank, weight in zip(numeric, weights, strict=True))
    return Lowered(parts=parts, notes=tuple(_notes(item)))


def integer_weights(points: Sequence[Fraction]) -> tuple[int, ...]:
    """The points themselves where they are whole numbers, else the smallest whole numbers in proportion."""
    scale = lcm(*(one.denominator for one in points))
    whole = [int(one * scale) for one in points]
    shared = gcd(*whole) if scale > 1 else 1
    return tuple(one // shared for one in whole)


_weights = lru_cache(maxsize=256)(integer_weights)  # of all variants of a problem


def _part(item: Item, blank: Blank, weight: int) -> Part:
    band = item.solution.bands[blank.symbol]
    # Twelve decimals, so that float dust around 0 reads 0, and twelve digits, which every LMS keeps.
    key = significant(float(fixed(band.exact, MOST_DIGITS)))
    decimals = item.exercise.problem.rounding.typable
    for tolerance in () if blank.options else (band.tolerance, band.early):
        if not _decides_alike(key, band.exact, tolerance, decimals):
            raise GradsheetError(
                f"{item.exercise.problem.name}: blank {blank.label} ({key} ± {significant(tolerance)}): answers of "
                f"{decimals} decimals cannot be told apart safely by an LMS; ask for fewer decimals ([rounding] answer)"
            )
    return Part(
        blank=blank,
        key=key,
        tolerance=significant(band.tolerance),
        early=significant(band.early),
        weight=weight,
    )


def _decides_alike(key: str, exact: float, tolerance: float, decimals: int) -> bool:
    """Whether no answer of `decimals` decimals lies on, or between, the bounds there and ours."""
    if _surely_decides_alike(exact, tolerance, 10.0**decimals):
        return True
    for sign in (1, -1):
        there = _cell(Decimal(key) + sign * Decimal(significant(tolerance)), decimals)
        here = _cell(Decimal(exact) + sign * Decimal(tolerance), decimals)
        if there is None or there != here:
            return False
    return True


def _surely_decides_alike(exact: float, tolerance: float, scale: float) -> bool:
    """Whether both bounds are so far from a typable answer that neither digits cut off nor doubles matter."""
    off = FAR + (1 + abs(exact) + tolerance) * scale * TRACE
    return off < (exact + tolerance) * scale % 1 < 1 - off and off < (exact - tolerance) * scale % 1 < 1 - off


def _cell(bound: Decimal, decimals: int) -> Decimal | None:
    """The last typable answer below a bound, or None where the bound is too near to one."""
    scaled = bound.scaleb(decimals)
    below = scaled.to_integral_value(ROUND_FLOOR)
    margin = NEAREST + abs(scaled) * SLACK
    return below if margin < scaled - below < 1 - margin else None


def _notes(item: Item) -> list[str]:
    name = item.exercise.problem.name
    found = []
    for ask in item.exercise.problem.asks:
        labels = ", ".join(blank.label for blank in item.blanks if blank.ask is ask)
        what = f"{name}: {labels or 'a question'}"
        if ask.kind in LEFT_OUT:
            found.append(f"{what} {LEFT_OUT[ask.kind]}, and is left out")
        elif ask.kind is Kind.CHOICE and not all(blank.options for blank in item.blanks if blank.ask is ask):
            found.append(f"{what} {WITHOUT_OPTIONS}")
        elif not ask.points:
            found.append(f"{what} is worth no points, and is left out")
    return found
