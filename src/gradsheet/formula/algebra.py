"""Building formulas as a lecturer would write them: the few simplifications that a blackboard makes.

Without them a derivative prints `(-d)*1/y - (1-d)*(-1)/(1-y)` where a slide has `-d/y + (1-d)/(1-y)`.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from .nodes import ONE, ZERO, Apply, Formula, Number


def negative(a: Formula) -> Formula:
    match a:
        case Number(value, decimals):
            return Number(value.copy_negate(), decimals) if value else ZERO
        case Apply("neg", (inner,)):
            return inner
    return Apply("neg", (a,))


def plus(a: Formula, b: Formula) -> Formula:
    if a == ZERO:
        return b
    if b == ZERO:
        return a
    if isinstance(b, Apply) and b.operator == "neg":
        return minus(a, b.arguments[0])
    return Apply("+", (a, b))


def minus(a: Formula, b: Formula) -> Formula:
    if b == ZERO:
        return a
    if a == ZERO:
        return negative(b)
    if isinstance(b, Apply) and b.operator == "neg":
        return plus(a, b.arguments[0])
    return Apply("-", (a, b))


def times(a: Formula, b: Formula) -> Formula:
    if ZERO in (a, b):
        return ZERO
    if a == ONE:
        return b
    if b == ONE:
        return a
    if _sign_stands_before(a):
        return negative(times(negative(a), b))
    if _sign_stands_before(b):
        return negative(times(a, negative(b)))
    if isinstance(a, Apply) and a.operator == "/" and a.arguments[0] == ONE and _as_fraction(a) is None:
        return over(b, a.arguments[1])
    if isinstance(b, Apply) and b.operator == "/" and b.arguments[0] == ONE:
        return over(a, b.arguments[1])
    return _with_halves_cancelled(a, b) or _with_numbers_in_front(a, b)


def over(a: Formula, b: Formula) -> Formula:
    if a == ZERO:
        return ZERO
    if b == ONE:
        return a
    if _sign_stands_before(a):
        return negative(over(negative(a), b))
    if isinstance(b, Number) and isinstance(a, Apply) and a.operator == "*" and _as_fraction(a.arguments[0]):
        return _with_numbers_in_front(Apply("/", (ONE, b)), a)
    return Apply("/", (a, b))


def power(a: Formula, b: Formula) -> Formula:
    if b == ONE:
        return a
    if b == ZERO:
        return ONE
    return Apply("^", (a, b))


def total(terms: list[Formula]) -> Formula:
    """The sum from left to right, `0` when there is nothing to add."""
    result: Formula = ZERO
    for term in terms:
        result = plus(result, term)
    return result


def _sign_stands_before(a: Formula) -> bool:
    return (isinstance(a, Apply) and a.operator == "neg") or (isinstance(a, Number) and a.value < 0)


def _with_numbers_in_front(a: Formula, b: Formula) -> Formula:
    """`1/2 * (2 * r)` is `r`, `3 * (2 * r)` is `6 * r`, `r * 3` is `3 * r`; else a plain product."""
    front = _as_fraction(a)
    if front is None:
        return Apply("*", (a, b) if _as_fraction(b) is None else (b, a))
    if (second := _as_fraction(b)) is not None:
        both_decimal = isinstance(a, Number) and isinstance(b, Number)
        return (_as_decimal if both_decimal else _as_formula)(front * second)
    if isinstance(b, Apply) and b.operator == "*" and _as_fraction(b.arguments[0]) is not None:
        return times(_with_numbers_in_front(a, b.arguments[0]), b.arguments[1])
    return Apply("*", (a, b))


def _with_halves_cancelled(a: Formula, b: Formula) -> Formula | None:
    """`lambda/2 * (2 * w)` is `lambda * w`, `lambda * (2 * w)` is `2 * (lambda * w)`; None for other products."""
    match a, b:
        case (Number(), _) | (Apply("/", (Number(), Number())), _):
            return None
        case Apply("/", (top, Number(bottom))), Apply("*", (Number(front), rest)) if bottom:
            return times(_as_formula(Fraction(front) / Fraction(bottom)), times(top, rest))
        case _, Apply("*", (Number() as front, rest)):
            return times(front, times(a, rest))
    return None


def _as_fraction(a: Formula) -> Fraction | None:
    match a:
        case Number(value):
            return Fraction(value)
        case Apply("/", (Number(top), Number(bottom))) if bottom:
            return Fraction(top) / Fraction(bottom)
    return None


def _as_decimal(value: Fraction) -> Formula:
    return Number(Decimal(value.numerator) / Decimal(value.denominator))


def _as_formula(value: Fraction) -> Formula:
    if value.denominator == 1:
        return Number(Decimal(value.numerator))
    return Apply("/", (Number(Decimal(value.numerator)), Number(Decimal(value.denominator))))
