"""What operators do to decimals, in many more digits than anybody prints.

Sums and products of decimals come out exactly, and `trusted` finds the short decimal behind a quotient, a root or a
logarithm that has one. Outside an operator's domain an ArithmeticError is raised.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from functools import reduce
from itertools import islice

WORKING = Context(prec=60, traps=[DivisionByZero, InvalidOperation, Overflow])
TRUSTED = Context(prec=40)  # what 60 digits say in 40 is exact where it is short

ZERO, ONE, TWO = Decimal(0), Decimal(1), Decimal(2)
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803")


def trusted(computed: Iterable[Decimal], count: int) -> list[Decimal]:
    """The first `count` results of a computation in the digits that can be relied on, without needless zeros."""
    with localcontext(WORKING):
        return [TRUSTED.plus(value).normalize() if value else ZERO for value in islice(computed, count)]


def logarithm(a: Decimal) -> Decimal:
    if a <= 0:
        raise InvalidOperation
    return a.ln()


def logarithm_to_two(a: Decimal) -> Decimal:
    return logarithm(a) / TWO.ln()


def logarithm_to_ten(a: Decimal) -> Decimal:
    return logarithm(a) / Decimal(10).ln()


def power(a: Decimal, b: Decimal) -> Decimal:
    if not a and not b:
        return ONE
    return a**b


def sine(a: Decimal) -> Decimal:
    """By its series, after turning back by whole circles."""
    a = a % (TWO * PI)
    term, total, k = a, a, 1
    while abs(term) > Decimal("1e-58"):
        term = -term * a * a / ((k + 1) * (k + 2))
        total += term
        k += 2
    return total


def cosine(a: Decimal) -> Decimal:
    return sine(a + PI / 2)


def tangent(a: Decimal) -> Decimal:
    """tanh; far out it is 1 to more digits than there are."""
    if abs(a) > 100:
        return ONE.copy_sign(a)
    doubled = (TWO * a).exp()
    return (doubled - ONE) / (doubled + ONE)


def sign(a: Decimal) -> Decimal:
    return Decimal((a > 0) - (a < 0))


def floor(a: Decimal) -> Decimal:
    # What is a whole number in the digits that count is one.
    return TRUSTED.plus(a).to_integral_value("ROUND_FLOOR")


def first_largest(k: Decimal, *values: Decimal) -> Decimal:
    """1 where the k-th value is the first that is largest, else 0."""
    place = int(k) - 1
    return Decimal(values[place] == max(values) and values[place] not in values[:place])


def total(*values: Decimal) -> Decimal:
    return reduce(lambda a, b: a + b, values)
