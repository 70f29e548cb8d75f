"""The one place that rounds: what students keep, what they give, and what is printed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

MOST_DIGITS = 12  # numpy's exp and ln differ between machines beyond the twelfth digit
TRACES = 14  # decimals beyond which doubles leave traces of nothing: 0.1 + 0.2 - 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """`answer` decimals are given in the end, `keep` decimals are kept on the way."""

    answer: int = 4
    keep: int = 5

    @property
    def is_whole(self) -> bool:
        """Whole numbers all the way."""
        return self.answer == 0 and self.keep == 0

    @property
    def answer_unit(self) -> float:
        return 10.0**-self.answer

    @property
    def kept_unit(self) -> float:
        return 10.0**-self.keep

    @property
    def typable(self) -> int:
        """The finest decimals an answer may be typed in; tolerances keep off their grid."""
        return self.answer + 3

    def kept(self, value: float) -> str:
        """`0.73106`: a number on the way, without needless zeros."""
        return without_zeros(fixed(value, self.keep))

    def answered(self, value: float) -> str:
        """`0.5969`: a number as students give it."""
        return fixed(value, self.answer)


def fixed(value: float, decimals: int) -> str:
    """The value in `decimals` decimals, never `-0.00`."""
    text = f"{value:.{min(decimals, MOST_DIGITS)}f}"
    return text[1:] if text.startswith("-") and not text.strip("-0.") else text


def half_up(value: Decimal, decimals: int) -> Decimal:
    """The decimal as people round it: a five goes up, away from zero; never -0."""
    rounded = value.quantize(_unit(decimals), ROUND_HALF_UP, _WIDE)
    return rounded if rounded else abs(rounded)


@lru_cache(maxsize=64)
def _unit(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


_WIDE = Context(prec=400)


def without_zeros(text: str) -> str:
    """`1.00000` is `1` and `0.500` is `0.5`."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def significant(value: float) -> str:
    """As many digits as can be trusted, for people who want the exact value; what tenths leave of 0 is 0."""
    return f"{round(value, TRACES) + 0.0:.{MOST_DIGITS}g}"  # -0.0 + 0.0 is 0.0


def within(low: float, high: float, decimals: int) -> tuple[str, str]:
    """The first and the last number of `decimals` decimals from `low` to `high`."""
    unit = Decimal(1).scaleb(-min(decimals, MOST_DIGITS))
    ends = Decimal(low).quantize(unit, ROUND_CEILING), Decimal(high).quantize(unit, ROUND_FLOOR)
    first, last = (f"{end if end else abs(end):f}" for end in ends)
    return first, last
