"""Numbers in 50 digits: the same formulas, worked out by a table of functions that shares nothing with numpy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Context, Decimal
from functools import reduce
from operator import add, mul, neg, sub, truediv
from typing import Any

from mpmath import MPContext
from mpmath.libmp import from_rational, round_nearest

from ..formula import Apply, Formula, Number, Symbol

DIGITS = 50
Real = Any  # a real number of the context below

_in_digits = MPContext()
_in_digits.dps = DIGITS
_NONE = _in_digits.nan
_CERTAIN, _TRUSTED = 30, Context(prec=DIGITS)
_DUST = _in_digits.mpf("1e-40")
"""What sums of decimals that are exactly 0 may be off in 50 digits."""


def exact(value: Decimal | str) -> Real:
    """A decimal as it was written, in 50 digits."""
    top, bottom = Decimal(value).as_integer_ratio()
    return _in_digits.make_mpf(from_rational(top, bottom, _in_digits.prec, round_nearest))


def in_decimals(value: Real) -> Decimal:
    """A number of the context in 30 decimals, the dust of its last digits gone; ValueError where it is none."""
    if not isinstance(value, _in_digits.mpf) or not _in_digits.isfinite(value):
        raise ValueError(f"{value} is no real number")
    negative, whole, exponent, _ = value._mpf_  # a whole number times a power of two
    whole *= 10**_CERTAIN
    whole = whole << exponent if exponent >= 0 else (whole + (1 << -exponent - 1)) >> -exponent
    return Decimal(-whole if negative else whole).scaleb(-_CERTAIN, _TRUSTED)


def evaluate_precisely(formula: Formula, values: Mapping[Symbol, Real], turns: list[object] | None = None) -> Real:
    """The value of a formula; nan outside a domain, and wherever the result is no real number.

    `turns` collects on which side of each kink the arguments lie: two points with other turns have a kink between.
    """
    match formula:
        case Number(value):
            return exact(value)
        case Symbol():
            return values[formula]
        case Apply(operator, arguments):
            found = [evaluate_precisely(argument, values, turns) for argument in arguments]
            if turns is not None and operator in _SIDES:
                turns.append(_SIDES[operator](*found))
            try:
                result = FUNCTIONS[operator](*found)
            except (ZeroDivisionError, ValueError, OverflowError):
                return _NONE
            return result if isinstance(result, _in_digits.mpf) else _NONE


def _softmax(k: Real, *z: Real) -> Real:
    return 1 / sum((_in_digits.exp(other - z[int(k) - 1]) for other in z), _in_digits.zero)


def _first_of(k: Real, *values: Real) -> Real:
    return _in_digits.mpf(values.index(max(values)) == int(k) - 1)


FUNCTIONS: Mapping[str, Callable[..., Real]] = {
    "+": add,
    "-": sub,
    "neg": neg,
    "*": mul,
    "/": truediv,
    "^": _in_digits.power,
    "e": lambda: +_in_digits.e,
    "pi": lambda: +_in_digits.pi,
    "exp": _in_digits.exp,
    "ln": _in_digits.ln,
    "log2": lambda a: _in_digits.log(a, 2),
    "log10": _in_digits.log10,
    "sqrt": _in_digits.sqrt,
    "sin": _in_digits.sin,
    "cos": _in_digits.cos,
    "tanh": _in_digits.tanh,
    "sigmoid": lambda a: 1 / (1 + _in_digits.exp(-a)),
    "relu": lambda a: a if a > 0 else _in_digits.zero,
    "leakyrelu": lambda a, b: b if b > 0 else a * b,
    "elu": lambda a, b: b if b > 0 else a * _in_digits.expm1(b),
    "softplus": lambda a: _in_digits.log1p(_in_digits.exp(a)),
    "threshold": lambda a: _in_digits.mpf(a > _DUST),
    "nonnegative": lambda a: _in_digits.mpf(a >= -_DUST),
    "abs": abs,
    "sign": _in_digits.sign,
    "floor": _in_digits.floor,
    "max": max,
    "min": min,
    "sum": lambda *a: reduce(add, a, _in_digits.zero),
    "first_max": _first_of,
    "softmax": _softmax,
}
"""Every operator that may stand in a step."""


def _largest(*values: Real) -> object:
    return values.index(max(values))


_SIDES: Mapping[str, Callable[..., object]] = {
    **dict.fromkeys(("relu", "threshold", "nonnegative", "abs", "sign"), _in_digits.sign),
    **dict.fromkeys(("leakyrelu", "elu"), lambda _, b: _in_digits.sign(b)),
    "floor": _in_digits.floor,
    "max": _largest,
    "min": lambda *values: values.index(min(values)),
    "first_max": lambda _, *values: _largest(*values),
}
