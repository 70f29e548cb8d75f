"""The function values that a sheet without a calculator prints."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from ..formula import OPERATORS, Apply, Symbol
from ..formula.naming import Naming
from ..problems import Problem
from ..problems.rounding import fixed, without_zeros

LETTERS = ("t", "u", "s", "a")
WIDEST = 13


def table_rows(
    problem: Problem, naming: Naming, *, widest: int = WIDEST
) -> Iterator[list[tuple[Symbol | Apply, list[str]]]]:
    """Each table as rows: what stands in front, and numbers; the arguments come first, a long table continues below.

    A value belongs to its argument as it is printed, so that whoever looks it up finds what is true.
    Their letter is one that the sheet has for nothing else.
    """
    used = {naming.glyphs(symbol).letter for symbol in problem.derivation.quantities if not symbol.is_derivative}
    letter = Symbol(next((one for one in LETTERS if one not in used), LETTERS[0]))
    for table in problem.tables:
        printed = [without_zeros(fixed(argument, problem.rounding.keep)) for argument in table.arguments]
        rows: list[tuple[Symbol | Apply, list[str]]] = [(letter, printed)]
        for function in table.functions:
            compute = OPERATORS[function].compute
            values = [fixed(float(compute(float(argument))), problem.rounding.keep) for argument in printed]
            rows.append((Apply(function, (letter,)), values))
        width = ceil(len(printed) / ceil(len(printed) / widest))
        for start in range(0, len(printed), width):
            yield [(head, numbers[start : start + width]) for head, numbers in rows]
