"""The operator table: one row says all there is to know about an operator.

A new function is one row. The parser reads the spellings, the solver `compute`, the derivative
rules are formulas in the arguments `a`, `b` and are parsed once, `by_hand` is what a person types
into a calculator, `exact` computes with decimals (a row with `by_hand` needs none), and `rounds`
says whether a person writes the result down rounded (sums of numbers that already stand on paper
are exact).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import reduce
from typing import Any

import numpy as np

from . import algebra, exactly
from .nodes import ONE, ZERO, Apply, Formula, Number

Array = Any  # a numpy array of shape (draws,), or a float: numpy treats both alike
Rule = Callable[[tuple[Formula, ...], int], Formula]


class Shape(Enum):
    """How an operator stands on paper."""

    INFIX = "a + b"
    PREFIX = "-a"
    FRACTION = "a over b"
    POWER = "a to the b"
    EXPONENTIAL = "e to the a"
    ROOT = "root of a"
    BARS = "|a|"
    INDICATOR = "[a > 0]"
    CALL = "name(a, b)"
    ELEMENT = "name(a, b)[k]"
    CONSTANT = "e"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """One row: `arity` None takes any number of arguments; higher `binds` stays together longer."""

    name: str
    compute: Callable[..., Array]
    arity: int | None = 1
    shape: Shape = Shape.CALL
    binds: int = 50
    derivatives: tuple[str, ...] | Rule = ()
    exact: Callable[..., Decimal] | None = None
    by_hand: str | Rule | None = None
    rounds: bool = True
    latex: str = ""
    typst: str = ""
    spellings: tuple[str, ...] = ()
    student: bool = True


OR, AND, NOT, COMPARE, SUM, PRODUCT, POWER, ATOM = 2, 4, 6, 8, 10, 20, 30, 50


def _softmax(k: Array, *z: Array) -> Array:
    highest = reduce(np.maximum, z)
    powers = [np.exp(one - highest) for one in z]
    return powers[int(k) - 1] / sum(powers)


def _softmax_derivative(arguments: tuple[Formula, ...], by: int) -> Formula:
    """dy_j/dz_i is y_i (delta_ij - y_j), written `y_i (1 - y_i)` on the diagonal and `-y_i y_j` off it."""
    k, *z = arguments
    own, other = Apply("softmax", arguments), Apply("softmax", (Number.of(by), *z))
    if k == Number.of(by):
        return Apply("*", (own, algebra.minus(ONE, own)))
    return algebra.negative(Apply("*", (other, own)))


def _softmax_by_hand(arguments: tuple[Formula, ...], _: int) -> Formula:
    k, *z = arguments
    powers: list[Formula] = [Apply("exp", (one,)) for one in z]
    assert isinstance(k, Number)
    return Apply("/", (powers[int(k.value) - 1], reduce(lambda a, b: Apply("+", (a, b)), powers)))


def _first_max(k: Array, *values: Array) -> Array:
    """1 where the k-th value is the first that is largest, else 0: a tie counts once."""
    stacked = np.stack(np.broadcast_arrays(*values))
    return (np.argmax(stacked, axis=0) == int(k) - 1).astype(float)


def _max_derivative(arguments: tuple[Formula, ...], by: int) -> Formula:
    """1 where the argument is the largest; of max(0, a) as of ReLU, 1 where a > 0."""
    if len(arguments) == 2 and arguments[1 - by] == ZERO:
        return Apply("threshold", (arguments[by],))
    return Apply("first_max", (Number.of(by + 1), *arguments))


def _min_derivative(arguments: tuple[Formula, ...], by: int) -> Formula:
    return Apply("first_max", (Number.of(by + 1), *(algebra.negative(a) for a in arguments)))


def _flat(_: tuple[Formula, ...], __: int) -> Formula:
    return ZERO


def _count(*conditions: Array) -> Array:
    return sum(np.asarray(condition, dtype=float) for condition in conditions)


def _power(a: Array, b: Array) -> Array:
    return np.power(np.asarray(a, dtype=float), b)


DUST = 1e-9
"""What a sum of decimals may be off in floating point: 0.3 - 0.1 - 0.2 is 0, and a unit that fires at 0 fires."""


def _sigmoid(a: Array) -> Array:
    # 1/(1 + e^-a) overflows for a < -709; both branches below stay finite.
    return np.exp(-np.logaddexp(0.0, -np.asarray(a, dtype=float)))


def _leaky_by_hand(arguments: tuple[Formula, ...], _: int) -> Formula:
    """`max(0.1*z, z)`, which holds for slopes up to 1."""
    slope, z = arguments
    if isinstance(slope, Number) and slope.value <= 1:
        return Apply("max", (Apply("*", arguments), z))
    return Apply("+", (Apply("max", (z, ZERO)), Apply("*", (slope, Apply("min", (z, ZERO))))))


def _elu(a: Array, b: Array) -> Array:
    return np.where(np.asarray(b) > 0, b, a * np.expm1(np.minimum(b, 0)))


ROWS = (
    # what every formula is made of
    Operator(
        name="+", compute=np.add, exact=lambda a, b: a + b, arity=2, shape=Shape.INFIX, binds=SUM,
        derivatives=("1", "1"), rounds=False, latex="+", typst="+",
    ),
    Operator(
        name="-", compute=np.subtract, exact=lambda a, b: a - b, arity=2, shape=Shape.INFIX, binds=SUM,
        derivatives=("1", "-1"), rounds=False, latex="-", typst="-",
    ),
    Operator(
        name="neg", compute=np.negative, exact=lambda a: -a,
        shape=Shape.PREFIX, binds=SUM, derivatives=("-1",), rounds=False,
    ),
    Operator(
        name="*", compute=np.multiply, exact=lambda a, b: a * b, arity=2, shape=Shape.INFIX, binds=PRODUCT,
        derivatives=("b", "a"), latex=r"\cdot", typst="dot.op",
    ),
    Operator(
        name="/", compute=np.divide, exact=lambda a, b: a / b,
        arity=2, shape=Shape.FRACTION, binds=PRODUCT, derivatives=("1/b", "-a/b^2")
    ),
    Operator(
        name="^", compute=_power, exact=exactly.power, arity=2, shape=Shape.POWER, binds=POWER,
        derivatives=("b*a^(b - 1)", "a^b*ln(a)"),
    ),
    Operator(
        name="e", compute=lambda: np.e, exact=lambda: exactly.ONE.exp(),
        arity=0, shape=Shape.CONSTANT, rounds=False, latex="e", typst="e",
    ),
    Operator(
        name="pi", compute=lambda: np.pi, exact=lambda: exactly.PI,
        arity=0, shape=Shape.CONSTANT, rounds=False, latex=r"\pi", typst="pi",
    ),
    # functions
    Operator(name="exp", compute=np.exp, exact=Decimal.exp, shape=Shape.EXPONENTIAL, derivatives=("exp(a)",)),
    Operator(name="ln", compute=np.log, exact=exactly.logarithm, derivatives=("1/a",), latex=r"\ln", typst="ln"),
    Operator(
        name="log2", compute=np.log2, exact=exactly.logarithm_to_two,
        derivatives=("1/(a*ln(2))",), latex=r"\log_2", typst="log_2",
    ),
    Operator(
        name="log10", compute=np.log10, exact=exactly.logarithm_to_ten,
        derivatives=("1/(a*ln(10))",), latex=r"\log_{10}", typst="log_10",
    ),
    Operator(name="sqrt", compute=np.sqrt, exact=Decimal.sqrt, shape=Shape.ROOT, derivatives=("1/(2*sqrt(a))",)),
    Operator(name="sin", compute=np.sin, exact=exactly.sine, derivatives=("cos(a)",), latex=r"\sin", typst="sin"),
    Operator(name="cos", compute=np.cos, exact=exactly.cosine, derivatives=("-sin(a)",), latex=r"\cos", typst="cos"),
    Operator(
        name="tanh", compute=np.tanh, exact=exactly.tangent,
        derivatives=("1 - tanh(a)^2",), latex=r"\tanh", typst="tanh"
    ),
    Operator(
        name="sigmoid", compute=_sigmoid, derivatives=("sigmoid(a)*(1 - sigmoid(a))",),
        by_hand="1/(1 + exp(-a))", latex=r"\sigma", typst="sigma", spellings=("logistic",),
    ),
    Operator(
        name="relu", compute=lambda a: np.maximum(a, 0), exact=lambda a: max(a, exactly.ZERO),
        derivatives=("threshold(a)",), rounds=False,
        latex=r"\mathrm{ReLU}", typst='upright("ReLU")', spellings=("ReLU",),
    ),
    Operator(
        name="threshold", compute=lambda a: np.where(np.asarray(a) > DUST, 1.0, 0.0), exact=lambda a: Decimal(a > 0),
        shape=Shape.INDICATOR,
        derivatives=_flat, rounds=False,
    ),
    Operator(
        name="nonnegative", compute=lambda a: np.where(np.asarray(a) >= -DUST, 1.0, 0.0),
        exact=lambda a: Decimal(a >= 0), shape=Shape.INDICATOR,
        derivatives=_flat, rounds=False, student=False,
    ),
    Operator(
        name="leakyrelu", compute=lambda a, b: np.where(np.asarray(b) > 0, b, a * np.asarray(b)), arity=2,
        derivatives=("-relu(-b)", "threshold(b) + a*(1 - threshold(b))"), by_hand=_leaky_by_hand,
        latex=r"\mathrm{LeakyReLU}", typst='upright("LeakyReLU")', spellings=("leaky_relu", "LeakyReLU"),
    ),
    Operator(
        name="elu", compute=_elu, arity=2,
        derivatives=("exp(min(b, 0)) - 1", "threshold(b) + a*exp(b)*(1 - threshold(b))"),
        by_hand="max(b, 0) + a*(exp(min(b, 0)) - 1)",
        latex=r"\mathrm{ELU}", typst='upright("ELU")', spellings=("ELU",),
    ),
    Operator(
        name="softplus", compute=lambda a: np.logaddexp(0.0, a), derivatives=("sigmoid(a)",),
        by_hand="ln(1 + exp(a))", latex=r"\mathrm{softplus}", typst='upright("softplus")',
    ),
    Operator(name="abs", compute=np.abs, exact=abs, shape=Shape.BARS, derivatives=("sign(a)",), rounds=False),
    Operator(
        name="sign", compute=np.sign, exact=exactly.sign, derivatives=_flat, rounds=False,
        latex=r"\mathrm{sign}", typst='upright("sign")',
    ),
    Operator(
        name="floor", compute=np.floor, exact=exactly.floor, derivatives=_flat, rounds=False,
        latex=r"\mathrm{floor}", typst='upright("floor")',
    ),
    Operator(
        name="max", compute=lambda *a: reduce(np.maximum, a), exact=lambda *a: max(a),
        arity=None, derivatives=_max_derivative,
        rounds=False, latex=r"\max", typst="max",
    ),
    Operator(
        name="min", compute=lambda *a: reduce(np.minimum, a), exact=lambda *a: min(a),
        arity=None, derivatives=_min_derivative,
        rounds=False, latex=r"\min", typst="min",
    ),
    Operator(
        name="sum", compute=lambda *a: sum(a), exact=exactly.total,
        arity=None, derivatives=lambda _, __: ONE, rounds=False,
        by_hand=lambda arguments, _: reduce(lambda a, b: Apply("+", (a, b)), arguments),
        latex=r"\mathrm{sum}", typst='upright("sum")',
    ),
    Operator(
        name="first_max", compute=_first_max, exact=exactly.first_largest,
        arity=None, shape=Shape.ELEMENT, derivatives=_flat, rounds=False,
        latex=r"\mathrm{firstmax}", typst='upright("firstmax")', student=False,
    ),
    Operator(
        name="softmax", compute=_softmax, arity=None, shape=Shape.ELEMENT, derivatives=_softmax_derivative,
        by_hand=_softmax_by_hand, latex=r"\mathrm{softmax}", typst='upright("softmax")', student=False,
    ),
    # conditions, for `require` only
    *(
        Operator(name=name, compute=compute, arity=2, shape=Shape.INFIX, binds=binds, rounds=False, student=False)
        for name, compute, binds in (
            ("<", np.less, COMPARE), (">", np.greater, COMPARE), ("<=", np.less_equal, COMPARE),
            (">=", np.greater_equal, COMPARE), ("==", np.equal, COMPARE),
            ("and", np.logical_and, AND), ("or", np.logical_or, OR),
        )
    ),
    Operator(name="not", compute=np.logical_not, shape=Shape.PREFIX, binds=NOT, rounds=False, student=False),
    *(
        Operator(
            name=name, compute=compute, arity=None, rounds=False, student=False,
            latex=rf"\mathrm{{{name}}}", typst=f'upright("{name}")',
        )
        for name, compute in (
            ("count", _count),
            ("all", lambda *a: reduce(np.logical_and, a)),
            ("any", lambda *a: reduce(np.logical_or, a)),
        )
    ),
)  # fmt: skip

OPERATORS = {row.name: row for row in ROWS}
SPELLINGS = {spelling: row.name for row in ROWS for spelling in (row.name, *row.spellings)}
CONDITIONS = frozenset({"<", ">", "<=", ">=", "==", "and", "or", "not", "all", "any"})


def mentions(formula: Formula, operator: str) -> bool:
    """Whether an operator stands somewhere in a formula."""
    assert operator in OPERATORS
    return isinstance(formula, Apply) and (
        formula.operator == operator or any(mentions(argument, operator) for argument in formula.arguments)
    )
