"""The value of a formula, for one draw or for thousands at once."""

from __future__ import annotations

from collections.abc import Mapping

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
