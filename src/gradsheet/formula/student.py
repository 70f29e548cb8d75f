"""Reading what students write into a blank: one number, however it is spelt.

    0.731, .731, 7.31e-1, 7.31 x 10^-1       decimals
    1/2, ½, e/(1+e), e⁻¹, √2, 2·ln 2         expressions, computed with the authors' grammar
    2pi, 2(3+4), 3e                          a sign left out where only one reading is possible
    1/2e, 2^3e, ln 2e, 3 2/3, 0,0731, log 2  refused, and the reason says what to write instead

The spelling is rewritten (signs and parentheses put in, each with the column it came from), and
`parse` reads the result. Nothing is ever evaluated as code, and every cap of `parse` holds.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

import numpy as np

from ..errors import FormulaError
from .evaluate import evaluate
from .parse import parse
from .readings import Writer
from .vocabulary import tokens

MOST_CHARACTERS = 200
_TOO_LONG = f"too long for an answer; at most {MOST_CHARACTERS} characters"

_DECIMAL = re.compile(r"[-+\u2212]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}[./]\d{1,2}[./](?:19|20)\d{2}(?!\d)")
_WITH_COMMA = re.compile(r"[-+\u2212]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][-+]?[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that could be read; `exact` when it was an expression and not a decimal."""

    value: float
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An answer that could not be read: what is wrong and where, counted in characters from 1."""

    text: str
    problem: str
    column: int

    @property
    def pointed(self) -> str:
        """The answer on one line, and below it a caret under the character."""
        error = FormulaError(self.text, self.column, self.problem)
        return f"{error.line}\n{' ' * (error.shown_column - 1)}^"


def read_answer(text: str, *, decimal_comma: bool = False, percent: bool = False) -> Reading | Unreadable:
    """The number that a student wrote.

    With `decimal_comma` both 0,731 and 0.731 are decimals and `;` separates arguments; `percent`
    allows 73.1%.
    """
    text = text.strip()
    if len(text) > MOST_CHARACTERS:
        return Unreadable(_on_one_line(text[: MOST_CHARACTERS + 1]), _TOO_LONG, MOST_CHARACTERS + 1)
    if (_WITH_COMMA if decimal_comma else _DECIMAL).fullmatch(text):
        return Reading(float(text.replace("\u2212", "-").replace(",", ".")))
    try:
        return _read(text, decimal_comma=decimal_comma, percent=percent)
    except FormulaError as error:
        return Unreadable(_on_one_line(text), error.problem, error.column)


_NO_VALUE = "this has no value: a division by zero, or the logarithm or root of a negative number"


def _on_one_line(text: str) -> str:
    return "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in text)


def _read(text: str, *, decimal_comma: bool, percent: bool) -> Reading:
    if _DATE.match(text):
        raise FormulaError(text, 1, "a spreadsheet has made a date of this; enter the number as text")
    found = tuple(tokens(text, decimal_comma=decimal_comma, percent=percent))
    if not found:
        raise FormulaError(text, 1, "nothing here")
    written = Writer(text, found).written()
    # A space after each, or `2 * * 3` would become the power 2**3.
    canonical = "".join(f"{token.text} " for token in written)
    columns = [token.column for token in written for _ in f"{token.text} "]
    try:
        # Inside a fraction 1/0 would come out as a harmless 0: no step may leave the numbers.
        with np.errstate(all="ignore", divide="raise", invalid="raise"):
            value = float(evaluate(parse(canonical), {}))
    except FloatingPointError:
        raise FormulaError(text, 1, _NO_VALUE) from None
    except FormulaError as error:
        place = error.column - 1
        column = columns[place] if place < len(columns) - 1 else len(text) + 1
        raise FormulaError(text, column, error.problem) from None
    if math.isnan(value):
        raise FormulaError(text, 1, _NO_VALUE)
    if math.isinf(value):
        raise FormulaError(text, 1, "this is no finite number: far too large")
    return Reading(value, exact=any(token.kind not in ("number", "-") for token in written))
