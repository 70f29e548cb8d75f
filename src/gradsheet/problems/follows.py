"""Printed lines worked again from the numbers in them, by an evaluator that shares nothing with the one before.

A line follows where its value, worked in 50 digits from its own operands and rounded once, is the number printed; and
where those operands are the numbers that the lines before it print.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from ..formula import Apply, Formula, Number, Symbol, decimal_text, to_text
from .precise import FUNCTIONS, Real, exact, in_decimals

WIDE = Context(prec=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """`symbol` = `formula` = `numbers` = `value`: in names, with the printed numbers put in, and the printed result.

    `exact` says that "=" stands before the value; else it is rounded to `decimals`.
    """

    symbol: Symbol
    formula: Formula
    numbers: Formula
    value: str
    exact: bool
    decimals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The functions that are looked up within a line, and the decimals of the tables on the sheet."""

    functions: Collection[str] = ()
    decimals: int = 0


def unfounded(
    lines: Iterable[PrintedLine], givens: Mapping[Symbol, str], tables: Tables
) -> Iterator[tuple[PrintedLine, str]]:
    """The lines that do not follow from the numbers printed, each with what these give."""
    printed = {symbol: _number(text) for symbol, text in givens.items()}
    for line in lines:
        before: Real | None = None
        for whose, formula in (("its own numbers", line.numbers), ("the lines above", line.formula)):
            try:
                value = _value(formula, printed, tables)
                if value == before and not tables.functions:
                    continue  # the same number in all digits has been judged
                before = value
                found = in_decimals(value)
                calculated = in_decimals(_value(formula, printed, Tables())) if tables.functions else found
            except (ArithmeticError, ValueError):
                yield line, f"{whose} give nothing"
                break
            if not is_printed(found, calculated, line):
                yield line, f"{whose} give {'' if line.exact else 'about '}{found.normalize():.18g}"
                break
        printed[line.symbol] = _number(line.value)


def described(line: PrintedLine, found: str) -> str:
    """`z = 0.5*0.25 ≈ 0.13, but its own numbers give 0.125`."""
    relation = "=" if line.exact else "≈"
    return f"{to_text(line.symbol)} = {to_text(line.numbers)} {relation} {line.value}, but {found}"


def is_printed(found: Decimal, calculated: Decimal, line: PrintedLine) -> bool:
    """Only what a calculator gives as well is exact: the number in a table may be rounded itself."""
    value = Decimal(line.value)
    if line.exact:
        return found == calculated == value
    places = len(line.value.partition(".")[2])
    return places == line.decimals and _rounded(found, line.decimals) == value != calculated


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, WIDE)


@lru_cache(maxsize=8192)
def _number(text: str) -> Real:
    return exact(text)


def _value(formula: Formula, printed: Mapping[Symbol, Real], tables: Tables) -> Real:
    match formula:
        case Number():
            return _number(decimal_text(formula))
        case Symbol():
            return printed[formula]
        case Apply(operator, arguments):
            found = FUNCTIONS[operator](*[_value(argument, printed, tables) for argument in arguments])
            if operator in tables.functions:
                return exact(_rounded(in_decimals(found), tables.decimals))
            return found
