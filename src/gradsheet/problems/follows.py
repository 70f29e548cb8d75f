"""Printed lines worked again from the numbers in them, by an evaluator that shares nothing with the one before.

A line follows where its value, worked in 50 digits from its own operands and rounded once, is the number printed; and
where those operands are the numbers that the lines before it print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from itertools import repeat
from operator import itemgetter

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

    functions: frozenset[str] = frozenset()
    decimals: int = 0


def unfounded(
    lines: Iterable[PrintedLine], givens: Mapping[Symbol, str], tables: Tables
) -> Iterator[tuple[PrintedLine, str]]:
    """The lines that do not follow from the numbers printed, each with what these give."""
    printed = _Printed(givens)
    for line in lines:
        before: Real | None = None
        for whose, formula in _judged(line, printed.texts):
            try:
                value = worked(formula, tables)(printed)
                if before is not None and value == before and not tables.functions:
                    continue  # the same number in all digits has been judged
                before = value
                found = in_decimals(value)
                calculated = in_decimals(worked(formula, Tables())(printed)) if tables.functions else found
            except (ArithmeticError, ValueError):
                yield line, f"{whose} give nothing"
                break
            if not is_printed(found, calculated, line):
                yield line, f"{whose} give {'' if line.exact else 'about '}{found.normalize():.18g}"
                break
        printed.add(line.symbol, line.value)


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
    return value.quantize(_unit(decimals), ROUND_HALF_UP, WIDE)


@lru_cache(maxsize=64)
def _unit(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


class _Printed(dict[Symbol, Real]):
    """What the `texts` printed so far are in 50 digits, where somebody asks."""

    def __init__(self, texts: Mapping[Symbol, str]) -> None:
        self.texts = dict(texts)

    def __missing__(self, symbol: Symbol) -> Real:
        self[symbol] = exact(self.texts[symbol])
        return self[symbol]

    def add(self, symbol: Symbol, text: str) -> None:
        self.texts[symbol] = text
        self.pop(symbol, None)


def _judged(line: PrintedLine, texts: Mapping[Symbol, str]) -> Iterator[tuple[str, Formula]]:
    """The line's own numbers; and its formula, unless these are the formula with what the lines above print."""
    if _is_put_in(line.numbers, line.formula, texts):
        yield "its own numbers", line.formula
    else:
        yield "its own numbers", line.numbers
        yield "the lines above", line.formula


def _is_put_in(numbers: Formula, formula: Formula, texts: Mapping[Symbol, str]) -> bool:
    """Whether `numbers` prints the text of each quantity in its place and is the same formula elsewhere."""
    if isinstance(formula, Apply):
        return (
            isinstance(numbers, Apply)
            and numbers.operator == formula.operator
            and len(numbers.arguments) == len(formula.arguments)
            and all(map(_is_put_in, numbers.arguments, formula.arguments, repeat(texts)))
        )
    if isinstance(formula, Symbol) and isinstance(numbers, Number):
        return texts.get(formula) == decimal_text(numbers)
    return formula == numbers


@lru_cache(maxsize=1 << 13)
def worked(formula: Formula, tables: Tables) -> Callable[[Mapping[Symbol, Real]], Real]:
    """The value of a formula as a function of the numbers printed: a class has the same formulas."""
    match formula:
        case Number():
            number = exact(decimal_text(formula))
            return lambda _: number
        case Symbol():
            return itemgetter(formula)
        case Apply(operator, arguments):
            compute = FUNCTIONS[operator]
            parts = [worked(argument, tables) for argument in arguments]
            if operator in tables.functions:
                return lambda printed: exact(
                    _rounded(in_decimals(compute(*[part(printed) for part in parts])), tables.decimals)
                )
            if len(parts) == 2:
                a, b = parts
                return lambda printed: compute(a(printed), b(printed))
            return lambda printed: compute(*[part(printed) for part in parts])
