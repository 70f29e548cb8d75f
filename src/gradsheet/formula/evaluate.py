"""The value of a formula: for one draw or for thousands at once, or in decimals that can be rounded safely."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import repeat
from operator import itemgetter

from .differentiate import by_hand
from .exactly import trusted
from .nodes import Apply, Formula, Number, Symbol
from .operators import OPERATORS, Array


def evaluate(formula: Formula, values: Mapping[Symbol, Array]) -> Array:
    """The value of `formula`; arrays have shape (draws,). A KeyError names a symbol without a value.

    Outside a function's domain numpy's answer stands (nan, inf); silence it with `np.errstate`.
    """
    match formula:
        case Number(value):
            return float(value)
        case Symbol():
            return values[formula]
        case Apply(operator, arguments):
            return OPERATORS[operator].compute(*[evaluate(argument, values) for argument in arguments])


def prepared(formula: Formula, symbols: Sequence[Symbol]) -> Callable[[Sequence[Array]], Array]:
    """The value of `formula` as a function of the values of `symbols`: for formulas that are computed very often."""
    match formula:
        case Number(value):
            number = float(value)
            return lambda _: number
        case Symbol():
            return itemgetter(symbols.index(formula))
        case Apply(operator, arguments):
            compute = OPERATORS[operator].compute
            parts = [prepared(argument, symbols) for argument in arguments]
            if len(parts) == 2:
                a, b = parts
                return lambda values: compute(a(values), b(values))
            return lambda values: compute(*[part(values) for part in parts])


def evaluate_exactly(formula: Formula, numbers: Mapping[Symbol, Decimal]) -> Decimal:
    """The value of `formula` in 40 digits, exact where it is a short decimal.

    An ArithmeticError is raised where there is no value.
    """
    return prepared_exactly(formula)({symbol: (number,) for symbol, number in numbers.items()}, 1)[0]


Exactly = Callable[[Mapping[Symbol, Sequence[Decimal]], int], list[Decimal]]


def prepared_exactly(formula: Formula) -> Exactly:
    """`evaluate_exactly` for many draws at once: from the column of each symbol, of shape (draws,), and their number.

    An ArithmeticError is raised where one draw has no value.
    """
    column = _column(formula)
    return lambda columns, draws: trusted(column(columns), draws)


def _column(formula: Formula) -> Callable[[Mapping[Symbol, Sequence[Decimal]]], Iterable[Decimal]]:
    """The values of all draws one after the other; endless where no symbol stands in the formula."""
    match formula:
        case Number(value):
            return lambda _: repeat(value)
        case Symbol():
            return itemgetter(formula)
        case Apply(operator, arguments):
            rule = OPERATORS[operator].exact
            if rule is None:
                return _column(by_hand(formula))
            if not arguments:
                return lambda _: (rule() for _ in repeat(None))
            parts = [_column(argument) for argument in arguments]
            return lambda columns: map(rule, *[part(columns) for part in parts])
