"""Reading what students write into a blank: one number, however it is spelt.

    0.731, .731, 7.31e-1, 7.31 x 10^-1       decimals
    1/2, ½, e/(1+e), e⁻¹, √2, 2·ln 2         expressions, computed with the authors' grammar
    2pi, 2(3+4), 3e                          a sign left out where only one reading is possible
    z = -0.5, ≈ 0.73, 0.73;                  what stands around a lone number is left out
    1/2e, 2^3e, ln 2e, 3 2/3, 0,0731, log 2  refused, and the reason says what to write instead

The spelling is rewritten (signs and parentheses put in, each with the column it came from), and
`parse` reads the result. Nothing is ever evaluated as code, and every cap of `parse` holds.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from ..errors import FormulaError
from .evaluate import evaluate
from .names import parse_name
from .nodes import Formula, Symbol, substitute
from .parse import parse
from .readings import Writer
from .vocabulary import Token, tokens

MOST_CHARACTERS = 200
MOST_IN_A_FORMULA = 1000
_TOO_LONG = f"too long for an answer; at most {MOST_CHARACTERS} characters"

_DECIMAL = re.compile(r"[-+\u2212]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}[./]\d{1,2}[./](?:19|20)\d{2}(?!\d)")
_BEFORE = re.compile(r"(?:(?:[^\W\d_]|∂)[^=≈~!<>≠≤≥;\n]{0,40})?[=≈~]\s*")  # `z =`, `∂L/∂w ≈`, or the sign alone
_WITH_COMMA = re.compile(r"[-+\u2212]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][-+]?[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that could be read; `exact` when it was an expression. A decimal stands in `typed`, zeros and all."""

    value: float
    exact: bool = False
    typed: Decimal | None = field(default=None, compare=False)


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
    bare = _bare(text)
    if (_WITH_COMMA if decimal_comma else _DECIMAL).fullmatch(bare.strip()):
        typed = Decimal(bare.strip().replace("\u2212", "-").replace(",", "."))
        return Reading(float(typed), typed=typed)
    try:
        return _read(bare, decimal_comma=decimal_comma, percent=percent)
    except FormulaError as error:
        return Unreadable(_on_one_line(text), error.problem, error.column)


def read_formula(text: str, names: Mapping[str, Symbol], *, decimal_comma: bool = False) -> Formula | Unreadable:
    """The formula that a student wrote in the `names` of quantities: `(y2[1] - d) W2[1,1]`.

    Signs may be left out as in a number, where only one reading is possible.
    """
    text = text.strip()
    if len(text) > MOST_IN_A_FORMULA:
        cut = _on_one_line(text[: MOST_IN_A_FORMULA + 1])
        return Unreadable(cut, f"too long; at most {MOST_IN_A_FORMULA} characters", MOST_IN_A_FORMULA + 1)
    try:
        equals = re.search("[=≈~≃≅]", text)
        if equals is not None:
            raise FormulaError(text, equals.start() + 1, "write one formula, without anything that it equals")
        found = tuple(tokens(text, decimal_comma=decimal_comma, percent=False, names=frozenset(names)))
        if not found:
            raise FormulaError(text or " ", 1, "nothing here")
        return _parsed(text, Writer(text, found).written(), names)
    except FormulaError as error:
        return Unreadable(_on_one_line(text), error.problem, error.column)


_NO_VALUE = "this has no value: a division by zero, or the logarithm or root of a negative number"


def _bare(text: str) -> str:
    """The answer without what may stand around it; spaces in front keep every column where it was."""
    found = _BEFORE.match(text)
    start = found.end() if found is not None else 0
    return " " * start + text[start:].removesuffix("." if text.endswith(".") else ";")


def _on_one_line(text: str) -> str:
    return "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in text)


def _read(text: str, *, decimal_comma: bool, percent: bool) -> Reading:
    if _DATE.match(text.lstrip()):
        raise FormulaError(text, 1, "a spreadsheet has made a date of this; enter the number as text")
    found = tuple(tokens(text, decimal_comma=decimal_comma, percent=percent))
    if not found:
        raise FormulaError(text, 1, "nothing here")
    written = Writer(text, found).written()
    try:
        # Inside a fraction 1/0 would come out as a harmless 0: no step may leave the numbers.
        with np.errstate(all="ignore", divide="raise", invalid="raise"):
            value = float(evaluate(_parsed(text, written), {}))
    except FloatingPointError:
        raise FormulaError(text, 1, _NO_VALUE) from None
    if math.isnan(value):
        raise FormulaError(text, 1, _NO_VALUE)
    if math.isinf(value):
        raise FormulaError(text, 1, "this is no finite number: far too large")
    if any(token.kind not in ("number", "-") for token in written):
        return Reading(value, exact=True)
    numbers = [token.text for token in written if token.kind == "number"]
    return Reading(value, typed=Decimal(numbers[0]).copy_sign(Decimal(value)) if len(numbers) == 1 else None)


def _parsed(text: str, written: Iterable[Token], names: Mapping[str, Symbol] | None = None) -> Formula:
    """The tree of what has been written out; a complaint's column is that of the character typed."""
    numbers = {name: f"quantity_{number}" for number, name in enumerate(names or {}, start=1)}
    canonical, columns = "", []
    for token in written:
        # A space after each, or `2 * * 3` would become the power 2**3.
        piece = f"{numbers.get(token.text, token.text)} "
        canonical += piece
        columns += [token.column] * len(piece)
    try:
        tree = parse(canonical)
    except FormulaError as error:
        place = error.column - 1
        column = columns[place] if place < len(columns) - 1 else len(text) + 1
        raise FormulaError(text, column, error.problem) from None
    meant: dict[Formula, Formula] = {parse_name(numbers[name]): symbol for name, symbol in (names or {}).items()}
    return substitute(tree, meant)
