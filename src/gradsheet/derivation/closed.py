"""Closed forms: exact values that are short expressions in rationals, e and ln, such as e/(1 + e).

Numbers are kept as quotients of polynomials in e with rational coefficients, times ln of one such
quotient at most; whatever leaves this field, or grows long, has no closed form and costs nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import e, gcd, log

from ..formula import ONE, Apply, Formula, Number, Symbol, by_hand, to_text, used_in
from ..formula.algebra import negative, over, plus, power, times
from .steps import Derivation

LONGEST = 13  # characters of the text of a closed form
HIGHEST = 4  # power of e
LARGEST = 10_000

Polynomial = tuple[Fraction, ...]  # coefficients of 1, e, e^2, ...; the last is not 0


@dataclass(frozen=True, slots=True)
class Closed:
    """`top`/`bottom`, or `top`/`bottom` times ln of `logarithm`."""

    top: Polynomial
    bottom: Polynomial = (Fraction(1),)
    logarithm: Closed | None = None

    @property
    def is_rational(self) -> bool:
        return self.logarithm is None and len(self.top) <= 1 and len(self.bottom) == 1

    @property
    def rational(self) -> Fraction:
        return (self.top[0] if self.top else Fraction(0)) / self.bottom[0]


class _NoneError(Exception):
    """A number without a closed form here."""


def closed_forms(derivation: Derivation, givens: Mapping[Symbol, Decimal]) -> dict[Symbol, Formula]:
    """The steps whose value is a short expression that its decimals do not tell."""
    numbers = {symbol: float(value) for symbol, value in givens.items()}
    if numbers.keys() >= set(derivation.givens) and not derivation.exponents.may_be_whole(numbers):
        return {}
    known: dict[Symbol, Closed] = {symbol: _rational(Fraction(value)) for symbol, value in givens.items()}
    found: dict[Symbol, Formula] = {}
    for step in derivation.steps:
        formula = _by_hand(step.formula)
        if any(symbol not in known for symbol in used_in(formula)):
            continue
        try:
            closed = _value(formula, known)
        except _NoneError:
            continue
        known[step.symbol] = closed
        if not _is_decimal(closed) and len(to_text(written := _formula(closed))) <= LONGEST:
            found[step.symbol] = written
    return found


@lru_cache(maxsize=4096)
def _by_hand(formula: Formula) -> Formula:
    return by_hand(formula)


def _value(formula: Formula, known: Mapping[Symbol, Closed]) -> Closed:
    match formula:
        case Number(value):
            return _rational(Fraction(value))
        case Symbol():
            if formula not in known:
                raise _NoneError
            return known[formula]
        case Apply(operator, arguments) if operator in _RULES:
            return _capped(_RULES[operator](*[_value(argument, known) for argument in arguments]))
    raise _NoneError


def _capped(a: Closed) -> Closed:
    for polynomial in (a.top, a.bottom):
        if len(polynomial) > HIGHEST + 1 or any(max(abs(c.numerator), c.denominator) > LARGEST for c in polynomial):
            raise _NoneError
    return a


def _rational(value: Fraction) -> Closed:
    return Closed((value,) if value else ())


def _plain(*numbers: Closed) -> None:
    if any(number.logarithm is not None for number in numbers):
        raise _NoneError


def _add(a: Closed, b: Closed) -> Closed:
    if not a.top or not b.top:
        return a if not b.top else b
    if a.is_rational and b.is_rational:
        return _lowest(a.rational + b.rational)
    if a.logarithm != b.logarithm:
        raise _NoneError
    top = _sum(_product(a.top, b.bottom), _product(b.top, a.bottom))
    return _reduced(top, _product(a.bottom, b.bottom), a.logarithm)


def _multiply(a: Closed, b: Closed) -> Closed:
    if a.is_rational and b.is_rational:
        return _lowest(a.rational * b.rational)
    if a.logarithm is not None and b.logarithm is not None:
        raise _NoneError
    return _reduced(_product(a.top, b.top), _product(a.bottom, b.bottom), a.logarithm or b.logarithm)


def _divide(a: Closed, b: Closed) -> Closed:
    _plain(b)
    if not b.top:
        raise _NoneError
    if a.is_rational and b.is_rational:
        return _lowest(a.rational / b.rational)
    return _reduced(_product(a.top, b.bottom), _product(a.bottom, b.top), a.logarithm)


def _negate(a: Closed) -> Closed:
    return Closed(tuple(-c for c in a.top), a.bottom, a.logarithm)


def _power(a: Closed, b: Closed) -> Closed:
    _plain(a)
    exponent = _whole(b)
    result = _rational(Fraction(1))
    for _ in range(abs(exponent)):
        result = _capped(_multiply(result, a))
    return result if exponent >= 0 else _divide(_rational(Fraction(1)), result)


def _exponential(a: Closed) -> Closed:
    exponent = _whole(a)
    raised = (Fraction(0),) * abs(exponent) + (Fraction(1),)
    one = (Fraction(1),)
    return Closed(raised, one) if exponent >= 0 else Closed(one, raised)


def _logarithm(a: Closed) -> Closed:
    _plain(a)
    if _float(a) <= 0:
        raise _NoneError
    one = Fraction(1)
    if a.top == a.bottom:
        return Closed(())
    powers = [k for k in (a.top, a.bottom) if k != (one,)]
    if len(powers) == 1 and not any(powers[0][:-1]) and powers[0][-1] == 1:
        return _rational(Fraction((len(a.top) - 1) or -(len(a.bottom) - 1)))  # ln of a power of e
    if _float(a) < 1:
        return Closed((-one,), (one,), Closed(a.bottom, a.top))
    return Closed((one,), (one,), a)


def _maximum(*numbers: Closed) -> Closed:
    return max(numbers, key=_float)


def _threshold(a: Closed) -> Closed:
    return _rational(Fraction(_float(a) > 0))


def _whole(a: Closed) -> int:
    if not a.is_rational or a.rational.denominator != 1 or abs(a.rational) > HIGHEST:
        raise _NoneError
    return int(a.rational)


_RULES: dict[str, Callable[..., Closed]] = {
    "+": _add,
    "-": lambda a, b: _add(a, _negate(b)),
    "*": _multiply,
    "/": _divide,
    "neg": _negate,
    "^": _power,
    "exp": _exponential,
    "e": lambda: _exponential(_rational(Fraction(1))),
    "ln": _logarithm,
    "relu": lambda a: _maximum(a, _rational(Fraction(0))),
    "max": _maximum,
    "threshold": _threshold,
    "nonnegative": lambda a: _rational(Fraction(_float(a) >= 0)),
}


def _float(a: Closed) -> float:
    def at_e(polynomial: Polynomial) -> float:
        return sum(float(c) * e**k for k, c in enumerate(polynomial))

    value = at_e(a.top) / at_e(a.bottom)
    return value if a.logarithm is None else value * log(_float(a.logarithm))


def _trimmed(coefficients: list[Fraction]) -> Polynomial:
    while coefficients and not coefficients[-1]:
        coefficients.pop()
    return tuple(coefficients)


def _sum(a: Polynomial, b: Polynomial) -> Polynomial:
    size = max(len(a), len(b))
    return _trimmed([(a[k] if k < len(a) else Fraction(0)) + (b[k] if k < len(b) else 0) for k in range(size)])


def _product(a: Polynomial, b: Polynomial) -> Polynomial:
    result = [Fraction(0)] * max(0, len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            result[i + j] += x * y
    return _trimmed(result)


def _quotient(a: Polynomial, b: Polynomial) -> tuple[Polynomial, Polynomial]:
    rest, result = list(a), [Fraction(0)] * max(0, len(a) - len(b) + 1)
    for place in range(len(a) - len(b), -1, -1):
        factor = rest[place + len(b) - 1] / b[-1]
        result[place] = factor
        for k, coefficient in enumerate(b):
            rest[place + k] -= factor * coefficient
    return _trimmed(result), _trimmed(rest)


def _common(a: Polynomial, b: Polynomial) -> Polynomial:
    while b:
        a, b = b, _quotient(a, b)[1]
    return a


def _lowest(value: Fraction) -> Closed:
    """What `_reduced` makes of a rational, which most numbers are."""
    return Closed((Fraction(value.numerator),), (Fraction(value.denominator),)) if value else Closed(())


def _reduced(top: Polynomial, bottom: Polynomial, logarithm: Closed | None) -> Closed:
    """Lowest terms with whole coefficients and a positive leading one below."""
    if not top:
        return Closed(())
    divisor = _common(top, bottom)
    top, bottom = _quotient(top, divisor)[0], _quotient(bottom, divisor)[0]
    scale = 1
    for coefficient in (*top, *bottom):
        scale = scale * coefficient.denominator // gcd(scale, coefficient.denominator)
    whole = 0
    for coefficient in (*top, *bottom):
        whole = gcd(whole, int(coefficient * scale))
    factor = Fraction(scale, whole) * (1 if bottom[-1] > 0 else -1)
    return Closed(tuple(c * factor for c in top), tuple(c * factor for c in bottom), logarithm)


def _is_decimal(closed: Closed) -> bool:
    """Whether a few decimals say it all."""
    if not closed.is_rational:
        return False
    denominator = closed.rational.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


def _formula(closed: Closed) -> Formula:
    quotient = over(_written(closed.top), _written(closed.bottom))
    if closed.logarithm is None:
        return quotient
    return times(quotient, Apply("ln", (_formula(closed.logarithm),)))


def _written(polynomial: Polynomial) -> Formula:
    """`1 + e`, or a power of something shorter: `(1 + e)^2` for 1 + 2e + e^2."""
    slope = _trimmed([k * c for k, c in enumerate(polynomial)][1:])
    if slope and len(polynomial) > 2:
        root = _quotient(polynomial, _common(polynomial, slope))[0]
        root = tuple(c / root[-1] for c in root)
        exponent = (len(polynomial) - 1) // max(1, len(root) - 1)
        raised: Polynomial = (polynomial[-1],)
        for _ in range(exponent):
            raised = _product(raised, root)
        if exponent > 1 and raised == polynomial and any(root[:-1]):
            return times(Number(Decimal(int(polynomial[-1]))), power(_written(root), Number.of(exponent)))
    terms: Formula = Number.of(0)
    for exponent, coefficient in enumerate(polynomial):
        if coefficient:
            size = _constant(abs(coefficient))
            symbol = ONE if exponent == 0 else Apply("e", ()) if exponent == 1 else Apply("exp", (Number.of(exponent),))
            term = times(size, symbol)
            terms = plus(terms, term if coefficient > 0 else negative(term))
    return terms


def _constant(value: Fraction) -> Formula:
    whole = Number(Decimal(value.numerator))
    return whole if value.denominator == 1 else over(whole, Number(Decimal(value.denominator)))
