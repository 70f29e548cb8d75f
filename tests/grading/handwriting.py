"""How numbers come to stand in a blank: as plain decimals, with more of them, as fractions, and by mistake as others."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

Spelling = Callable[[Decimal, int, random.Random], tuple[str, Decimal]]
"""From a number and the decimals asked: what is written, and the number that it is."""


def rounded(value: Decimal, decimals: int, how: str = ROUND_HALF_UP) -> Decimal:
    with localcontext() as context:
        context.prec = 60
        cut = value.quantize(Decimal(1).scaleb(-decimals), rounding=how)
        return cut if cut else abs(cut)


def _asked(value: Decimal, decimals: int, chance: random.Random) -> tuple[str, Decimal]:
    number = rounded(value, decimals)
    return f"{number:f}", number


def _even(value: Decimal, decimals: int, chance: random.Random) -> tuple[str, Decimal]:
    number = rounded(value, decimals, ROUND_HALF_EVEN)
    return f"{number:f}", number


def _more(value: Decimal, decimals: int, chance: random.Random) -> tuple[str, Decimal]:
    number = rounded(value, decimals + chance.randint(1, 3))
    return f"{number:f}", number


def _stripped(value: Decimal, decimals: int, chance: random.Random) -> tuple[str, Decimal]:
    text, number = _asked(value, decimals, chance)
    return (text.rstrip("0").rstrip(".") if "." in text else text), number


def _fraction(value: Decimal, decimals: int, chance: random.Random) -> tuple[str, Decimal]:
    number = rounded(value, decimals + 1)
    fraction = Fraction(number)
    return f"{fraction.numerator}/{fraction.denominator}", number


def _sum(value: Decimal, decimals: int, chance: random.Random) -> tuple[str, Decimal]:
    number = rounded(value, decimals + 1)
    first = rounded(number, 1)
    rest = number - first
    return f"{first:f} {'+' if rest >= 0 else '-'} {abs(rest):f}", number


def _scientific(value: Decimal, decimals: int, chance: random.Random) -> tuple[str, Decimal]:
    number = rounded(value, decimals + 1)
    return (f"{number:e}" if number else "0"), number


SPELLINGS: Mapping[str, Spelling] = {
    "asked": _asked,
    "to even": _even,
    "more": _more,
    "stripped": _stripped,
    "fraction": _fraction,
    "sum": _sum,
    "scientific": _scientific,
}


def slipped(value: Decimal, how: str, decimals: int, chance: random.Random) -> Decimal:
    """The number as it is written by mistake; the number itself where that slip is none."""
    number = rounded(value, decimals)
    if not number:
        return number
    return SLIPS[how](number, chance)


def _digit(number: Decimal, chance: random.Random) -> Decimal:
    sign, digits, exponent = number.as_tuple()
    place = chance.randrange(len(digits))
    other = chance.choice([d for d in range(10) if d != digits[place] and (d or place or len(digits) > 1)] or [9])
    return Decimal((sign, (*digits[:place], other, *digits[place + 1 :]), exponent))


def _sign(number: Decimal, chance: random.Random) -> Decimal:
    return -number


def _transposed(number: Decimal, chance: random.Random) -> Decimal:
    sign, digits, exponent = number.as_tuple()
    places = [place for place in range(len(digits) - 1) if digits[place] != digits[place + 1]]
    if not places:
        return number
    place = chance.choice(places)
    turned = (*digits[:place], digits[place + 1], digits[place], *digits[place + 2 :])
    return Decimal((sign, turned, exponent))


def _tenfold(number: Decimal, chance: random.Random) -> Decimal:
    """Whole numbers stay whole."""
    smaller = number.scaleb(-1)
    breaks = number.as_tuple().exponent == 0 and smaller % 1
    return number.scaleb(1) if breaks or chance.random() < 0.5 else smaller


SLIPS = {"digit changed": _digit, "sign": _sign, "digits transposed": _transposed, "factor of ten": _tenfold}
