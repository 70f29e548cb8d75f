"""Formulas as one line of plain text, which `parse` reads back to the same tree."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context

from .names import name
from .nodes import Apply, Formula, Number, Symbol
from .operators import COMPARE, OPERATORS, POWER, PRODUCT, SUM, Shape

EXACT = Context(prec=20_000)  # the usual 28 digits would round what an author wrote


Named = Callable[[Symbol], str]


def to_text(formula: Formula, named: Named = name) -> str:
    """`-d[1]*ln(y2[1]) - (1 - d[1])*ln(1 - y2[1])`, names as in files where nothing else is said."""
    return _write(formula, 0, named, first=True)


def decimal_text(number: Number) -> str:
    """The decimal in digits, without an exponent; without needless zeros, but for what was rounded to them."""
    return number.written(_digits)


def _digits(number: Number) -> str:
    if number.decimals is not None:
        return f"{number.value or 0:.{number.decimals}f}"  # never -0.00, which equals 0.00
    value = number.value.normalize(EXACT)
    if not value:
        return "0"
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    if value.adjusted() < -15 or exponent > 15:
        return f"{value:E}".replace("E+", "e").replace("E-", "e-")
    return f"{value:f}"


def _write(formula: Formula, binds: int, named: Named, *, first: bool) -> str:
    """The text of a part; `binds` is the least binding strength that needs no parentheses here."""
    match formula:
        case Number(value):
            written = decimal_text(formula)
            return f"({written})" if value < 0 and not first else written
        case Symbol():
            return named(formula)
        case Apply(operator, arguments):
            row = OPERATORS[operator]
            if row.shape in (Shape.CALL, Shape.EXPONENTIAL, Shape.ROOT, Shape.BARS, Shape.INDICATOR):
                return f"{operator}({', '.join(_write(a, 0, named, first=True) for a in arguments)})"
            if row.shape is Shape.ELEMENT:
                return _element(operator, arguments, named)
            if row.shape is Shape.CONSTANT:
                return operator
            written = _infix(operator, row.binds, arguments, named, first=first)
            return f"({written})" if row.binds < binds or (operator == "neg" and not first) else written


def _infix(operator: str, binds: int, arguments: tuple[Formula, ...], named: Named, *, first: bool) -> str:
    if operator == "neg":
        # A sign before a number would be read as part of the number.
        inner = _write(arguments[0], PRODUCT, named, first=False)
        return f"-({inner})" if isinstance(arguments[0], Number) and arguments[0].value >= 0 else f"-{inner}"
    if operator == "not":
        return f"not {_write(arguments[0], binds + 1, named, first=True)}"
    left, right = arguments
    if operator == "^":
        return f"{_write(left, POWER + 1, named, first=False)}^{_write(right, POWER, named, first=False)}"
    space = "" if binds >= PRODUCT else " "
    first_here = first and binds <= SUM
    least = binds + 1 if binds == COMPARE else binds
    before, after = _write(left, least, named, first=first_here), _write(right, binds + 1, named, first=False)
    return f"{before}{space}{operator}{space}{after}"


def _element(operator: str, arguments: tuple[Formula, ...], named: Named) -> str:
    k, *rest = arguments
    written = ", ".join(_write(a, 0, named, first=True) for a in rest)
    if operator == "softmax":
        return f"softmax({written})[{decimal_text(k) if isinstance(k, Number) else to_text(k, named)}]"
    return f"{operator}({', '.join(_write(a, 0, named, first=True) for a in arguments)})"
